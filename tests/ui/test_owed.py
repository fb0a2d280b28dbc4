from decimal import Decimal
from uuid import UUID

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from builders import NOW, Worker
from builders.memberships import a_member, a_plan
from builders.money import a_charge, a_line, an_open_till
from builders.people import a_person
from fablab_desk.charges.kinds import ChargeFilter, ChargeState
from fablab_desk.charges.queries import load_charge
from fablab_desk.staff.rights import Role
from fablab_desk.ui.cards import Label
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.payments.cash import CashDialog
from fablab_desk.ui.payments.owed import OwedDialog
from fablab_desk.ui.payments.tab import PaymentsTab
from fablab_desk.ui.people.charge import ChargeDialog
from fablab_desk.ui.reason import ReasonDialog
from ui.accessible import assert_accessible
from ui.at_desk import press_enter, shown, type_text, undo, wait_gone


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


def opened(qtbot: QtBot, desk: Desk, window: QWidget, rows: int) -> OwedDialog:
    dialog = OwedDialog(desk, window)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.table.rows.rowCount() == rows)
    if rows:
        dialog.table.selectRow(0)
        qtbot.waitUntil(lambda: dialog.table.chosen() is not None)
    return dialog


def state(desk: Desk, key: UUID) -> tuple[ChargeState, str]:
    with desk.database.reading() as session:
        row = load_charge(session, key)
    return row.state, row.closed_reason


def answer(qtbot: QtBot, dialog: OwedDialog, reason: str) -> None:
    question = shown(qtbot, dialog, ReasonDialog)
    question.reason.set_value(reason)
    question.accept()


def test_what_was_charged_by_mistake_is_withdrawn_with_a_reason_and_stays_listed(
    desk: Desk, administrator: Worker, window: QWidget, qtbot: QtBot
) -> None:
    key = a_charge(administrator, a_person(administrator))
    dialog = opened(qtbot, desk, window, 1)
    qtbot.waitUntil(lambda: dialog.sum.text() == "€12.00 are owed in all")
    dialog.withdraw_button.click()
    question = shown(qtbot, dialog, ReasonDialog)
    assert any("It cannot be undone" in one.text() for one in question.findChildren(Label))
    answer(qtbot, dialog, "Saisi deux fois")
    qtbot.waitUntil(lambda: dialog.table.rows.rowCount() == 0)
    assert state(desk, key) == (ChargeState.CANCELLED, "Saisi deux fois")
    dialog.pills.choose(ChargeFilter.CANCELLED.value)
    qtbot.waitUntil(lambda: dialog.table.rows.rowCount() == 1)


def test_what_is_waived_is_undone_or_asked_for_again(
    desk: Desk, administrator: Worker, window: QWidget, qtbot: QtBot
) -> None:
    key = a_charge(administrator, a_person(administrator))
    dialog = opened(qtbot, desk, window, 1)
    dialog.waive_button.click()
    answer(qtbot, dialog, "La machine est tombée en panne")
    qtbot.waitUntil(lambda: state(desk, key)[0] is ChargeState.WAIVED)
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: state(desk, key)[0] is ChargeState.OPEN)
    qtbot.waitUntil(lambda: dialog.table.rows.rowCount() == 1)
    dialog.table.selectRow(0)
    dialog.waive_action.trigger()
    answer(qtbot, dialog, "Un geste")
    qtbot.waitUntil(lambda: dialog.table.rows.rowCount() == 0)
    dialog.pills.choose(ChargeFilter.WAIVED.value)
    qtbot.waitUntil(lambda: dialog.table.rows.rowCount() == 1)
    dialog.table.selectRow(0)
    qtbot.waitUntil(dialog.waive_button.isEnabled)
    assert dialog.waive_button.text() == "Ask again"
    dialog.waive_button.click()
    qtbot.waitUntil(lambda: state(desk, key)[0] is ChargeState.OPEN)


def test_what_came_with_a_membership_is_not_withdrawn_here(
    desk: Desk, administrator: Worker, window: QWidget, qtbot: QtBot
) -> None:
    a_member(administrator, a_person(administrator), a_plan(administrator))
    dialog = opened(qtbot, desk, window, 1)
    assert not dialog.withdraw_button.isEnabled()
    assert dialog.waive_button.isEnabled()


def test_reception_is_told_that_it_may_not_waive_before_it_writes_why(
    desk: Desk, administrator: Worker, window: QWidget, qtbot: QtBot
) -> None:
    a_charge(administrator, a_person(administrator))
    reception = Worker(desk.database, roles=(Role.RECEPTION,))
    own = Desk(desk.database, reception.seat, lambda: NOW)
    dialog = opened(qtbot, own, window, 1)
    dialog.waive_button.click()
    refusal = shown(qtbot, dialog, QMessageBox)
    assert "may not waive what is owed" in refusal.text()
    assert dialog.findChildren(ReasonDialog) == []
    own.close()


def test_a_payer_is_found_by_a_few_letters_and_enter_takes_the_money(
    desk: Desk, administrator: Worker, window: QWidget, qtbot: QtBot
) -> None:
    an_open_till(administrator)
    zoe = a_person(administrator, "Zoé", "Lefèvre")
    a_charge(administrator, zoe, a_line("Café", "2.00"))
    a_charge(administrator, a_person(administrator))
    dialog = opened(qtbot, desk, window, 2)
    type_text(dialog.search, "lefe")
    qtbot.waitUntil(lambda: dialog.table.rows.rowCount() == 1)
    qtbot.waitUntil(dialog.cash_button.isEnabled)
    press_enter(dialog.search)
    form = shown(qtbot, dialog, CashDialog)
    assert (form.payer.value(), form.total()) == (zoe, Decimal(2))
    form.accept()
    wait_gone(qtbot, form)
    qtbot.waitUntil(lambda: dialog.table.rows.rowCount() == 0)


def test_the_slate_is_one_of_the_lists(
    desk: Desk, administrator: Worker, window: QWidget, qtbot: QtBot
) -> None:
    a_charge(administrator, a_person(administrator))
    dialog = opened(qtbot, desk, window, 1)
    dialog.slate_action.trigger()
    qtbot.waitUntil(lambda: bool((row := dialog.table.chosen()) and row.on_slate))
    dialog.pills.choose(ChargeFilter.SLATE.value)
    qtbot.waitUntil(lambda: dialog.table.rows.rowCount() == 1)


def test_an_empty_list_says_what_it_is_for_and_offers_to_add(
    desk: Desk, administrator: Worker, window: QWidget, qtbot: QtBot
) -> None:
    dialog = opened(qtbot, desk, window, 0)
    assert dialog.table.empty
    qtbot.waitUntil(dialog.table.empty.isVisible)
    dialog.add_action.trigger()
    shown(qtbot, dialog, ChargeDialog)


def test_the_list_is_exported_as_it_is_shown(
    desk: Desk, administrator: Worker, window: QWidget, qtbot: QtBot
) -> None:
    a_charge(administrator, a_person(administrator))
    dialog = opened(qtbot, desk, window, 1)
    dialog.export_action.trigger()
    assert shown(qtbot, dialog, QFileDialog)


def test_a_line_leads_to_the_record_of_its_payer(
    desk: Desk, administrator: Worker, window: QWidget, qtbot: QtBot
) -> None:
    key = a_person(administrator)
    a_charge(administrator, key)
    opening: list[tuple[str, object]] = []
    desk.opening.connect(lambda tab, record: opening.append((tab, record)))
    dialog = opened(qtbot, desk, window, 1)
    dialog.record_action.trigger()
    assert opening == [("people", key)]


def test_the_payments_tab_leads_to_what_is_owed_and_adds_to_it_and_takes_the_money(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    an_open_till(administrator)
    key = a_person(administrator)
    tab = PaymentsTab(desk)
    qtbot.addWidget(tab)
    tab.show()
    tab.owed_action.trigger()
    shown(qtbot, tab, OwedDialog).reject()
    tab.charge_action.trigger()
    form = shown(qtbot, tab, ChargeDialog)
    form.charged.emit(key, True)
    money = shown(qtbot, tab, CashDialog)
    assert money.payer.value() == key


def test_the_list_is_complete_for_keyboard_and_screen_reader(
    desk: Desk, administrator: Worker, window: QWidget, qtbot: QtBot
) -> None:
    a_charge(administrator, a_person(administrator))
    assert_accessible(opened(qtbot, desk, window, 1))

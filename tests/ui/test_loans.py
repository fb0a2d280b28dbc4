"""Lending a kit and taking it back, through the real dialogs."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from builders import NOW, Worker
from builders.people import a_person
from builders.upkeep import a_kit, a_loan
from fablab_desk.overview.loans import load_loans
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.machines.loans import KITS, BackDialog, KitDialog, LendDialog, LoansDialog
from ui.accessible import assert_accessible
from ui.at_desk import press, press_enter, shown, type_text, undo, wait_gone

TODAY = NOW.date()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def dialog(desk: Desk, window: QWidget, qtbot: QtBot) -> LoansDialog:
    dialog = LoansDialog(desk, window)
    dialog.open()
    qtbot.waitUntil(lambda: not desk.is_waiting())
    return dialog


def test_without_anything_to_lend_it_says_what_it_is_for(dialog: LoansDialog) -> None:
    assert not dialog.lend.isEnabled()
    assert_accessible(dialog)
    dialog.pills.choose(KITS)
    assert dialog.new_kit.isVisible()
    assert_accessible(dialog)


def test_a_kit_is_made_lent_and_taken_back_by_keys(
    dialog: LoansDialog, desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    ada = a_person(administrator)
    dialog.pills.choose(KITS)
    press(dialog, "New kit…")
    kit = shown(qtbot, dialog, KitDialog)
    type_text(kit.code, "robots")
    type_text(kit.name, "Malle robots")
    kit.contents.set_value("6 robots\n2 chargeurs")
    press_enter(kit.name)
    wait_gone(qtbot, kit)
    qtbot.waitUntil(lambda: dialog.kits.rows.rowCount() == 1)
    press(dialog, "Lend…")
    lend = shown(qtbot, dialog, LendDialog)
    assert_accessible(lend)
    lend.verb.click()
    assert lend.isVisible()  # to nobody nothing is lent
    assert lend.problems["borrower_id"].text()
    lend.borrower.set_value((ada, "Ada Exemple"))
    type_text(lend.due, "+7")
    lend.verb.click()
    wait_gone(qtbot, lend)
    qtbot.waitUntil(lambda: dialog.loans.rows.rowCount() == 1)
    with desk.database.reading() as session:
        (row,) = load_loans(session, TODAY).loans
    assert (row.item, row.borrower, row.due_on) == (
        "Malle robots",
        "Ada Exemple",
        TODAY + timedelta(days=7),
    )
    dialog.pills.choose("out")
    qtbot.waitUntil(dialog.back.isEnabled)
    press(dialog, "It is back…")
    back = shown(qtbot, dialog, BackDialog)
    back.state.set_value("il manque un chargeur")
    back.verb.click()
    wait_gone(qtbot, back)
    qtbot.waitUntil(lambda: dialog.loans.rows.rowCount() == 0)
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: dialog.loans.rows.rowCount() == 1)


def test_a_loan_noted_by_mistake_is_withdrawn_and_restored(
    dialog: LoansDialog, desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    a_loan(administrator, kit_id=a_kit(administrator))
    dialog.read()
    qtbot.waitUntil(lambda: dialog.loans.chosen() is not None)
    press(dialog, "Withdraw")
    qtbot.waitUntil(lambda: dialog.loans.rows.rowCount() == 0)
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: dialog.loans.rows.rowCount() == 1)

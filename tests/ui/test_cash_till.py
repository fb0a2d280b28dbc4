"""The drawer that is counted in the act that takes the money."""

from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot

from builders import Worker
from builders.money import a_charge, a_line, a_till
from builders.people import a_person
from fablab_desk.charges.service import waive_charge
from fablab_desk.keys import new_key
from fablab_desk.overview.counter import load_drawer
from fablab_desk.payments.kinds import MethodKind
from fablab_desk.payments.service_till import open_till
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.payments.count import CountDialog
from ui.at_desk import shown, type_text, wait_gone
from ui.cashing import CashForm, cashings, choose_method, due, sit_as


def test_the_till_is_opened_in_the_act_that_takes_the_money(
    cash_form: CashForm, desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    key = a_person(administrator)
    a_till(administrator)
    a_charge(administrator, key)
    dialog = cash_form(key)
    dialog.accept()
    count = shown(qtbot, dialog, CountDialog)
    assert cashings(desk) == []
    type_text(count.counts[2000], "x")
    count.accept()
    assert count.problems["count.2000"].text()
    count.counts[2000].set_value("3")
    count.accept()
    wait_gone(qtbot, dialog)
    with desk.database.reading() as session:
        drawer = load_drawer(session)
    assert drawer.session
    assert drawer.session.opening_amount == Decimal(60)
    assert drawer.session.cash == Decimal(72)


@pytest.mark.parametrize(
    ("amount", "handed", "field", "sentence"),
    [
        ("12,345", "", "amount", "is not an amount"),
        ("-3", "", "amount", "An amount lies above zero"),
        ("12", "5", "tendered", "it is not enough"),
    ],
)
def test_a_wrong_amount_is_told_beside_it_before_the_drawer_is_counted(
    cash_form: CashForm,
    administrator: Worker,
    qtbot: QtBot,
    amount: str,
    handed: str,
    field: str,
    sentence: str,
) -> None:
    key = a_person(administrator)
    a_till(administrator)
    a_charge(administrator, key)
    dialog = cash_form(key)
    line = dialog.lines[0]
    line.amount.setText(amount)
    line.tendered.setText(handed)
    dialog.accept()
    qtbot.waitUntil(lambda: bool(line.problems[field].text()))
    assert sentence in line.problems[field].text()
    assert "\u2212" not in dialog.verb.text()
    assert line.first_wrong() is dialog.focusWidget()
    assert dialog.findChildren(CountDialog) == []
    line.amount.setText("12")
    line.tendered.setText("20")
    assert not line.problems[field].text()
    dialog.accept()
    shown(qtbot, dialog, CountDialog)


def test_more_than_owed_is_told_before_the_drawer_is_counted(
    cash_form: CashForm, administrator: Worker, qtbot: QtBot
) -> None:
    key = a_person(administrator)
    a_till(administrator)
    a_charge(administrator, key)
    dialog = cash_form(key)
    dialog.lines[0].amount.set_value(Decimal(13))
    dialog.accept()
    qtbot.waitUntil(lambda: "credits are not kept" in dialog.problem.text())
    assert dialog.findChildren(CountDialog) == []


def test_a_count_that_was_made_outlives_a_refusal(
    cash_form: CashForm, desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    key = a_person(administrator)
    a_till(administrator)
    a_charge(administrator, key, a_line("Café", "2.00"))
    gone = a_charge(administrator, key)
    dialog = cash_form(key)
    dialog.accept()
    count = shown(qtbot, dialog, CountDialog)
    count.counts[2000].set_value("3")
    administrator.does(lambda act: waive_charge(act, gone, "The machine failed"))
    count.accept()
    qtbot.waitUntil(lambda: "no longer open" in dialog.problem.text())
    assert dialog.till_note.text() == "The till opens with €60.00."
    dialog.recount.click()
    again = shown(qtbot, dialog, CountDialog)
    assert again.counts[2000].value() == "3"
    again.reject()
    qtbot.waitUntil(lambda: dialog.total() == Decimal(2))
    dialog.accept()
    wait_gone(qtbot, dialog)
    with desk.database.reading() as session:
        drawer = load_drawer(session)
    assert drawer.session
    assert drawer.session.cash == Decimal(62)


def test_all_that_is_wrong_with_what_is_paid_is_told_at_once(
    cash_form: CashForm, desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    key = a_person(administrator)
    sit_as(desk, key)
    a_till(administrator)
    a_charge(administrator, key)
    dialog = cash_form(key)
    dialog.other.click()
    choose_method(dialog, administrator, MethodKind.CHEQUE, 1)
    dialog.lines[0].amount.set_value(None)
    dialog.lines[1].amount.set_value(Decimal(12))
    dialog.accept()
    qtbot.waitUntil(lambda: bool(dialog.problems["reason"].text()))
    assert "asks for a reference" in dialog.lines[1].problems["reference"].text()
    assert not any(one.text() for one in dialog.lines[0].problems.values())


def test_a_till_opened_meanwhile_by_another_desk_loses_nothing_typed(
    cash_form: CashForm, desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    key, till = a_person(administrator), a_till(administrator)
    a_charge(administrator, key)
    dialog = cash_form(key)
    dialog.accept()
    count = shown(qtbot, dialog, CountDialog)
    administrator.does(lambda act: open_till(act, new_key(), till, {2000: 1}))
    count.accept()
    qtbot.waitUntil(lambda: bool(dialog.problem.text()))
    assert "was opened already" in dialog.problem.text()
    assert dialog.lines[0].given() == Decimal(12)
    dialog.accept()
    wait_gone(qtbot, dialog)
    assert due(desk, key) == 0

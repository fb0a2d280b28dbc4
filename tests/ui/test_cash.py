"""How much is paid, by which methods, when money is taken."""

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from builders import Worker
from builders.money import a_charge, a_line, an_open_till, something_sold
from builders.people import a_person
from fablab_desk.money import ZERO
from fablab_desk.payments.kinds import MethodKind
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import LineField
from fablab_desk.ui.scroll import Scroll
from ui.accessible import assert_accessible
from ui.at_desk import notices, press_enter, type_text, wait_gone
from ui.cashing import CashForm, cashings, choose_method, due
from ui.uncut import cut


def test_the_amount_handed_over_and_enter_are_enough_and_the_change_is_told(
    cash_form: CashForm, desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    told, key = notices(desk), a_person(administrator)
    an_open_till(administrator)
    a_charge(administrator, key)
    dialog = cash_form(key)
    assert dialog.focusWidget() is dialog.lines[0].tendered
    type_text(dialog.lines[0].tendered, "20")
    assert dialog.balance.text() == "Total €12.00 · give €8.00 back"
    press_enter(dialog.lines[0].tendered)
    wait_gone(qtbot, dialog)
    assert told[-1].text == "The money is taken: give €8.00 back."
    assert due(desk, key) == 0


def test_the_keyboard_passes_method_amount_and_what_was_handed_over_in_that_order(
    cash_form: CashForm, administrator: Worker
) -> None:
    key = a_person(administrator)
    an_open_till(administrator)
    a_charge(administrator, key)
    dialog = cash_form(key)
    dialog.lines[0].method.setFocus()
    passed = []
    for _ in range(3):
        focused = dialog.focusWidget()
        assert focused
        passed.append(focused.accessibleName())
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert passed[:3] == ["Method 1", "Amount 1", "Handed over 1"]


def test_two_methods_share_what_is_owed(
    cash_form: CashForm, desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    key = a_person(administrator)
    an_open_till(administrator)
    a_charge(administrator, key, a_line("Adhésion", "50.00"))
    dialog = cash_form(key)
    dialog.lines[0].amount.set_value(Decimal(20))
    dialog.other.click()
    choose_method(dialog, administrator, MethodKind.CARD, 1)
    assert dialog.lines[1].given() == Decimal(30)
    dialog.lines[0].tendered.setFocus()
    QTest.keyClick(dialog.lines[0].tendered, Qt.Key.Key_Tab)
    assert dialog.focusWidget() is dialog.lines[1].method
    dialog.accept()
    wait_gone(qtbot, dialog)
    (taken,) = cashings(desk)
    assert sorted(one.amount for one in taken.payments) == [Decimal(20), Decimal(30)]


def test_the_second_line_proposes_another_method_and_what_the_first_leaves(
    cash_form: CashForm, administrator: Worker
) -> None:
    key = a_person(administrator)
    an_open_till(administrator)
    a_charge(administrator, key, a_line("Adhésion", "50.00"))
    dialog = cash_form(key)
    type_text(dialog.lines[0].tendered, "20")
    dialog.other.click()
    dialog.other.click()
    kinds = [line.kind() for line in dialog.lines[:3]]
    assert len(set(kinds)) == 3
    assert kinds[0] is MethodKind.CASH
    assert [line.given() for line in dialog.lines[:3]] == [Decimal(20), Decimal(30), ZERO]
    assert dialog.focusWidget() is dialog.lines[2].amount


def test_a_cheque_on_every_line_leaves_no_field_cut(
    cash_form: CashForm, administrator: Worker, qtbot: QtBot
) -> None:
    key = a_person(administrator)
    an_open_till(administrator)
    a_charge(administrator, key, a_line("Adhésion", "50.00"))
    dialog = cash_form(key)
    for place in range(3):
        choose_method(dialog, administrator, MethodKind.CHEQUE, place)
        qtbot.waitUntil(lambda: cut(dialog) == [])
        (scroll,) = dialog.findChildren(Scroll)
        assert not scroll.verticalScrollBar().isVisible()
        dialog.other.click()


def test_what_is_typed_on_one_line_is_taken_off_the_one_nobody_typed_in(
    cash_form: CashForm, administrator: Worker
) -> None:
    key = a_person(administrator)
    an_open_till(administrator)
    a_charge(administrator, key, a_line("Adhésion", "50.00"))
    dialog = cash_form(key)
    dialog.other.click()
    type_text(dialog.lines[1].amount, "30")
    assert dialog.lines[0].given() == Decimal(20)
    dialog.lines[0].amount.selectAll()
    type_text(dialog.lines[0].amount, "45")
    assert dialog.lines[1].given() == Decimal(30)
    assert dialog.balance.text() == "Total €50.00 · €25.00 too much"


def test_less_than_owed_leaves_the_rest_to_pay(
    cash_form: CashForm, desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    key = a_person(administrator)
    an_open_till(administrator)
    a_charge(administrator, key)
    dialog = cash_form(key)
    dialog.lines[0].amount.set_value(Decimal(5))
    assert "€7.00 stays to pay" in dialog.balance.text()
    dialog.accept()
    wait_gone(qtbot, dialog)
    assert due(desk, key) == Decimal(7)


def test_without_methods_the_form_says_where_to_add_one(
    cash_form: CashForm, administrator: Worker
) -> None:
    dialog = cash_form(a_person(administrator))
    assert "add one in the settings" in dialog.problem.text()
    assert not dialog.verb.isEnabled()


def test_a_cheque_without_its_number_is_told_beside_its_line(
    cash_form: CashForm, administrator: Worker, qtbot: QtBot
) -> None:
    key = a_person(administrator)
    an_open_till(administrator)
    a_charge(administrator, key)
    dialog = cash_form(key)
    choose_method(dialog, administrator, MethodKind.CHEQUE)
    dialog.lines[0].bank.set_value("Banque de la Loire")
    dialog.accept()
    qtbot.waitUntil(lambda: any(one.text() for one in dialog.lines[0].problems.values()))
    assert dialog.lines[0].bank.value() == "Banque de la Loire"


def test_the_form_is_complete_for_keyboard_and_screen_reader(
    cash_form: CashForm, administrator: Worker
) -> None:
    key = a_person(administrator, "Anne-Sophie Marie-Ange", "de La Tour d’Auvergne-Lauraguais")
    an_open_till(administrator)
    something_sold(administrator)
    a_charge(administrator, key)
    dialog = cash_form(key)
    dialog.other.click()
    choose_method(dialog, administrator, MethodKind.CHEQUE, 1)
    assert isinstance(dialog.lines[1].reference, LineField)
    assert_accessible(dialog)

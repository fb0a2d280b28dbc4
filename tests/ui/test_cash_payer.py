"""Who pays when money is taken."""

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCompleter
from pytestqt.qtbot import QtBot

from builders import Worker
from builders.money import a_charge, an_open_till
from builders.people import a_household, a_person
from fablab_desk.ui.desk import Desk
from ui.at_desk import press_enter, type_text, wait_gone
from ui.cashing import CashForm, due, sit_as


def test_without_anything_to_pay_the_form_says_what_to_do_and_stays(
    cash_form: CashForm, administrator: Worker, qtbot: QtBot
) -> None:
    an_open_till(administrator)
    dialog = cash_form(None)
    dialog.accept()
    assert "there is nothing to pay" in dialog.problem.text()
    assert dialog.isVisible()


def test_taking_one_s_own_money_asks_why(
    cash_form: CashForm, desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    key = a_person(administrator)
    sit_as(desk, key)
    an_open_till(administrator)
    a_charge(administrator, key)
    dialog = cash_form(key)
    dialog.accept()
    qtbot.waitUntil(dialog.reason.isVisible)
    assert dialog.problems["reason"].text()
    dialog.reason.set_value("Seule à l’accueil")
    dialog.accept()
    wait_gone(qtbot, dialog)
    assert due(desk, key) == 0


def test_the_payer_of_a_household_pays_what_its_people_owe(
    cash_form: CashForm, administrator: Worker
) -> None:
    payer, child = a_person(administrator), a_person(administrator, "Zoé")
    a_household(administrator, payer, child)
    an_open_till(administrator)
    a_charge(administrator, child)
    dialog = cash_form(payer)
    assert dialog.total() == Decimal(12)


def test_somebody_is_found_by_a_few_letters_and_enter(
    cash_form: CashForm, administrator: Worker, qtbot: QtBot
) -> None:
    key = a_person(administrator, "Zoé", "Lefèvre")
    an_open_till(administrator)
    a_charge(administrator, key)
    dialog = cash_form(None)
    type_text(dialog.payer, "lefev")
    qtbot.waitUntil(lambda: dialog.payer.accessibleDescription() == "1 found")
    completer = dialog.payer.findChild(QCompleter)
    assert isinstance(completer, QCompleter)
    offers = completer.popup()
    assert offers
    assert offers.sizeHintForRow(0) >= 28  # as high as the lines of any list to choose from
    press_enter(QApplication.activePopupWidget() or dialog.payer)
    assert dialog.payer.value() == key
    qtbot.waitUntil(lambda: dialog.total() == Decimal(12))
    assert dialog.isVisible()


def test_down_on_the_last_line_offered_stays_on_it(
    cash_form: CashForm, administrator: Worker, qtbot: QtBot
) -> None:
    key = a_person(administrator, "Zoé", "Lefèvre")
    an_open_till(administrator)
    dialog = cash_form(None)
    type_text(dialog.payer, "lefev")
    qtbot.waitUntil(lambda: dialog.payer.accessibleDescription() == "1 found")
    offers = QApplication.activePopupWidget()
    assert offers
    QTest.keyClick(offers, Qt.Key.Key_Down)
    press_enter(offers)
    assert dialog.payer.value() == key


def test_a_name_that_nobody_bears_is_refused_beside_its_field(
    cash_form: CashForm, administrator: Worker, qtbot: QtBot
) -> None:
    an_open_till(administrator)
    dialog = cash_form(None)
    type_text(dialog.payer, "x")
    dialog.lines[0].amount.set_value(Decimal(1))
    dialog.accept()
    assert "Choose someone" in dialog.problems["payer_id"].text()
    assert dialog.payer.text() == "x"


def test_a_card_that_is_scanned_names_the_payer(
    cash_form: CashForm, administrator: Worker, qtbot: QtBot
) -> None:
    key = a_person(administrator, card="A1B2C3D4")
    an_open_till(administrator)
    a_charge(administrator, key)
    dialog = cash_form(None)
    dialog.take_scan("A1B2C3D4")
    qtbot.waitUntil(lambda: dialog.total() == Decimal(12))
    assert dialog.payer.value() == key

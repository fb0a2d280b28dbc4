"""What is sold at the counter when money is taken."""

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QCheckBox, QPushButton
from pytestqt.qtbot import QtBot

from builders import Worker
from builders.lab import an_audience
from builders.money import a_charge, an_open_till, something_sold
from builders.people import a_person
from fablab_desk.catalogue.drafts import PriceDraft
from fablab_desk.catalogue.service import set_price
from fablab_desk.keys import new_key
from fablab_desk.money import ZERO
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.people.party_field import PartyField
from ui.at_desk import press_enter, wait_gone
from ui.cashing import CashForm, cashings


def test_something_is_sold_to_a_passing_customer(
    cash_form: CashForm, desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    an_open_till(administrator)
    something_sold(administrator)
    dialog = cash_form(None)
    assert isinstance(dialog.focusWidget(), PartyField)
    dialog.sale_line.quantity.set_value(Decimal(2))
    press_enter(dialog.sale_line.quantity)
    assert dialog.verb.text() == "&Take €5.00"
    dialog.accept()
    wait_gone(qtbot, dialog)
    (taken,) = cashings(desk)
    assert (taken.payer_id, taken.total) == (None, Decimal(5))


def test_what_was_unticked_stays_so_when_something_is_sold(
    cash_form: CashForm, administrator: Worker
) -> None:
    key = a_person(administrator)
    an_open_till(administrator)
    something_sold(administrator)
    a_charge(administrator, key)
    dialog = cash_form(key)
    dialog.findChildren(QCheckBox)[0].click()
    dialog.sale_line.add.click()
    assert dialog.total() == Decimal("2.50")


def test_what_is_sold_follows_the_prices_of_whoever_pays(
    cash_form: CashForm, administrator: Worker, qtbot: QtBot
) -> None:
    an_open_till(administrator)
    article, student = something_sold(administrator), an_audience(administrator, "Étudiant")
    administrator.does(
        lambda act: set_price(
            act,
            new_key(),
            article,
            PriceDraft(amount=Decimal(1), valid_from=date(2021, 1, 1), audience_id=student),
        )
    )
    key = a_person(administrator, audience_id=student)
    dialog = cash_form(None)
    dialog.sale_line.add.click()
    assert dialog.total() == Decimal("2.50")
    dialog.payer.set_value((key, "Ada Exemple"))
    dialog.payer.changed.emit()
    qtbot.waitUntil(lambda: dialog.total() == Decimal(1))


def test_something_sold_by_mistake_is_removed_again(
    cash_form: CashForm, administrator: Worker
) -> None:
    an_open_till(administrator)
    something_sold(administrator)
    dialog = cash_form(None)
    dialog.sale_line.quantity.setText("1,5")
    dialog.sale_line.add.click()
    assert dialog.total() == Decimal("3.75")
    (remove,) = [
        one
        for one in dialog.findChildren(QPushButton)
        if one.accessibleName() == "Remove 1.5 × Article FIL-PLA · €3.75"
    ]
    remove.click()
    assert dialog.total() == ZERO


@pytest.mark.parametrize(("typed", "said"), [("deux", "not a number"), ("0", "above zero")])
def test_a_wrong_quantity_is_told_beside_it_and_sells_nothing(
    cash_form: CashForm, administrator: Worker, typed: str, said: str
) -> None:
    an_open_till(administrator)
    something_sold(administrator)
    dialog = cash_form(None)
    dialog.sale_line.quantity.setText(typed)
    dialog.sale_line.add.click()
    assert said in dialog.sale_line.problem.text()
    assert dialog.sale_line.quantity.text() == typed
    assert dialog.total() == ZERO

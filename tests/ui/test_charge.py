from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from builders import NOW, Worker
from builders.money import a_charge, a_line, something_sold
from builders.people import a_household, a_person
from fablab_desk.charges.kinds import ChargeFilter
from fablab_desk.charges.queries import ChargeRow, list_charges
from fablab_desk.people.service import archive_party
from fablab_desk.ui.actions import plain
from fablab_desk.ui.buttons import MoreButton
from fablab_desk.ui.cards import Label
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.people.charge import ChargeDialog, Then
from fablab_desk.ui.people.tab import PeopleTab
from fablab_desk.ui.reason import ReasonDialog
from ui.accessible import assert_accessible
from ui.at_desk import opened_when_read, press_enter, shown, type_text, undo, wait_gone

Opens = Callable[[UUID | None], ChargeDialog]


@pytest.fixture
def opens(desk: Desk, qtbot: QtBot) -> Opens:
    window = QWidget()
    qtbot.addWidget(window)

    return lambda party_id: opened_when_read(qtbot, ChargeDialog(desk, window, party_id))


def charges(desk: Desk, chosen: ChargeFilter = ChargeFilter.OPEN) -> list[ChargeRow]:
    with desk.database.reading() as session:
        return list_charges(chosen).every(session)


def test_words_a_price_and_enter_charge_somebody_and_undo_withdraws_it(
    opens: Opens, desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    key = a_person(administrator)
    dialog = opens(key)
    dialog.article.setFocus()
    QTest.keyClick(dialog.article, Qt.Key.Key_Tab)
    for text in ("Clé perdue", "2", "7,50"):
        field = dialog.focusWidget()
        assert field
        if hasattr(field, "selectAll"):
            field.selectAll()
        type_text(field, text)
        QTest.keyClick(field, Qt.Key.Key_Tab)
    assert dialog.outcome.text() == "Total €15.00"
    press_enter(dialog.price)
    wait_gone(qtbot, dialog)
    (charge,) = charges(desk)
    assert (charge.label, charge.due, charge.owed_on) == ("Clé perdue", Decimal(15), NOW.date())
    assert charge.payer_id == key
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: charges(desk) == [])
    assert [row.id for row in charges(desk, ChargeFilter.CANCELLED)] == [charge.id]


def test_an_article_proposes_its_words_and_price_and_leaves_what_was_typed(
    opens: Opens, desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    something_sold(administrator, "FIL-PLA", "2.50")
    something_sold(administrator, "LASER", "0.081234")
    dialog = opens(a_person(administrator))
    dialog.article.setCurrentIndex(2)
    assert (dialog.label.value(), dialog.price.value()) == ("Article LASER", Decimal("0.081234"))
    dialog.label.set_value("Gravure du trophée")
    dialog.article.setCurrentIndex(1)
    assert dialog.label.value() == "Gravure du trophée"
    assert dialog.price.value() == Decimal("2.5")
    dialog.price.set_value(Decimal(2))
    assert dialog.outcome.text() == "Total €2.00 · price of the catalogue 2.50\u00a0€"
    dialog.accept()
    wait_gone(qtbot, dialog)
    (charge,) = charges(desk)
    assert (charge.label, charge.due, len(charge.explanation)) == (
        "Gravure du trophée",
        Decimal(2),
        2,
    )


def test_the_payer_of_the_household_is_proposed_for_a_child(
    opens: Opens, desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    mother, child = a_person(administrator, "Ada"), a_person(administrator, "Zoé")
    a_household(administrator, mother, child)
    dialog = opens(None)
    assert dialog.payer.value() is None
    dialog.beneficiary.set_value((child, "Zoé Exemple"))
    dialog.beneficiary.changed.emit()
    qtbot.waitUntil(lambda: dialog.payer.value() == mother)
    dialog.label.set_value("Atelier")
    dialog.price.set_value(Decimal(5))
    dialog.accept()
    wait_gone(qtbot, dialog)
    (charge,) = charges(desk)
    assert (charge.payer_id, charge.beneficiary_id) == (mother, child)


def test_everything_wrong_is_told_at_once_beside_its_field_and_nothing_is_lost(
    opens: Opens, desk: Desk
) -> None:
    dialog = opens(None)
    dialog.quantity.setText("deux")
    dialog.day.setText("+7")
    dialog.accept()
    told = {name for name, problem in dialog.problems.items() if problem.text()}
    assert told == {"beneficiary_id", "label", "quantity", "unit_price", "owed_on"}
    assert dialog.quantity.text() == "deux"
    assert charges(desk) == []


@pytest.mark.parametrize(("typed", "said"), [("-5", "cannot be charged"), ("1e9", "not a number")])
def test_a_price_that_cannot_be_is_told_beside_it(
    opens: Opens, administrator: Worker, typed: str, said: str
) -> None:
    dialog = opens(a_person(administrator))
    dialog.label.set_value("Clé perdue")
    dialog.price.setText(typed)
    dialog.accept()
    assert said in dialog.problems["unit_price"].text()


def test_somebody_archived_meanwhile_is_told_beside_the_field(
    opens: Opens, desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    key = a_person(administrator)
    dialog = opens(key)
    dialog.label.set_value("Clé perdue")
    dialog.price.set_value(Decimal(5))
    administrator.does(lambda act: archive_party(act, key))
    dialog.accept()
    qtbot.waitUntil(lambda: bool(dialog.problems["payer_id"].text()))
    assert "was archived" in dialog.problems["payer_id"].text()
    assert dialog.label.value() == "Clé perdue"


@pytest.mark.parametrize("then", Then)
def test_what_follows_is_the_slate_the_money_or_nothing(
    opens: Opens, desk: Desk, administrator: Worker, qtbot: QtBot, then: Then
) -> None:
    key = a_person(administrator)
    dialog = opens(key)
    asked: list[tuple[object, bool]] = []
    dialog.charged.connect(lambda payer, now: asked.append((payer, now)))
    dialog.label.set_value("Clé perdue")
    dialog.price.set_value(Decimal(5))
    dialog.day.set_value(NOW.date() - timedelta(days=1))
    dialog.then.set_value(then)
    dialog.accept()
    wait_gone(qtbot, dialog)
    (charge,) = charges(desk)
    assert charge.on_slate is (then is Then.SLATE)
    assert asked == [(key, then is Then.NOW)]


def test_a_card_that_is_scanned_names_whom_it_is_for(
    opens: Opens, administrator: Worker, qtbot: QtBot
) -> None:
    key = a_person(administrator, card="A1B2C3D4")
    dialog = opens(None)
    dialog.take_scan("A1B2C3D4")
    qtbot.waitUntil(lambda: dialog.payer.value() == key)


def test_it_is_added_from_the_record_and_withdrawn_from_its_line(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    key = a_person(administrator)
    tab = PeopleTab(desk)
    qtbot.addWidget(tab)
    tab.show()
    tab.open_record(key)
    qtbot.waitUntil(tab.charge_action.isEnabled)
    tab.charge_action.trigger()
    dialog = shown(qtbot, tab, ChargeDialog)
    assert dialog.payer.value() == key
    dialog.label.set_value("Clé perdue")
    dialog.price.set_value(Decimal(15))
    dialog.accept()
    qtbot.waitUntil(lambda: bool(tab.card and tab.card.charges))
    qtbot.waitUntil(lambda: bool(line_acts(tab, "Withdraw the charge")))
    line_acts(tab, "Withdraw the charge")[0].trigger()
    question = shown(qtbot, tab, ReasonDialog)
    question.reason.set_value("Retrouvée")
    question.accept()
    qtbot.waitUntil(lambda: bool(charges(desk, ChargeFilter.CANCELLED)))
    qtbot.waitUntil(lambda: not line_acts(tab, "Withdraw the charge"))


def test_the_card_of_a_child_shows_what_its_payer_owes_for_it(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    mother, child = a_person(administrator, "Ada"), a_person(administrator, "Zoé")
    a_charge(administrator, mother, a_line("Atelier", beneficiary_id=child))
    tab = PeopleTab(desk)
    qtbot.addWidget(tab)
    tab.show()
    tab.open_record(child)
    qtbot.waitUntil(lambda: bool(line_acts(tab, "Withdraw the charge")))
    said = [one.text() for one in tab.record.findChildren(Label)]
    assert "paid by Ada Exemple" in said


def line_acts(tab: PeopleTab, text: str) -> list[QAction]:
    """The acts of that text in the “…” of a line of the card."""
    lines = [one for one in tab.record.findChildren(MoreButton) if one.isVisibleTo(tab.record)]
    return [act for one in lines for act in one.acts.actions() if plain(act) == text]


def test_an_account_that_may_not_charge_is_told_before_it_types(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    visitor = Worker(desk.database, roles=())
    own, window = Desk(desk.database, visitor.seat, lambda: NOW), QWidget()
    qtbot.addWidget(window)
    ChargeDialog(own, window, a_person(administrator)).open_when_read()
    qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox)))
    assert "may not charge people" in window.findChildren(QMessageBox)[0].text()
    own.close()


def test_the_form_is_complete_for_keyboard_and_screen_reader(
    opens: Opens, administrator: Worker
) -> None:
    something_sold(administrator)
    key = a_person(administrator, "Anne-Sophie Marie-Ange", "de La Tour d’Auvergne-Lauraguais")
    assert_accessible(opens(key))

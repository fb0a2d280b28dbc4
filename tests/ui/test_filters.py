"""A filter of the lab's own: composed, kept, chosen among the pills, corrected and removed."""

from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from builders import Worker
from builders.lab import an_audience
from builders.people import (
    a_custom_field,
    a_filter,
    a_person,
    a_piece,
    a_piece_kind,
    a_wording,
    admitted,
    an_organisation,
)
from fablab_desk.people.custom import CustomKind
from fablab_desk.people.drafts import PersonDraft
from fablab_desk.people.filter_queries import FilterRow, list_filters
from fablab_desk.people.filters import Conditions
from fablab_desk.people.kinds import PartyKind
from fablab_desk.people.pieces import PieceForm
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import ChoiceField
from fablab_desk.ui.people.filter_dialog import FilterDialog
from fablab_desk.ui.people.head import SAVED
from fablab_desk.ui.people.tab import PeopleTab
from ui.accessible import assert_accessible
from ui.at_desk import undo


@pytest.fixture
def tab(desk: Desk, qtbot: QtBot) -> PeopleTab:
    tab = PeopleTab(desk)
    qtbot.addWidget(tab)
    tab.resize(1200, 700)
    tab.show()
    return tab


def kept(desk: Desk) -> list[FilterRow]:
    with desk.database.reading() as session:
        return list_filters(session, desk.seat.account_id)


def names(tab: PeopleTab) -> set[str]:
    listing = tab.table.shown_listing()
    assert listing
    with tab.desk.database.reading() as session:
        return {row.name for row in listing.every(session)}


def opened(tab: PeopleTab, qtbot: QtBot) -> list[str]:
    """The menu of the last pill."""
    before = tab.saved.menu
    tab.saved.open()
    qtbot.waitUntil(lambda: tab.saved.menu is not before)
    assert tab.saved.menu
    return [act.text() for act in tab.saved.menu.actions() if act.text()]


def choose(tab: PeopleTab, qtbot: QtBot, key: UUID) -> None:
    tab.saved.open(key)
    qtbot.waitUntil(lambda: tab.pills.chosen() == SAVED)


def dialog(tab: PeopleTab, qtbot: QtBot) -> FilterDialog:
    qtbot.waitUntil(lambda: any(one.isVisible() for one in tab.findChildren(FilterDialog)))
    return next(one for one in tab.findChildren(FilterDialog) if one.isVisible())


def test_a_filter_is_composed_kept_and_shown(
    tab: PeopleTab, desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    trip = a_custom_field(administrator, "Trajet", CustomKind.CHOICE, choices=("Vélo", "Tram"))
    admitted(administrator, PersonDraft(last_name="Ada", city="Lyon", custom={trip: "Vélo"}))
    admitted(administrator, PersonDraft(last_name="Zoé", city="Lyon", custom={trip: "Tram"}))
    admitted(administrator, PersonDraft(last_name="Léa", city="Paris", custom={trip: "Vélo"}))
    tab.saved.compose()
    form = dialog(tab, qtbot)
    form.places.set_value("lyon")
    qtbot.waitUntil(lambda: form.found.text().startswith("2 "))
    form.noted.each[0].which.set_value(trip)
    form.noted.each[0].choice.set_value("Vélo")
    qtbot.waitUntil(lambda: form.found.text().startswith("1 "))
    form.accept()
    assert form.problems["label"].text()
    form.label.set_value("À vélo de Lyon")
    form.accept()
    qtbot.waitUntil(lambda: tab.pills.chosen() == SAVED)
    assert names(tab) == {"Ada"}
    assert tab.pills.said() == "À vélo de Lyon"
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: kept(desk) == [])


def test_whoever_signed_a_version_is_asked_for_and_the_choice_found_again(
    tab: PeopleTab, administrator: Worker, qtbot: QtBot
) -> None:
    rules = a_piece_kind(administrator, "Règlement", form=PieceForm.RULES)
    version = a_wording(administrator, rules)
    for name in ("Ada", "Zoé"):
        key = admitted(administrator, PersonDraft(last_name=name))
    a_piece(administrator, key, rules)
    tab.saved.compose()
    form = dialog(tab, qtbot)
    form.label.set_value("A signé le règlement")
    form.signed.set_value(version)
    assert form.signed.currentText() == "Règlement – du 2026-01-01"
    qtbot.waitUntil(lambda: form.found.text().startswith("1 "))
    form.accept()
    qtbot.waitUntil(lambda: tab.pills.chosen() == SAVED)
    assert names(tab) == {"Zoé"}
    (row,) = kept(tab.desk)
    assert row.draft.conditions == Conditions(wording_id=version)


def test_several_audiences_and_own_fields_are_asked_by_keys_and_found_again(
    tab: PeopleTab, desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    pupils, students = an_audience(administrator, "Élève"), an_audience(administrator, "Étudiant")
    level = a_custom_field(administrator, "Niveau")
    trip = a_custom_field(administrator, "Trajet", CustomKind.CHOICE, choices=("Vélo", "Tram"))
    for name, audience, way in (
        ("Ada", pupils, "Vélo"),
        ("Zoé", students, "Vélo"),
        ("Léa", students, "Tram"),
        ("Max", None, "Vélo"),
    ):
        said = {level: "débutant", trip: way}
        admitted(administrator, PersonDraft(last_name=name, audience_id=audience, custom=said))
    tab.saved.compose()
    form = dialog(tab, qtbot)
    form.label.set_value("Jeunes à vélo")
    first, second, third = form.audiences.choices[:3]
    assert not second.isVisible()
    choose_by_keys(first, "Élève")
    assert second.isVisible()
    choose_by_keys(second, "Étudiant")
    assert third.isVisible()
    one, other = form.noted.each[:2]
    assert not other.which.isVisible()
    choose_by_keys(one.which, "Niveau")
    one.least.set_value("débutant")
    choose_by_keys(other.which, "Trajet")
    choose_by_keys(other.choice, "Vélo")
    assert_accessible(form)
    form.accept()
    qtbot.waitUntil(lambda: tab.pills.chosen() == SAVED)
    assert names(tab) == {"Ada", "Zoé"}
    tab.saved.compose(tab.saved.chosen)
    again = dialog(tab, qtbot)
    assert again.audiences.value() == (pupils, students)
    assert again.noted.conditions() == kept(desk)[0].draft.conditions.noted
    assert not again.is_touched()


def choose_by_keys(field: ChoiceField[Any], text: str) -> None:
    while field.currentText() != text:
        before = field.currentIndex()
        QTest.keyClick(field, Qt.Key.Key_Down)
        assert field.currentIndex() > before


def test_the_search_looks_within_the_filter(
    tab: PeopleTab, administrator: Worker, qtbot: QtBot
) -> None:
    key = a_filter(administrator, "Des gens", Conditions(party_kind=PartyKind.PERSON))
    a_person(administrator, "Ada", "Atelier")
    an_organisation(administrator, "Atelier Exemple")
    choose(tab, qtbot, key)
    tab.search.setText("atelier")
    assert names(tab) == {"Ada Atelier"}


def test_the_pill_offers_the_filters_and_leaves_the_list_as_it_was(
    tab: PeopleTab, administrator: Worker, qtbot: QtBot
) -> None:
    assert opened(tab, qtbot)[0] == "No filter is kept yet"
    tab.saved.menu.close() if tab.saved.menu else None
    key = a_filter(administrator, "A & B", Conditions(party_kind=PartyKind.PERSON))
    tab.pills.choose("late")
    before = tab.saved.menu
    tab.pills.choose(SAVED)
    qtbot.waitUntil(lambda: tab.saved.menu is not before)
    assert tab.saved.menu
    assert tab.saved.menu.actions()[0].text() == "A && B"
    tab.saved.menu.close()
    assert tab.pills.chosen() == "late"
    choose(tab, qtbot, key)
    assert len(opened(tab, qtbot)) == 4
    tab.pills.choose("late")
    assert tab.saved.chosen is None


def test_a_filter_is_corrected_and_removed_and_both_are_taken_back(
    tab: PeopleTab, desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    key = a_filter(administrator, "Majeurs", Conditions(age_from=18))
    choose(tab, qtbot, key)
    tab.saved.compose(tab.saved.chosen)
    form = dialog(tab, qtbot)
    assert form.ages[0].value() == 18
    form.ages[0].set_value(21)
    form.accept()
    qtbot.waitUntil(lambda: kept(desk)[0].draft.conditions.age_from == 21)
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: kept(desk)[0].draft.conditions.age_from == 18)
    (row,) = kept(desk)
    tab.saved.remove(row)
    qtbot.waitUntil(lambda: kept(desk) == [])
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: [one.draft for one in kept(desk)] == [row.draft])

"""Who covers whom, at the desk."""

from datetime import date
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import update

from builders import Worker
from builders.memberships import a_cover, a_member, a_plan
from builders.people import a_person, an_organisation
from fablab_desk.memberships.covers import CoverRow, list_covers
from fablab_desk.memberships.models import MembershipPlan
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.people.cover_dialog import CoverDialog
from fablab_desk.ui.people.tab import PeopleTab
from ui.at_desk import shown, undo
from ui.members import line_act, people_tab, stand_on, texts


@pytest.fixture
def tab(desk: Desk, qtbot: QtBot) -> PeopleTab:
    return people_tab(desk, qtbot)


@pytest.fixture
def school(administrator: Worker) -> UUID:
    """A member from 2 March 2026 on, for a year, that covers two people."""
    plan = a_plan(administrator, "Structure", for_organisations=True)
    with administrator.database.writing() as session:
        session.execute(
            update(MembershipPlan).where(MembershipPlan.id == plan).values(named_people=2)
        )
    key = an_organisation(administrator, "Lycée Exemple")
    a_member(administrator, key, plan)
    return key


def covers(tab: PeopleTab, person: UUID) -> tuple[CoverRow, ...]:
    with tab.desk.database.reading() as session:
        return list_covers(session, person, tab.desk.today())


def test_a_person_is_covered_from_her_record_and_the_undo_takes_it_back(
    tab: PeopleTab, administrator: Worker, school: UUID, qtbot: QtBot
) -> None:
    person = a_person(administrator)
    stand_on(qtbot, tab, person)
    tab.covers.cover_action.trigger()
    dialog = shown(qtbot, tab, CoverDialog)
    dialog.accept()
    said = "Choose the organisation, or write what covers this person."
    assert dialog.problems["organisation_id"].text() == said
    dialog.other.set_value((school, "Lycée Exemple"))
    dialog.accept()
    qtbot.waitUntil(lambda: "Covered by Lycée Exemple until 1 March 2027" in texts(tab.record))
    row = tab.chosen()
    assert row
    qtbot.waitUntil(lambda: (tab.chosen() or row).covered_until == date(2027, 3, 1))
    undo(qtbot, tab.desk)
    qtbot.waitUntil(lambda: not covers(tab, person))


def test_an_organisation_names_the_people_it_covers(
    tab: PeopleTab, administrator: Worker, school: UUID, qtbot: QtBot
) -> None:
    person = a_person(administrator)
    stand_on(qtbot, tab, school)
    tab.covers.name_action.trigger()
    dialog = shown(qtbot, tab, CoverDialog)
    dialog.other.set_value((person, "Ada Exemple"))
    dialog.accept()
    qtbot.waitUntil(lambda: "1 of 2 people covered" in texts(tab.record))
    assert covers(tab, person)[0].organisation_id == school


def test_a_cover_ends_today_and_the_undo_gives_back_its_end(
    tab: PeopleTab, administrator: Worker, school: UUID, qtbot: QtBot
) -> None:
    person = a_person(administrator)
    a_cover(administrator, person, school)
    stand_on(qtbot, tab, person)
    line_act(tab, "It ends today")()
    qtbot.waitUntil(lambda: covers(tab, person)[0].ends_on == tab.desk.today())
    undo(qtbot, tab.desk)
    qtbot.waitUntil(lambda: covers(tab, person)[0].ends_on is None)


def test_a_cover_is_corrected_and_removed_from_its_line(
    tab: PeopleTab, administrator: Worker, qtbot: QtBot
) -> None:
    person = a_person(administrator)
    a_cover(administrator, person, reason="Convention", last=date(2026, 6, 30))
    stand_on(qtbot, tab, person)
    line_act(tab, "Correct this cover")()
    dialog = shown(qtbot, tab, CoverDialog)
    assert dialog.reason.value() == "Convention"
    dialog.last.set_value(date(2026, 5, 31))
    dialog.accept()
    qtbot.waitUntil(lambda: covers(tab, person)[0].last == date(2026, 5, 31))
    qtbot.waitUntil(lambda: "until 31/05/2026" in texts(tab.record))
    line_act(tab, "Remove this cover")()
    qtbot.waitUntil(lambda: "removed" in tab.desk.next_undo())
    assert not covers(tab, person)
    undo(qtbot, tab.desk)
    qtbot.waitUntil(lambda: len(covers(tab, person)) == 1)

"""Who covers whom, at the desk."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import update

from builders import Worker
from builders.memberships import a_cover, a_member, a_plan
from builders.money import an_open_till
from builders.people import a_person, an_organisation
from fablab_desk.clock import format_day
from fablab_desk.i18n import current
from fablab_desk.memberships.covers import CoverRow, list_covers
from fablab_desk.memberships.models import Cover, MembershipPlan
from fablab_desk.ui.cards import Link
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.payments.cash import CashDialog
from fablab_desk.ui.people.charge import ChargeDialog
from fablab_desk.ui.people.cover_dialog import CoverDialog
from fablab_desk.ui.people.enrol import EnrolDialog
from fablab_desk.ui.people.tab import PeopleTab
from fablab_desk.ui.today.tab import TodayTab
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


def paying(dialog: EnrolDialog | ChargeDialog | CashDialog) -> tuple[UUID | None, bool]:
    """Who is proposed, and whether it is said why."""
    return dialog.payer.value(), not dialog.cover.isHidden()


def test_the_form_of_a_membership_proposes_who_covers_on_the_day_entered(
    tab: PeopleTab, administrator: Worker, school: UUID, qtbot: QtBot
) -> None:
    person = a_person(administrator)
    a_plan(administrator)
    a_cover(administrator, person, school)
    dialog = EnrolDialog(tab.desk, tab, person)
    dialog.open_when_read()
    qtbot.waitUntil(dialog.isVisible)
    assert paying(dialog) == (school, True)
    assert dialog.cover.text().startswith("Lycée Exemple covers Ada Exemple on this day")
    assert not dialog.now.isChecked()
    dialog.day.set_value(tab.desk.today() - timedelta(days=1))
    qtbot.waitUntil(lambda: paying(dialog) == (person, False))
    assert dialog.now.isChecked()
    dialog.payer.set_value((school, "Lycée Exemple"))
    dialog.day.set_value(tab.desk.today())
    qtbot.waitUntil(lambda: paying(dialog) == (school, True))
    dialog.reject()


def test_what_is_owed_is_proposed_to_who_covers_and_a_payer_chosen_instead_stays(
    tab: PeopleTab, administrator: Worker, school: UUID, qtbot: QtBot
) -> None:
    person = a_person(administrator)
    other = a_person(administrator, "Bea")
    a_cover(administrator, person, school)
    dialog = ChargeDialog(tab.desk, tab, person)
    dialog.open_when_read()
    qtbot.waitUntil(dialog.isVisible)
    assert paying(dialog) == (school, True)
    dialog.payer.set_value((other, "Bea Exemple"))
    dialog.payer.changed.emit()
    assert paying(dialog) == (other, False)
    dialog.day.set_value(tab.desk.today() - timedelta(days=1))
    qtbot.wait(200)
    assert paying(dialog) == (other, False)
    dialog.reject()


def test_the_counter_proposes_who_covers_and_another_payer_buys_for_himself(
    tab: PeopleTab, administrator: Worker, school: UUID, qtbot: QtBot
) -> None:
    person, other = a_person(administrator), a_person(administrator, "Bea")
    an_open_till(administrator)
    a_cover(administrator, person, school)
    stand_on(qtbot, tab, person)
    with qtbot.waitSignal(tab.cash_asked) as asked:
        tab.cash_action.trigger()
    assert asked.args == [school, person]
    dialog = CashDialog(tab.desk, tab, *asked.args)
    dialog.open_when_read()
    qtbot.waitUntil(dialog.isVisible)
    assert paying(dialog) == (school, True)
    dialog.payer.set_value((other, "Bea Exemple"))
    dialog.payer.changed.emit()
    qtbot.waitUntil(lambda: paying(dialog) == (other, False))
    dialog.payer.set_value((person, "Ada Exemple"))
    dialog.payer.changed.emit()
    said = "Lycée Exemple covers Ada Exemple, and can be asked for what is new."
    qtbot.waitUntil(lambda: dialog.cover.text() == said)
    dialog.reject()


def test_the_desk_is_told_that_a_cover_ended_and_is_led_to_the_record(
    desk: Desk, administrator: Worker, school: UUID, qtbot: QtBot
) -> None:
    person = a_person(administrator)
    today, last = desk.today(), desk.today() - timedelta(days=1)
    cover = a_cover(administrator, person, school, "Convention", last=today)
    with administrator.database.writing() as session:
        row = session.get_one(Cover, cover)
        row.starts_on, row.ends_on = last, last
    screen = TodayTab(desk)
    qtbot.addWidget(screen)
    opened: list[object] = []
    desk.opening.connect(lambda _tab, record: opened.append(record))
    assert screen.ended.isHidden()
    screen.show()
    qtbot.waitUntil(lambda: not screen.ended.isHidden())
    line = screen.ended.findChildren(Link)[0]
    assert line.accessibleName().startswith("Ada Exemple, covered by Lycée Exemple · Convention")
    line.click()
    assert opened == [person]
    tab = people_tab(desk, qtbot)
    stand_on(qtbot, tab, person)
    since = format_day(today, current(), short=True)
    said = f"No longer covered by Lycée Exemple · Convention since {since}"
    assert f"{said}: Ada Exemple is proposed to pay again." in texts(tab.record)

"""Who may be let in, and what figures were counted from."""

from datetime import date, timedelta

import pytest

from builders import Worker
from builders.agenda import a_count, an_arrival, an_opening
from builders.memberships import a_cover, a_member, a_plan
from builders.people import a_child, a_person, admitted, an_organisation
from fablab_desk.agenda.kinds import ArrivalRole
from fablab_desk.db.database import Database
from fablab_desk.overview.door import (
    LOOKED_AT,
    OFFERED,
    Narrowing,
    Only,
    Sign,
    arrivals_shown,
    find_comers,
    load_door,
    signs_of,
)
from fablab_desk.people.drafts import PersonDraft
from fablab_desk.people.kinds import MemberState
from fablab_desk.people.record import load_record
from fablab_desk.people.service import archive_party


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


def found(worker: Worker, sought: str, day: date | None = None) -> list[str]:
    with worker.database.reading() as session:
        return [one.name for one in find_comers(session, sought, day or worker.now.date())]


def test_organisations_and_archived_records_are_not_let_in(administrator: Worker) -> None:
    a_person(administrator, "Ada")
    gone = a_person(administrator, "Adèle")
    an_organisation(administrator, "Ada et fils")
    administrator.does(lambda act: archive_party(act, gone))
    assert found(administrator, "ad") == ["Ada Exemple"]


def test_who_is_covered_by_an_organisation_is_told_so_at_the_door(administrator: Worker) -> None:
    school, day = an_organisation(administrator), administrator.now.date()
    a_member(administrator, school, a_plan(administrator, for_organisations=True))
    a_cover(administrator, a_person(administrator, "Ada"), school)
    member, _ = a_person(administrator, "Adam"), a_person(administrator, "Adèle")
    a_member(administrator, member, a_plan(administrator, "Une année"))
    a_cover(administrator, member, school)
    with administrator.database.reading() as session:
        states = [one.state for one in find_comers(session, "ad", day)]
    assert states == [MemberState.COVERED, MemberState.CURRENT, MemberState.NEVER]


def test_persons_are_offered_though_many_others_are_found_before_them(
    administrator: Worker,
) -> None:
    for number in range(LOOKED_AT):
        an_organisation(administrator, f"Atelier Marteau {number:02}")
    a_person(administrator, "Marthe", "Zimmer")
    assert found(administrator, "mart") == ["Marthe Zimmer"]


def test_no_more_are_offered_than_can_be_read_at_a_glance(administrator: Worker) -> None:
    for number in range(OFFERED + 2):
        a_person(administrator, f"Ada {number}")
    assert len(found(administrator, "ada")) == OFFERED


def test_whoever_is_here_already_is_told_with_the_hour(administrator: Worker) -> None:
    here = a_child(administrator)
    an_arrival(administrator, here)
    with administrator.database.reading() as session:
        (told,) = find_comers(session, "zoe", administrator.now.date())
        (later,) = find_comers(session, "zoe", administrator.now.date() + timedelta(days=1))
    assert (told.is_here, told.here_since, told.is_minor) == (True, administrator.now, True)
    assert (later.is_here, later.here_since) == (False, None)


@pytest.mark.parametrize(
    ("only", "names"),
    [
        (Only(), ["Zoé Exemple", "", "Ada Exemple"]),
        (Only(Narrowing.VISITS), ["", "Ada Exemple"]),
        (Only(Narrowing.PERSONS), ["Ada Exemple"]),
        (Only(Narrowing.NEWCOMERS), ["", "Ada Exemple"]),
        (Only(Narrowing.AUDIENCE), ["", "Ada Exemple"]),
        (Only(Narrowing.ROLE, role=ArrivalRole.VOLUNTEER), ["Zoé Exemple"]),
    ],
    ids=lambda value: value.what.value if isinstance(value, Only) else "",
)
def test_each_figure_leads_to_the_lines_it_was_counted_from(
    administrator: Worker, only: Only, names: list[str]
) -> None:
    an_arrival(administrator, a_person(administrator))
    a_count(administrator, 3, newcomers=2)
    an_arrival(administrator, a_child(administrator), role=ArrivalRole.VOLUNTEER)
    listing = arrivals_shown(administrator.now.date(), only)
    with administrator.database.reading() as session:
        assert [row.name for row in listing.every(session)] == names


def test_an_opening_of_yesterday_still_runs_today(administrator: Worker) -> None:
    key = an_opening(administrator)
    today = administrator.now.date() + timedelta(days=1)
    with administrator.database.reading() as session:
        door = load_door(session, today)
    assert door.running
    assert (door.running.id, door.openings) == (key, ())


def test_what_must_be_known_at_the_door_is_told_with_the_most_pressing_first(
    administrator: Worker,
) -> None:
    key = admitted(
        administrator,
        PersonDraft(
            first_name="Zoé",
            birth_date=date(2014, 5, 4),
            alert="Allergic to nothing, late for all",
            may_leave_alone=False,
        ),
    )
    with administrator.database.reading() as session:
        record = load_record(session, key, administrator.now.date())
    assert signs_of(record) == (Sign.ALERT, Sign.NO_PHOTO, Sign.NO_GUARDIAN, Sign.FETCHED)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("M-00002", ["Zoé Exemple", "Ada Exemple"]),
        ("2", ["Zoé Exemple", "Ada Exemple"]),
        ("M-00003", []),  # archived: nobody else is let in instead
        ("M-00077", []),
    ],
)
def test_a_number_typed_whole_means_its_owner_before_whoever_else_holds_its_digits(
    administrator: Worker, typed: str, expected: list[str]
) -> None:
    a_person(administrator, "Ada", email="2.m-00002.m-00003.m-00077@exemple.org")
    a_person(administrator, "Zoé")
    gone = a_person(administrator, "Bob")
    administrator.does(lambda act: archive_party(act, gone))
    assert found(administrator, typed) == expected

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from builders import Worker
from builders.people import (
    ADULT_BORN,
    a_child,
    a_guardian,
    a_household,
    a_person,
    an_adult,
    an_organisation,
)
from fablab_desk.overview.members import count_standing
from fablab_desk.people.kinds import MemberState, PeopleFilter, member_state
from fablab_desk.people.queries import (
    count_ending,
    list_people,
)
from fablab_desk.people.record import load_record
from fablab_desk.people.records import keep_run
from fablab_desk.people.rows import PersonRow, born_for_majority
from fablab_desk.people.service import archive_party

TODAY = date(2026, 3, 2)
LEAP_BORN = date(2008, 2, 29)


def runs(worker: Worker, key: UUID, first: date, last: date) -> None:
    with worker.database.writing() as session:
        keep_run(session, key, first, last)


@pytest.fixture
def people(administrator: Worker) -> Worker:
    """Ada to date, Bea late, Cléo upcoming, Denis archived and late, Zoé a child, a workshop."""
    for name, first, last in [
        ("Ada", date(2025, 9, 1), date(2026, 8, 31)),
        ("Bea", date(2024, 9, 1), date(2025, 8, 31)),
        ("Cléo", date(2026, 3, 3), date(2027, 3, 2)),
        ("Denis", date(2019, 9, 1), date(2020, 8, 31)),
    ]:
        key = a_person(administrator, name, email=f"{name.casefold()}@example.org")
        runs(administrator, key, first, last)
    administrator.does(lambda act: archive_party(act, key))
    a_child(administrator)
    an_organisation(administrator)
    return administrator


def listed(
    worker: Worker, chosen: PeopleFilter, sought: str = "", order: str = "name"
) -> list[PersonRow]:
    with worker.database.reading() as session:
        return list_people(chosen, TODAY, sought, order).start(session, None, 50).rows


@pytest.mark.parametrize(
    ("chosen", "names"),
    [
        (PeopleFilter.ALL, ["Atelier", "Ada", "Bea", "Cléo", "Denis", "Zoé"]),
        (PeopleFilter.CURRENT, ["Ada"]),
        (PeopleFilter.DUE_SOON, []),
        (PeopleFilter.LATE, ["Bea"]),
        (PeopleFilter.NEVER, ["Atelier", "Zoé"]),
        (PeopleFilter.ORGANISATIONS, ["Atelier"]),
        (PeopleFilter.MINORS, ["Zoé"]),
        (PeopleFilter.ARCHIVED, ["Denis"]),
    ],
)
def test_a_filter_lists_and_counts_the_same_people(
    people: Worker, chosen: PeopleFilter, names: list[str]
) -> None:
    assert [row.name.split()[0] for row in listed(people, chosen)] == names
    with people.database.reading() as session:
        assert list_people(chosen, TODAY).count(session) == len(names)


def test_who_is_up_to_date_and_who_has_to_renew_are_counted(people: Worker) -> None:
    with people.database.reading() as session:
        assert count_standing(session, TODAY) == (1, 1)


def test_archived_minors_are_not_counted_among_the_minors(people: Worker) -> None:
    gone = a_child(people, "Léo")
    people.does(lambda act: archive_party(act, gone))
    with people.database.reading() as session:
        assert list_people(PeopleFilter.MINORS, TODAY).count(session) == 1


@pytest.mark.parametrize("sought", ["cleo", "EXEMPLE clé", "m-00003", "cleo@example"])
def test_somebody_is_found_by_half_a_name_a_number_or_an_e_mail(
    people: Worker, sought: str
) -> None:
    assert [row.name for row in listed(people, PeopleFilter.ALL, sought)] == ["Cléo Exemple"]


def test_the_next_to_renew_come_first(people: Worker) -> None:
    rows = listed(people, PeopleFilter.ALL, order="due")
    assert [row.name.split()[0] for row in rows[:4]] == ["Denis", "Bea", "Ada", "Cléo"]


def test_a_row_says_where_the_person_stands(people: Worker) -> None:
    states = {row.name.split()[0]: row.state_on(TODAY) for row in listed(people, PeopleFilter.ALL)}
    assert states["Ada"] is MemberState.CURRENT
    assert states["Bea"] is MemberState.LATE
    assert states["Cléo"] is MemberState.UPCOMING
    assert states["Zoé"] is MemberState.NEVER


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2025, 8, 31), MemberState.UPCOMING),
        (date(2025, 9, 1), MemberState.CURRENT),
        (date(2026, 8, 31), MemberState.CURRENT),
        (date(2026, 9, 1), MemberState.LATE),
    ],
)
def test_both_ends_of_a_membership_are_included(day: date, state: MemberState) -> None:
    assert member_state(date(2025, 9, 1), date(2026, 8, 31), day) is state


def test_who_has_to_renew_within_thirty_days_is_listed(administrator: Worker) -> None:
    for days in (-1, 0, 30, 31):
        key = a_person(administrator, f"Ada {days}")
        runs(administrator, key, date(2025, 9, 1), TODAY + timedelta(days=days))
    found = [row.name for row in listed(administrator, PeopleFilter.DUE_SOON)]
    assert found == ["Ada 0 Exemple", "Ada 30 Exemple"]


def test_memberships_that_end_soon_are_counted(people: Worker) -> None:
    with people.database.reading() as session:
        assert count_ending(session, date(2026, 8, 1), date(2026, 8, 31)) == 1
        assert count_ending(session, date(2020, 8, 1), date(2020, 8, 31)) == 0


@pytest.mark.parametrize(
    ("day", "minor"),
    [(date(2026, 2, 28), True), (date(2026, 3, 1), False), (date(2026, 3, 2), False)],
)
def test_someone_born_on_29_february_is_of_age_on_1_march(
    administrator: Worker, day: date, minor: bool
) -> None:
    key = a_person(administrator, birth_date=LEAP_BORN)
    with administrator.database.reading() as session:
        assert load_record(session, key, day).is_minor is minor
    assert (born_for_majority(day) < LEAP_BORN) is minor


def test_the_card_of_a_person_is_read_in_five_queries(administrator: Worker) -> None:
    child, adult = a_child(administrator), an_adult(administrator)
    a_household(administrator, adult, child)
    a_guardian(administrator, child, adult)
    with administrator.database.reading() as session:
        with counted(session) as queries:
            record = load_record(session, child, TODAY)
        assert len(queries) == 5
    assert (record.payer_id, record.age, record.is_minor) == (adult, 13, True)
    assert record.household is not None
    assert record.household.payer_name == "Ada Exemple"
    with administrator.database.reading() as session:
        payer = load_record(session, adult, TODAY)
    assert payer.household is None
    assert [row.member_ids for row in payer.households] == [(child,)]
    assert payer.draft.__class__.__name__ == "PersonDraft"
    assert getattr(payer.draft, "birth_date", None) == ADULT_BORN


@contextmanager
def counted(session: Session) -> Iterator[list[str]]:
    said: list[str] = []

    def note(*args: object) -> None:
        said.append(str(args[2]))

    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    yield said
    event.remove(engine, "before_cursor_execute", note)

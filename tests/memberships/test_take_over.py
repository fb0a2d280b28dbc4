from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import func, select

from builders import NOW, Worker
from builders.memberships import a_plan, enrolled
from builders.people import a_person
from fablab_desk.charges.models import Charge
from fablab_desk.lab.kinds import LockKind
from fablab_desk.lab.locks import LockedPeriodError
from fablab_desk.lab.models import PeriodLock
from fablab_desk.memberships.errors import OverlapError
from fablab_desk.memberships.kinds import PeriodRule
from fablab_desk.memberships.models import Membership
from fablab_desk.memberships.periods import Period, Terms
from fablab_desk.memberships.queries import list_memberships
from fablab_desk.memberships.take_over import (
    TakenOver,
    start_before,
    take_over,
)
from fablab_desk.people.models import Party

TODAY = date(2026, 3, 2)


def a_row(party: UUID, plan: UUID, text: str) -> TakenOver:
    starts_on, ends_on = map(date.fromisoformat, text.split())
    period = Period(starts_on, ends_on)
    return TakenOver(party_id=party, plan_id=plan, entered_on=starts_on, period=period)


def test_many_are_written_with_their_runs_and_without_charges(treasurer: Worker) -> None:
    plan = a_plan(treasurer)
    people = [a_person(treasurer, name) for name in ("Ada", "Bea", "Cléo")]
    rows = [a_row(one, plan, "2025-04-01 2026-03-31") for one in people]
    rows.append(a_row(people[0], plan, "2024-04-01 2025-03-31"))
    done = treasurer.does(lambda act: take_over(act, rows))
    assert done.result == 4
    assert {Membership, Party} <= done.touched
    with treasurer.database.reading() as session:
        runs = [session.get_one(Party, one) for one in people]
        assert [party.member_from for party in runs] == [
            date(2024, 4, 1),
            date(2025, 4, 1),
            date(2025, 4, 1),
        ]
        assert {party.due_on for party in runs} == {date(2026, 3, 31)}
        assert session.scalar(select(func.count()).select_from(Charge)) == 0
        (newest, _) = list_memberships(session, people[0])
        assert (newest.taken_over, newest.fee) == (True, None)
    assert enrolled(treasurer, people[1], plan, TODAY).period.starts_on == date(2026, 4, 1)


def test_an_overlap_is_refused_and_nothing_is_written(treasurer: Worker) -> None:
    plan, ada = a_plan(treasurer), a_person(treasurer)
    rows = [a_row(ada, plan, "2025-04-01 2026-03-31"), a_row(ada, plan, "2026-03-31 2027-03-30")]
    with pytest.raises(OverlapError):
        treasurer.does(lambda act: take_over(act, rows))
    with treasurer.database.reading() as session:
        assert list_memberships(session, ada) == []


def test_a_closed_period_takes_nothing_over(treasurer: Worker) -> None:
    plan, ada = a_plan(treasurer), a_person(treasurer)
    with treasurer.database.writing() as session:
        session.add(PeriodLock(kind=LockKind.MEMBERSHIPS, through=date(2025, 12, 31), at=NOW))
    rows = [a_row(ada, plan, "2025-04-01 2026-03-31")]
    with pytest.raises(LockedPeriodError):
        treasurer.does(lambda act: take_over(act, rows))


@pytest.mark.parametrize(
    ("rule", "last", "first"),
    [
        ("rolling", "2026-12-31", "2026-01-01"),
        ("rolling", "2026-02-28", "2025-03-01"),
        ("season", "2026-12-31", "2026-09-01"),
        ("civil_year", "2026-12-31", "2026-01-01"),
    ],
)
def test_a_last_day_alone_tells_the_first_one(rule: str, last: str, first: str) -> None:
    terms = Terms(rule=PeriodRule(rule), season_month=9)
    assert start_before(terms, date.fromisoformat(last)) == date.fromisoformat(first)

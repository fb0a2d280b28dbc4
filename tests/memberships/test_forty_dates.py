"""Forty dates worked by hand from the decided cases 1 to 6, against what the desk records."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from sqlalchemy import update

from builders import Worker
from builders.memberships import a_kind, a_plan, enrolled
from builders.people import a_person
from fablab_desk.errors import DeskError, Problems
from fablab_desk.memberships.errors import EarlierEntryError, FutureEntryError
from fablab_desk.memberships.kinds import PeriodRule
from fablab_desk.memberships.models import MembershipPlan

LATER = datetime(2028, 12, 31, 12, 0, tzinfo=UTC)  # every entry but one is of that day or before


@dataclass(frozen=True)
class Plan:
    label: str
    rule: PeriodRule
    months: int = 12
    offered: int = 0
    opens: tuple[int, int] = (9, 1)


YEAR = Plan("a year", PeriodRule.ROLLING)
HALF = Plan("six months", PeriodRule.ROLLING, months=6)
MONTH = Plan("a month", PeriodRule.ROLLING, months=1)
CIVIL = Plan("civil year", PeriodRule.CIVIL_YEAR)
CIVIL_2 = Plan("civil year, 2 months offered", PeriodRule.CIVIL_YEAR, offered=2)
SEASON = Plan("season", PeriodRule.SEASON)
SEASON_3 = Plan("season, 3 months offered", PeriodRule.SEASON, offered=3)
LEAP = Plan("season from 29 February", PeriodRule.SEASON, opens=(2, 29))
BY_YEAR = "by the year: "  # an earlier entry by the rolling plan, whatever the plan of the case

CASES: list[tuple[Plan, list[str], str, str | type[DeskError], str]] = [
    # plan, entered before, entered on, first and last day or the refusal, why
    (YEAR, [], "2026-03-02", "2026-03-02 2027-03-01", "ends the day before the next start"),
    (YEAR, [], "2025-11-15", "2025-11-15 2026-11-14", "back-dated: the day entered counts"),
    (MONTH, [], "2026-01-31", "2026-01-31 2026-02-27", "31 January + 1 month is 28 February"),
    (MONTH, [], "2028-01-31", "2028-01-31 2028-02-28", "and 29 February in a leap year"),
    (MONTH, ["2026-01-31"], "2026-02-20", "2026-02-28 2026-03-27", "counts from its own start"),
    (MONTH, [], "2026-08-31", "2026-08-31 2026-09-29", "there is no 31 September"),
    (HALF, [], "2026-08-31", "2026-08-31 2027-02-27", "nor a 31 February"),
    (YEAR, [], "2024-02-29", "2024-02-29 2025-02-27", "decided 4"),
    (YEAR, ["2024-02-29"], "2025-02-10", "2025-02-28 2026-02-27", "decided 4: from the 28th"),
    (YEAR, ["2024-02-29", "2025-02-10", "2026-02-10"], "2027-02-10", "2027-02-28 2028-02-27",
     "the 29th does not come back in the next leap year"),
    (YEAR, [], "2027-03-01", "2027-03-01 2028-02-29", "the eve of 1 March of a leap year"),
    (YEAR, ["2025-04-01"], "2026-03-02", "2026-04-01 2027-03-31", "early: the day after the end"),
    (YEAR, ["2025-04-01"], "2026-03-31", "2026-04-01 2027-03-31", "the last day is still early"),
    (YEAR, ["2025-04-01"], "2026-04-01", "2026-04-01 2027-03-31", "the day after: no gap"),
    (YEAR, ["2025-04-01"], "2026-05-20", "2026-05-20 2027-05-19", "late, rolling: that day"),
    (YEAR, ["2025-04-01"], "2025-04-01", "2026-04-01 2027-03-31", "two years paid at once"),
    (YEAR, ["2025-04-01"], "2025-03-31", EarlierEntryError, "decided 5: before what is there"),
    (YEAR, ["2025-04-01", "2026-03-02"], "2026-03-10", EarlierEntryError,
     "decided 5: before the period that is to come"),
    (YEAR, [], "2029-01-01", FutureEntryError, "tomorrow is not entered today"),
    (CIVIL, [], "2026-03-02", "2026-03-02 2026-12-31", "a newcomer: from that day"),
    (CIVIL, ["2026-03-02"], "2026-12-15", "2027-01-01 2027-12-31", "early: the year to come"),
    (CIVIL, ["2026-03-02"], "2027-04-10", "2027-01-01 2027-12-31", "decided 1: the whole year"),
    (CIVIL, ["2025-03-02"], "2027-04-10", "2027-04-10 2027-12-31", "decided 1: a year missed"),
    (CIVIL_2, [], "2026-10-31", "2026-10-31 2026-12-31", "not yet in the offered months"),
    (CIVIL_2, [], "2026-11-01", "2026-11-01 2027-12-31", "their first day"),
    (CIVIL_2, ["2026-11-01"], "2027-12-05", "2028-01-01 2028-12-31",
     "decided 3: 1 January, where it starts, is no offered month"),
    (SEASON, [], "2026-03-02", "2026-03-02 2026-08-31", "a newcomer: to the season's end"),
    (SEASON, [], "2026-08-31", "2026-08-31 2026-08-31", "none offered: one day only"),
    (SEASON, [], "2026-09-01", "2026-09-01 2027-08-31", "the day it opens"),
    (SEASON, ["2025-10-10"], "2026-07-10", "2026-09-01 2027-08-31", "early: the next season"),
    (SEASON, ["2025-10-10"], "2026-10-15", "2026-09-01 2027-08-31", "decided 1: its start"),
    (SEASON, ["2024-10-10"], "2026-10-15", "2026-10-15 2027-08-31", "decided 1: one missed"),
    (SEASON, ["2025-10-10", "2026-10-15"], "2026-08-31", EarlierEntryError,
     "decided 5: the season renewed began on 1 September"),
    (SEASON_3, [], "2026-05-31", "2026-05-31 2026-08-31", "the eve of the offered months"),
    (SEASON_3, [], "2026-06-01", "2026-06-01 2027-08-31", "their first day"),
    (SEASON_3, ["2026-06-10"], "2027-10-01", "2027-09-01 2028-08-31",
     "decided 1: who joined in an offered month was a member of both seasons"),
    (SEASON_3, ["2025-10-10"], "2027-06-10", "2026-09-01 2027-08-31",
     "decided 1: a member of the season before pays the one that ends; nothing is offered"),
    (SEASON_3, ["2024-10-10"], "2027-06-10", "2027-06-10 2028-08-31",
     "decided 1: after a season missed, as a newcomer, offered months included"),
    (SEASON_3, [BY_YEAR + "2025-06-16"], "2026-06-10", "2026-06-16 2027-08-31",
     "decided 3: the day after the end falls in the offered months"),
    (LEAP, [], "2027-03-15", "2027-03-15 2028-02-28", "opened on the 28th, ends before a 29th"),
]  # fmt: skip


def test_there_are_forty() -> None:
    assert len(CASES) == 40


@pytest.mark.parametrize(
    ("plan", "before", "entered_on", "expected"),
    [case[:4] for case in CASES],
    ids=[f"{at}: {case[0].label}, {case[4]}" for at, case in enumerate(CASES, start=1)],
)
def test_what_the_desk_records_is_what_was_worked_by_hand(
    treasurer: Worker,
    plan: Plan,
    before: list[str],
    entered_on: str,
    expected: str | type[DeskError],
) -> None:
    treasurer.now, kind = LATER, a_kind(treasurer)
    ada, by_year = a_person(treasurer), offered(treasurer, YEAR, kind)
    asked = by_year if plan is YEAR else offered(treasurer, plan, kind)
    for entry in before:
        by = by_year if entry.startswith(BY_YEAR) else asked
        enrolled(treasurer, ada, by, date.fromisoformat(entry.removeprefix(BY_YEAR)))
    assert recorded(treasurer, ada, asked, date.fromisoformat(entered_on)) == expected


def offered(worker: Worker, plan: Plan, kind_id: UUID) -> UUID:
    key = a_plan(
        worker,
        plan.label,
        kind_id=kind_id,
        rule=plan.rule,
        months=plan.months,
        offered_months=plan.offered,
    )
    month, day = plan.opens
    with worker.database.writing() as session:
        session.execute(
            update(MembershipPlan)
            .where(MembershipPlan.id == key)
            .values(season_month=month, season_day=day)
        )
    return key


def recorded(
    worker: Worker, party_id: UUID, plan_id: UUID, entered_on: date
) -> str | type[DeskError]:
    """The first and the last day, or the refusal of the day entered."""
    try:
        period = enrolled(worker, party_id, plan_id, entered_on).period
    except Problems as refused:
        ((field, problem),) = refused.found
        assert field == "entered_on"
        return type(problem)
    return f"{period.starts_on} {period.ends_on}"

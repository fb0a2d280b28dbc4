from datetime import date

import pytest

from fablab_desk.i18n import say
from fablab_desk.memberships.errors import EarlierEntryError
from fablab_desk.memberships.kinds import PeriodRule
from fablab_desk.memberships.periods import (
    KeptRun,
    Period,
    Terms,
    kept_run,
    next_period,
    run_on,
    runs_of,
)

YEAR = Terms(rule=PeriodRule.ROLLING)
MONTH = Terms(rule=PeriodRule.ROLLING, months=1)
CIVIL = Terms(rule=PeriodRule.CIVIL_YEAR)
CIVIL_OFFERED = Terms(rule=PeriodRule.CIVIL_YEAR, offered_months=2)
SEASON = Terms(rule=PeriodRule.SEASON, season_month=9, season_day=1)
SEASON_OFFERED = Terms(rule=PeriodRule.SEASON, season_month=9, season_day=1, offered_months=3)
SEASON_15 = Terms(rule=PeriodRule.SEASON, season_month=9, season_day=15, offered_months=1)
LEAP_SEASON = Terms(rule=PeriodRule.SEASON, season_month=2, season_day=29)


def period(text: str) -> Period:
    """“2025-09-01 2026-08-31”: two days, both included."""
    starts_on, ends_on = text.split()
    return Period(date.fromisoformat(starts_on), date.fromisoformat(ends_on))


GAP = ["2022-01-01 2022-12-31", "2024-05-05 2025-05-04"]
CASES = [
    # rolling: from the day entered, whatever the day it is typed
    (YEAR, "2026-03-02", [], "2026-03-02 2027-03-01"),
    (YEAR, "2026-01-01", [], "2026-01-01 2026-12-31"),
    (YEAR, "2026-12-31", [], "2026-12-31 2027-12-30"),
    (MONTH, "2026-03-02", [], "2026-03-02 2026-04-01"),
    # rolling, clamped month ends; the next period counts from its own start
    (YEAR, "2024-02-29", [], "2024-02-29 2025-02-27"),
    (YEAR, "2025-02-20", ["2024-02-29 2025-02-27"], "2025-02-28 2026-02-27"),
    (YEAR, "2027-02-20", ["2026-02-28 2027-02-27"], "2027-02-28 2028-02-27"),
    (YEAR, "2023-02-28", [], "2023-02-28 2024-02-27"),
    (YEAR, "2023-03-01", [], "2023-03-01 2024-02-29"),
    (MONTH, "2026-01-31", [], "2026-01-31 2026-02-27"),
    (MONTH, "2026-02-20", ["2026-01-31 2026-02-27"], "2026-02-28 2026-03-27"),
    (MONTH, "2024-01-31", [], "2024-01-31 2024-02-28"),
    (MONTH, "2026-08-31", [], "2026-08-31 2026-09-29"),
    # rolling, renewed early, on the last day, the day after, and late
    (YEAR, "2026-03-02", ["2025-04-01 2026-03-31"], "2026-04-01 2027-03-31"),
    (YEAR, "2026-03-31", ["2025-04-01 2026-03-31"], "2026-04-01 2027-03-31"),
    (YEAR, "2026-04-01", ["2025-04-01 2026-03-31"], "2026-04-01 2027-03-31"),
    (YEAR, "2026-05-20", ["2025-04-01 2026-03-31"], "2026-05-20 2027-05-19"),
    (YEAR, "2025-04-01", ["2025-04-01 2026-03-31"], "2026-04-01 2027-03-31"),
    (YEAR, "2026-06-01", GAP, "2026-06-01 2027-05-31"),
    (YEAR, "2025-05-04", GAP[::-1], "2025-05-05 2026-05-04"),
    # civil year: newcomers from the day entered, offered months only where the plan gives some
    (CIVIL, "2026-03-02", [], "2026-03-02 2026-12-31"),
    (CIVIL, "2026-01-01", [], "2026-01-01 2026-12-31"),
    (CIVIL, "2026-12-31", [], "2026-12-31 2026-12-31"),
    (CIVIL_OFFERED, "2026-10-31", [], "2026-10-31 2026-12-31"),
    (CIVIL_OFFERED, "2026-11-01", [], "2026-11-01 2027-12-31"),
    (CIVIL_OFFERED, "2026-12-31", [], "2026-12-31 2027-12-31"),
    # civil year, renewed early, late, and after a year missed
    (CIVIL, "2026-12-15", ["2026-01-10 2026-12-31"], "2027-01-01 2027-12-31"),
    (CIVIL, "2027-01-01", ["2026-01-10 2026-12-31"], "2027-01-01 2027-12-31"),
    (CIVIL, "2027-04-10", ["2026-01-10 2026-12-31"], "2027-01-01 2027-12-31"),
    (CIVIL, "2027-04-10", ["2025-01-10 2025-12-31"], "2027-04-10 2027-12-31"),
    (CIVIL_OFFERED, "2027-11-10", ["2026-01-10 2026-12-31"], "2027-01-01 2027-12-31"),
    (CIVIL_OFFERED, "2027-11-10", ["2025-01-10 2025-12-31"], "2027-11-10 2028-12-31"),
    # newcomers of a season
    (SEASON, "2026-03-02", [], "2026-03-02 2026-08-31"),
    (SEASON, "2026-09-01", [], "2026-09-01 2027-08-31"),
    (SEASON, "2026-08-31", [], "2026-08-31 2026-08-31"),
    (SEASON_OFFERED, "2026-05-31", [], "2026-05-31 2026-08-31"),
    (SEASON_OFFERED, "2026-06-01", [], "2026-06-01 2027-08-31"),
    (SEASON_OFFERED, "2026-08-31", [], "2026-08-31 2027-08-31"),
    (SEASON_15, "2026-08-14", [], "2026-08-14 2026-09-14"),
    (SEASON_15, "2026-08-15", [], "2026-08-15 2027-09-14"),
    (SEASON_15, "2026-09-14", [], "2026-09-14 2027-09-14"),
    # season: 29 February is the 28th where there is none
    (LEAP_SEASON, "2026-01-15", [], "2026-01-15 2026-02-27"),
    (LEAP_SEASON, "2026-03-15", [], "2026-03-15 2027-02-27"),
    (LEAP_SEASON, "2027-03-15", [], "2027-03-15 2028-02-28"),
    # season, renewed early; where the next day is an offered one, the season to come is included
    (SEASON, "2026-07-10", ["2025-09-01 2026-08-31"], "2026-09-01 2027-08-31"),
    (SEASON, "2026-08-31", ["2025-09-01 2026-08-31"], "2026-09-01 2027-08-31"),
    (CIVIL, "2026-12-31", ["2026-01-10 2026-12-31"], "2027-01-01 2027-12-31"),
    (SEASON, "2025-10-10", ["2025-09-01 2026-08-31"], "2026-09-01 2027-08-31"),
    (SEASON_OFFERED, "2026-06-10", ["2025-09-01 2026-08-31"], "2026-09-01 2027-08-31"),
    (SEASON_OFFERED, "2026-06-10", ["2025-06-16 2026-06-15"], "2026-06-16 2027-08-31"),
    (SEASON_OFFERED, "2026-05-10", ["2025-05-21 2026-05-20"], "2026-05-21 2026-08-31"),
    # season, renewed late: who was a member the season before is covered from its start
    (SEASON, "2026-10-15", ["2025-09-01 2026-08-31"], "2026-09-01 2027-08-31"),
    (SEASON, "2026-10-15", ["2026-03-02 2026-08-31"], "2026-09-01 2027-08-31"),
    (SEASON, "2027-08-31", ["2025-09-01 2026-08-31"], "2026-09-01 2027-08-31"),
    (SEASON_OFFERED, "2027-06-10", ["2025-09-01 2026-08-31"], "2026-09-01 2027-08-31"),
    (SEASON, "2026-12-01", ["2025-11-16 2026-11-15"], "2026-11-16 2027-08-31"),
    (SEASON, "2026-12-01", ["2025-09-01 2026-01-31"], "2026-09-01 2027-08-31"),
    # season, late: who missed a whole season starts on the day entered, as a newcomer does
    (SEASON, "2026-10-15", ["2024-09-01 2025-08-31"], "2026-10-15 2027-08-31"),
    (SEASON_OFFERED, "2027-06-10", ["2024-09-01 2025-08-31"], "2027-06-10 2028-08-31"),
    (SEASON, "2026-12-01", ["2026-10-01 2026-10-31"], "2026-12-01 2027-08-31"),
]  # fmt: skip


@pytest.mark.parametrize(("terms", "entered_on", "known", "expected"), CASES)
def test_the_period_follows_from_the_day_entered(
    terms: Terms, entered_on: str, known: list[str], expected: str
) -> None:
    there = [period(text) for text in known]
    assert next_period(terms, date.fromisoformat(entered_on), there) == period(expected)


@pytest.mark.parametrize("terms", [YEAR, MONTH, CIVIL, CIVIL_OFFERED, SEASON, SEASON_OFFERED])
@pytest.mark.parametrize("after", range(0, 800, 41))
def test_no_entry_ever_overlaps_what_is_recorded(terms: Terms, after: int) -> None:
    known = [period("2025-03-14 2026-03-13")]
    entered_on = date.fromordinal(known[0].starts_on.toordinal() + after)
    found = next_period(terms, entered_on, known)
    assert not found.meets(known[0])
    assert found.ends_on >= found.starts_on
    assert found.ends_on >= entered_on


@pytest.mark.parametrize("entered_on", ["2026-08-31", "2026-03-02", "2020-01-01"])
def test_a_back_dated_entry_before_a_recorded_period_is_refused_with_both_days(
    entered_on: str,
) -> None:
    known = [period("2026-09-01 2027-08-31"), period("2025-09-01 2026-08-31")]
    with pytest.raises(EarlierEntryError) as refusal:
        next_period(SEASON, date.fromisoformat(entered_on), known)
    said = say(refusal.value, "en")
    assert "from 1 September 2026 to 31 August 2027" in said
    assert "cancel that membership first" in said


@pytest.mark.parametrize(
    ("periods", "expected"),
    [
        ([], []),
        (["2026-01-01 2026-12-31"], ["2026-01-01 2026-12-31"]),
        (["2026-01-01 2026-12-31", "2025-01-01 2025-12-31"], ["2025-01-01 2026-12-31"]),
        (GAP[::-1], GAP),
        (["2025-09-01 2026-08-31", "2026-06-01 2026-06-30"], ["2025-09-01 2026-08-31"]),
    ],
)
def test_periods_that_follow_each_other_are_one_run(
    periods: list[str], expected: list[str]
) -> None:
    assert runs_of(map(period, periods)) == [period(text) for text in expected]


@pytest.mark.parametrize(
    ("day", "shown", "goes_on"),
    [
        ("2021-12-31", 0, False),
        ("2022-01-01", 0, True),
        ("2022-12-31", 0, True),
        ("2023-01-01", 1, False),
        ("2024-05-05", 1, False),
        ("2025-05-05", 1, False),
    ],
)
def test_a_member_between_two_runs_stands_in_the_one_that_goes_on_or_comes_next(
    day: str, shown: int, goes_on: bool
) -> None:
    runs, on = [period(text) for text in GAP], date.fromisoformat(day)
    assert run_on(runs, on) == runs[shown]
    earlier = runs[0].ends_on if goes_on else None
    assert kept_run(runs, on) == KeptRun(runs[1].starts_on, runs[1].ends_on, earlier)

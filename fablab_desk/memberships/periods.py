"""From when to when one is a member: date rules only, nothing is read or written here."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from fablab_desk.clock import add_months
from fablab_desk.memberships.errors import EarlierEntryError
from fablab_desk.memberships.kinds import PeriodRule

A_DAY = timedelta(days=1)
A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Period:
    """Both days are included."""

    starts_on: date
    ends_on: date

    def holds(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on

    def meets(self, other: "Period") -> bool:
        return self.starts_on <= other.ends_on and other.starts_on <= self.ends_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a plan says about dates; the last months of a season or civil year may be offered."""

    rule: PeriodRule
    months: int = A_YEAR
    season_month: int = 1
    season_day: int = 1
    offered_months: int = 0

    def season_of(self, day: date) -> Period:
        """The season, or the civil year, in which a day falls."""
        start = self._opening(day.year)
        if start > day:
            start = self._opening(day.year - 1)
        return Period(start, self._opening(start.year + 1) - A_DAY)

    def _opening(self, year: int) -> date:
        """The day a season opens; 29 February is the 28th where there is none."""
        if self.rule is PeriodRule.CIVIL_YEAR:
            return date(year, 1, 1)
        last = monthrange(year, self.season_month)[1]
        return date(year, self.season_month, min(self.season_day, last))


def next_period(terms: Terms, entered_on: date, known: Sequence[Period]) -> Period:
    """The period that an entry of that day opens, beside those of the same kind already there."""
    latest = max(known, key=lambda period: period.starts_on, default=None)
    if latest and latest.starts_on > entered_on:
        raise EarlierEntryError(entered_on, latest.starts_on, latest.ends_on)
    if terms.rule is PeriodRule.ROLLING:
        start = entered_on if latest is None else max(entered_on, latest.ends_on + A_DAY)
        return Period(start, add_months(start, terms.months) - A_DAY)
    return _in_season(terms, entered_on, known, latest)


def _in_season(
    terms: Terms, entered_on: date, known: Sequence[Period], latest: Period | None
) -> Period:
    if latest and latest.ends_on >= entered_on:
        return _until_season_end(terms, latest.ends_on + A_DAY)
    season = terms.season_of(entered_on)
    before = terms.season_of(season.starts_on - A_DAY)
    if latest and any(before.meets(period) for period in known):
        start = max(season.starts_on, latest.ends_on + A_DAY)
        return Period(start, season.ends_on)
    return _until_season_end(terms, entered_on)


def _until_season_end(terms: Terms, start: date) -> Period:
    """To the end of the season; in its offered months, the season to come is included."""
    season = terms.season_of(start)
    following = season.ends_on + A_DAY
    if start >= add_months(following, -terms.offered_months):
        return Period(start, terms.season_of(following).ends_on)
    return Period(start, season.ends_on)


def runs_of(periods: Iterable[Period]) -> list[Period]:
    """The unbroken stretches of memberships; the day after an end continues one."""
    runs: list[Period] = []
    for period in sorted(periods, key=lambda period: period.starts_on):
        if runs and period.starts_on <= runs[-1].ends_on + A_DAY:
            run = runs[-1]
            runs[-1] = Period(run.starts_on, max(run.ends_on, period.ends_on))
        else:
            runs.append(period)
    return runs


@dataclass(frozen=True, slots=True)
class KeptRun:
    """What lists keep of a member: the last run, and the end of one that goes on before it."""

    first: date | None = None
    last: date | None = None
    earlier: date | None = None


def kept_run(periods: Iterable[Period], day: date) -> KeptRun:
    runs = runs_of(periods)
    if not runs:
        return KeptRun()
    goes_on = next((run.ends_on for run in runs[:-1] if run.holds(day)), None)
    return KeptRun(runs[-1].starts_on, runs[-1].ends_on, goes_on)


def run_on(periods: Iterable[Period], day: date) -> Period | None:
    """The stretch that tells where a member stands: that day's, the next one, the last one."""
    runs = runs_of(periods)
    to_come = (run for run in runs if run.ends_on >= day)
    return next(to_come, runs[-1] if runs else None)

"""What a form fills in about a plan or a kind of membership, and every problem it may have."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from fablab_desk.errors import DeskError
from fablab_desk.memberships.cover_errors import (
    BackwardCoverError,
    EndlessCoverError,
    NobodyCoversError,
)
from fablab_desk.memberships.errors import (
    MonthsError,
    NamedPeopleError,
    NamelessPlanError,
    OfferedMonthsError,
    SeasonDayError,
)
from fablab_desk.memberships.kinds import PeriodRule
from fablab_desk.people.drafts import Findings, tidy

LEAP_YEAR = 2024
MOST_MONTHS = 120
MOST_OFFERED = 11


@dataclass(frozen=True, slots=True, kw_only=True)
class KindDraft:
    """A statutory membership makes people members; a subscription stands beside it."""

    label: str
    statutory: bool = False
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDraft:
    """The fee is the price of its article; `audience_id` None: for every audience.

    `named_people` is how many an organisation's membership covers; None: any number.
    `asks_acceptance`: nobody is a member by it before the board accepts.
    """

    label: str
    kind_id: UUID
    article_id: UUID
    rule: PeriodRule
    months: int = 12
    season_month: int = 9
    season_day: int = 1
    offered_months: int = 0
    audience_id: UUID | None = None
    for_organisations: bool = False
    votes: bool = True
    category_id: UUID | None = None
    asks_acceptance: bool = False
    named_people: int | None = None
    position: int = 0

    def checked(self) -> tuple["PlanDraft", list[tuple[str, DeskError]]]:
        """The draft without stray blanks, and every problem it has by itself."""
        tidy = replace(self, label=" ".join(self.label.split()))
        found: list[tuple[str, DeskError]] = []
        if not tidy.label:
            found.append(("label", NamelessPlanError()))
        if self.named_people is not None and self.named_people < 0:
            found.append(("named_people", NamedPeopleError()))
        found += refused_dates(self.rule, self.months, self.offered_months)
        if self.rule is PeriodRule.SEASON and not is_day(self.season_month, self.season_day):
            found.append(("season_day", SeasonDayError()))
        return tidy, found


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverDraft:
    """With a reason, what covers is that; without one, the organisation's membership."""

    person_id: UUID
    organisation_id: UUID | None = None
    reason: str = ""
    starts_on: date
    ends_on: date | None = None

    def checked(self) -> tuple["CoverDraft", list[tuple[str, DeskError]]]:
        """The draft without stray blanks, and every problem it has by itself."""
        findings = Findings()
        kept = replace(self, reason=findings.take("reason", self.reason, tidy))
        found = findings.found
        if not kept.organisation_id and not kept.reason:
            found.append(("organisation_id", NobodyCoversError()))
        if kept.reason and not kept.ends_on:
            found.append(("ends_on", EndlessCoverError()))
        if kept.ends_on and kept.ends_on < kept.starts_on:
            found.append(("ends_on", BackwardCoverError(kept.starts_on, kept.ends_on)))
        return kept, found


def refused_dates(rule: PeriodRule, months: int, offered: int) -> list[tuple[str, DeskError]]:
    rolling = rule is PeriodRule.ROLLING
    found: list[tuple[str, DeskError]] = []
    if rolling and not 1 <= months <= MOST_MONTHS:
        found.append(("months", MonthsError()))
    if not 0 <= offered <= (0 if rolling else MOST_OFFERED):
        found.append(("offered_months", OfferedMonthsError()))
    return found


def is_day(month: int, day: int) -> bool:
    """29 February counts as one: it is the 28th where there is none."""
    try:
        date(LEAP_YEAR, month, day)
    except ValueError:
        return False
    return True

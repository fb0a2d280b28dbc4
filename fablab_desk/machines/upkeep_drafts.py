"""What forms say of faults, stops, plans, maintenance and loans."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from fablab_desk.lab.bounds import early, outsized
from fablab_desk.machines.drafts import Found
from fablab_desk.machines.kinds import CheckResult, Severity
from fablab_desk.machines.upkeep_errors import (
    BackwardsLoanError,
    BackwardsStopError,
    BackwardsTimeError,
    BorrowerlessError,
    ComingDayError,
    IntervalError,
    ItemlessLoanError,
    MeterlessError,
    NamelessPlanError,
    NoIntervalError,
    WordlessFaultError,
    WordlessRepairError,
    WordlessStopError,
)
from fablab_desk.stock.drafts import cost_problems


@dataclass(frozen=True, slots=True, kw_only=True)
class PartDraft:
    """A part drawn from the lab's stock."""

    article_id: UUID
    quantity: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultDraft:
    """`at` None: now. `person_id`: who told of it. What is dangerous stops the machine."""

    machine_id: UUID
    text: str
    severity: Severity = Severity.SERIOUS
    stops: bool = False
    at: datetime | None = None
    person_id: UUID | None = None
    cause_id: UUID | None = None

    def checked(self) -> tuple["FaultDraft", Found]:
        stops = self.stops or self.severity is Severity.DANGEROUS
        tidy = replace(self, text=self.text.strip(), stops=stops)
        return tidy, [] if tidy.text else [("text", WordlessFaultError())]


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairDraft:
    """`at` None: now. `cost`: besides the parts from stock."""

    text: str
    cause_id: UUID | None = None
    cost: Decimal | None = None
    at: datetime | None = None
    parts: tuple[PartDraft, ...] = ()

    def checked(self) -> tuple["RepairDraft", Found]:
        tidy = replace(self, text=self.text.strip())
        found: Found = [] if tidy.text else [("text", WordlessRepairError())]
        found += cost_problems("cost", tidy.cost)
        return tidy, found


@dataclass(frozen=True, slots=True, kw_only=True)
class StopDraft:
    """`starts_at` None: now; a stop to come may be planned."""

    machine_id: UUID
    text: str
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    cause_id: UUID | None = None

    def checked(self, now: datetime) -> tuple["StopDraft", Found]:
        tidy = replace(self, text=self.text.strip(), starts_at=self.starts_at or now)
        found: Found = [] if tidy.text else [("text", WordlessStopError())]
        if tidy.ends_at and tidy.starts_at and tidy.ends_at < tidy.starts_at:
            found.append(("ends_at", BackwardsStopError()))
        return tidy, found


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDraft:
    """Due every so many days, hours of use or units of a meter: whichever comes first."""

    machine_id: UUID
    label: str
    every_days: int | None = None
    every_hours: int | None = None
    every_units: Decimal | None = None
    meter_id: UUID | None = None
    from_planned: bool = False
    warn_days: int = 7
    warn_hours: int = 5
    stops: bool = False
    minutes: int | None = None
    checklist: tuple[str, ...] = ()
    starts_on: date | None = None
    last_done_on: date | None = None

    def checked(self) -> tuple["PlanDraft", Found]:
        lines = tuple(line for one in self.checklist if (line := " ".join(one.split())))
        tidy = replace(self, label=" ".join(self.label.split()), checklist=lines)
        found: Found = [] if tidy.label else [("label", NamelessPlanError())]
        intervals: list[tuple[str, int | Decimal | None]] = [
            ("every_days", tidy.every_days),
            ("every_hours", tidy.every_hours),
            ("every_units", tidy.every_units),
        ]
        found += [
            (n, IntervalError()) for n, value in intervals if value is not None and value <= 0
        ]
        for name, value in (*intervals, ("minutes", tidy.minutes)):
            found += outsized(name, value)
        found += early("starts_on", tidy.starts_on) + early("last_done_on", tidy.last_done_on)
        if all(value is None for _, value in intervals):
            found.append(("every_days", NoIntervalError()))
        if tidy.every_units is not None and tidy.meter_id is None:
            found.append(("meter_id", MeterlessError()))
        return replace(tidy, meter_id=tidy.meter_id if tidy.every_units else None), found


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckDraft:
    position: int
    result: CheckResult
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneDraft:
    """How a maintenance ended. `done_on` None: today; `done_by`: somebody from outside."""

    done_on: date | None = None
    done_by_id: UUID | None = None
    done_by: str = ""
    checks: tuple[CheckDraft, ...] = ()
    parts: tuple[PartDraft, ...] = ()
    cost: Decimal | None = None
    minutes: int | None = None
    note: str = ""

    def problems(self, today: date) -> Found:
        day = self.done_on or today
        found: Found = [("done_on", ComingDayError(day))] if day > today else []
        found += early("done_on", day) + cost_problems("cost", self.cost)
        found += outsized("minutes", self.minutes)
        if self.minutes is not None and self.minutes < 0:
            found.append(("minutes", BackwardsTimeError()))
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanDraft:
    """Of a machine or of a kit."""

    machine_id: UUID | None = None
    kit_id: UUID | None = None
    borrower_id: UUID | None = None
    out_on: date | None = None
    due_on: date | None = None
    state_out: str = ""

    def checked(self, today: date) -> tuple["LoanDraft", Found]:
        tidy = replace(self, out_on=self.out_on or today, state_out=self.state_out.strip())
        found: Found = []
        if (tidy.machine_id is None) is (tidy.kit_id is None):
            found.append(("item", ItemlessLoanError()))
        if tidy.borrower_id is None:
            found.append(("borrower_id", BorrowerlessError()))
        found += early("out_on", tidy.out_on)
        if tidy.due_on and tidy.out_on and tidy.due_on < tidy.out_on:
            found.append(("due_on", BackwardsLoanError()))
        return tidy, found


@dataclass(frozen=True, slots=True, kw_only=True)
class KitDraft:
    """`contents`: what is in it, a line each."""

    code: str
    name: str
    contents: str = ""

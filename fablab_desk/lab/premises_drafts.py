"""What forms fill in about spaces, hours, closures, insurance and lists, with every problem."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from fablab_desk.errors import DeskError
from fablab_desk.lab.drafts import LONGEST, Found
from fablab_desk.lab.errors import AncientSettingError, LongFieldError
from fablab_desk.lab.hours import read_hours, write_hours
from fablab_desk.lab.kinds import FIRST_DAY, ListKind
from fablab_desk.lab.premises_errors import (
    BackwardsDaysError,
    LongClosureError,
    NamelessEntryError,
    NamelessInsurerError,
    NoDayError,
    NoHoursError,
    WarnDaysError,
)

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MOST_REMARK = 4000
MOST_CLOSED = 366
MOST_WARNED = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class SpaceDraft:
    label: str
    carrier_id: UUID | None = None
    remark: str = ""

    def checked(self) -> tuple["SpaceDraft", Found]:
        tidy = replace(self, label=_line(self.label), remark=self.remark.strip())
        found = _named("label", tidy.label)
        if len(tidy.remark) > MOST_REMARK:
            found.append(("remark", LongFieldError(MOST_REMARK)))
        return tidy, found


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDraft:
    kind: ListKind
    label: str

    def checked(self) -> tuple["EntryDraft", Found]:
        tidy = replace(self, label=_line(self.label))
        return tidy, _named("label", tidy.label)


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursDraft:
    """One week; each weekday as it is typed. `valid_from` None: no day was given."""

    valid_from: date | None
    label: str = ""
    monday: str = ""
    tuesday: str = ""
    wednesday: str = ""
    thursday: str = ""
    friday: str = ""
    saturday: str = ""
    sunday: str = ""

    def checked(self) -> tuple["HoursDraft", Found]:
        found = _day("valid_from", self.valid_from)
        label = _line(self.label)
        if len(label) > LONGEST:
            found.append(("label", LongFieldError(LONGEST)))
        written: dict[str, Any] = {}
        for weekday in WEEKDAYS:
            try:
                written[weekday] = write_hours(read_hours(getattr(self, weekday)))
            except DeskError as problem:
                found.append((weekday, problem))
        if not any(getattr(self, weekday).strip() for weekday in WEEKDAYS):
            found.append((WEEKDAYS[0], NoHoursError()))
        return replace(self, label=label, **written), found


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosureDraft:
    """Both days are closed too. None: no day was given."""

    label: str
    starts_on: date | None
    ends_on: date | None

    def checked(self) -> tuple["ClosureDraft", Found]:
        tidy = replace(self, label=_line(self.label))
        found = [*_named("label", tidy.label), *_days(self.starts_on, self.ends_on)]
        both = self.starts_on and self.ends_on and (self.starts_on, self.ends_on)
        if both and (both[1] - both[0]).days >= MOST_CLOSED:
            found.append(("ends_on", LongClosureError(MOST_CLOSED)))
        return tidy, found


@dataclass(frozen=True, slots=True, kw_only=True)
class InsuranceDraft:
    """Of one carrier, or of the whole lab; told `warn_days` before its last day."""

    insurer: str
    starts_on: date | None
    ends_on: date | None
    carrier_id: UUID | None = None
    policy_number: str = ""
    warn_days: int = 60

    @property
    def label(self) -> str:
        return self.insurer

    def checked(self) -> tuple["InsuranceDraft", Found]:
        tidy = replace(self, insurer=_line(self.insurer), policy_number=_line(self.policy_number))
        found: Found = [] if tidy.insurer else [("insurer", NamelessInsurerError())]
        found += [
            (name, LongFieldError(LONGEST))
            for name in ("insurer", "policy_number")
            if len(getattr(tidy, name)) > LONGEST
        ]
        found += _days(self.starts_on, self.ends_on)
        if not 0 <= self.warn_days <= MOST_WARNED:
            found.append(("warn_days", WarnDaysError(MOST_WARNED)))
        return tidy, found


def _line(text: str) -> str:
    return " ".join(text.split())


def _named(name: str, text: str) -> Found:
    if not text:
        return [(name, NamelessEntryError())]
    return [(name, LongFieldError(LONGEST))] if len(text) > LONGEST else []


def _day(name: str, day: date | None) -> Found:
    if day is None:
        return [(name, NoDayError())]
    return [(name, AncientSettingError(day))] if day < FIRST_DAY else []


def _days(first: date | None, last: date | None) -> Found:
    found = [*_day("starts_on", first), *_day("ends_on", last)]
    if not found and first and last and last < first:
        found.append(("ends_on", BackwardsDaysError()))
    return found

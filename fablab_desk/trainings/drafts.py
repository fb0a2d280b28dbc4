"""What forms say of courses, sessions, enrolments and certifications."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import TypeAlias
from uuid import UUID

from fablab_desk.errors import DeskError
from fablab_desk.trainings.errors import (
    BackwardsHalfDayError,
    CapacityError,
    CodelessCourseError,
    DurationError,
    HalfDaysOverlapError,
    LongHalfDayError,
    MinimumError,
    MonthsError,
    NoHalfDayError,
    NoTrainerError,
    TitlelessCourseError,
)
from fablab_desk.trainings.kinds import Funding, Grade, Level, Renewal, Result

Found: TypeAlias = list[tuple[str, DeskError]]
MOST_SEATS = 999
MOST_MONTHS = 600
LONGEST_HOURS = 6  # of a half-day: two are signed for twice


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseDraft:
    """`minutes`: how long it takes; months None: for ever."""

    code: str
    title: str
    objectives: str = ""
    programme: str = ""
    minutes: int | None = None
    level: Level = Level.AUTONOMOUS
    validity_months: int | None = None
    disuse_months: int | None = None
    renewal: Renewal = Renewal.FROM_COMPLETION
    capacity: int = 6
    minimum: int = 0
    deadline_days: int = 2
    min_age: int | None = None
    criteria: tuple[str, ...] = ()
    article_id: UUID | None = None
    carrier_id: UUID | None = None
    machines: frozenset[UUID] = frozenset()
    families: frozenset[UUID] = frozenset()
    needs: frozenset[UUID] = frozenset()  # courses to be passed before

    def checked(self) -> tuple["CourseDraft", Found]:
        criteria = (" ".join(one.split()) for one in self.criteria)
        tidy = replace(
            self,
            code=self.code.strip().upper(),
            title=" ".join(self.title.split()),
            objectives=self.objectives.strip(),
            programme=self.programme.strip(),
            criteria=tuple(dict.fromkeys(one for one in criteria if one)),
        )
        found: Found = []
        if not tidy.code:
            found.append(("code", CodelessCourseError()))
        if not tidy.title:
            found.append(("title", TitlelessCourseError()))
        if tidy.minutes is not None and tidy.minutes <= 0:
            found.append(("minutes", DurationError()))
        found += _seat_problems("capacity", tidy.capacity, tidy.minimum)
        for name in ("validity_months", "disuse_months"):
            months = getattr(tidy, name)
            if months is not None and not 1 <= months <= MOST_MONTHS:
                found.append((name, MonthsError()))
        return tidy, found


@dataclass(frozen=True, slots=True, kw_only=True)
class HalfDayDraft:
    """Aware instants. `key` of one that is there already is kept, with who was present."""

    key: UUID
    starts_at: datetime
    ends_at: datetime
    space_id: UUID | None = None
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionDraft:
    course_id: UUID
    half_days: tuple[HalfDayDraft, ...]
    trainers: tuple[UUID, ...]
    seats: int
    minimum: int = 0
    decide_on: date | None = None
    host_id: UUID | None = None
    payer_id: UUID | None = None
    funder_reference: str = ""
    axis: str = ""
    note: str = ""

    def checked(self) -> tuple["SessionDraft", Found]:
        halves = tuple(
            sorted(
                (replace(one, place=one.place.strip()) for one in self.half_days),
                key=lambda one: one.starts_at,
            )
        )
        tidy = replace(
            self,
            half_days=halves,
            trainers=tuple(sorted(set(self.trainers))),
            funder_reference=self.funder_reference.strip(),
            axis=self.axis.strip(),
            note=self.note.strip(),
        )
        found: Found = [] if halves else [("half_days", NoHalfDayError())]
        if not tidy.trainers:
            found.append(("trainers", NoTrainerError()))
        places = {one.key: place for place, one in enumerate(self.half_days)}
        for one in halves:
            name = f"half_days.{places[one.key]}"
            if one.ends_at <= one.starts_at:
                found.append((name, BackwardsHalfDayError()))
            elif one.ends_at - one.starts_at > timedelta(hours=LONGEST_HOURS):
                found.append((name, LongHalfDayError(LONGEST_HOURS)))
        for before, after in pairwise(halves):
            if after.starts_at < before.ends_at:
                name = f"half_days.{places[after.key]}"
                found.append((name, HalfDaysOverlapError(before.starts_at)))
        found += _seat_problems("seats", tidy.seats, tidy.minimum)
        return tidy, found


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentDraft:
    """`payer_id` None: whoever pays as usual. `override_reason`: enrolled all the same."""

    person_id: UUID
    profession: str = ""
    status: str = ""
    funding: Funding = Funding.NOT_STATED
    payer_id: UUID | None = None
    override_reason: str = ""

    def checked(self) -> "EnrolmentDraft":
        return replace(
            self,
            profession=" ".join(self.profession.split()),
            status=" ".join(self.status.split()),
            override_reason=self.override_reason.strip(),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentDraft:
    """The result of one enrolment; grades by the sentence of their criterion."""

    result: Result
    grades: Mapping[str, Grade] = field(default_factory=dict)
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantDraft:
    """A certification given without a session, today or, taken over, on an earlier day."""

    person_id: UUID | None
    level: Level
    machine_id: UUID | None = None
    family_id: UUID | None = None
    course_id: UUID | None = None
    granted_on: date | None = None  # None: today
    fixed_until: date | None = None  # None: by the course, or for ever
    disuse_months: int | None = None
    trainer_id: UUID | None = None
    granted_by: str = ""  # somebody who has no record
    note: str = ""


def _seat_problems(name: str, seats: int, minimum: int) -> Found:
    if not 1 <= seats <= MOST_SEATS:
        return [(name, CapacityError(MOST_SEATS))]
    return [("minimum", MinimumError(seats))] if not 0 <= minimum <= seats else []

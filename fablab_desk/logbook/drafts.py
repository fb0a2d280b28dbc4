"""What a form or a line of a sheet says of a use, and every problem it has by itself."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TypeAlias
from uuid import UUID

from fablab_desk.errors import DeskError
from fablab_desk.lab.bounds import outsized
from fablab_desk.logbook.errors import (
    LONGEST_HOURS,
    MOST_HEADS,
    BackwardsUseError,
    ComingUseError,
    GiftReasonError,
    HeadsError,
    LongUseError,
    NobodyUsesError,
    NoEndError,
    NoQuantityError,
    NoStartError,
    PlannedEndError,
)
from fablab_desk.logbook.kinds import Outcome

Found: TypeAlias = list[tuple[str, DeskError]]
SOON = timedelta(minutes=2)  # clocks of two workstations differ


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialDraft:
    """`own`: brought by the user, neither drawn from stock nor paid."""

    article_id: UUID
    quantity: Decimal
    offered: bool = False
    offered_reason: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerDraft:
    question_id: UUID
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UseDraft:
    """`starts_at` None: now. `user_id` None: a group that has a label only."""

    machine_id: UUID
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    user_id: UUID | None = None
    label: str = ""
    heads: int = 1
    operator_id: UUID | None = None
    animator_id: UUID | None = None
    purpose_id: UUID | None = None
    project_id: UUID | None = None
    unattended: bool = False
    planned_end: datetime | None = None
    outcome: Outcome = Outcome.NOT_SAID
    note: str = ""
    answers: tuple[AnswerDraft, ...] = ()
    materials: tuple[MaterialDraft, ...] = ()
    override_reason: str = ""

    def checked(self, now: datetime, *, live: bool) -> tuple["UseDraft", Found]:
        """Tidy, and every problem it has by itself. `live`: it begins, and has no end yet."""
        tidy = replace(
            self,
            label=" ".join(self.label.split()),
            note=self.note.strip(),
            override_reason=self.override_reason.strip(),
            starts_at=self.starts_at or (now if live else None),
        )
        found: Found = []
        if tidy.user_id is None and not tidy.label:
            found.append(("user_id", NobodyUsesError()))
        if not 1 <= tidy.heads <= MOST_HEADS:
            found.append(("heads", HeadsError()))
        start = tidy.starts_at
        if start is None:
            found.append(("starts_at", NoStartError()))
        elif start > now + SOON:
            found.append(("starts_at", ComingUseError()))
        if start and tidy.planned_end and tidy.planned_end <= start:
            found.append(("planned_end", PlannedEndError()))
        if not live:
            found += end_problems(start, tidy.ends_at, now, unattended=tidy.unattended)
        return tidy, found + material_problems(tidy.materials)


@dataclass(frozen=True, slots=True, kw_only=True)
class StopDraft:
    """`ends_at` None: now."""

    ends_at: datetime | None = None
    outcome: Outcome = Outcome.NOT_SAID
    note: str = ""
    answers: tuple[AnswerDraft, ...] = ()
    materials: tuple[MaterialDraft, ...] = ()
    unattended: bool = False  # it ran so, though nobody had said it at the start


def end_problems(
    start: datetime | None, end: datetime | None, now: datetime, *, unattended: bool
) -> Found:
    if end is None:
        return [("ends_at", NoEndError())]
    if end > now + SOON:
        return [("ends_at", ComingUseError())]
    if start is None:
        return []
    if end <= start:
        return [("ends_at", BackwardsUseError())]
    hours = (end - start) / timedelta(hours=1)
    if hours > LONGEST_HOURS and not unattended:
        return [("ends_at", LongUseError(round(hours)))]
    return []


def material_problems(materials: tuple[MaterialDraft, ...]) -> Found:
    found: Found = []
    for place, one in enumerate(materials):
        if large := outsized(f"materials.{place}", one.quantity):
            found += large
        elif one.quantity <= 0:
            found.append((f"materials.{place}", NoQuantityError()))
        if one.offered and not one.offered_reason.strip():
            found.append((f"materials.{place}", GiftReasonError()))
    return found

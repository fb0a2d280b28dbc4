"""When the lab receives: its hours from a day on, and the days it stays closed."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import select

from fablab_desk.errors import Problems
from fablab_desk.lab.premises_drafts import WEEKDAYS, ClosureDraft, HoursDraft
from fablab_desk.lab.premises_errors import (
    GoneEntryError,
    OverlappingClosureError,
    TakenHoursError,
)
from fablab_desk.lab.premises_models import Closure, OpeningHours
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.edits import correct
from fablab_desk.staff.rights import Right


@needs(Right.EDIT_LAB, inverse="lab.remove_hours")
def add_hours(act: Act, hours_id: UUID, draft: HoursDraft) -> None:
    """The hours of every week from a day on, until others follow."""
    if act.session.get(OpeningHours, hours_id) is None:
        act.session.add(OpeningHours(id=hours_id, **_checked_hours(act, hours_id, draft)))


@needs(Right.EDIT_LAB, inverse="lab.correct_hours")
def correct_hours(act: Act, hours_id: UUID, draft: HoursDraft, seen: int | HoursDraft) -> None:
    hours = act.session.get(OpeningHours, hours_id)
    if hours is None:
        raise GoneEntryError
    said = _checked_hours(act, hours_id, draft)
    known = seen if isinstance(seen, int) else asdict(seen.checked()[0])
    correct(act, hours, str(hours.valid_from), said, known)


@needs(Right.EDIT_LAB, inverse="lab.add_hours")
def remove_hours(act: Act, hours_id: UUID) -> HoursDraft | None:
    """What they said, to be added again; those before them go on."""
    hours = act.session.get(OpeningHours, hours_id)
    if hours is None:
        return None
    act.session.delete(hours)
    days = {weekday: getattr(hours, weekday) for weekday in WEEKDAYS}
    return HoursDraft(valid_from=hours.valid_from, label=hours.label, **days)


@needs(Right.EDIT_LAB, inverse="lab.remove_closure")
def add_closure(act: Act, closure_id: UUID, draft: ClosureDraft) -> None:
    if act.session.get(Closure, closure_id) is None:
        act.session.add(Closure(id=closure_id, **_checked_closure(act, closure_id, draft)))


@needs(Right.EDIT_LAB, inverse="lab.correct_closure")
def correct_closure(
    act: Act, closure_id: UUID, draft: ClosureDraft, seen: int | ClosureDraft
) -> None:
    closure = act.session.get(Closure, closure_id)
    if closure is None:
        raise GoneEntryError
    said = _checked_closure(act, closure_id, draft)
    known = seen if isinstance(seen, int) else asdict(seen.checked()[0])
    correct(act, closure, closure.label, said, known)


@needs(Right.EDIT_LAB, inverse="lab.add_closure")
def remove_closure(act: Act, closure_id: UUID) -> ClosureDraft | None:
    """What it said, to be added again."""
    closure = act.session.get(Closure, closure_id)
    if closure is None:
        return None
    act.session.delete(closure)
    return ClosureDraft(label=closure.label, starts_on=closure.starts_on, ends_on=closure.ends_on)


def _checked_hours(act: Act, hours_id: UUID, draft: HoursDraft) -> dict[str, Any]:
    tidy, found = draft.checked()
    same = select(OpeningHours.id).where(
        OpeningHours.valid_from == tidy.valid_from, OpeningHours.id != hours_id
    )
    if tidy.valid_from and act.session.scalars(same).first():
        found.append(("valid_from", TakenHoursError(tidy.valid_from)))
    if found:
        raise Problems(found)
    return asdict(tidy)


def _checked_closure(act: Act, closure_id: UUID, draft: ClosureDraft) -> dict[str, Any]:
    tidy, found = draft.checked()
    if not found and (other := _closed_then(act, closure_id, tidy)):
        found.append(("starts_on", OverlappingClosureError(other)))
    if found:
        raise Problems(found)
    return asdict(tidy)


def _closed_then(act: Act, closure_id: UUID, draft: ClosureDraft) -> str | None:
    overlaps = select(Closure.label).where(
        Closure.starts_on <= draft.ends_on,
        Closure.ends_on >= draft.starts_on,
        Closure.id != closure_id,
    )
    return act.session.scalars(overlaps).first()

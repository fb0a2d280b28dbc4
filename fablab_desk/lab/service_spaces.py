"""The rooms and areas of the lab."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from fablab_desk.db.references import find_unused
from fablab_desk.errors import Problems
from fablab_desk.lab.errors import UnknownCarrierError
from fablab_desk.lab.models import Carrier
from fablab_desk.lab.premises_drafts import SpaceDraft
from fablab_desk.lab.premises_errors import GoneEntryError, TakenEntryError
from fablab_desk.lab.premises_models import Space
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.edits import correct, put_in_order
from fablab_desk.staff.rights import Right


@needs(Right.EDIT_LAB, inverse="lab.remove_space")
def add_space(act: Act, space_id: UUID, draft: SpaceDraft) -> None:
    """At the end of the list."""
    if act.session.get(Space, space_id) is not None:
        return
    said = _checked(act, space_id, draft)
    last = act.session.scalar(select(func.max(Space.position)))
    act.session.add(Space(id=space_id, position=0 if last is None else last + 1, **said))


@needs(Right.EDIT_LAB, inverse="lab.correct_space")
def correct_space(act: Act, space_id: UUID, draft: SpaceDraft, seen: int | SpaceDraft) -> None:
    space = _load(act, space_id)
    said = _checked(act, space_id, draft)
    known = seen if isinstance(seen, int) else asdict(seen.checked()[0])
    correct(act, space, space.label, said, known)


@needs(Right.EDIT_LAB, inverse="lab.restore_space")
def archive_space(act: Act, space_id: UUID) -> None:
    """No longer used; what took place there keeps it."""
    space = _load(act, space_id)
    space.archived_on = space.archived_on or act.day


@needs(Right.EDIT_LAB, inverse="lab.archive_space")
def restore_space(act: Act, space_id: UUID) -> None:
    _load(act, space_id).archived_on = None


@needs(Right.EDIT_LAB)
def remove_space(act: Act, space_id: UUID) -> None:
    """One added by mistake, where nothing took place."""
    if space := find_unused(act.session, Space, space_id):
        act.session.delete(space)


@needs(Right.EDIT_LAB, inverse="lab.reorder_spaces")
def reorder_spaces(act: Act, space_ids: Sequence[UUID], seen: Sequence[UUID] | None = None) -> None:
    """In the order given; those not named follow as they were."""
    wanted = select(Space).order_by(Space.position, Space.label)
    put_in_order(act.session.scalars(wanted), space_ids, seen)


def _load(act: Act, space_id: UUID) -> Space:
    space = act.session.get(Space, space_id)
    if space is None:
        raise GoneEntryError
    return space


def _checked(act: Act, space_id: UUID, draft: SpaceDraft) -> dict[str, Any]:
    tidy, found = draft.checked()
    same = select(Space.id).where(
        func.lower(Space.label) == tidy.label.lower(), Space.id != space_id
    )
    if tidy.label and act.session.scalars(same).first():
        found.append(("label", TakenEntryError(tidy.label)))
    if tidy.carrier_id and act.session.get(Carrier, tidy.carrier_id) is None:
        found.append(("carrier_id", UnknownCarrierError()))
    if found:
        raise Problems(found)
    return asdict(tidy)

"""The lab's own fields: added, corrected, retired, put in order."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update

from fablab_desk.db.references import find_unused
from fablab_desk.db.search import normalise
from fablab_desk.errors import Problems
from fablab_desk.people.custom import CustomKind
from fablab_desk.people.custom_drafts import CustomFieldDraft
from fablab_desk.people.custom_errors import FieldTakenError, FilledFieldError, UnknownFieldError
from fablab_desk.people.custom_models import CustomField, CustomValue
from fablab_desk.people.custom_queries import count_filled, row_of
from fablab_desk.people.exchange.columns import own_titles
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.edits import correct, put_in_order
from fablab_desk.staff.rights import Right


@needs(Right.EDIT_LAB, inverse="people.remove_custom_field")
def add_custom_field(act: Act, field_id: UUID, draft: CustomFieldDraft) -> None:
    if act.session.get(CustomField, field_id) is not None:
        return
    last = act.session.scalar(select(func.max(CustomField.position)))
    position = 0 if last is None else last + 1
    act.session.add(CustomField(id=field_id, position=position, **_checked(act, field_id, draft)))


@needs(Right.EDIT_LAB, inverse="people.correct_custom_field")
def correct_custom_field(
    act: Act, field_id: UUID, draft: CustomFieldDraft, seen: int | CustomFieldDraft
) -> None:
    """A choice that is written otherwise on its line changes in the records that say it too."""
    field = _load(act, field_id)
    said = _checked(act, field_id, draft)
    if said["kind"] is not field.kind and (filled := count_filled(act.session, field_id)):
        raise Problems([("kind", FilledFieldError(field.label, filled))])
    before = row_of(field).draft
    correct(act, field, field.label, said, seen if isinstance(seen, int) else _columns(seen))
    if field.kind is CustomKind.CHOICE:
        _rename(act, field_id, row_of(field).draft.renamed_since(before))


@needs(Right.EDIT_LAB, inverse="people.restore_custom_field")
def archive_custom_field(act: Act, field_id: UUID) -> None:
    """No longer asked for; what was noted stays where it stands."""
    field = _load(act, field_id)
    field.archived_on = field.archived_on or act.day


@needs(Right.EDIT_LAB, inverse="people.archive_custom_field")
def restore_custom_field(act: Act, field_id: UUID) -> None:
    _load(act, field_id).archived_on = None


@needs(Right.EDIT_LAB)
def remove_custom_field(act: Act, field_id: UUID) -> None:
    """One added by mistake, in which nothing stands."""
    field = find_unused(act.session, CustomField, field_id)
    if field is not None:
        act.session.delete(field)


@needs(Right.EDIT_LAB, inverse="people.order_custom_fields")
def order_custom_fields(
    act: Act, field_ids: Sequence[UUID], seen: Sequence[UUID] | None = None
) -> None:
    wanted = select(CustomField).order_by(CustomField.position, CustomField.label)
    put_in_order(act.session.scalars(wanted), field_ids, seen)


def _rename(act: Act, field_id: UUID, renamed: dict[str, str]) -> None:
    for old, new in renamed.items():
        there = (CustomValue.field_id == field_id, CustomValue.value == old)
        found = act.session.connection().execute(
            update(CustomValue).where(*there).values(value=new)
        )
        if found.rowcount:
            act.touch(CustomValue)


def _load(act: Act, field_id: UUID) -> CustomField:
    field = act.session.get(CustomField, field_id)
    if field is None:
        raise UnknownFieldError
    return field


def _checked(act: Act, field_id: UUID, draft: CustomFieldDraft) -> dict[str, Any]:
    """A field is known by its name, in files too: no other one may bear it, nor a column."""
    tidied, found = draft.checked()
    others = select(CustomField.label).where(CustomField.id != field_id)
    taken = {normalise(label) for label in act.session.scalars(others)} | own_titles()
    if tidied.label and normalise(tidied.label) in taken:
        found.append(("label", FieldTakenError(tidied.label)))
    if found:
        raise Problems(found)
    return _columns(tidied)


def _columns(draft: CustomFieldDraft) -> dict[str, Any]:
    return {**asdict(draft), "choices": list(draft.choices)}

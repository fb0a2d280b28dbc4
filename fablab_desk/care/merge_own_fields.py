"""The lab's own fields in a merge: chosen as the other fields are, and nothing of them is lost."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from fablab_desk.care.merge_choice import FieldChoice
from fablab_desk.people.custom import Value, form_name, plain, shown
from fablab_desk.people.custom_queries import CustomFieldRow, list_custom_fields, values_of
from fablab_desk.people.custom_values import Changed, write_values
from fablab_desk.staff.act import Act

Pair = tuple[CustomFieldRow, Value | None, Value]  # the field, of the one kept, of the other


def own_choices(session: Session, kept_id: UUID, gone_id: UUID) -> Iterator[FieldChoice]:
    """Where both say something else, what the kept record says is proposed."""
    for field, was, other in _differing(session, kept_id, gone_id):
        yield FieldChoice(
            name=form_name(field.id),
            label=field.label,
            kept_text=shown(was),
            gone_text=shown(other),
            takes_gone=was is None,
            is_open=was is not None,
        )


def take_own_values(
    act: Act, kept_id: UUID, gone_id: UUID, taken: frozenset[str]
) -> dict[str, Any]:
    """Write what is taken of the other record; what the kept one said instead, by field."""
    changed: Changed = {
        field.id: (was, other)
        for field, was, other in _differing(act.session, kept_id, gone_id)
        if was is None or form_name(field.id) in taken
    }
    write_values(act, kept_id, changed)
    return {
        form_name(field_id): plain(was) for field_id, (was, _) in changed.items() if was is not None
    }


def own_values(session: Session, party_id: UUID) -> dict[str, Any]:
    """All that a record says, as JSON takes it."""
    fields = list_custom_fields(session, archived=True)
    said = values_of(session, [party_id], fields)[party_id]
    return {form_name(field_id): plain(value) for field_id, value in said.items()}


def _differing(session: Session, kept_id: UUID, gone_id: UUID) -> Iterator[Pair]:
    fields = list_custom_fields(session, archived=True)
    said = values_of(session, [kept_id, gone_id], fields)
    for field in fields:
        was, other = said[kept_id].get(field.id), said[gone_id].get(field.id)
        if other is not None and was != other:
            yield field, was, other

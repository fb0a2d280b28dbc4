"""The lab's own fields, and what stands in them: read for a record, a form or a file only."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fablab_desk.db.chunks import chunks
from fablab_desk.people.custom import CustomKind, Value, restored
from fablab_desk.people.custom_drafts import CustomFieldDraft
from fablab_desk.people.custom_models import CustomField, CustomValue
from fablab_desk.people.kinds import PartyKind

_NAMES = tuple(CustomFieldDraft.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class CustomFieldRow:
    id: UUID
    draft: CustomFieldDraft
    position: int
    archived_on: date | None
    version: int

    @property
    def label(self) -> str:
        return self.draft.label

    @property
    def kind(self) -> CustomKind:
        return self.draft.kind


@dataclass(frozen=True, slots=True)
class CustomAnswer:
    """A field as a record shows it: those asked for, and retired ones that were filled in."""

    field: CustomFieldRow
    value: Value | None


def list_custom_fields(session: Session, *, archived: bool = False) -> list[CustomFieldRow]:
    wanted = select(CustomField).order_by(CustomField.position, CustomField.label)
    if not archived:
        wanted = wanted.where(CustomField.archived_on.is_(None))
    return [row_of(field) for field in session.scalars(wanted)]


def row_of(field: CustomField) -> CustomFieldRow:
    said = {name: getattr(field, name) for name in _NAMES}
    draft = CustomFieldDraft(**{**said, "choices": tuple(field.choices)})
    return CustomFieldRow(field.id, draft, field.position, field.archived_on, field.version)


def answers_of(session: Session, party_id: UUID, kind: PartyKind) -> list[CustomAnswer]:
    """The fields of one record in their order."""
    fields = list_custom_fields(session, archived=True)
    said = values_of(session, [party_id], fields)[party_id] if fields else {}
    return [
        CustomAnswer(field, said.get(field.id))
        for field in fields
        if field.id in said or (field.archived_on is None and field.draft.whom.concerns(kind))
    ]


def values_of(
    session: Session, party_ids: Sequence[UUID], fields: Sequence[CustomFieldRow]
) -> dict[UUID, dict[UUID, Value]]:
    """By record and field; nothing is asked where there are no fields."""
    kinds = {field.id: field.kind for field in fields}
    found: dict[UUID, dict[UUID, Value]] = defaultdict(dict)
    wanted = select(CustomValue.party_id, CustomValue.field_id, CustomValue.value)
    for chunk in chunks(party_ids) if kinds else ():
        for party_id, field_id, text in session.execute(
            wanted.where(CustomValue.party_id.in_(chunk))
        ):
            if field_id in kinds:
                found[party_id][field_id] = restored(kinds[field_id], text)
    return found


def count_filled(session: Session, field_id: UUID) -> int:
    wanted = select(func.count()).select_from(CustomValue).where(CustomValue.field_id == field_id)
    return session.scalar(wanted) or 0

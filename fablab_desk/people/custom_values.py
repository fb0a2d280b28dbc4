"""What a form or a file says in the lab's own fields: checked, compared and written."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, update

from fablab_desk.errors import DeskError, Problems
from fablab_desk.people.custom import (
    MOST_NUMBER,
    CustomKind,
    Value,
    Values,
    form_name,
    kept,
    plain,
)
from fablab_desk.people.custom_errors import (
    BlankFieldError,
    HugeNumberError,
    UnknownFieldError,
)
from fablab_desk.people.custom_models import CustomValue
from fablab_desk.people.custom_queries import CustomFieldRow, list_custom_fields, values_of
from fablab_desk.people.drafts import tidy
from fablab_desk.people.models import Party
from fablab_desk.staff.act import Act

Changed = dict[UUID, tuple[Value | None, Value | None]]  # field → before, after
_VALUES: Any = CustomValue.__table__
_PARTIES: Any = Party.__table__


def check_values(fields: Sequence[CustomFieldRow], said: Values) -> list[tuple[str, DeskError]]:
    """Every problem with what a form says, under the name of its field."""
    found: list[tuple[str, DeskError]] = []
    known = {field.id: field for field in fields}
    for field_id, value in said.items():
        field = known.get(field_id)
        try:
            if field is None:
                if value is not None:
                    raise UnknownFieldError
            elif value is None:
                _refuse_blank(field)
            else:
                _refuse_strange(field, value)
        except DeskError as problem:
            found.append((form_name(field_id), problem))
    return found


def refuse_wrong_values(act: Act, said: Values | None) -> None:
    fields = list_custom_fields(act.session, archived=True) if said else []
    if found := check_values(fields, said or {}):
        raise Problems(found)


def changed_values(act: Act, party_id: UUID, said: Values | None) -> Changed:
    """What the record does not say yet; a field that is not mentioned stays."""
    if not said:
        return {}
    fields = list_custom_fields(act.session, archived=True)
    there = values_of(act.session, [party_id], fields)[party_id]
    return {
        field_id: (there.get(field_id), value)
        for field_id, value in _tidied(said).items()
        if there.get(field_id) != value
    }


def write_values(act: Act, party_id: UUID, changed: Changed) -> None:
    """The record is flushed first; the journal tells each change under the field's name."""
    if not changed:
        return
    act.session.flush()
    write = act.session.connection().execute
    write(
        delete(_VALUES).where(_VALUES.c.party_id == party_id, _VALUES.c.field_id.in_(list(changed)))
    )
    rows = [
        {"party_id": party_id, "field_id": field_id, "value": kept(after)}
        for field_id, (_, after) in changed.items()
        if after is not None
    ]
    if rows:
        write(insert(_VALUES), rows)
    act.touch(CustomValue)
    note_values(act, party_id, changed)


def note_values(act: Act, party_id: UUID, changed: Changed) -> None:
    labels = {one.id: one.label for one in list_custom_fields(act.session, archived=True)}
    said = {
        labels[field_id]: [plain(before), plain(after)]
        for field_id, (before, after) in changed.items()
    }
    act.note(f"custom_values {party_id}", said)
    act.about(party_id)


def age_record(act: Act, party: Party, seen: int) -> None:
    """A record whose own columns stayed is another version too, or two forms would not meet."""
    act.session.flush()
    if party.version == seen:
        older = update(_PARTIES).where(_PARTIES.c.id == party.id)
        act.session.connection().execute(older.values(version=_PARTIES.c.version + 1))
        act.session.expire(party, ["version"])
        act.touch(Party)


def _tidied(said: Values) -> dict[UUID, Value | None]:
    return {
        field_id: (tidy(value) or None) if isinstance(value, str) else value
        for field_id, value in said.items()
    }


def _refuse_blank(field: CustomFieldRow) -> None:
    if field.draft.required and field.archived_on is None:
        raise BlankFieldError(field.label)


def _refuse_strange(field: CustomFieldRow, value: Value) -> None:
    kinds: dict[CustomKind, type] = {
        CustomKind.NUMBER: int,
        CustomKind.DAY: date,
        CustomKind.YES_NO: bool,
    }
    if not isinstance(value, kinds.get(field.kind, str)):
        raise UnknownFieldError
    if isinstance(value, str):
        tidy(value)
    if isinstance(value, int) and not 0 <= value <= MOST_NUMBER:
        raise HugeNumberError(MOST_NUMBER)

"""What a file says in the lab's own fields, written in bulk, and put back when it is undone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert

from fablab_desk.db.chunks import chunks
from fablab_desk.people.custom import Value, kept, restored
from fablab_desk.people.custom_models import CustomValue
from fablab_desk.people.custom_queries import list_custom_fields
from fablab_desk.people.exchange.preview import Proposal
from fablab_desk.staff.act import Act

_VALUES: Any = CustomValue.__table__
Key = tuple[UUID, UUID]  # record, field


def write_own(act: Act, proposals: Iterable[Proposal]) -> None:
    _write(
        act,
        {
            (one.party_id, field_id): value
            for one in proposals
            for field_id, value in one.custom.items()
        },
    )


def put_back_own(act: Act, told: Mapping[UUID, Mapping[str, list[Any]]]) -> None:
    """`told` are the changes by record and name, as the journal keeps them: before, after."""
    fields = {one.label: one for one in list_custom_fields(act.session, archived=True)}
    was: dict[Key, Value | None] = {}
    for party_id, changes in told.items():
        for label, (before, _) in changes.items():
            if (field := fields.get(label)) is not None:
                text = kept(before) if isinstance(before, bool) else str(before)
                value = None if before is None else restored(field.kind, text)
                was[party_id, field.id] = value
    _write(act, was)


def _write(act: Act, said: Mapping[Key, Value | None]) -> None:
    by_field: dict[UUID, dict[UUID, Value | None]] = defaultdict(dict)
    for (party_id, field_id), value in said.items():
        by_field[field_id][party_id] = value
    write = act.session.connection().execute
    for field_id, values in by_field.items():
        for chunk in chunks(values):
            here = _VALUES.c.party_id.in_(chunk)
            write(delete(_VALUES).where(_VALUES.c.field_id == field_id, here))
            rows = [
                {"party_id": party_id, "field_id": field_id, "value": kept(value)}
                for party_id in chunk
                if (value := values[party_id]) is not None
            ]
            if rows:
                write(insert(_VALUES), rows)
    if said:
        act.touch(CustomValue)

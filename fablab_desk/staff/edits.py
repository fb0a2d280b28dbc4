"""Writing what a form says of records that somebody else may have changed meanwhile."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol
from uuid import UUID

from fablab_desk.staff.act import Act
from fablab_desk.staff.errors import ReorderedError
from fablab_desk.staff.queries import stale


class Versioned(Protocol):
    @property
    def id(self) -> UUID: ...

    @property
    def version(self) -> int: ...


class Placed(Protocol):
    """What stands in an order of the lab's own."""

    id: UUID
    position: int


def correct(
    act: Act,
    record: Versioned,
    name: str,
    said: Mapping[str, Any],
    seen: int | Mapping[str, Any],
) -> None:
    """Write the columns that differ; refused where the version that was `seen` is an old one.

    To take a correction back, `seen` is what it wrote: only what it changed is written again.
    `name` is what the refusal calls the record.
    """
    changed = {column: value for column, value in said.items() if getattr(record, column) != value}
    if isinstance(seen, int):
        is_old = bool(changed) and record.version != seen
    else:
        changed = {column: value for column, value in changed.items() if seen[column] != value}
        is_old = any(getattr(record, column) != seen[column] for column in changed)
    if is_old:
        raise stale(act.session, name, record.id)
    for column, value in changed.items():
        setattr(record, column, value)


def put_in_order(
    records: Iterable[Placed], keys: Sequence[UUID], seen: Sequence[UUID] | None
) -> None:
    """The records, given as they stand, in the order of the keys; those not named come after.

    Refused where the order that was `seen` is no longer the one they stand in.
    """
    standing = list(records)
    place = {key: position for position, key in enumerate(keys)}
    wanted = sorted(standing, key=lambda record: place.get(record.id, len(place)))
    if seen is not None and wanted != standing:
        there = {record.id for record in standing}
        now = [record.id for record in standing if record.id in set(seen)]
        if now != [key for key in seen if key in there]:
            raise ReorderedError
    for position, record in enumerate(wanted):
        record.position = position

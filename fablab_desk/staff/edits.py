"""Writing what a form says of a record that somebody else may have changed meanwhile."""

from collections.abc import Mapping
from typing import Any, Protocol
from uuid import UUID

from fablab_desk.staff.act import Act
from fablab_desk.staff.queries import stale


class Versioned(Protocol):
    @property
    def id(self) -> UUID: ...

    @property
    def version(self) -> int: ...


def correct(act: Act, record: Versioned, name: str, said: Mapping[str, Any], seen: int) -> None:
    """Write the columns that differ; refused where the version that was `seen` is an old one.

    `name` is what the refusal calls the record.
    """
    changed = {column: value for column, value in said.items() if getattr(record, column) != value}
    if changed and record.version != seen:
        raise stale(act.session, name, record.id)
    for column, value in changed.items():
        setattr(record, column, value)

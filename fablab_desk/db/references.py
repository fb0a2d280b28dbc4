"""What else in the base points at a record: only what nothing points at is ever removed."""

from collections.abc import Callable, Collection
from typing import Protocol, TypeVar
from uuid import UUID

from sqlalchemy import inspect, literal, select
from sqlalchemy.orm import Session

from fablab_desk.db.base import Base
from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark


class Labelled(Protocol):
    @property
    def label(self) -> str: ...


R = TypeVar("R", bound=Labelled)


class UsedRecordError(DeskError):
    def __init__(self, name: str) -> None:
        super().__init__(
            mark("“{name}” has served already: archive it, it is kept where it served."), name=name
        )


def find_unused(
    session: Session,
    table: type[R],
    key: UUID,
    own: Collection[type[Base]] = (),
    refusal: Callable[[str], DeskError] = UsedRecordError,
) -> R | None:
    """The record to be removed, or None where it is gone already; refused where a row names it.

    Rows of the `own` tables do not count: they go with it.
    """
    record = session.get(table, key)
    if record is not None and is_used(session, table, key, own):
        raise refusal(record.label)
    return record


def is_used(
    session: Session, table: type[object], key: UUID, own: Collection[type[Base]] = ()
) -> bool:
    """Whether any row names it, those of the `own` tables apart."""
    apart = {each.__table__ for each in own}
    named = inspect(table).local_table
    pointing = (
        (other, foreign_key)
        for other in Base.metadata.tables.values()
        if other not in apart
        for foreign_key in other.foreign_keys
        if foreign_key.column.table is named
    )
    return any(
        session.execute(
            select(literal(1)).select_from(other).where(foreign_key.parent == key).limit(1)
        ).first()
        for other, foreign_key in pointing
    )

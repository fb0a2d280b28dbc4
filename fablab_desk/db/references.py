"""What else in the base points at a record: only what nothing points at is ever removed."""

from collections.abc import Callable, Collection, Iterator
from typing import Any, Protocol, TypeVar
from uuid import UUID

from sqlalchemy import Column, FromClause, Table, inspect, literal, select
from sqlalchemy.orm import Session

from fablab_desk.db.base import Base, every_table
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


def remove_unused(
    session: Session,
    table: type[R],
    key: UUID,
    own: Collection[type[Base]] = (),
    refusal: Callable[[str], DeskError] = UsedRecordError,
) -> bool:
    """Remove a record that nothing names, with its rows of the `own` tables; False: it was gone."""
    record = find_unused(session, table, key, own, refusal)
    if record is None:
        return False
    for other in own:
        for place, column in references_to(inspect(table).local_table):
            if place is other.__table__:
                for row in session.scalars(select(other).where(column == key)):
                    session.delete(row)
    session.flush()
    session.delete(record)
    return True


def is_used(
    session: Session, table: type[object], key: UUID, own: Collection[type[Base]] = ()
) -> bool:
    """Whether any row names it, those of the `own` tables apart."""
    apart = {each.__table__ for each in own}
    return any(
        session.execute(select(literal(1)).select_from(other).where(column == key).limit(1)).first()
        for other, column in references_to(inspect(table).local_table)
        if other not in apart
    )


def references_to(*named: FromClause) -> Iterator[tuple[Table, Column[Any]]]:
    """Every table and column of the base that points at rows of these tables, in a fixed order."""
    for other in every_table():
        for foreign_key in sorted(other.foreign_keys, key=lambda one: one.parent.name):
            if foreign_key.column.table in named:
                yield other, foreign_key.parent

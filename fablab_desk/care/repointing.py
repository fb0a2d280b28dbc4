"""Every row that names one record is made to name another: found by the foreign keys themselves."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Column,
    FromClause,
    Index,
    PrimaryKeyConstraint,
    RowMapping,
    Table,
    UniqueConstraint,
    and_,
    delete,
    select,
    update,
)
from sqlalchemy.orm import Session

from fablab_desk.db.base import every_class
from fablab_desk.db.references import references_to
from fablab_desk.people.models import Organisation, Party, Person
from fablab_desk.staff.act import Act
from fablab_desk.staff.models import Account

PARTY_TABLES = (Party.__table__, Person.__table__, Organisation.__table__)
# What names a person without a foreign key, as it stands to the left of people.
KEYLESS: tuple[tuple[Any, str], ...] = ((Account.__table__, "person_id"),)


def party_references() -> Iterator[tuple[Table, Column[Any]]]:
    """Where the base names a party, its own halves apart: all that a merge moves.

    An erasure goes through them too, `party_merges`, `assembly_voters` and `mandates` among them;
    no key leads to what is told of a person in `parties.former`, in the journal and on papers.
    """
    for table, column in references_to(*PARTY_TABLES):
        if table not in PARTY_TABLES:
            yield table, column
    for table, name in KEYLESS:
        yield table, table.c[name]


class Repointing:
    """Moves rows from one record to another, and counts them by table."""

    def __init__(self, act: Act) -> None:
        self._act = act
        self._classes = every_class()
        self.moved: Counter[str] = Counter()
        self.dropped: list[tuple[str, dict[str, str]]] = []

    def move_party(self, gone_id: UUID, kept_id: UUID) -> None:
        for table, column in party_references():
            self._move(table, column, gone_id, kept_id)

    def _move(self, table: Table, column: Column[Any], gone_id: UUID, kept_id: UUID) -> None:
        for younger, elder in find_doubles(self._act.session, table, column, gone_id, kept_id):
            self._drop(table, younger, elder)
        values: dict[str, Any] = {column.name: kept_id}
        if "version" in table.c:
            values["version"] = table.c.version + 1
        found = self._act.session.connection().execute(
            update(table).where(column == gone_id).values(values)
        )
        if found.rowcount:
            self.moved[table.name] += found.rowcount
            self._touch(table)

    def _drop(self, table: Table, younger: RowMapping, elder: RowMapping) -> None:
        """Of two rows that say the same of both, the elder stays with all that names either."""
        keys = list(table.primary_key)
        if len(keys) == 1:
            was, becomes = younger[keys[0].name], elder[keys[0].name]
            for other, column in references_to(table):
                self._move(other, column, was, becomes)
        same = and_(*(key == younger[key.name] for key in keys))
        self._act.session.connection().execute(delete(table).where(same))
        self.dropped.append((table.name, {k: str(v) for k, v in younger.items()}))
        self._touch(table)

    def _touch(self, table: Table) -> None:
        if table in self._classes:
            self._act.touch(self._classes[table])


def find_doubles(
    session: Session, table: Table, column: Column[Any], gone_id: UUID, kept_id: UUID
) -> Iterator[tuple[RowMapping, RowMapping]]:
    """Rows of the two that cannot stand side by side under one record: the younger, the elder.

    Keys tell their age; where the key is what collides, the kept record's row is the elder.
    """
    told: set[tuple[Any, ...]] = set()
    for columns, condition in unique_keys(table):
        if column not in columns:
            continue
        others = [other.name for other in columns if other is not column]
        wanted = select(table).where(*([] if condition is None else [condition]))
        read = session.connection().execute
        there = {
            _values(row, others): row for row in read(wanted.where(column == kept_id)).mappings()
        }
        for row in read(wanted.where(column == gone_id)).mappings() if there else ():
            said = _values(row, others)
            twin = there.get(said)
            if twin is None or None in said:
                continue
            younger, elder = _by_age(table, column, row, twin)
            key = _values(younger, [one.name for one in table.primary_key])
            if key not in told:
                told.add(key)
                yield younger, elder


def unique_keys(table: Table) -> Iterator[tuple[list[Column[Any]], Any]]:
    """The columns of each key that no two rows share, with the condition it holds under."""
    for constraint in table.constraints:
        if isinstance(constraint, PrimaryKeyConstraint | UniqueConstraint):
            yield list(constraint.columns), None
    for index in sorted(table.indexes, key=lambda one: str(one.name)):
        if index.unique:
            yield list(index.columns), _condition(index)


def _condition(index: Index) -> Any:
    return index.dialect_options["sqlite"]["where"]


def _by_age(
    table: FromClause, column: Column[Any], gone: RowMapping, kept: RowMapping
) -> tuple[RowMapping, RowMapping]:
    keys = [key.name for key in table.primary_key]
    if column.name in keys:
        return gone, kept
    younger, elder = sorted((gone, kept), key=lambda row: _values(row, keys), reverse=True)
    return younger, elder


def _values(row: RowMapping, names: Sequence[str]) -> tuple[Any, ...]:
    return tuple(row[name] for name in names)

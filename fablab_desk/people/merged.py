"""Records that were merged into another one: what they were, and who keeps it now."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from fablab_desk.db.chunks import chunks
from fablab_desk.people.models import PartyMerge


@dataclass(frozen=True, slots=True)
class Former:
    """A merged record as it was; `was` holds what its columns said, dates as in a file.

    `replaced` holds what the record that was kept said itself, where it took the other's value.
    """

    gone_id: UUID
    number: int
    kept_id: UUID
    sort_name: str
    outside_number: str
    was: dict[str, Any]
    replaced: dict[str, Any]

    @property
    def told(self) -> tuple["Told", ...]:
        """What told this person apart: by the one record, and by the other."""
        return Told.of(self.was), Told.of({**self.was, **self.replaced})

    def said(self, column: str, value: object) -> bool:
        """Whether the value stood here: a file that still tells it tells nothing new."""
        plain = value.isoformat() if isinstance(value, date) else value
        return bool(value) and plain in (self.was.get(column), self.replaced.get(column))


class Told(NamedTuple):
    birth_date: date | None
    email: str
    phone: str

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> "Told":
        born = said.get("birth_date")
        email, phone = str(said.get("email") or ""), str(said.get("phone") or "")
        return cls(date.fromisoformat(born) if born else None, email.casefold(), phone)


_WANTED = select(
    PartyMerge.gone_id,
    PartyMerge.number,
    PartyMerge.kept_id,
    PartyMerge.sort_name,
    PartyMerge.outside_number,
    PartyMerge.was,
    PartyMerge.replaced,
)


def list_formers(
    session: Session,
    sort_names: Collection[str],
    numbers: Collection[int],
    outside_numbers: Collection[str],
) -> list[Former]:
    """Those that bear one of these names or numbers."""
    return _list(
        session,
        (
            (PartyMerge.sort_name, sort_names),
            (PartyMerge.number, numbers),
            (PartyMerge.outside_number, outside_numbers),
        ),
    )


def list_merged_into(session: Session, kept_ids: Collection[UUID]) -> list[Former]:
    return _list(session, ((PartyMerge.kept_id, kept_ids),))


def _list(session: Session, asked: tuple[tuple[Any, Collection[Any]], ...]) -> list[Former]:
    """Nothing is asked for where nothing was ever merged."""
    if session.scalar(select(PartyMerge.gone_id).limit(1)) is None:
        return []
    found: dict[UUID, Former] = {}
    for column, values in asked:
        for condition in _chunked(column, values):
            for row in session.execute(_WANTED.where(condition)):
                found[row.gone_id] = Former(*row)
    return sorted(found.values(), key=lambda former: former.number)


def find_kept(session: Session, number: int) -> UUID | None:
    """The record into which that number was merged."""
    return session.scalar(select(PartyMerge.kept_id).where(PartyMerge.number == number))


def _chunked(column: Any, values: Collection[object]) -> Iterator[ColumnElement[bool]]:
    return (column.in_(chunk) for chunk in chunks(values))

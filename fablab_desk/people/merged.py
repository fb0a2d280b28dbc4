"""Records that were merged into another one: what they were, and who keeps it now."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from fablab_desk.people.models import PartyMerge

CHUNK = 500  # values in one condition


@dataclass(frozen=True, slots=True)
class Former:
    """A merged record as it was; `was` holds what its columns said, dates as in a file."""

    gone_id: UUID
    number: int
    kept_id: UUID
    sort_name: str
    outside_number: str
    was: dict[str, Any]

    @property
    def email(self) -> str:
        return str(self.was.get("email") or "")

    @property
    def phone(self) -> str:
        return str(self.was.get("phone") or "")

    @property
    def birth_date(self) -> date | None:
        written = self.was.get("birth_date")
        return date.fromisoformat(written) if written else None

    def said(self, column: str, value: object) -> bool:
        """Whether the value stood here: a file that still tells it tells nothing new."""
        plain = value.isoformat() if isinstance(value, date) else value
        return bool(value) and self.was.get(column) == plain


_WANTED = select(
    PartyMerge.gone_id,
    PartyMerge.number,
    PartyMerge.kept_id,
    PartyMerge.sort_name,
    PartyMerge.outside_number,
    PartyMerge.was,
)


def list_formers(
    session: Session,
    sort_names: Collection[str],
    numbers: Collection[int],
    outside_numbers: Collection[str],
) -> list[Former]:
    """Those that bear one of these names or numbers; none is asked for where nothing was merged."""
    if session.scalar(select(PartyMerge.gone_id).limit(1)) is None:
        return []
    found: dict[UUID, Former] = {}
    for column, values in (
        (PartyMerge.sort_name, sort_names),
        (PartyMerge.number, numbers),
        (PartyMerge.outside_number, outside_numbers),
    ):
        for condition in _chunked(column, values):
            for row in session.execute(_WANTED.where(condition)):
                found[row.gone_id] = Former(*row)
    return sorted(found.values(), key=lambda former: former.number)


def find_kept(session: Session, number: int) -> UUID | None:
    """The record into which that number was merged."""
    return session.scalar(select(PartyMerge.kept_id).where(PartyMerge.number == number))


def keys_of(session: Session, party_id: UUID) -> list[UUID]:
    """Its own key and those of the records merged into it, which issued papers may still name."""
    merged = select(PartyMerge.gone_id).where(PartyMerge.kept_id == party_id)
    return [party_id, *session.scalars(merged)]


def _chunked(column: Any, values: Collection[object]) -> Iterator[ColumnElement[bool]]:
    rest = iter(values)
    while chunk := list(islice(rest, CHUNK)):
        yield column.in_(chunk)

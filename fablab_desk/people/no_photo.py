"""Who may not be on a picture, or only on some."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, or_, select, union
from sqlalchemy.orm import Session

from fablab_desk.people.answers import Agreement, Answers, answers_about
from fablab_desk.people.kinds import ConsentKind, Medium, PeopleFilter
from fablab_desk.people.models import Consent, Party, Person
from fablab_desk.people.numbers import member_number
from fablab_desk.people.piece_models import PieceKind
from fablab_desk.people.pieces import PieceForm, PieceWhom
from fablab_desk.people.queries import conditions_of
from fablab_desk.people.rows import born_for_majority

PEOPLE = Person.__table__
OPEN = Agreement()


class NoPhoto(StrEnum):
    UNANSWERED = "unanswered"
    REFUSED = "refused"
    ENDED = "ended"
    PARTLY = "partly"  # only in some places


@dataclass(frozen=True, slots=True)
class NoPhotoRow:
    """`ended_on` is the last day of an agreement that is over."""

    id: UUID
    name: str
    number: int
    birth_date: date | None
    why: NoPhoto
    media: frozenset[Medium] = frozenset()
    ended_on: date | None = None

    @property
    def shown_number(self) -> str:
        return member_number(self.number)


def list_no_photo(
    session: Session,
    day: date,
    among: Collection[UUID] | None = None,
    *,
    also: Collection[UUID] = (),
) -> list[NoPhotoRow]:
    """Whoever refused, agreed for some places only or no longer agrees, minors nobody agreed for,
    and, where the lab asks adults too, those who have not answered.

    Of the members of that day and of `also`, or `among` those alone.
    """
    here = and_(*conditions_of(PeopleFilter.CURRENT, day))
    if among is not None:
        here = and_(Party.id.in_(among))
    elif also:
        here = and_(or_(here, Party.id.in_(also)))
    asked = _asks_adults(session)
    rows = session.connection().execute(_persons(day, asked).where(here)).all()
    told = [row.id for row in rows]
    if among is None:  # of many nobody has said anything yet
        answered = set(session.scalars(_answered()))
        told = [key for key in told if key in answered]
    answers = answers_about(session, ConsentKind.IMAGE, told, day)
    return list(_named(rows, answers, day, asked=asked))


def _named(
    rows: Sequence[Any], answers: dict[UUID, Answers], day: date, *, asked: bool
) -> Iterator[NoPhotoRow]:
    majority = born_for_majority(day)
    for key, name, number, born in rows:
        came_to = answers[key].agreed(born, day) if key in answers else OPEN
        minor = born is not None and born > majority
        if (why := _why(came_to, asked=asked or minor)) is not None:
            media = came_to.media if why is NoPhoto.PARTLY else frozenset[Medium]()
            yield NoPhotoRow(key, name, number, born, why, media, came_to.ended_on)


def _why(came_to: Agreement, *, asked: bool) -> NoPhoto | None:
    if came_to.given is False:
        return NoPhoto.REFUSED
    if came_to.given:
        return NoPhoto.PARTLY if came_to.is_partial else None
    if came_to.ended_on:
        return NoPhoto.ENDED
    return NoPhoto.UNANSWERED if asked else None


def _asks_adults(session: Session) -> bool:
    asked = select(PieceKind.id).where(
        PieceKind.form == PieceForm.IMAGE,
        PieceKind.whom == PieceWhom.PEOPLE,
        PieceKind.archived_on.is_(None),
    )
    return session.scalars(asked.limit(1)).first() is not None


def _answered() -> Select[UUID]:
    return select(Consent.person_id).where(Consent.kind == ConsentKind.IMAGE).distinct()


def _persons(day: date, asked: bool) -> Select[Any]:
    """All of them, or those few first of whom something may have to be said."""
    people: Any = PEOPLE
    if not asked:
        young = select(PEOPLE.c.id).where(PEOPLE.c.birth_date > born_for_majority(day))
        few = union(young, _answered()).subquery()
        people = select(PEOPLE.c.id, PEOPLE.c.birth_date).join(few, few.c.id == PEOPLE.c.id)
        # In the order of their keys: of the base, each page is then read once.
        people = people.order_by(PEOPLE.c.id).offset(0).subquery()
    return (
        select(people.c.id, Party.name, Party.number, people.c.birth_date)
        .join(Party, Party.id == people.c.id)
        .order_by(Party.sort_name, Party.number)
    )

"""The door on the screen: who may be meant by what is typed, and how the day stands so far."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from uuid import UUID

from sqlalchemy import ColumnElement, and_, bindparam, or_, select
from sqlalchemy.orm import Session

from fablab_desk.agenda.figures import Figures, figures_on
from fablab_desk.agenda.kinds import ArrivalRole
from fablab_desk.agenda.models import Arrival, OnDuty, Permanence
from fablab_desk.agenda.queries import (
    FIRST,
    SHOWN,
    ArrivalRow,
    PermanenceRow,
    arrivals_on,
    find_open_permanence,
    permanences_on,
)
from fablab_desk.db.listing import Listing
from fablab_desk.lab.models import Audience
from fablab_desk.memberships.covered import covered_among
from fablab_desk.people.kinds import ConsentKind, LinkRole, MemberState, PartyKind
from fablab_desk.people.models import Party
from fablab_desk.people.numbers import read_member_number
from fablab_desk.people.queries import PEOPLE, find_by_number
from fablab_desk.people.record import PersonRecord
from fablab_desk.people.rows import PersonRow

OFFERED = 8
LOOKED_AT = 24  # the first found in the order of names, which is kept in memory; most are present
AUDIENCES = frozenset({Audience})
SHOWS = SHOWN | {Permanence, OnDuty}


class Sign(StrEnum):
    """What whoever lets somebody in has to know."""

    ALERT = "alert"
    NO_PHOTO = "no photo"
    MINOR = "minor"
    NO_GUARDIAN = "no guardian"
    FETCHED = "fetched"  # a minor who does not leave alone


class Narrowing(StrEnum):
    NONE = ""
    VISITS = "visits"
    PERSONS = "persons"
    NEWCOMERS = "newcomers"
    AUDIENCE = "audience"
    ROLE = "role"


@dataclass(frozen=True, slots=True)
class Only:
    """Which lines of a day a figure was counted from."""

    what: Narrowing = Narrowing.NONE
    audience_id: UUID | None = None
    role: ArrivalRole = ArrivalRole.PUBLIC


EVERYBODY = Only()


@dataclass(frozen=True, slots=True)
class Comer:
    """Somebody who may be let in; `here_since` None where no hour was kept."""

    id: UUID
    name: str
    shown_number: str
    age: int | None
    is_minor: bool
    alert: str
    state: MemberState
    is_here: bool
    here_since: datetime | None


@dataclass(frozen=True, slots=True)
class DoorState:
    """`running` may be one that was forgotten on an earlier day."""

    day: date
    running: PermanenceRow | None
    openings: tuple[PermanenceRow, ...]
    figures: Figures


def find_comers(session: Session, sought: str, day: date) -> list[Comer]:
    """The first people found, as they are on that day; organisations and archived records not."""
    rows = PEOPLE.searching(sought).page(session, 0, LOOKED_AT)
    people = [row for row in rows if _may_come(row)]
    if len(people) < OFFERED and len(rows) == LOOKED_AT:
        people = _COMERS.searching(sought).page(session, 0, OFFERED)
    people = _numbered_first(session, sought, people)[:OFFERED]
    here = _here(session, (row.id for row in people), day)
    covered = covered_among(session, (row.id for row in people), day)
    return [_comer(row, day, here, row.id in covered) for row in people]


def load_door(session: Session, day: date) -> DoorState:
    openings = permanences_on(session, day)
    running = next((row for row in openings if row.closed_at is None), None)
    return DoorState(
        day,
        running or find_open_permanence(session),
        tuple(openings),
        figures_on(session, day),
    )


@lru_cache(maxsize=64)
def arrivals_shown(day: date, only: Only = EVERYBODY) -> Listing[ArrivalRow]:
    """The lines of a day that a figure was counted from, the last entered first."""
    return arrivals_on(day).narrowed(*_conditions(only))


def signs_of(record: PersonRecord) -> tuple[Sign, ...]:
    """The most pressing first."""
    alone = getattr(record.draft, "may_leave_alone", None)
    minor = record.is_minor
    found = (
        (Sign.ALERT, bool(record.draft.alert)),
        (Sign.NO_PHOTO, _no_photo(record)),
        (Sign.NO_GUARDIAN, minor and not record.related(LinkRole.GUARDIAN)),
        (Sign.FETCHED, minor and alone is False),
        (Sign.MINOR, minor and alone is not False),
    )
    return tuple(sign for sign, holds in found if holds)


def _no_photo(record: PersonRecord) -> bool:
    """Refused or over; of a minor, also while nobody has agreed."""
    image = record.agreement(ConsentKind.IMAGE)
    is_open = image.given is None and (record.is_minor or image.ended_on is not None)
    return image.given is False or is_open


def _numbered_first(session: Session, sought: str, found: list[PersonRow]) -> list[PersonRow]:
    """A number typed whole means its owner, whatever e-mail or telephone holds its digits too."""
    if (key := find_by_number(session, sought)) is not None:
        owner = PersonRow(*session.execute(PEOPLE.wanted.where(Party.id == key)).one())
        if _may_come(owner):
            return [owner, *(row for row in found if row.id != key)]
    return [] if read_member_number(sought) is not None else found


def _may_come(row: PersonRow) -> bool:
    return row.kind is PartyKind.PERSON and row.archived_on is None


def _comer(row: PersonRow, day: date, here: dict[UUID, datetime | None], is_covered: bool) -> Comer:
    own = row.state_on(day)
    return Comer(
        id=row.id,
        name=row.name,
        shown_number=row.shown_number,
        age=_age(row.birth_date, day),
        is_minor=row.is_minor_on(day),
        alert=row.alert,
        state=MemberState.COVERED if is_covered and own is not MemberState.CURRENT else own,
        is_here=row.id in here,
        here_since=here.get(row.id),
    )


def _age(born: date | None, day: date) -> int | None:
    if born is None:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _here(session: Session, keys: Iterable[UUID], day: date) -> dict[UUID, datetime | None]:
    rows = session.execute(_COUNTED, {"people": list(keys), "day": day})
    return {row.person_id: row.at for row in rows}


def _conditions(only: Only) -> tuple[ColumnElement[bool], ...]:
    public = Arrival.role == ArrivalRole.PUBLIC
    match only.what:
        case Narrowing.NONE:
            return ()
        case Narrowing.VISITS:
            return (public,)
        case Narrowing.PERSONS:
            return (public, Arrival.person_id.is_not(None))
        case Narrowing.NEWCOMERS:
            named = and_(Arrival.person_id.is_not(None), FIRST)
            return (public, or_(named, Arrival.newcomers > 0))
        case Narrowing.AUDIENCE if only.audience_id is None:
            return (public, Arrival.audience_id.is_(None))
        case Narrowing.AUDIENCE:
            return (public, Arrival.audience_id == only.audience_id)
        case Narrowing.ROLE:
            return (Arrival.role == only.role,)


_COMERS = PEOPLE.narrowed(Party.archived_on.is_(None), Party.kind == PartyKind.PERSON)
_COUNTED = select(Arrival.person_id, Arrival.at).where(
    Arrival.person_id.in_(bindparam("people", expanding=True)),
    Arrival.counted_on == bindparam("day"),
)

"""How many came: visits, persons, new publics, by role and audience, of a day or any period."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Result, bindparam, case, func, select
from sqlalchemy.orm import Session, aliased

from fablab_desk.agenda.kinds import ArrivalKind, ArrivalRole
from fablab_desk.agenda.models import Arrival
from fablab_desk.lab.models import Audience
from fablab_desk.people.models import Party


@dataclass(frozen=True, slots=True)
class AudienceFigure:
    """Of the public of one audience; key None: not stated."""

    audience_id: UUID | None
    label: str
    visits: int
    persons: int  # each with the audience of her first arrival of the period
    newcomers: int
    not_asked: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Of the public alone, but for `by_role`, which holds every role with its visits.

    `visits` counts a person once a day, `persons` each once in the whole period. Whoever was not
    asked (`not_asked`, of counts and groups) is neither new nor not.
    """

    first: date
    last: date
    visits: int
    unnamed: int  # of the visits, those without a name: counts and groups
    persons: int
    new_persons: int  # of the persons: their first visit lies in the period
    came_again: int  # of these: came again on a later day of it
    newcomers: int  # with those that counts and groups told
    not_asked: int
    by_role: tuple[tuple[ArrivalRole, int], ...]
    by_audience: tuple[AudienceFigure, ...]


@dataclass(slots=True)
class _Sums:
    visits: int = 0
    unnamed: int = 0
    persons: int = 0
    newcomers: int = 0
    not_asked: int = 0


@dataclass(slots=True)
class _Person:
    """A person in the period, as public; `audience_id` is that of the first arrival in it."""

    audience_id: UUID | None
    is_new: bool
    days: list[date] = field(default_factory=list)


def figures_on(session: Session, day: date) -> Figures:
    return figures_between(session, day, day)


def figures_between(session: Session, first: date, last: date) -> Figures:
    """Both days included."""
    roles: dict[ArrivalRole, int] = dict.fromkeys(ArrivalRole, 0)
    sums: dict[UUID | None, _Sums] = {}
    for role, kind, audience_id, heads, newcomers, not_asked in session.execute(
        LINES, {"first": first, "last": last}
    ):
        roles[role] += heads
        if role is not ArrivalRole.PUBLIC:
            continue
        own = sums.setdefault(audience_id, _Sums())
        own.visits += heads
        if kind is not ArrivalKind.PERSON:
            own.unnamed += heads
            own.newcomers += newcomers or 0
            own.not_asked += not_asked or 0
    people = _people(session, first, last)
    for person in people:
        own = sums[person.audience_id]
        own.persons += 1
        own.newcomers += person.is_new
    return Figures(
        first=first,
        last=last,
        visits=sum(own.visits for own in sums.values()),
        unnamed=sum(own.unnamed for own in sums.values()),
        persons=len(people),
        new_persons=sum(person.is_new for person in people),
        came_again=sum(person.is_new and len(person.days) > 1 for person in people),
        newcomers=sum(own.newcomers for own in sums.values()),
        not_asked=sum(own.not_asked for own in sums.values()),
        by_role=tuple(roles.items()),
        by_audience=tuple(_by_audience(session, sums)),
    )


def _people(session: Session, first: date, last: date) -> list[_Person]:
    """The named public, each with the days of the period; a first visit may have been imported."""
    found: dict[UUID, _Person] = {}
    rows: Result[*tuple[Any, ...]] = session.execute(NAMED, {"first": first, "last": last})
    for key, day, audience_id, visited_on, before in rows.all():
        if key not in found:
            is_new = not before and (visited_on is None or visited_on >= first)
            found[key] = _Person(audience_id, is_new)
            if is_new and visited_on is not None and visited_on < day:
                found[key].days.append(visited_on)
        found[key].days.append(day)
    return list(found.values())


def _by_audience(session: Session, sums: Mapping[UUID | None, _Sums]) -> Iterator[AudienceFigure]:
    """In the lab's own order, those not stated last."""
    wanted = select(Audience.id, Audience.label).order_by(Audience.position, Audience.label)
    labels: dict[UUID | None, str] = {row.id: row.label for row in session.execute(wanted)}
    for key, label in [*labels.items(), (None, "")]:
        if own := sums.get(key):
            yield AudienceFigure(key, label, own.visits, own.persons, own.newcomers, own.not_asked)


_IN_PERIOD = Arrival.counted_on.between(bindparam("first"), bindparam("last"))
LINES = (
    select(
        Arrival.role,
        Arrival.kind,
        Arrival.audience_id,
        func.sum(Arrival.heads),
        func.sum(Arrival.newcomers),
        func.sum(case((Arrival.newcomers.is_(None), Arrival.heads), else_=0)),
    )
    .where(_IN_PERIOD)
    .group_by(Arrival.role, Arrival.kind, Arrival.audience_id)
)
_Before = aliased(Arrival, name="before")
NAMED = (
    select(
        Arrival.person_id,
        Arrival.counted_on,
        Arrival.audience_id,
        Party.first_visit_on,
        select(_Before.id)
        .where(_Before.person_id == Arrival.person_id, _Before.counted_on < bindparam("first"))
        .correlate(Arrival)
        .exists(),
    )
    .join(Party, Party.id == Arrival.person_id)
    .where(_IN_PERIOD, Arrival.role == ArrivalRole.PUBLIC)
    .order_by(Arrival.counted_on, Arrival.id)
)

"""Covers as lists of people ask about them: by what a party's record keeps, at a key's pace."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    case,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Session, aliased

from fablab_desk.db.likely import likely
from fablab_desk.memberships.models import Cover
from fablab_desk.people.kinds import PeopleFilter
from fablab_desk.people.models import NEVER_DUE, Party

BY: Any = aliased(Party, name="covering")
PERSON: Any = aliased(Party, name="covered")
_ASKING: Any = aliased(Party, name="asking")


def until(day: Any) -> Any:
    """Its last day, in the stretch of the organisation's memberships that tells of that day."""
    last = case((BY.earlier_until >= day, BY.earlier_until), else_=BY.due_on)
    ends_before = and_(Cover.reason == "", last < func.coalesce(Cover.ends_on, NEVER_DUE))
    return case((ends_before, last), else_=Cover.ends_on)


def since(day: Any) -> Any:
    """Its first day in that stretch: between two of them, to come."""
    begins_later = and_(
        Cover.reason == "",
        or_(BY.earlier_until.is_(None), BY.earlier_until < day),
        BY.member_from > Cover.starts_on,
    )
    return case((begins_later, BY.member_from), else_=Cover.starts_on)


def longest_first(day: Any) -> tuple[Any, Any]:
    """Of several covers of one day this one is told, and its organisation pays."""
    return until(day).desc(), Cover.id


def said_of(organisation: str, reason: str) -> str:
    return " · ".join(part for part in (organisation, reason) if part)


def holding(wanted: Any, day: Any) -> ScalarSelect[Any]:
    """Of the cover of a row's party that holds that day: for lists, at a key's pace."""
    return (
        select(wanted)
        .select_from(Cover)
        .outerjoin(BY, BY.id == Cover.organisation_id)
        .where(
            Cover.person_id == Party.id,
            or_(Cover.reason != "", BY.due_on < NEVER_DUE),
            day >= since(day),
            day <= until(day),
        )
        .order_by(*longest_first(day))
        .limit(1)
        .correlate(Party)
        .scalar_subquery()
    )


_DAY = bindparam("day", type_=Date())
_COVERED_UNTIL = holding(until(_DAY), _DAY)
_NUMBERED = select(
    Party.number,
    holding(func.coalesce(BY.name, ""), _DAY),
    holding(Cover.reason, _DAY),
    _COVERED_UNTIL,
).where(Party.id.in_(select(Cover.person_id)), _COVERED_UNTIL.is_not(None))
_AMONG = select(Party.id).where(
    Party.id.in_(bindparam("people", expanding=True)), _COVERED_UNTIL.is_not(None)
)


def covered_by_number(session: Session, day: date) -> list[tuple[int, str, date]]:
    """Who is covered that day, by what and through which day."""
    return [
        (number, said_of(by, reason), until)
        for number, by, reason, until in session.execute(_NUMBERED, {"day": day})
    ]


def covered_among(session: Session, keys: Iterable[UUID], day: date) -> set[UUID]:
    """Those of them who are covered that day."""
    return set(session.scalars(_AMONG, {"people": list(keys), "day": day}))


@lru_cache(maxsize=64)
def unspared(chosen: PeopleFilter, day: date) -> tuple[ColumnElement[bool], ...]:
    """Nobody is asked for a fee not owed: whom a cover, or a request that
    the board has before it, keeps out of a filter, by their numbers.

    The same conditions each time, as lists know by them what they asked before.
    """
    if chosen is PeopleFilter.LATE:
        spared = numbers_covered(day)
    elif chosen is PeopleFilter.DUE_SOON:
        spared = _numbers(
            PERSON.due_on >= since(PERSON.due_on), PERSON.due_on < until(PERSON.due_on)
        )
    else:
        return ()
    waiting = select(_ASKING.number).where(_ASKING.waiting_on.is_not(None))
    return likely(Party.number.not_in(spared.union_all(waiting)))


def numbers_covered(day: date) -> Select[int]:
    return _numbers(day >= since(day), day <= until(day))


def _numbers(*conditions: ColumnElement[bool]) -> Select[int]:
    """Read once for a whole list: the indexes that lists walk hold the number, not the key."""
    known = or_(Cover.reason != "", BY.due_on < NEVER_DUE)
    return (
        select(PERSON.number)
        .select_from(Cover)
        .join(PERSON, PERSON.id == Cover.person_id)
        .outerjoin(BY, BY.id == Cover.organisation_id)
        .where(known, *conditions)
    )

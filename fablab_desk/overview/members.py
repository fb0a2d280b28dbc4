"""The list of people as reception sees it: who they are, their membership, what they owe."""

from dataclasses import replace
from datetime import date
from functools import lru_cache

from sqlalchemy import ColumnElement, Date, func, literal, select, type_coerce
from sqlalchemy.orm import Session

from fablab_desk.charges.kinds import ChargeState
from fablab_desk.charges.models import Charge
from fablab_desk.db.listing import Listing
from fablab_desk.db.types import FixedPoint
from fablab_desk.lab.premises_models import ListEntry
from fablab_desk.memberships.covered import holding, since, unspared, until
from fablab_desk.memberships.models import Cover, Membership
from fablab_desk.money import ZERO
from fablab_desk.overview.member_row import MemberRow
from fablab_desk.people.kinds import PeopleFilter
from fablab_desk.people.models import Party
from fablab_desk.people.queries import PEOPLE, conditions_of

_OWED = (
    select(type_coerce(func.coalesce(func.sum(Charge.amount - Charge.paid), ZERO), FixedPoint(2)))
    .where(Charge.payer_id == Party.id, Charge.state == ChargeState.OPEN)
    .correlate(Party)
    .scalar_subquery()
)
_CATEGORY = func.coalesce(
    select(ListEntry.label)
    .where(ListEntry.id == Party.category_id)
    .correlate(Party)
    .scalar_subquery(),
    "",
)
SHOWS = PEOPLE.shows | {Charge, Membership, Cover, ListEntry}


@lru_cache(maxsize=4)
def members_of(day: date) -> Listing[MemberRow]:
    """Made once a day: what a statement reads from is then looked up, not compiled at each key."""
    asked = literal(day, Date())
    wanted = PEOPLE.wanted.add_columns(
        _OWED, holding(since(asked), asked), holding(until(asked), asked), _CATEGORY
    )
    return replace(PEOPLE, wanted=wanted, make_row=MemberRow, shows=SHOWS)  # type: ignore[return-value]


def list_members(chosen: PeopleFilter, day: date, sought: str) -> Listing[MemberRow]:
    return members_of(day).searching(sought).narrowed(*members_in(chosen, day))


def members_in(chosen: PeopleFilter, day: date) -> tuple[ColumnElement[bool], ...]:
    """Who is covered is not asked to renew."""
    return *conditions_of(chosen, day), *unspared(chosen, day)


def count_members(session: Session, chosen: PeopleFilter, day: date) -> int:
    wanted = select(func.count()).select_from(Party).where(*members_in(chosen, day))
    return session.scalar(wanted) or 0


def count_standing(session: Session, day: date) -> tuple[int, int]:
    """How many are up to date, and how many have to renew: each walks a part of a narrow index."""
    current, late = (
        count_members(session, chosen, day) for chosen in (PeopleFilter.CURRENT, PeopleFilter.LATE)
    )
    return current, late

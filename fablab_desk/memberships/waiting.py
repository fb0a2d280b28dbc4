"""Who waits for the board, and how many members of each category there are on a day."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from fablab_desk.charges.models import Charge
from fablab_desk.lab.premises_models import ListEntry
from fablab_desk.memberships.kinds import Acceptance
from fablab_desk.memberships.models import Membership, MembershipKind, MembershipPlan
from fablab_desk.money import ZERO
from fablab_desk.people.kinds import PartyKind
from fablab_desk.people.models import Party
from fablab_desk.people.numbers import member_number

NONE = UUID(int=0)
SHOWS = frozenset({Membership, Party, MembershipPlan, ListEntry, Charge})


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A membership that was asked for on a day; `id` is its key."""

    id: UUID
    party_id: UUID
    number: int
    name: str
    plan: str
    category: str
    asked_on: date
    starts_on: date
    ends_on: date
    paid: Decimal

    @property
    def shown_number(self) -> str:
        return member_number(self.number)


@dataclass(frozen=True, slots=True)
class CategoryCount:
    """`label` empty: members without a category. `voting`: those whose plan votes."""

    id: UUID  # of the category
    label: str
    people: int
    organisations: int
    voting: int

    @property
    def members(self) -> int:
        return self.people + self.organisations


def list_waiting(session: Session) -> list[WaitingRow]:
    """In the order they asked."""
    wanted: Select[*tuple[Any, ...]] = (
        select(
            Membership.id,
            Party.id,
            Party.number,
            Party.name,
            MembershipPlan.label,
            func.coalesce(ListEntry.label, ""),
            Membership.entered_on,
            Membership.starts_on,
            Membership.ends_on,
            func.coalesce(Charge.paid, ZERO),
        )
        .select_from(Party)
        .join(Membership, Membership.party_id == Party.id)
        .join(MembershipPlan, MembershipPlan.id == Membership.plan_id)
        .outerjoin(ListEntry, ListEntry.id == Membership.category_id)
        .outerjoin(Charge, Charge.fact_id == Membership.id)
        .where(
            Party.waiting_on.is_not(None),
            Party.archived_on.is_(None),
            Membership.acceptance == Acceptance.AWAITED,
            Membership.cancelled_at.is_(None),
        )
        .order_by(Membership.entered_on, Party.sort_name, Membership.id)
    )
    return [WaitingRow(*row) for row in session.execute(wanted)]


def count_waiting(session: Session) -> int:
    """Of people and organisations."""
    wanted = select(func.count()).where(Party.waiting_on.is_not(None), Party.archived_on.is_(None))
    return session.scalar(wanted) or 0


def count_categories(session: Session, day: date) -> list[CategoryCount]:
    """Members of that day by the category of their membership, in the order of the list."""
    votes = func.max(case((MembershipPlan.votes, 1), else_=0)).label("votes")
    theirs = (
        select(
            Membership.party_id.label("party_id"),
            func.max(Membership.starts_on),
            Membership.category_id.label("category_id"),
            votes,
        )
        .join(MembershipKind, MembershipKind.id == Membership.kind_id)
        .join(MembershipPlan, MembershipPlan.id == Membership.plan_id)
        .where(
            MembershipKind.statutory,
            Membership.cancelled_at.is_(None),
            Membership.holds_from <= day,
            Membership.ends_on >= day,
        )
        .group_by(Membership.party_id, Membership.category_id)
        .subquery()
    )
    is_person = Party.kind == PartyKind.PERSON
    wanted = (
        select(
            ListEntry.id,
            func.coalesce(ListEntry.label, ""),
            func.sum(case((is_person, 1), else_=0)),
            func.sum(case((is_person, 0), else_=1)),
            func.sum(theirs.c.votes),
        )
        .select_from(theirs)
        .join(Party, Party.id == theirs.c.party_id)
        .outerjoin(ListEntry, ListEntry.id == theirs.c.category_id)
        .group_by(ListEntry.id, ListEntry.label, ListEntry.position)
        .order_by(ListEntry.id.is_(None), ListEntry.position, ListEntry.label)
    )
    return [CategoryCount(key or NONE, *row) for key, *row in session.execute(wanted)]

"""Households of two records that become one: one payer each, and no loop of payers."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from fablab_desk.care.merge_errors import PayerLoopError, TwoHouseholdsError
from fablab_desk.errors import DeskError
from fablab_desk.people.models import Household, HouseholdMember
from fablab_desk.people.queries import names_of
from fablab_desk.staff.act import Act


@dataclass(frozen=True, slots=True)
class Tie:
    """The household somebody belongs to, and who pays there."""

    household_id: UUID
    payer_id: UUID


@dataclass(frozen=True, slots=True)
class HouseholdPlan:
    """Whose ties are given up, and what is told of it."""

    leaves: tuple[UUID, ...]
    told: tuple[DeskError, ...]


def plan_households(session: Session, kept_id: UUID, gone_id: UUID) -> HouseholdPlan:
    """Who pays for others pays for themselves; else the kept record's payer goes on paying."""
    ties = _ties(session, kept_id, gone_id)
    pair = {kept_id, gone_id}
    paid = {key: tie for key, tie in ties.items() if tie.payer_id not in pair}
    names = names_of(session, [kept_id, *(tie.payer_id for tie in paid.values())])
    own = _paid_by(session, kept_id, gone_id)
    if own and paid:
        told = [PayerLoopError(names[kept_id], names[tie.payer_id]) for tie in paid.values()]
        return HouseholdPlan(tuple(paid), tuple(told))
    if len(ties) < 2:
        return HouseholdPlan((), ())
    said: tuple[DeskError, ...] = ()
    if len(paid) == 2 and ties[kept_id].payer_id != ties[gone_id].payer_id:
        kept, left = names[ties[kept_id].payer_id], names[ties[gone_id].payer_id]
        said = (TwoHouseholdsError(kept, left),)
    return HouseholdPlan((gone_id,), said)


def join_households(act: Act, kept_id: UUID, gone_id: UUID) -> list[UUID]:
    """Before the rows move: of two ties one is given up, and two households paid for become one.

    Returns the households that somebody left.
    """
    session = act.session
    ties = _ties(session, kept_id, gone_id)
    leaves = plan_households(session, kept_id, gone_id).leaves
    for person_id in leaves:
        session.execute(delete(HouseholdMember).where(HouseholdMember.person_id == person_id))
        act.touch(HouseholdMember)
    left = [ties[person_id].household_id for person_id in leaves]
    paid = _paid_by(session, kept_id, gone_id)
    if not paid:
        return left
    first, *others = sorted(paid, key=lambda one: (one.payer_id != kept_id, one.household_id))
    for other in others:
        session.execute(
            update(HouseholdMember)
            .where(HouseholdMember.household_id == other.household_id)
            .values(household_id=first.household_id)
        )
        session.execute(delete(Household).where(Household.id == other.household_id))
        act.touch(Household, HouseholdMember)
        act.about(other.household_id)
    return left


def leave_empty_households(act: Act, kept_id: UUID, left: Sequence[UUID]) -> None:
    """After the rows moved: a household of nobody but its payer goes."""
    session = act.session
    for household_id in {*left, *(tie.household_id for tie in _paid_by(session, kept_id))}:
        others = (
            select(HouseholdMember.person_id)
            .join(Household, Household.id == HouseholdMember.household_id)
            .where(Household.id == household_id, HouseholdMember.person_id != Household.payer_id)
        )
        if session.scalar(others.limit(1)) is None:
            session.execute(
                delete(HouseholdMember).where(HouseholdMember.household_id == household_id)
            )
            session.execute(delete(Household).where(Household.id == household_id))
            act.touch(Household, HouseholdMember)


def _ties(session: Session, *person_ids: UUID) -> dict[UUID, Tie]:
    wanted = (
        select(HouseholdMember.person_id, Household.id, Household.payer_id)
        .join(Household, Household.id == HouseholdMember.household_id)
        .where(HouseholdMember.person_id.in_(person_ids))
    )
    return {row.person_id: Tie(row.id, row.payer_id) for row in session.execute(wanted)}


def _paid_by(session: Session, *payer_ids: UUID) -> list[Tie]:
    wanted = select(Household.id, Household.payer_id).where(Household.payer_id.in_(payer_ids))
    return [Tie(row.id, row.payer_id) for row in session.execute(wanted.order_by(Household.id))]

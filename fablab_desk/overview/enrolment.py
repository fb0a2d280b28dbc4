"""What the desk needs to know before it records a membership."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from fablab_desk.errors import DeskError
from fablab_desk.memberships.payers import UsualPayer, usual_payer
from fablab_desk.memberships.proposal import Proposal, propose
from fablab_desk.memberships.queries import PlanRow, list_memberships, list_plans
from fablab_desk.people.kinds import PartyKind
from fablab_desk.people.record import PersonRecord, load_record


@dataclass(frozen=True, slots=True)
class Offer:
    """Who is enrolled, the plans offered to them, and the one of last time."""

    record: PersonRecord
    plans: tuple[PlanRow, ...]
    usual: UUID | None
    payer: UsualPayer


def load_offer(session: Session, party_id: UUID, day: date) -> Offer:
    record = load_record(session, party_id, day)
    organisation = record.kind is PartyKind.ORGANISATION
    plans = list_plans(session, for_organisations=organisation)
    mine = [plan for plan in plans if plan.audience_id in (None, record.draft.audience_id)]
    past = {row.plan for row in list_memberships(session, party_id)[:1]}
    usual = next((plan.id for plan in mine if plan.label in past), None)
    return Offer(record, tuple(mine), usual, usual_payer(session, party_id, day))


def preview(
    session: Session,
    party_id: UUID,
    plan_id: UUID,
    entered_on: date,
    today: date,
    payer_id: UUID | None,
) -> Proposal | DeskError:
    """What the entry would give, or the refusal it would meet: both are shown while typing."""
    try:
        return propose(session, party_id, plan_id, entered_on, today=today, payer_id=payer_id)
    except DeskError as refusal:
        return refusal

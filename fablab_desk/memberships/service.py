"""What can be done with memberships; plans and kinds have their own services."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from fablab_desk.charges.kinds import ChargeState, FactKind
from fablab_desk.charges.ledger import ChargeDraft, cancel_charge, write_charge
from fablab_desk.charges.models import Charge
from fablab_desk.db.counters import take_numbers
from fablab_desk.errors import DeskError, Problems
from fablab_desk.i18n import LANGUAGES, mark, say
from fablab_desk.lab.kinds import LockKind
from fablab_desk.memberships.attestations import attest, revoke_attestations
from fablab_desk.memberships.errors import (
    InvoicedMembershipError,
    PaidMembershipError,
    ReasonlessError,
)
from fablab_desk.memberships.kept import keep_memberships
from fablab_desk.memberships.models import Membership
from fablab_desk.memberships.periods import Period
from fablab_desk.memberships.proposal import Proposal, list_known, propose
from fablab_desk.people.models import Party
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.rights import Right

NUMBERS = "memberships"
KEPT_IN = LANGUAGES[0]  # what is frozen on a record is said in the lab's language


@dataclass(frozen=True, slots=True)
class Enrolled:
    membership_id: UUID
    number: int
    period: Period
    charge_id: UUID | None
    fee: Decimal


@needs(Right.ENROL_MEMBER, inverse="memberships.cancel_membership")
def enrol(
    act: Act,
    membership_id: UUID,
    party_id: UUID,
    plan_id: UUID,
    entered_on: date,
    payer_id: UUID | None = None,
) -> Enrolled:
    """The day entered decides the period, the price and the audience; the fee becomes a charge.

    Where the plan asks the board, the rights of a member begin with its acceptance only.

    Without `payer_id` whoever covers them that day owes it, or else the household's payer or the
    party itself.
    """
    known = act.session.get(Membership, membership_id)
    if known:
        return _told(act, known)
    party = act.session.get(Party, party_id, with_for_update=True)
    plan = propose(act.session, party_id, plan_id, entered_on, today=act.day, payer_id=payer_id)
    membership = Membership(
        id=membership_id,
        number=take_numbers(act.session, NUMBERS).start,
        party_id=party_id,
        kind_id=plan.kind_id,
        plan_id=plan_id,
        audience_id=plan.audience_id,
        entered_on=entered_on,
        starts_on=plan.period.starts_on,
        ends_on=plan.period.ends_on,
        holds_from=plan.holds_from,
        category_id=plan.category_id,
        acceptance=plan.acceptance,
    )
    act.session.add(membership)
    with act.session.no_autoflush:  # one flush for the whole act
        charge = write_charge(
            act,
            membership_id,
            FactKind.MEMBERSHIP,
            _fee(plan),
            payer_id=plan.payer_id,
            beneficiary_id=party_id,
            owed_on=entered_on,
        )
    if party and plan.statutory:
        keep_memberships(act.session, party_id, [*plan.known, plan.made(entered_on)], act.day)
    act.about(party_id, plan.payer_id)
    return Enrolled(membership_id, membership.number, plan.period, charge.id, plan.fee)


@needs(Right.ENROL_MEMBER)
def cancel_membership(act: Act, membership_id: UUID, reason: str) -> None:
    """It counts for nothing from now on; its unpaid charge is cancelled, its attestations fall."""
    membership = act.session.get_one(Membership, membership_id, with_for_update=True)
    if membership.cancelled_at:
        return
    reason = reason.strip()
    if not reason:
        raise Problems([("reason", ReasonlessError())])
    act.refuse_if_locked(LockKind.MEMBERSHIPS, membership.entered_on)
    _cancel_charge(act, membership, reason)
    membership.cancel(act.now, reason)
    act.session.flush()
    party = act.session.get_one(Party, membership.party_id, with_for_update=True)
    keep_memberships(act.session, party.id, list_known(act.session, party.id), act.day)
    revoke_attestations(act, membership_id, reason)
    act.about(party.id)


@needs(Right.ATTEST, inverse="papers.revoke_paper")
def attest_membership(act: Act, paper_id: UUID, membership_id: UUID) -> UUID:
    """The key of the paper that attests it: the one kept, or a new one where something changed."""
    return attest(act, paper_id, membership_id)


def _fee(plan: Proposal) -> ChargeDraft:
    label = DeskError(
        mark("{plan}, from {starts_on} to {ends_on}"),
        plan=plan.plan_label,
        starts_on=plan.period.starts_on,
        ends_on=plan.period.ends_on,
    )
    return ChargeDraft(
        label=say(label, KEPT_IN),
        quantity=Decimal(1),
        unit_price=plan.price.unit_price,
        amount=plan.fee,
        vat_nature=plan.vat_nature,
        tax_included=plan.price.tax_included,
        article_id=plan.article_id,
        explanation=[say(line, KEPT_IN) for line in plan.price.lines],
    )


def _cancel_charge(act: Act, membership: Membership, reason: str) -> None:
    wanted = select(Charge.state, Charge.paid).where(Charge.fact_id == membership.id)
    found = act.session.execute(wanted).one_or_none()
    state, paid = found or (ChargeState.CANCELLED, Decimal(0))
    if state is ChargeState.INVOICED:
        raise InvoicedMembershipError(membership.number)
    if paid:
        raise PaidMembershipError(membership.number, paid)
    if state is not ChargeState.WAIVED:
        cancel_charge(act, membership.id, reason)


def _told(act: Act, membership: Membership) -> Enrolled:
    wanted = select(Charge.id, Charge.amount).where(Charge.fact_id == membership.id)
    charge_id, fee = act.session.execute(wanted).one_or_none() or (None, Decimal(0))
    return Enrolled(membership.id, membership.number, membership.period, charge_id, fee)

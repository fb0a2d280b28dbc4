"""Renewing many memberships at once under the same conditions, and taking that back."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select

from fablab_desk.charges.kinds import ChargeState
from fablab_desk.charges.models import Charge
from fablab_desk.errors import DeskError
from fablab_desk.memberships.errors import (
    ChangedRenewalError,
    PaidRenewalsError,
    RefusedRenewalError,
)
from fablab_desk.memberships.models import Membership
from fablab_desk.memberships.renewal import Progress, Renewal, find_last, refuse_covered
from fablab_desk.memberships.service import cancel_membership, enrol
from fablab_desk.money import ZERO
from fablab_desk.people.models import Party
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.rights import Right


@needs(Right.ENROL_MEMBER, inverse="memberships.take_back_renewals")
def renew_members(
    act: Act,
    renewals: Sequence[Renewal],
    entered_on: date,
    progress: Progress = lambda _done, _total: None,
) -> int:
    """Record them all as they were shown, or none; how many were not recorded before."""
    known = _known(act, [one.membership_id for one in renewals])
    wanted = [one for one in renewals if one.membership_id not in known]
    for done, one in enumerate(sorted(wanted, key=lambda one: one.party_id)):
        progress(done, len(wanted))
        _renew(act, one, entered_on)
    progress(len(wanted), len(wanted))
    if wanted:
        total = sum((one.fee for one in wanted), ZERO)
        act.note("memberships", {"renewed": len(wanted), "amount": str(total)})
    return len(wanted)


@needs(Right.ENROL_MEMBER)
def take_back_renewals(act: Act, membership_ids: Sequence[UUID], reason: str) -> None:
    """Cancel them with their charges, as long as nothing was paid for any."""
    _refuse_paid(act, membership_ids)
    for membership_id in membership_ids:
        cancel_membership(act, membership_id, reason)


def _renew(act: Act, wanted: Renewal, entered_on: date) -> None:
    party = act.session.get_one(Party, wanted.party_id, with_for_update=True)
    try:
        last = find_last(act.session, wanted.party_id)
        if last is None or last.plan_id != wanted.last_plan_id:
            raise ChangedRenewalError(party.name)
        last.refuse_renewed(entered_on)
        refuse_covered(act.session, party.id, last, entered_on)
        made = enrol(
            act, wanted.membership_id, party.id, wanted.plan_id, entered_on, wanted.payer_id
        )
    except ChangedRenewalError:
        raise
    except DeskError as refused:
        raise RefusedRenewalError(party.name, refused) from refused
    if (made.period, made.fee) != (wanted.period, wanted.fee):
        raise ChangedRenewalError(party.name)


def _known(act: Act, keys: Sequence[UUID]) -> set[UUID]:
    return {key for key in keys if act.session.get(Membership, key) is not None}


def _refuse_paid(act: Act, membership_ids: Sequence[UUID]) -> None:
    paid = (
        select(Party.name)
        .join(Membership, Membership.party_id == Party.id)
        .join(Charge, Charge.fact_id == Membership.id)
        .where(
            Membership.id.in_(membership_ids),
            Membership.cancelled_at.is_(None),
            (Charge.paid > ZERO) | (Charge.state == ChargeState.INVOICED),
        )
        .order_by(Membership.number)
    )
    if names := act.session.scalars(paid).all():
        raise PaidRenewalsError(len(names), names[0])

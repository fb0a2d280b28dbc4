"""Renewing under the same conditions, or another plan: what it would give each, or why not."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from fablab_desk.clock import add_months
from fablab_desk.errors import DeskError
from fablab_desk.keys import new_key
from fablab_desk.memberships.cover_errors import CoveredRenewalError
from fablab_desk.memberships.covers import list_covers
from fablab_desk.memberships.decision_errors import AwaitedRenewalError
from fablab_desk.memberships.errors import NeverMemberError, RenewedError
from fablab_desk.memberships.kinds import Acceptance, PeriodRule
from fablab_desk.memberships.models import Membership, MembershipKind, MembershipPlan
from fablab_desk.memberships.periods import A_DAY, A_YEAR, Period
from fablab_desk.memberships.proposal import propose
from fablab_desk.people.models import Party
from fablab_desk.people.queries import names_of
from fablab_desk.people.records import load_party

EARLY = timedelta(days=92)  # a membership that ends later is left alone
Progress = Callable[[int, int], None]
Plans = Mapping[UUID, UUID]  # chosen for a party instead of its last one
SAME: Plans = MappingProxyType({})

_LAST = (
    select(
        Membership.plan_id,
        MembershipPlan.label,
        MembershipPlan.rule,
        MembershipPlan.months,
        Membership.entered_on,
        Membership.starts_on,
        Membership.ends_on,
        Membership.acceptance,
    )
    .join(MembershipPlan, MembershipPlan.id == Membership.plan_id)
    .join(MembershipKind, MembershipKind.id == Membership.kind_id)
    .where(
        Membership.party_id == bindparam("party"),
        Membership.cancelled_at.is_(None),
        MembershipKind.statutory,
    )
    .order_by(Membership.starts_on.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Last:
    """The last statutory membership of a party: its plan is the same conditions."""

    plan_id: UUID
    plan: str
    rule: PeriodRule
    months: int
    entered_on: date
    starts_on: date
    ends_on: date
    acceptance: Acceptance

    def refuse_renewed(self, entered_on: date) -> None:
        """RenewedError where another one is recorded, or this one has long to go.

        AwaitedRenewalError where the board has not accepted it yet.
        """
        if self.acceptance is Acceptance.AWAITED:
            raise AwaitedRenewalError(self.entered_on)
        length = self.months if self.rule is PeriodRule.ROLLING else A_YEAR
        half = (add_months(entered_on, length) - entered_on) / 2
        far = self.ends_on > entered_on + min(EARLY, half)
        if far or self.starts_on > entered_on or self.entered_on >= entered_on:
            raise RenewedError(self.starts_on, self.ends_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewal:
    """What was shown and is confirmed; the membership's key makes it once only."""

    membership_id: UUID
    party_id: UUID
    plan_id: UUID
    last_plan_id: UUID  # under which they were members until now
    payer_id: UUID
    period: Period
    fee: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewalLine:
    """One member: either the renewal it would get, or the refusal; `until`: of the last one.

    `other_plan` is the plan chosen instead of the last one, if any.
    """

    id: UUID  # of the party
    number: int
    name: str
    email: str
    phone: str  # E.164
    plan: str
    until: date | None
    payer: str
    renewal: Renewal | None
    refusal: DeskError | None
    other_plan: str = ""


def find_last(session: Session, party_id: UUID) -> Last | None:
    found = session.execute(_LAST, {"party": party_id}).one_or_none()
    return Last(*found) if found else None


def preview_renewals(
    session: Session,
    party_ids: Sequence[UUID],
    entered_on: date,
    today: date,
    progress: Progress = lambda _done, _total: None,
    plans: Plans = SAME,
) -> list[RenewalLine]:
    """Each member's renewal as of the day entered, or every reason against it."""
    lines = []
    for done, party_id in enumerate(party_ids):
        progress(done, len(party_ids))
        lines.append(_line(session, party_id, entered_on, today, plans.get(party_id)))
    progress(len(party_ids), len(party_ids))
    return lines


def _line(
    session: Session, party_id: UUID, entered_on: date, today: date, plan_id: UUID | None
) -> RenewalLine:
    party = load_party(session, Party, party_id)
    last = find_last(session, party_id)
    renewal, payer, refusal = None, "", None
    try:
        renewal = _renewal(session, party_id, last, entered_on, today, plan_id)
        payer = names_of(session, [renewal.payer_id])[renewal.payer_id]
    except DeskError as refused:
        refusal = refused
    return RenewalLine(
        id=party_id,
        number=party.number,
        name=party.name,
        email=party.email,
        phone=party.phone,
        plan=last.plan if last else "",
        until=last.ends_on if last else None,
        payer=payer,
        renewal=renewal,
        refusal=refusal,
        other_plan=session.get_one(MembershipPlan, plan_id).label if plan_id else "",
    )


def refuse_covered(session: Session, party_id: UUID, last: Last, entered_on: date) -> None:
    """Somebody covered beyond their own membership owes no fee; one by one it is still entered."""
    day = max(entered_on, last.ends_on + A_DAY)
    for row in list_covers(session, party_id, day):
        if row.holds and row.last:
            raise CoveredRenewalError(row.by, row.last)


def _renewal(
    session: Session,
    party_id: UUID,
    last: Last | None,
    entered_on: date,
    today: date,
    plan_id: UUID | None,
) -> Renewal:
    if last is None:
        raise NeverMemberError
    last.refuse_renewed(entered_on)
    refuse_covered(session, party_id, last, entered_on)
    plan_id = plan_id or last.plan_id
    found = propose(session, party_id, plan_id, entered_on, today=today)
    return Renewal(
        membership_id=new_key(),
        party_id=party_id,
        plan_id=plan_id,
        last_plan_id=last.plan_id,
        payer_id=found.payer_id,
        period=found.period,
        fee=found.fee,
    )

"""What can be asked about memberships and plans."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from fablab_desk.catalogue.prices import find_price
from fablab_desk.charges.kinds import ChargeState
from fablab_desk.charges.models import Charge
from fablab_desk.db.listing import Listing
from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark
from fablab_desk.lab.models import Audience
from fablab_desk.lab.premises_models import ListEntry
from fablab_desk.memberships.kept import held_periods
from fablab_desk.memberships.kinds import Acceptance, PeriodRule
from fablab_desk.memberships.members import members_on
from fablab_desk.memberships.models import (
    Membership,
    MembershipAttestation,
    MembershipKind,
    MembershipPlan,
)
from fablab_desk.memberships.periods import run_on
from fablab_desk.memberships.proposal import list_known
from fablab_desk.money import to_cent
from fablab_desk.people.kinds import MemberState, member_state
from fablab_desk.people.models import Party

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class MembershipRow:
    """One period; `fee` and `charge_state` are None where no charge was written."""

    id: UUID
    number: int
    party_id: UUID
    party_name: str
    plan: str
    kind: str
    statutory: bool
    audience: str | None
    entered_on: date
    starts_on: date
    ends_on: date
    taken_over: bool
    cancelled_at: datetime | None
    cancel_reason: str
    fee: Decimal | None
    paid: Decimal | None
    charge_state: ChargeState | None
    category: str
    acceptance: Acceptance
    holds_from: date | None
    decided_on: date | None
    decided_by: str
    version: int


@dataclass(frozen=True, slots=True)
class PlanRow:
    id: UUID
    label: str
    kind_id: UUID
    kind: str
    article_id: UUID
    rule: PeriodRule
    months: int
    season_month: int
    season_day: int
    offered_months: int
    audience_id: UUID | None
    for_organisations: bool
    votes: bool
    category_id: UUID | None
    category: str
    asks_acceptance: bool
    named_people: int | None
    position: int
    archived_on: date | None
    version: int


@dataclass(frozen=True, slots=True)
class KindRow:
    id: UUID
    label: str
    statutory: bool
    position: int
    version: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands on a day, with the sentence that says it."""

    state: MemberState
    sentence: DeskError


_WANTED: Select[*tuple[Any, ...]] = (
    select(
        Membership.id,
        Membership.number,
        Membership.party_id,
        Party.name,
        MembershipPlan.label,
        MembershipKind.label,
        MembershipKind.statutory,
        Audience.label,
        Membership.entered_on,
        Membership.starts_on,
        Membership.ends_on,
        Membership.taken_over,
        Membership.cancelled_at,
        Membership.cancel_reason,
        Charge.amount,
        Charge.paid,
        Charge.state,
        func.coalesce(ListEntry.label, ""),
        Membership.acceptance,
        Membership.holds_from,
        Membership.decided_on,
        Membership.decided_by,
        Membership.version,
    )
    .outerjoin(Party, Party.id == Membership.party_id)
    .outerjoin(MembershipPlan, MembershipPlan.id == Membership.plan_id)
    .outerjoin(MembershipKind, MembershipKind.id == Membership.kind_id)
    .outerjoin(Audience, Audience.id == Membership.audience_id)
    .outerjoin(Charge, Charge.fact_id == Membership.id)
    .outerjoin(ListEntry, ListEntry.id == Membership.category_id)
)
MEMBERSHIPS: Listing[MembershipRow] = Listing(
    wanted=_WANTED,
    make_row=MembershipRow,
    key=Membership.id,
    orders={
        "number": (Membership.number,),
        "ends_on": (Membership.ends_on, Membership.number),
    },
    shows=frozenset({Membership, Charge, Party, MembershipPlan}),
    descending=True,
)
SENTENCES: Mapping[MemberState, str] = MappingProxyType(
    {
        MemberState.CURRENT: mark("Up to date until {last}"),
        MemberState.LATE: mark("Membership to renew since {since}"),
        MemberState.UPCOMING: mark("Membership from {first} to {last}"),
        MemberState.NEVER: mark("Not a member yet"),
        MemberState.WAITING: mark("Awaiting acceptance by the board since {since}"),
    }
)


def standing(
    first: date | None, last: date | None, day: date, waiting: date | None = None
) -> Standing:
    """From the run that a party's record keeps: for lists and today."""
    state = member_state(first, last, day, waiting=waiting)
    since = waiting if state is MemberState.WAITING else last + A_DAY if last else None
    return Standing(state, DeskError(SENTENCES[state], first=first, last=last, since=since))


def standing_on(session: Session, party_id: UUID, day: date) -> Standing:
    """From the table: what had begun by any day, and what was entered by then to come."""
    known = [
        one
        for one in list_known(session, party_id)
        if min(one.period.starts_on, one.entered_on) <= day
    ]
    waiting = min((one.entered_on for one in known if one.statutory and one.waits), default=None)
    run = run_on(held_periods(known), day)
    if run is None:
        return standing(None, None, day, waiting)
    return standing(run.starts_on, run.ends_on, day, waiting)


def was_member_on(session: Session, party_id: UUID, day: date) -> bool:
    wanted = members_on(day).where(Membership.party_id == party_id)
    return session.scalars(wanted.limit(1)).first() is not None


def count_members_on(session: Session, day: date) -> int:
    """Distinct persons and organisations with a statutory membership that day."""
    members = members_on(day).distinct().subquery()
    return session.scalar(select(func.count()).select_from(members)) or 0


def list_memberships(session: Session, party_id: UUID) -> list[MembershipRow]:
    """All of a party's, the newest first; cancelled ones are shown as such."""
    wanted = _WANTED.where(Membership.party_id == party_id)
    ordered = wanted.order_by(Membership.starts_on.desc(), Membership.number.desc())
    return [MembershipRow(*row) for row in session.execute(ordered)]


def find_membership(session: Session, number: int) -> UUID | None:
    return session.scalars(select(Membership.id).where(Membership.number == number)).first()


def load_membership(session: Session, membership_id: UUID) -> MembershipRow:
    return MembershipRow(*session.execute(_WANTED.where(Membership.id == membership_id)).one())


def list_kinds(session: Session) -> list[KindRow]:
    wanted = select(
        MembershipKind.id,
        MembershipKind.label,
        MembershipKind.statutory,
        MembershipKind.position,
        MembershipKind.version,
    ).order_by(MembershipKind.position, MembershipKind.label)
    return [KindRow(*row) for row in session.execute(wanted)]


def list_plans(
    session: Session, *, for_organisations: bool | None = None, archived: bool = False
) -> list[PlanRow]:
    """The plans offered, in their order; to people, organisations or (None) both."""
    wanted: Select[*tuple[Any, ...]] = (
        select(
            MembershipPlan.id,
            MembershipPlan.label,
            MembershipPlan.kind_id,
            MembershipKind.label,
            MembershipPlan.article_id,
            MembershipPlan.rule,
            MembershipPlan.months,
            MembershipPlan.season_month,
            MembershipPlan.season_day,
            MembershipPlan.offered_months,
            MembershipPlan.audience_id,
            MembershipPlan.for_organisations,
            MembershipPlan.votes,
            MembershipPlan.category_id,
            func.coalesce(ListEntry.label, ""),
            MembershipPlan.asks_acceptance,
            MembershipPlan.named_people,
            MembershipPlan.position,
            MembershipPlan.archived_on,
            MembershipPlan.version,
        )
        .join(MembershipKind, MembershipKind.id == MembershipPlan.kind_id)
        .outerjoin(ListEntry, ListEntry.id == MembershipPlan.category_id)
        .order_by(MembershipPlan.position, MembershipPlan.label)
    )
    if for_organisations is not None:
        wanted = wanted.where(MembershipPlan.for_organisations == for_organisations)
    if not archived:
        wanted = wanted.where(MembershipPlan.archived_on.is_(None))
    return [PlanRow(*row) for row in session.execute(wanted)]


def fee_of(session: Session, plan: PlanRow, audience_id: UUID | None, day: date) -> Decimal | None:
    """What that plan costs an audience that day; None where it has no price."""
    found = find_price(session, plan.article_id, audience_id, day)
    return to_cent(found.to_pay) if found else None


def list_attestations(session: Session, party_id: UUID) -> list[UUID]:
    """The keys of the papers that attest a party's memberships, the newest first."""
    wanted = (
        select(MembershipAttestation.paper_id)
        .join(Membership, Membership.id == MembershipAttestation.membership_id)
        .where(Membership.party_id == party_id)
        .order_by(MembershipAttestation.paper_id.desc())
    )
    return list(session.scalars(wanted))

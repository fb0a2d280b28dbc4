"""What an entry would give before it is made: the period, the fee and who pays it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from fablab_desk.catalogue.kinds import VatNature
from fablab_desk.catalogue.models import Article
from fablab_desk.catalogue.prices import Priced, price_of
from fablab_desk.errors import DeskError, Problems, beside
from fablab_desk.lab.kinds import FIRST_DAY
from fablab_desk.lab.locks import LockKind, refuse_locked
from fablab_desk.lab.models import Audience
from fablab_desk.memberships.errors import (
    AncientEntryError,
    ArchivedPlanError,
    AudiencePlanError,
    FutureEntryError,
    OrganisationPlanError,
    PersonPlanError,
    UnknownPlanError,
)
from fablab_desk.memberships.kinds import Acceptance
from fablab_desk.memberships.known import Known
from fablab_desk.memberships.models import Membership, MembershipKind, MembershipPlan
from fablab_desk.memberships.payers import usual_payer
from fablab_desk.memberships.periods import Period, next_period
from fablab_desk.money import to_cent
from fablab_desk.people.kinds import PartyKind
from fablab_desk.people.models import Party
from fablab_desk.people.records import load_present

_KNOWN = (
    select(
        Membership.kind_id,
        MembershipKind.statutory,
        Membership.entered_on,
        Membership.starts_on,
        Membership.ends_on,
        Membership.holds_from,
        Membership.category_id,
        Membership.acceptance,
        MembershipPlan.asks_acceptance,
    )
    .join(MembershipKind, MembershipKind.id == Membership.kind_id)
    .join(MembershipPlan, MembershipPlan.id == Membership.plan_id)
    .where(Membership.party_id == bindparam("party"), Membership.cancelled_at.is_(None))
    .order_by(Membership.starts_on)
)
_PLAN = (
    select(MembershipPlan, MembershipKind, Article)
    .join(MembershipKind, MembershipKind.id == MembershipPlan.kind_id)
    .join(Article, Article.id == MembershipPlan.article_id)
    .where(MembershipPlan.id == bindparam("plan"))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    kind_id: UUID
    statutory: bool
    plan_label: str
    period: Period
    audience_id: UUID | None
    payer_id: UUID
    article_id: UUID
    vat_nature: VatNature
    price: Priced
    known: Sequence[Known]
    category_id: UUID | None = None
    acceptance: Acceptance = Acceptance.NOT_ASKED

    @property
    def holds_from(self) -> date | None:
        """The first day of the rights of a member; None until the board accepts."""
        return None if self.acceptance is Acceptance.AWAITED else self.period.starts_on

    def made(self, entered_on: date) -> Known:
        """What the entry would add to the known ones."""
        return Known(
            self.kind_id,
            self.statutory,
            entered_on,
            self.period,
            self.holds_from,
            self.category_id,
            self.acceptance,
        )

    @property
    def fee(self) -> Decimal:
        return to_cent(self.price.to_pay)


def propose(
    session: Session,
    party_id: UUID,
    plan_id: UUID,
    entered_on: date,
    *,
    today: date,
    payer_id: UUID | None = None,
) -> Proposal:
    """Everything that follows from the day entered, or every reason against it (Problems)."""
    party = load_present(session, Party, party_id)
    with beside("payer_id"):
        payer = load_present(
            session, Party, payer_id or usual_payer(session, party_id, entered_on).id
        )
    plan, kind, article = _load_plan(session, plan_id)
    found = [("plan_id", problem) for problem in _refused_plan(session, plan, party)]
    found += [("entered_on", problem) for problem in _refused_day(session, entered_on, today)]
    known = list_known(session, party_id)
    same_kind = [one.period for one in known if one.kind_id == kind.id]
    try:
        period = next_period(plan.terms, entered_on, same_kind)
    except DeskError as problem:
        found.append(("entered_on", problem))
    try:
        price = price_of(session, article.id, party.audience_id, entered_on)
    except DeskError as problem:
        found.append(("plan_id", problem))
    if found:
        raise Problems(found)
    return Proposal(
        kind_id=kind.id,
        statutory=kind.statutory,
        plan_label=plan.label,
        period=period,
        audience_id=party.audience_id,
        payer_id=payer.id,
        article_id=article.id,
        vat_nature=article.vat_nature,
        price=price,
        known=known,
        category_id=plan.category_id,
        acceptance=_acceptance(plan, kind, known),
    )


def list_known(session: Session, party_id: UUID) -> list[Known]:
    """The periods of a party that count, of every kind."""
    return [
        Known(
            row.kind_id,
            row.statutory,
            row.entered_on,
            Period(row.starts_on, row.ends_on),
            row.holds_from,
            row.category_id,
            row.acceptance,
            row.asks_acceptance,
        )
        for row in session.execute(_KNOWN, {"party": party_id})
    ]


def _acceptance(plan: MembershipPlan, kind: MembershipKind, known: Sequence[Known]) -> Acceptance:
    """Whom the board accepted once renews without being asked again."""
    if not (plan.asks_acceptance and kind.statutory):
        return Acceptance.NOT_ASKED
    accepted = any(one.is_accepted for one in known if one.kind_id == kind.id)
    return Acceptance.NOT_ASKED if accepted else Acceptance.AWAITED


def _load_plan(session: Session, plan_id: UUID) -> tuple[MembershipPlan, MembershipKind, Article]:
    found = session.execute(_PLAN, {"plan": plan_id}).one_or_none()
    if found is None:
        raise Problems([("plan_id", UnknownPlanError())])
    return found


def _refused_plan(session: Session, plan: MembershipPlan, party: Party) -> list[DeskError]:
    found: list[DeskError] = []
    if plan.archived_on:
        found.append(ArchivedPlanError(plan.label))
    is_organisation = party.kind is PartyKind.ORGANISATION
    if plan.for_organisations and not is_organisation:
        found.append(OrganisationPlanError(plan.label))
    if is_organisation and not plan.for_organisations:
        found.append(PersonPlanError(plan.label))
    if plan.audience_id and plan.audience_id != party.audience_id:
        audience = session.get_one(Audience, plan.audience_id)
        found.append(AudiencePlanError(plan.label, audience.label))
    return found


def _refused_day(session: Session, entered_on: date, today: date) -> list[DeskError]:
    if entered_on > today:
        return [FutureEntryError(entered_on)]
    if entered_on < FIRST_DAY:
        return [AncientEntryError(entered_on)]
    try:
        refuse_locked(session, LockKind.MEMBERSHIPS, entered_on)
    except DeskError as locked:
        return [locked]
    return []

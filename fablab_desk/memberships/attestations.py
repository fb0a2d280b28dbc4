"""Attesting a membership: by the paper kept, or a new one where something changed."""

from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from fablab_desk.charges.kinds import ChargeState
from fablab_desk.charges.models import Charge
from fablab_desk.i18n import LANGUAGES, mark, translate
from fablab_desk.lab.models import Carrier
from fablab_desk.lab.queries import find_settings, text_of
from fablab_desk.memberships.carrier import carrier_of_membership
from fablab_desk.memberships.decision_errors import AwaitedAttestationError
from fablab_desk.memberships.document import Attested, lay_out
from fablab_desk.memberships.errors import CancelledMembershipError
from fablab_desk.memberships.kinds import Acceptance
from fablab_desk.memberships.models import Membership, MembershipAttestation, MembershipPlan
from fablab_desk.money import ZERO
from fablab_desk.papers.issue import issue_paper
from fablab_desk.papers.models import Paper, PaperKind, PaperRevocation, Series
from fablab_desk.people.models import Party
from fablab_desk.staff.act import Act

CHANGED = mark("What it attests has changed.")
NOTE = "membership_attestation_note"


def attest(act: Act, paper_id: UUID, membership_id: UUID, language: str = LANGUAGES[0]) -> UUID:
    """Issue the paper, unless one that says the same still counts; its key either way."""
    known = act.session.get(Paper, paper_id)
    if known is not None:
        return known.id
    membership = act.session.get_one(Membership, membership_id, with_for_update=True)
    if membership.cancelled_at:
        raise CancelledMembershipError(membership.number)
    if membership.acceptance is Acceptance.AWAITED:
        raise AwaitedAttestationError(membership.number)
    carrier = carrier_of_membership(act.session, membership)
    said = _said(act, membership, carrier)
    kept = _kept(act, membership_id)
    if kept is not None and kept.digest == said.digest():
        return kept.paper_id
    note = text_of(act.session, NOTE, act.day)
    paper = issue_paper(
        act,
        key=paper_id,
        series=Series.ATTESTATION,
        kind=PaperKind.MEMBERSHIP_ATTESTATION,
        subject_id=membership_id,
        subject_text=said.name,
        valid=(said.starts_on, said.ends_on),
        lay_out=lambda issued: lay_out(said, issued, carrier.city, note, language),
        carrier=carrier,
        replaces=kept.paper_id if kept else None,
        reason=translate(CHANGED, language) if kept else "",
    )
    act.session.add(
        MembershipAttestation(paper_id=paper.id, membership_id=membership_id, digest=said.digest())
    )
    act.about(membership.party_id, membership_id)
    return paper.id


def revoke_attestations(act: Act, membership_id: UUID, reason: str) -> None:
    """What a cancelled membership's papers say is no longer so."""
    kept = _kept(act, membership_id)
    if kept is not None:
        act.session.add(
            PaperRevocation(paper_id=kept.paper_id, at=act.now, on=act.day, reason=reason)
        )


def _kept(act: Act, membership_id: UUID) -> MembershipAttestation | None:
    """The one attestation that still counts: each new one revokes the one before."""
    wanted = (
        select(MembershipAttestation)
        .join(Paper, Paper.id == MembershipAttestation.paper_id)
        .outerjoin(PaperRevocation, PaperRevocation.paper_id == Paper.id)
        .where(
            MembershipAttestation.membership_id == membership_id,
            PaperRevocation.paper_id.is_(None),
        )
        .order_by(Paper.position.desc())
        .limit(1)
    )
    return act.session.scalars(wanted).first()


def _said(act: Act, membership: Membership, carrier: Carrier) -> Attested:
    party = act.session.get_one(Party, membership.party_id)
    plan = act.session.get_one(MembershipPlan, membership.plan_id)
    return Attested(
        name=party.name,
        number=party.number,
        membership_number=membership.number,
        plan=plan.label,
        starts_on=membership.holds_from or membership.starts_on,
        ends_on=membership.ends_on,
        fee=_settled_fee(act, membership.id),
        lab=find_settings(act.session).name,
        carrier=carrier.name,
    )


def _settled_fee(act: Act, membership_id: UUID) -> Decimal | None:
    wanted = select(Charge.amount).where(
        Charge.fact_id == membership_id, Charge.state == ChargeState.SETTLED, Charge.amount > ZERO
    )
    return act.session.scalars(wanted).one_or_none()

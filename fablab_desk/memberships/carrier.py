"""Which of the structures that carry the lab somebody is a member of."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from fablab_desk.catalogue.models import Article
from fablab_desk.charges.models import Charge
from fablab_desk.db.chunks import chunks
from fablab_desk.lab.carriers import carrier_of
from fablab_desk.lab.models import Audience, Carrier
from fablab_desk.lab.queries import load_carrier
from fablab_desk.memberships.models import Membership, MembershipPlan
from fablab_desk.people.models import Party


def carrier_of_membership(session: Session, membership: Membership) -> Carrier:
    """Whose sale its fee was; for one taken over, by its plan and the audience of that day."""
    charged = select(Charge.carrier_id).where(Charge.fact_id == membership.id)
    if seller := session.scalars(charged).one_or_none():
        return load_carrier(session, seller)
    plan = session.get_one(MembershipPlan, membership.plan_id)
    article = session.get_one(Article, plan.article_id)
    audience = session.get(Audience, membership.audience_id) if membership.audience_id else None
    belongs = carrier_of(article.carrier_id, audience.carrier_id if audience else None)
    return load_carrier(session, belongs)


def belongs_to(carrier_id: UUID) -> ColumnElement[bool]:
    """Of a membership, what `carrier_of_membership` says; one structure alone has them all."""
    charged = select(Charge.carrier_id).where(Charge.fact_id == Membership.id)
    sold = (
        select(Article.carrier_id)
        .join(MembershipPlan, MembershipPlan.article_id == Article.id)
        .where(MembershipPlan.id == Membership.plan_id)
    )
    counted = select(Audience.carrier_id).where(Audience.id == Membership.audience_id)
    main = select(Carrier.id).where(Carrier.is_main)
    whose = (one.correlate(Membership).scalar_subquery() for one in (charged, sold, counted))
    structures = select(func.count()).select_from(Carrier).scalar_subquery()
    # First what is read once: the rest is then asked only where there is something to tell apart.
    return or_(structures == 1, func.coalesce(*whose, main.scalar_subquery()) == carrier_id)


def sellers_of(session: Session, asked: Collection[tuple[UUID, UUID]]) -> list[UUID]:
    """Who would sell each (party, plan) now, in that order."""
    main = load_carrier(session).id
    plans = select(MembershipPlan.id, Article.carrier_id).join(
        Article, Article.id == MembershipPlan.article_id
    )
    by_plan = dict(session.execute(plans).all())
    by_party = dict[UUID, UUID | None]()
    for chunk in chunks([party for party, _ in asked]):
        parties = select(Party.id, Audience.carrier_id).join(
            Audience, Audience.id == Party.audience_id
        )
        by_party |= dict(session.execute(parties.where(Party.id.in_(chunk))).all())
    return [carrier_of(by_plan.get(plan), by_party.get(party)) or main for party, plan in asked]

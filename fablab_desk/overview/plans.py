"""Membership plans with their fee of a day, as the settings list them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import Session

from fablab_desk.catalogue.kinds import ArticleNature
from fablab_desk.catalogue.queries import ArticleRow, list_articles
from fablab_desk.lab.kinds import ListKind
from fablab_desk.lab.premises_queries import CarrierName, EntryRow, list_carriers, list_entries
from fablab_desk.lab.queries import AudienceRow, list_audiences
from fablab_desk.memberships.queries import KindRow, PlanRow, fee_of, list_kinds, list_plans


@dataclass(frozen=True, slots=True)
class PlanLine:
    """`fee` is what its audience pays, or everybody; None where it has no price."""

    id: UUID
    plan: PlanRow
    fee: Decimal | None
    article: ArticleRow


@dataclass(frozen=True, slots=True)
class Plans:
    lines: tuple[PlanLine, ...]
    kinds: tuple[KindRow, ...]
    articles: tuple[ArticleRow, ...]  # that a fee may be, the archived ones included
    audiences: tuple[AudienceRow, ...]
    carriers: tuple[CarrierName, ...]
    categories: tuple[EntryRow, ...] = ()


def load_plans(session: Session, day: date) -> Plans:
    articles = list_articles(session, ArticleNature.MEMBERSHIP_FEE, archived=True)
    known = {row.id: row for row in list_articles(session, archived=True)}
    return Plans(
        tuple(
            PlanLine(
                plan.id, plan, fee_of(session, plan, plan.audience_id, day), known[plan.article_id]
            )
            for plan in list_plans(session, archived=True)
        ),
        tuple(list_kinds(session)),
        tuple(articles),
        tuple(list_audiences(session)),
        tuple(list_carriers(session)),
        tuple(list_entries(session, ListKind.CATEGORY)),
    )


def find_plan(session: Session, plan_id: UUID, day: date) -> tuple[Plans, PlanRow] | None:
    """A plan among all that its form offers."""
    plans = load_plans(session, day)
    return next(((plans, line.plan) for line in plans.lines if line.id == plan_id), None)

"""Which plans were chosen by hand for the names of a file, for the next one of the same shape."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.care.models import PlanMatching
from fablab_desk.memberships.models import MembershipPlan
from fablab_desk.people.exchange.columns import header_digest
from fablab_desk.sheets.sheet import Sheet


def find_plans(session: Session, sheet: Sheet) -> dict[str, UUID | None]:
    """By normalised name; a plan that is no longer offered is to be chosen anew."""
    wanted = select(MembershipPlan.id).where(MembershipPlan.archived_on.is_(None))
    offered = {None, *session.scalars(wanted)}
    return {
        row.label: row.plan_id for row in list_matchings(session, sheet) if row.plan_id in offered
    }


def list_matchings(session: Session, sheet: Sheet) -> list[PlanMatching]:
    wanted = select(PlanMatching).where(PlanMatching.header_digest == header_digest(sheet))
    return list(session.scalars(wanted))

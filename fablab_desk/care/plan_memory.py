"""Which plans were chosen by hand for the names of a file, for the next one of the same shape."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.care.models import PlanMatching
from fablab_desk.care.plan_finding import Plans, plan_key
from fablab_desk.db.lengths import LINE
from fablab_desk.memberships.models import MembershipPlan
from fablab_desk.people.exchange.columns import header_digest
from fablab_desk.sheets.sheet import Sheet
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.rights import Right


def find_plans(session: Session, sheet: Sheet) -> dict[str, UUID | None]:
    """By normalised name; a plan that is no longer offered is to be chosen anew."""
    wanted = select(MembershipPlan.id).where(MembershipPlan.archived_on.is_(None))
    offered = {None, *session.scalars(wanted)}
    return {row.label: row.plan_id for row in _remembered(session, sheet) if row.plan_id in offered}


@needs(Right.IMPORT_PEOPLE, inverse="care.remember_plans")
def remember_plans(act: Act, sheet: Sheet, chosen: Plans) -> None:
    """The next file with the same header is asked nothing of these names, only of others."""
    digest = header_digest(sheet)
    wanted = {plan_key(label): plan_id for label, plan_id in chosen.items()}
    for row in _remembered(act.session, sheet):
        if row.label in wanted:
            row.plan_id = wanted.pop(row.label)
        else:
            act.session.delete(row)
    for label, plan_id in wanted.items():
        if len(label) <= LINE:  # a longer one is no name
            act.session.add(PlanMatching(header_digest=digest, label=label, plan_id=plan_id))


def _remembered(session: Session, sheet: Sheet) -> list[PlanMatching]:
    wanted = select(PlanMatching).where(PlanMatching.header_digest == header_digest(sheet))
    return list(session.scalars(wanted))

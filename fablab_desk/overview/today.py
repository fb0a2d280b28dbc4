"""What the first screen tells: who joined today, what is due, what is owed."""

from datetime import date, timedelta

from sqlalchemy import ColumnElement, func, select, type_coerce
from sqlalchemy.orm import Session

from fablab_desk.care.models import BackupRecord
from fablab_desk.charges.kinds import ChargeState
from fablab_desk.charges.models import Charge
from fablab_desk.db.types import FixedPoint
from fablab_desk.memberships.covered import unspared
from fablab_desk.memberships.models import Cover, Membership, MembershipPlan
from fablab_desk.money import ZERO
from fablab_desk.overview.members import members_in
from fablab_desk.overview.today_rows import (
    LATELY,
    SHOWN,
    DueRow,
    EnrolledRow,
    OwedRow,
    Today,
)
from fablab_desk.people.kinds import PeopleFilter
from fablab_desk.people.models import Party
from fablab_desk.staff.models import SelfAct

SHOWS = frozenset({Party, Membership, Cover, Charge, SelfAct, BackupRecord})


def load_today(session: Session, day: date) -> Today:
    soon = members_in(PeopleFilter.DUE_SOON, day)
    late = (
        Party.due_on.between(day - LATELY, day - timedelta(days=1)),
        *unspared(PeopleFilter.LATE, day),
    )
    enrolled = list_enrolled(session, day)
    owed = _list_owed(session)
    backup = session.scalars(select(BackupRecord).order_by(BackupRecord.at.desc()).limit(1)).first()
    return Today(
        day=day,
        current=_count(session, *members_in(PeopleFilter.CURRENT, day)),
        due_soon=_count(session, *soon),
        due_soon_rows=_due(session, *soon, descending=False),
        late=_count(session, *late),
        late_rows=_due(session, *late, descending=True),
        enrolled=len(enrolled),
        enrolled_rows=tuple(enrolled),
        owed=sum((row.due for row in owed), ZERO),
        owing=len(owed),
        owed_rows=tuple(owed[:SHOWN]),
        last_backup=backup.at if backup else None,
        backup_proved=bool(backup and backup.proved),
        waiting=_count(session, *members_in(PeopleFilter.WAITING, day)),
        to_sign=session.scalar(select(func.count()).where(SelfAct.signed_by.is_(None))) or 0,
    )


def list_enrolled(session: Session, day: date) -> list[EnrolledRow]:
    """The memberships recorded that day, the newest first."""
    wanted = (
        select(Membership.id, Party.id, Party.name, MembershipPlan.label, Membership.ends_on)
        .join(Party, Party.id == Membership.party_id)
        .join(MembershipPlan, MembershipPlan.id == Membership.plan_id)
        .where(Membership.entered_on == day, Membership.cancelled_at.is_(None))
        .where(~Membership.taken_over)
        .order_by(Membership.id.desc())
    )
    return [EnrolledRow(*row) for row in session.execute(wanted)]


def _list_owed(session: Session) -> list[OwedRow]:
    due = type_coerce(func.sum(Charge.amount - Charge.paid), FixedPoint(2))
    wanted = (
        select(Charge.payer_id, func.coalesce(Party.name, ""), due, func.min(Charge.owed_on))
        .outerjoin(Party, Party.id == Charge.payer_id)
        .where(Charge.state == ChargeState.OPEN)
        .group_by(Charge.payer_id, Party.name)
        .order_by(func.min(Charge.owed_on), Party.name)
    )
    return [OwedRow(*row) for row in session.execute(wanted)]


def _count(session: Session, *conditions: ColumnElement[bool]) -> int:
    wanted = select(func.count()).select_from(Party).where(_PRESENT, *conditions)
    return session.scalar(wanted) or 0


def _due(
    session: Session, *conditions: ColumnElement[bool], descending: bool
) -> tuple[DueRow, ...]:
    order = (Party.due_on, Party.number)
    wanted = select(Party.id, Party.name, Party.due_on).where(_PRESENT, *conditions).limit(SHOWN)
    wanted = wanted.order_by(*(column.desc() if descending else column for column in order))
    return tuple(DueRow(*row) for row in session.execute(wanted))


_PRESENT = Party.archived_on.is_(None)

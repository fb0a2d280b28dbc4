"""Whose record has rested for longer than the lab keeps one, and the restricted archive."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from fablab_desk.agenda.models import Arrival
from fablab_desk.care.models import RetentionTerm
from fablab_desk.charges.kinds import ChargeState
from fablab_desk.charges.models import Charge
from fablab_desk.clock import add_months
from fablab_desk.memberships.models import Cover, Membership
from fablab_desk.people.erasure_models import PartyErasure, SealedRecord
from fablab_desk.people.models import Guardian, Household, Party, Person
from fablab_desk.people.numbers import member_number
from fablab_desk.staff.models import Account
from fablab_desk.staff.queries import refuse_without
from fablab_desk.staff.rights import Right

USUAL_YEARS = 3
MONTHS = 12


@dataclass(frozen=True, slots=True)
class RestingRow:
    """`ended_on`: the last day of a membership or a visit, or that on which it was written."""

    id: UUID
    number: int
    name: str
    ended_on: date
    since: date | None  # the day it was put into the archive

    @property
    def shown_number(self) -> str:
        return member_number(self.number)


def years_on(session: Session, day: date) -> int:
    """How long a record is kept, as the lab said last."""
    wanted = select(RetentionTerm.years).where(RetentionTerm.valid_from <= day)
    return session.scalar(wanted.order_by(RetentionTerm.valid_from.desc()).limit(1)) or USUAL_YEARS


def last_day_of(session: Session, day: date) -> date:
    """Whoever was there no more after that day is proposed."""
    return add_months(day, -MONTHS * years_on(session, day)) - timedelta(days=1)


def list_resting(session: Session, day: date) -> list[RestingRow]:
    """Those to be put into the restricted archive, the longest gone first."""
    last = last_day_of(session, day)
    ended = func.max(Membership.ends_on).label("ended")
    member = (
        select(Membership.party_id, ended)
        .where(Membership.cancelled_at.is_(None))
        .group_by(Membership.party_id)
        .subquery()
    )
    came = func.max(Arrival.counted_on).label("came")
    visits = select(Arrival.person_id, came).group_by(Arrival.person_id).subquery()
    wanted = (
        select(
            Person.id, Person.number, Person.name, Person.created_on, member.c.ended, visits.c.came
        )
        .outerjoin(member, member.c.party_id == Person.id)
        .outerjoin(visits, visits.c.person_id == Person.id)
        .where(Person.created_on <= last)
        .where(or_(member.c.ended.is_(None), member.c.ended <= last))
        .where(or_(visits.c.came.is_(None), visits.c.came <= last))
        .where(*_at_rest(day))
    )
    rows = [
        RestingRow(key, number, name, max(filter(None, days)), None)
        for key, number, name, *days in session.execute(wanted)
    ]
    return sorted(rows, key=lambda row: (row.ended_on, row.number))


def open_archive(
    session: Session, reader_id: UUID, day: date, *, sealed: bool
) -> tuple[int, list[RestingRow]]:
    """The term in years, and those due or those in the archive, to whom they may be shown."""
    refuse_without(session, reader_id, Right.ANSWER_REQUESTS)
    return years_on(session, day), list_sealed(session) if sealed else list_resting(session, day)


def _at_rest(day: date) -> tuple[ColumnElement[bool], ...]:
    """Nothing is under way: no debt, nobody paid for or guarded, no cover, no account."""
    child = aliased(Person)
    named = or_(Charge.payer_id == Person.id, Charge.beneficiary_id == Person.id)
    wards = select(Guardian.id).join(child, child.id == Guardian.child_id)
    running = or_(Cover.ends_on.is_(None), Cover.ends_on >= day)
    return (
        ~exists().where(PartyErasure.party_id == Person.id),
        ~exists().where(SealedRecord.party_id == Person.id),
        ~exists().where(named, Charge.state == ChargeState.OPEN),
        ~exists().where(Household.payer_id == Person.id),
        ~wards.where(Guardian.guardian_id == Person.id, child.archived_on.is_(None)).exists(),
        ~exists().where(Cover.person_id == Person.id, running),
        ~exists().where(Account.person_id == Person.id, Account.closed_on.is_(None)),
    )


def list_sealed(session: Session) -> list[RestingRow]:
    """The restricted archive, by number."""
    wanted = (
        select(Party.id, Party.number, SealedRecord.was, SealedRecord.ended_on, SealedRecord.at)
        .join(SealedRecord, SealedRecord.party_id == Party.id)
        .order_by(Party.number)
    )
    return [
        RestingRow(key, number, str(was.get("name", "")), ended, at.date())
        for key, number, was, ended, at in session.execute(wanted)
    ]

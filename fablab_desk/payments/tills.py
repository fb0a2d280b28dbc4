"""How the tills stand."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.payments.models import Till, TillSession
from fablab_desk.payments.totals import cash_of_session
from fablab_desk.staff.models import Account


@dataclass(frozen=True, slots=True)
class TillRow:
    id: UUID
    label: str
    perpetual_total: Decimal
    archived_on: date | None
    version: int


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A till that is open; `cash` is what should be in its drawer now."""

    id: UUID
    day: date
    opened_at: datetime
    opened_by: str
    opening_amount: Decimal
    cash: Decimal


def list_tills(session: Session, *, archived: bool = False) -> list[TillRow]:
    wanted = select(
        Till.id, Till.label, Till.perpetual_total, Till.archived_on, Till.version
    ).order_by(Till.label)
    if not archived:
        wanted = wanted.where(Till.archived_on.is_(None))
    return [TillRow(*row) for row in session.execute(wanted)]


def find_open_session(session: Session, till_id: UUID) -> OpenSession | None:
    wanted = (
        select(
            TillSession.id,
            TillSession.day,
            TillSession.opened_at,
            Account.name,
            TillSession.opening_amount,
        )
        .join(Account, Account.id == TillSession.opened_by)
        .where(TillSession.open_till_id == till_id)
    )
    found = session.execute(wanted).one_or_none()
    if found is None:
        return None
    return OpenSession(*found, found.opening_amount + cash_of_session(session, found.id))


def proposed_count(session: Session, till_id: UUID) -> dict[int, int]:
    """What the last closing left in the drawer, as the next opening count."""
    wanted = (
        select(TillSession.closing_count)
        .where(TillSession.till_id == till_id, TillSession.closed_at.is_not(None))
        .order_by(TillSession.closed_at.desc())
        .limit(1)
    )
    count = session.scalars(wanted).first() or {}
    return {int(cents): many for cents, many in count.items()}

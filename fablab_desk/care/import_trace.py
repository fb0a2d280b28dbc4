"""What an import changed, read back from the journal: it holds every value as it was before."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fablab_desk.charges.models import Charge
from fablab_desk.db.types import KeyType
from fablab_desk.memberships.models import Membership
from fablab_desk.people.models import ImportBatch, Organisation, Party, Person
from fablab_desk.staff.models import AuditDetail, AuditEntry, AuditSubject

RECORD = f"{Party.__tablename__} "
PAYER = "payer"  # no column: a tie to a household
COLUMNS = {
    column.name: column
    for model in (Party, Person, Organisation)
    for column in model.__table__.columns
}


@dataclass(frozen=True, slots=True)
class PastImport:
    """One file that was taken in; `created` counts its payers too."""

    id: UUID
    at: datetime
    by: str
    file_name: str
    created: int
    changed: int
    memberships: int
    balances: int
    undone_at: datetime | None


@dataclass(frozen=True, slots=True)
class Trace:
    """`was` holds by record what each changed column said before; `paid_for` who got a payer.

    `told` are the changes as the journal tells them: before, after.

    `is_whole`: nothing of it was erased.
    """

    seq: int
    was: dict[UUID, dict[str, Any]]
    told: dict[UUID, dict[str, list[Any]]]
    paid_for: frozenset[UUID]
    is_whole: bool


def list_imports(session: Session) -> list[PastImport]:
    """The newest first, those that were undone too."""
    first = (
        select(AuditSubject.record_id, func.min(AuditSubject.seq).label("seq"))
        .join(ImportBatch, ImportBatch.id == AuditSubject.record_id)
        .group_by(AuditSubject.record_id)
        .subquery()
    )
    brought = (
        select(Membership.import_id, func.count().label("n"))
        .where(Membership.import_id.is_not(None))
        .group_by(Membership.import_id)
        .subquery()
    )
    owed = (
        select(Charge.import_id, func.count().label("n"))
        .where(Charge.import_id.is_not(None))
        .group_by(Charge.import_id)
        .subquery()
    )
    wanted = (
        select(
            ImportBatch.id,
            ImportBatch.at,
            AuditEntry.account_name,
            ImportBatch.file_name,
            ImportBatch.created,
            ImportBatch.changed,
            func.coalesce(brought.c.n, 0),
            func.coalesce(owed.c.n, 0),
            ImportBatch.undone_at,
        )
        .join(first, first.c.record_id == ImportBatch.id)
        .join(AuditEntry, AuditEntry.seq == first.c.seq)
        .outerjoin(brought, brought.c.import_id == ImportBatch.id)
        .outerjoin(owed, owed.c.import_id == ImportBatch.id)
        .order_by(ImportBatch.at.desc(), ImportBatch.id.desc())
    )
    return [PastImport(*row) for row in session.execute(wanted)]


def load_trace(session: Session, import_id: UUID) -> Trace:
    wanted = select(func.min(AuditSubject.seq)).where(AuditSubject.record_id == import_id)
    seq = session.scalars(wanted).one()
    detail = session.get_one(AuditDetail, seq)
    was: dict[UUID, dict[str, Any]] = {}
    told: dict[UUID, dict[str, list[Any]]] = {}
    paid_for: set[UUID] = set()
    for name, columns in detail.changes.items():
        if not name.startswith(RECORD):
            continue
        party_id = UUID(name.removeprefix(RECORD))
        told[party_id] = columns
        if PAYER in columns:
            paid_for.add(party_id)
        was[party_id] = {
            column: _value(column, pair[0]) for column, pair in columns.items() if column in COLUMNS
        }
    return Trace(seq, was, told, frozenset(paid_for), detail.erased_at is None)


def _value(column: str, plain: Any) -> Any:
    """As the base holds it: the journal knows texts and numbers only."""
    kind = COLUMNS[column].type
    python = UUID if isinstance(kind, KeyType) else kind.python_type
    if plain is None or isinstance(plain, python):
        return plain
    return date.fromisoformat(plain) if python is date else python(plain)

"""What undoing an import would do, told before anything is written."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fablab_desk.care.balances import count_balances
from fablab_desk.care.import_errors import ErasedImportError
from fablab_desk.care.import_trace import Trace, load_trace
from fablab_desk.care.import_uses import Used, find_uses
from fablab_desk.db.chunks import let_go
from fablab_desk.memberships.models import Membership
from fablab_desk.people.models import ImportBatch, Party


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What undoing an import would do; where `used` names anybody it is refused."""

    removed: int
    put_back: int
    memberships: int
    balances: int
    used: tuple[Used, ...]


def preview_withdrawal(session: Session, import_id: UUID) -> Withdrawal:
    trace = load_whole_trace(session, session.get_one(ImportBatch, import_id))
    count = select(func.count())
    made = count.select_from(Party).where(Party.import_id == import_id)
    brought = count.select_from(Membership).where(Membership.import_id == import_id)
    found = Withdrawal(
        removed=session.scalars(made).one(),
        put_back=len(trace.was),
        memberships=session.scalars(brought).one(),
        balances=count_balances(session, import_id),
        used=tuple(find_uses(session, import_id, trace)),
    )
    let_go(trace.was, trace.told)
    return found


def load_whole_trace(session: Session, batch: ImportBatch) -> Trace:
    """ErasedImportError where the journal no longer holds what was there before."""
    trace = load_trace(session, batch.id)
    if not trace.is_whole:
        raise ErasedImportError(batch.at)
    return trace

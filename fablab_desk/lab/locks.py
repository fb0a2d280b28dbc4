"""What a closed period refuses."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark
from fablab_desk.lab.kinds import LOCK_TEXTS, LockKind
from fablab_desk.lab.models import PeriodLock

__all__ = ["LockKind", "LockedPeriodError", "forget_locks", "locked_through", "refuse_locked"]


class LockedPeriodError(DeskError):
    def __init__(self, kind: LockKind, through: date) -> None:
        super().__init__(
            mark("The period is closed through {through} for {kind}. Record a correction today."),
            through=through,
            kind=LOCK_TEXTS[kind],
        )


def locked_through(session: Session, kind: LockKind) -> date | None:
    """The last closed day, or None."""
    transaction = session.get_transaction()
    known: tuple[object, dict[LockKind, date | None]] | None = session.info.get(_KNOWN)
    if known is None or known[0] is not transaction:
        newest: dict[LockKind, date | None] = {}
        for each, through in session.execute(_NEWEST):
            newest.setdefault(each, through)
        known = session.get_transaction(), newest
        session.info[_KNOWN] = known
    return known[1].get(kind)


def forget_locks(session: Session) -> None:
    """One is being added: what this transaction knew of them holds no more."""
    session.info.pop(_KNOWN, None)


def refuse_locked(session: Session, kind: LockKind, day: date) -> None:
    through = locked_through(session, kind)
    if through is not None and day <= through:
        raise LockedPeriodError(kind, through)


_KNOWN = "locks"
# All kinds at once, as one act asks of several: there are as many rows as periods were closed.
_NEWEST = select(PeriodLock.kind, PeriodLock.through).order_by(
    PeriodLock.at.desc(), PeriodLock.id.desc()
)

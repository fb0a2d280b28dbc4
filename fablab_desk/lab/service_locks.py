"""Closing a period to new records, and opening it again."""

from datetime import date
from uuid import UUID

from fablab_desk.errors import Problems
from fablab_desk.lab.errors import (
    AlreadyLockedError,
    MovedLockError,
    ReasonNeededError,
    UnfinishedPeriodError,
)
from fablab_desk.lab.locks import LockKind, forget_locks, locked_through
from fablab_desk.lab.models import PeriodLock
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.rights import Right


@needs(Right.LOCK_PERIOD, inverse="lab.unlock_period")
def lock_period(act: Act, lock_id: UUID, kind: LockKind, through: date, reason: str = "") -> None:
    """Nothing of that kind can be recorded, corrected or cancelled through that day."""
    if act.session.get(PeriodLock, lock_id):
        return
    if through >= act.day:
        raise Problems([("through", UnfinishedPeriodError(through))])
    known = locked_through(act.session, kind)
    if known is not None and through <= known:
        raise Problems([("through", AlreadyLockedError(known))])
    _write(act, lock_id, kind, through, reason)


@needs(Right.LOCK_PERIOD, inverse="lab.lock_period")
def unlock_period(
    act: Act,
    lock_id: UUID,
    kind: LockKind,
    reason: str,
    through: date | None = None,
    shown: date | None = None,
) -> None:
    """Open the days after `through` again, or all of them.

    `shown` is the last closed day where this was decided: another by now, and it is refused.
    """
    if act.session.get(PeriodLock, lock_id):
        return
    if not reason.strip():
        raise Problems([("reason", ReasonNeededError())])
    known = locked_through(act.session, kind)
    if known is None or (through is not None and through >= known):
        return
    if shown not in (None, known):
        raise MovedLockError(known)
    _write(act, lock_id, kind, through, reason)


def _write(act: Act, lock_id: UUID, kind: LockKind, through: date | None, reason: str) -> None:
    forget_locks(act.session)
    act.session.add(
        PeriodLock(id=lock_id, kind=kind, through=through, at=act.now, reason=reason.strip())
    )

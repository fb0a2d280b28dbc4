"""What a closed period refuses."""

from datetime import date

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark
from fablab_desk.lab.kinds import LOCK_TEXTS, LockKind
from fablab_desk.lab.models import PeriodLock

__all__ = ["LockKind", "LockedPeriodError", "locked_through", "refuse_locked"]


class LockedPeriodError(DeskError):
    def __init__(self, kind: LockKind, through: date) -> None:
        super().__init__(
            mark("The period is closed through {through} for {kind}. Record a correction today."),
            through=through,
            kind=LOCK_TEXTS[kind],
        )


def locked_through(session: Session, kind: LockKind) -> date | None:
    """The last closed day, or None."""
    return session.scalars(_NEWEST, {"wanted": kind}).first()


def refuse_locked(session: Session, kind: LockKind, day: date) -> None:
    through = locked_through(session, kind)
    if through is not None and day <= through:
        raise LockedPeriodError(kind, through)


# Made once: asked up to three times by one act. Not by key: a form makes its own on opening.
_NEWEST = (
    select(PeriodLock.through)
    .where(PeriodLock.kind == bindparam("wanted"))
    .order_by(PeriodLock.at.desc(), PeriodLock.id.desc())
    .limit(1)
)

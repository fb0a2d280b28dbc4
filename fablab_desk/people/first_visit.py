"""The day of a first visit decides who was new: a closed period of arrivals keeps what it said."""

from datetime import date

from sqlalchemy.orm import Session

from fablab_desk.lab.kinds import LockKind
from fablab_desk.lab.locks import LockedPeriodError, locked_through


class ClosedVisits:
    """Through which day arrivals are closed; read once, asked of many records."""

    def __init__(self, session: Session) -> None:
        self.through = locked_through(session, LockKind.ARRIVALS)

    def problem(
        self, created_on: date, before: date | None, after: date | None
    ) -> LockedPeriodError | None:
        """Of a record that was there already: either day lies in what is closed."""
        through = self.through
        if through is None or before == after or created_on > through:
            return None
        touched = any(day is not None and day <= through for day in (before, after))
        return LockedPeriodError(LockKind.ARRIVALS, through) if touched else None

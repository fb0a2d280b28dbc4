"""Sessions by the days on which they take place."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.overview.trainings import SessionRow, load_sessions
from fablab_desk.trainings.kinds import SessionState
from fablab_desk.trainings.models import HalfDay


@dataclass(frozen=True, slots=True)
class SessionDay:
    """A day on which a session takes place, with its half-days of that day."""

    on: date
    row: SessionRow
    hours: tuple[tuple[datetime, datetime], ...]

    @property
    def id(self) -> UUID:
        """One for each day of a session: lists tell their rows apart by it."""
        return UUID(int=self.row.id.int ^ self.on.toordinal())


def sessions_of_days(session: Session, first: date, last: date) -> list[SessionDay]:
    """Both days included, in their order; not those that are cancelled."""
    rows = {row.id: row for row in load_sessions(session)}
    days: dict[tuple[date, UUID], list[tuple[datetime, datetime]]] = defaultdict(list)
    wanted = (
        select(HalfDay.day, HalfDay.session_id, HalfDay.starts_at, HalfDay.ends_at)
        .where(HalfDay.day.between(first, last))
        .order_by(HalfDay.starts_at, HalfDay.id)
    )
    for day, key, starts_at, ends_at in session.execute(wanted):
        if rows[key].state is not SessionState.CANCELLED:
            days[day, key].append((starts_at, ends_at))
    return [SessionDay(day, rows[key], tuple(hours)) for (day, key), hours in days.items()]

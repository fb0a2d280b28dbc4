"""What the first screen tells of trainings: sessions that press, and rights that end."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from fablab_desk.overview.machine_rights import RIGHTS_SHOW
from fablab_desk.overview.next_actions import NextAction, list_ending
from fablab_desk.overview.trainings import SHOWS as SESSIONS_SHOW
from fablab_desk.overview.trainings import SessionFilter, SessionRow, load_sessions
from fablab_desk.trainings.kinds import SessionState

SHOWS = SESSIONS_SHOW | RIGHTS_SHOW
SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class TrainingsToday:
    """`of_day` those that take place today; `ending` within 30 days, the first to end first."""

    of_day: tuple[SessionRow, ...]
    to_close: tuple[SessionRow, ...]
    short: tuple[SessionRow, ...]
    ending: tuple[NextAction, ...]


def load_trainings_today(session: Session, now: datetime, day: date) -> TrainingsToday:
    rows = [row for row in load_sessions(session) if row.state is SessionState.PLANNED]
    over = [row for row in rows if row.is_in(SessionFilter.TO_CLOSE, now, None)]
    return TrainingsToday(
        tuple(row for row in rows if row.begins_on <= day <= row.ends_on and row not in over),
        tuple(over),
        tuple(row for row in rows if row.is_short(day) and row not in over),
        tuple(list_ending(session, day, SOON)),
    )

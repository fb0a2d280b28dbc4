"""When machines are used: hours by weekday and hour of the day, in the lab's own time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from fablab_desk.logbook.kinds import UseState
from fablab_desk.logbook.models import Use

HALF = timedelta(minutes=30)  # some zones are half an hour off
DAYS, HOURS = 7, 24
TOGETHER = 2000  # rows fetched at once: another reader gets its turn in between


@dataclass(frozen=True, slots=True)
class Occupation:
    """Machine seconds of each weekday (Monday first) and hour; `days` of each in the period."""

    seconds: tuple[tuple[int, ...], ...]
    days: tuple[int, ...]

    @property
    def most(self) -> int:
        return max(max(row) for row in self.seconds)

    @property
    def total(self) -> int:
        return sum(sum(row) for row in self.seconds)

    def mean_machines(self, weekday: int, hour: int) -> float:
        """How many machines ran then, on the mean of those days."""
        return self.seconds[weekday][hour] / 3600 / max(1, self.days[weekday])


def occupation_between(
    session: Session,
    zone: ZoneInfo,
    first: date,
    last: date,
    now: datetime,
    machine_id: UUID | None = None,
) -> Occupation:
    """Both days included, clipped to them; what still runs counts up to now.

    The hour that autumn has twice counts twice, the one spring leaves out has nothing.
    """
    begins, ends = _instants(zone, first, last)
    found = [[0] * HOURS for _ in range(DAYS)]
    cells: dict[datetime, tuple[int, int]] = {}  # half an hour of the world is one of ours
    for start, stop in _spans(session, begins, ends, machine_id):
        at, until = max(start, begins), min(stop or now, ends)
        while at < until:
            half = at.replace(minute=at.minute // 30 * 30, second=0, microsecond=0)
            cell = cells.get(half)
            if cell is None:
                local = half.astimezone(zone)
                cell = cells[half] = local.weekday(), local.hour
            after = min(half + HALF, until)
            found[cell[0]][cell[1]] += int((after - at).total_seconds())
            at = after
    every = [(first + timedelta(n)).weekday() for n in range((last - first).days + 1)]
    days = tuple(every.count(weekday) for weekday in range(DAYS))
    return Occupation(tuple(tuple(row) for row in found), days)


def _instants(zone: ZoneInfo, first: date, last: date) -> tuple[datetime, datetime]:
    begins = datetime.combine(first, time(), zone).astimezone(UTC)
    return begins, datetime.combine(last + timedelta(1), time(), zone).astimezone(UTC)


def _spans(
    session: Session, begins: datetime, ends: datetime, machine_id: UUID | None
) -> Iterator[tuple[datetime, datetime | None]]:
    yield from session.execute(_standing(begins, ends, machine_id)).yield_per(TOGETHER)


def _standing(
    begins: datetime, ends: datetime, machine_id: UUID | None
) -> Select[datetime, datetime | None]:
    wanted = select(Use.starts_at, Use.ends_at).where(
        or_(Use.state == UseState.OVER, Use.state == UseState.RUNNING),
        Use.starts_at < ends,
        func.coalesce(Use.ends_at, ends) > begins,
    )
    return wanted.where(Use.machine_id == machine_id) if machine_id else wanted

"""The uses that a figure was counted from."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from fablab_desk.db.listing import Listing
from fablab_desk.logbook.kinds import Outcome, UseState
from fablab_desk.logbook.models import Use
from fablab_desk.machines.models import Machine
from fablab_desk.people.models import Party

MOST = 5000  # of one cell of a chart: more are read by no one


@dataclass(frozen=True, slots=True)
class UseRow:
    id: UUID
    machine_id: UUID
    code: str
    machine: str
    day: date
    starts_at: datetime
    ends_at: datetime | None
    user_id: UUID | None
    user: str
    label: str
    heads: int
    outcome: Outcome
    note: str

    @property
    def who(self) -> str:
        return self.user if not self.label else f"{self.user} · {self.label}".strip(" ·")

    def lasted(self, now: datetime) -> timedelta:
        return (self.ends_at or now) - self.starts_at


STANDING = or_(Use.state == UseState.OVER, Use.state == UseState.RUNNING)
_ROWS: Select[*tuple[Any, ...]] = (
    select(
        Use.id,
        Use.machine_id,
        Machine.code,
        Machine.name,
        Use.day,
        Use.starts_at,
        Use.ends_at,
        Use.user_id,
        func.coalesce(Party.name, ""),
        Use.label,
        Use.heads,
        Use.outcome,
        Use.note,
    )
    .outerjoin(Machine, Machine.id == Use.machine_id)
    .outerjoin(Party, Party.id == Use.user_id)
)
USES: Listing[UseRow] = Listing(
    wanted=_ROWS,
    make_row=UseRow,
    key=Use.id,
    orders={"day": (Use.day, Use.id)},
    shows=frozenset({Use}),
)


def list_uses(first: date, last: date, machine_id: UUID | None = None) -> Listing[UseRow]:
    """Begun on these days, both included, the newest first; corrected and withdrawn ones not."""
    listing = USES.ordered("day", descending=True).narrowed(STANDING, Use.day.between(first, last))
    return listing.narrowed(Use.machine_id == machine_id) if machine_id else listing


def uses_at(
    session: Session,
    zone: ZoneInfo,
    period: tuple[date, date],
    weekday: int,
    hour: int,
    machine_id: UUID | None = None,
) -> list[UseRow]:
    """Those that ran within an hour of a weekday (Monday 0), in the lab's time; at most `MOST`."""
    first, last = period
    wanted = _ROWS.where(STANDING, Use.day.between(first - timedelta(1), last))
    if machine_id:
        wanted = wanted.where(Use.machine_id == machine_id)
    found = []
    for values in session.execute(wanted.order_by(Use.day.desc(), Use.id)).yield_per(500):
        row = UseRow(*values)
        if _touches(row, zone, period, weekday, hour):
            found.append(row)
            if len(found) == MOST:
                break
    return found


def _touches(
    row: UseRow, zone: ZoneInfo, period: tuple[date, date], weekday: int, hour: int
) -> bool:
    if row.ends_at is None:
        return False
    start, stop = row.starts_at.astimezone(zone), row.ends_at.astimezone(zone)
    day = start.date()
    while day <= stop.date():
        if day.weekday() == weekday and period[0] <= day <= period[1]:
            opens = datetime(day.year, day.month, day.day, hour, tzinfo=zone)
            if start < opens + timedelta(hours=1) and stop > opens:
                return True
        day += timedelta(1)
    return False

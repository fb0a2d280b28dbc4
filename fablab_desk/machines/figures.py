"""Hours of use by machine and month, clipped to the days, so that months add up to the year."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Integer, case, cast, extract, func, select
from sqlalchemy.orm import Session

from fablab_desk.machines.models import Machine, UseDay


@dataclass(frozen=True, slots=True)
class MonthHours:
    machine_id: UUID
    month: date  # its first day
    seconds: int
    uses: int  # begun in that month


# A machine's days come first, in the order of an index: only their sums are put into months.
_DAYS = (
    select(
        UseDay.machine_id,
        UseDay.day,
        func.sum(UseDay.seconds).label("seconds"),
        func.sum(case((UseDay.first, 1), else_=0)).label("uses"),
    )
    .group_by(UseDay.machine_id, UseDay.day)
    .order_by(UseDay.machine_id, UseDay.day)
)


def hours_by_month(
    session: Session, first: date | None = None, last: date | None = None
) -> list[MonthHours]:
    """Of all machines, both days included; a month in which nothing ran has no row."""
    days = _DAYS
    if first:
        days = days.where(UseDay.day >= first)
    if last:
        days = days.where(UseDay.day <= last)
    inner = days.order_by(None).subquery()
    year = cast(extract("year", inner.c.day), Integer)
    month = cast(extract("month", inner.c.day), Integer)
    wanted = (
        select(
            inner.c.machine_id,
            year,
            month,
            cast(func.sum(inner.c.seconds), Integer),
            cast(func.sum(inner.c.uses), Integer),
        )
        .group_by(inner.c.machine_id, year, month)
        .order_by(inner.c.machine_id, year, month)
    )
    return [
        MonthHours(machine, date(its_year, its_month, 1), seconds, uses)
        for machine, its_year, its_month, seconds, uses in session.execute(wanted)
    ]


@dataclass(frozen=True, slots=True)
class MachineYear:
    """One line of the table of hours: a machine, and its seconds month by month."""

    id: UUID
    code: str
    name: str
    seconds: tuple[int, ...]
    uses: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.seconds)

    @property
    def begun(self) -> int:
        return sum(self.uses)


def hours_table(
    session: Session, first: date, last: date
) -> tuple[tuple[date, ...], list[MachineYear]]:
    """The months of a period, and each machine that ran then or is there, by name."""
    months = tuple(months_between(first, last))
    ran: dict[UUID, dict[date, MonthHours]] = {}
    for row in hours_by_month(session, first, last):
        ran.setdefault(row.machine_id, {})[row.month] = row
    wanted = select(Machine.id, Machine.code, Machine.name, Machine.retired_on)
    rows = []
    for key, code, name, retired_on in session.execute(wanted.order_by(Machine.sort_name)):
        own = ran.get(key, {})
        if not own and retired_on and retired_on <= first:
            continue
        found = [own.get(month) for month in months]
        seconds = tuple(one.seconds if one else 0 for one in found)
        uses = tuple(one.uses if one else 0 for one in found)
        rows.append(MachineYear(key, code, name, seconds, uses))
    return months, rows


def months_between(first: date, last: date) -> Iterable[date]:
    """The first day of each month that the period touches."""
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)

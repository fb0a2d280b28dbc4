"""How long machines stood still, and why; mean times between failures and to repair."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from fablab_desk.lab.premises_models import ListEntry
from fablab_desk.machines.kinds import NeedKind, StopKind
from fablab_desk.machines.meters import hours_used
from fablab_desk.machines.models import Machine, MachineNeed
from fablab_desk.machines.upkeep_models import Stop

NONE = timedelta()
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Span:
    """From an instant to another, or still on; of what kind, and for which cause."""

    starts_at: datetime
    ends_at: datetime | None
    kind: StopKind
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Downtime:
    """Of one machine over a period. Stops of what it needs are `borne`, never its own.

    `mtbf`: used hours for each failure begun in the period, None without one. `mttr`: the mean
    whole length of the failures that ended in it.
    """

    machine_id: UUID
    code: str
    name: str
    stood: timedelta
    stops: int
    failures: int
    used_hours: float
    mtbf: float | None
    mttr: timedelta | None
    borne: timedelta
    by_cause: tuple[tuple[StopKind, str, timedelta, int], ...]

    @property
    def id(self) -> UUID:
        return self.machine_id


def merged(spans: Iterable[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """Overlapping ones become one; touching ones stay two."""
    found: list[tuple[datetime, datetime]] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def clipped(
    spans: Iterable[Span], begins: datetime, ends: datetime
) -> list[tuple[datetime, datetime, Span]]:
    """The part of each within the period; one that is still on ends with the period."""
    found = []
    for span in spans:
        start, end = max(span.starts_at, begins), min(span.ends_at or ends, ends)
        if start < end:
            found.append((start, end, span))
    return found


def stood_still(spans: Iterable[Span], begins: datetime, ends: datetime) -> timedelta:
    parts = merged((start, end) for start, end, _ in clipped(spans, begins, ends))
    return sum((end - start for start, end in parts), NONE)


def repair_times(spans: Iterable[Span], begins: datetime, ends: datetime) -> list[timedelta]:
    """Whole lengths, from the stop to the return, of the failures that ended in the period."""
    return [
        span.ends_at - span.starts_at
        for span in spans
        if span.kind is StopKind.FAILURE and span.ends_at and begins <= span.ends_at < ends
    ]


def downtime_between(
    session: Session, zone: ZoneInfo, first: date, last: date, now: datetime
) -> list[Downtime]:
    """Of every machine, both days included; nothing is counted that is still to come."""
    begins = datetime.combine(first, time(), zone).astimezone(UTC)
    ends = datetime.combine(last + timedelta(days=1), time(), zone).astimezone(UTC)
    ends = min(ends, now)
    spans = _spans(session, begins, ends)
    needs = _needs(session)
    rows = session.execute(
        select(Machine.id, Machine.code, Machine.name)
        .where(
            or_(Machine.retired_on.is_(None), Machine.retired_on > first),
            Machine.commissioned_on <= last,
        )
        .order_by(Machine.sort_name)
    ).all()
    return [
        _of(
            (key, code, name),
            spans.get(key, ()),
            [span for needed in needs.get(key, ()) for span in spans.get(needed, ())],
            (begins, ends),
            float(hours_used(session, key, first, last)),
        )
        for key, code, name in rows
    ]


def _of(
    named: tuple[UUID, str, str],
    spans: Sequence[Span],
    borne: Sequence[Span],
    period: tuple[datetime, datetime],
    hours: float,
) -> Downtime:
    begins, ends = period
    failures = [
        one for one in spans if one.kind is StopKind.FAILURE and begins <= one.starts_at < ends
    ]
    repairs = repair_times(spans, begins, ends)
    causes: dict[tuple[StopKind, str], list[tuple[datetime, datetime]]] = {}
    inside = clipped(spans, begins, ends)
    for start, end, span in inside:
        causes.setdefault((span.kind, span.cause), []).append((start, end))
    by_cause = tuple(
        (kind, cause, sum((end - start for start, end in merged(parts)), NONE), len(parts))
        for (kind, cause), parts in sorted(causes.items(), key=lambda one: one[0])
    )
    return Downtime(
        *named,
        stood=stood_still(spans, begins, ends),
        stops=len(merged((start, end) for start, end, _ in inside)),
        failures=len(failures),
        used_hours=hours,
        mtbf=hours / len(failures) if failures else None,
        mttr=sum(repairs, NONE) / len(repairs) if repairs else None,
        borne=stood_still(borne, begins, ends),
        by_cause=by_cause,
    )


def _spans(session: Session, begins: datetime, ends: datetime) -> dict[UUID, list[Span]]:
    wanted = (
        select(Stop.machine_id, Stop.starts_at, Stop.ends_at, Stop.kind, ListEntry.label)
        .outerjoin(ListEntry, ListEntry.id == Stop.cause_id)
        .where(
            ~Stop.withdrawn,
            Stop.starts_at < ends,
            or_(Stop.ends_at.is_(None), Stop.ends_at >= begins),
        )
        .order_by(Stop.starts_at)
    )
    found: dict[UUID, list[Span]] = {}
    for machine_id, starts_at, ends_at, kind, cause in session.execute(wanted):
        found.setdefault(machine_id, []).append(Span(starts_at, ends_at, kind, cause or ""))
    return found


def _needs(session: Session) -> dict[UUID, list[UUID]]:
    """What each machine fully needs, itself or through another."""
    direct: dict[UUID, list[UUID]] = {}
    wanted = select(MachineNeed.machine_id, MachineNeed.needed_id).where(
        MachineNeed.kind == NeedKind.FULL
    )
    for machine_id, needed_id in session.execute(wanted):
        direct.setdefault(machine_id, []).append(needed_id)
    found: dict[UUID, list[UUID]] = {}
    for key, needed in direct.items():
        seen: list[UUID] = []
        ahead = list(needed)
        while ahead:
            one = ahead.pop()
            if one not in seen and one != key:
                seen.append(one)
                ahead += direct.get(one, ())
        found[key] = seen
    return found

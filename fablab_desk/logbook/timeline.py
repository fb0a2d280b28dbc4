"""The logbook of a machine: one timeline of uses, faults, upkeep and readings, of any length."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Select, func, select

from fablab_desk.clock import MIDNIGHT
from fablab_desk.db.listing import Listing
from fablab_desk.logbook.kinds import Outcome
from fablab_desk.logbook.models import Use
from fablab_desk.machines.kinds import LogKind
from fablab_desk.machines.models import LogEntry
from fablab_desk.people.models import Party


@dataclass(frozen=True, slots=True)
class LogRow:
    """`until` None: it still runs, or has no length. What a group is called stands in `label`."""

    id: UUID
    machine_id: UUID
    kind: LogKind
    at: datetime
    until: datetime | None
    fact_id: UUID
    party_id: UUID | None
    party: str
    text: str
    label: str
    heads: int
    outcome: Outcome | None
    note: str
    override: str

    @property
    def who(self) -> str:
        if not self.label:
            return self.party
        group = f"{self.label} ({self.heads})" if self.heads > 1 else self.label
        return f"{self.party} · {group}" if self.party else group

    @property
    def lasted(self) -> timedelta | None:
        return self.until - self.at if self.until else None


_ROWS: Select[*tuple[Any, ...]] = (
    select(
        LogEntry.id,
        LogEntry.machine_id,
        LogEntry.kind,
        LogEntry.at,
        LogEntry.until,
        LogEntry.fact_id,
        LogEntry.party_id,
        func.coalesce(Party.name, ""),
        LogEntry.text,
        func.coalesce(Use.label, ""),
        func.coalesce(Use.heads, 1),
        Use.outcome,
        func.coalesce(Use.note, ""),
        func.coalesce(Use.override_reason, ""),
    )
    .outerjoin(Party, Party.id == LogEntry.party_id)
    .outerjoin(Use, Use.id == LogEntry.fact_id)
)
TIMELINE: Listing[LogRow] = Listing(
    wanted=_ROWS,
    make_row=LogRow,
    key=LogEntry.id,
    orders={"at": (LogEntry.at, LogEntry.id)},
    shows=frozenset({LogEntry, Use, Party}),
)


def timeline(
    machine_id: UUID,
    *,
    kind: LogKind | None = None,
    party_id: UUID | None = None,
    first: date | None = None,
    last: date | None = None,
    zone: ZoneInfo | None = None,
    day_ends_at: time = MIDNIGHT,
) -> Listing[LogRow]:
    """The newest first. Days are the lab's working days in the zone, both included."""
    listing = TIMELINE.ordered("at", descending=True).narrowed(LogEntry.machine_id == machine_id)
    if kind:
        listing = listing.narrowed(LogEntry.kind == kind)
    if party_id:
        listing = listing.narrowed(LogEntry.party_id == party_id)
    own = zone or UTC
    if first:
        listing = listing.narrowed(LogEntry.at >= datetime.combine(first, day_ends_at, own))
    if last:
        end = datetime.combine(last + timedelta(days=1), day_ends_at, own)
        listing = listing.narrowed(LogEntry.at < end)
    return listing

"""Lines of the logbook of a machine, written with their fact and gone with it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete

from fablab_desk.machines.kinds import LogKind
from fablab_desk.machines.models import LogEntry
from fablab_desk.staff.act import Act


def write_line(
    act: Act,
    machine_id: UUID,
    kind: LogKind,
    fact_id: UUID,
    *,
    at: datetime | None = None,
    until: datetime | None = None,
    party_id: UUID | None = None,
    text: str = "",
) -> None:
    """`at` None: now."""
    act.session.add(
        LogEntry(
            machine_id=machine_id,
            kind=kind,
            at=at or act.now,
            until=until,
            fact_id=fact_id,
            party_id=party_id,
            text=text,
        )
    )


def erase_lines(act: Act, fact_id: UUID, *kinds: LogKind) -> None:
    """Those of a fact, of these kinds or of all."""
    act.session.flush()
    gone = delete(LogEntry).where(LogEntry.fact_id == fact_id)
    if kinds:
        gone = gone.where(LogEntry.kind.in_(kinds))
    act.session.execute(gone)
    act.touch(LogEntry)

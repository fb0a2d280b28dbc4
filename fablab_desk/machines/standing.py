"""Whether a machine may be used at an instant: computed from its stops, loans and needs."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from fablab_desk.machines.kinds import MachineState, NeedKind, Severity, StopKind
from fablab_desk.machines.models import Machine, MachineNeed
from fablab_desk.machines.upkeep_models import Fault, Loan, Stop
from fablab_desk.people.models import Party

STOPPED = {
    StopKind.FAILURE: MachineState.OUT_OF_ORDER,
    StopKind.UPKEEP: MachineState.IN_MAINTENANCE,
    StopKind.OTHER: MachineState.OUT_OF_ORDER,
}


@dataclass(frozen=True, slots=True)
class Standing:
    """`free` where nothing stands in the way; who uses it now is told by the logbook.

    `since` is when the oldest stop began; `text` what was said of it; `needed` the machine that
    it waits for; `partly` those it can do without, which are stopped.
    """

    state: MachineState = MachineState.FREE
    since: datetime | None = None
    since_day: date | None = None
    text: str = ""
    severity: Severity | None = None
    stop_id: UUID | None = None
    fault_id: UUID | None = None
    borrower: str = ""
    due_on: date | None = None
    needed: str = ""
    partly: tuple[str, ...] = ()

    @property
    def is_usable(self) -> bool:
        return self.state is MachineState.FREE


@dataclass(frozen=True, slots=True)
class _Facts:
    stops: Mapping[UUID, list[Any]]
    loans: Mapping[UUID, Any]
    needs: Mapping[UUID, list[tuple[UUID, NeedKind]]]
    names: Mapping[UUID, str]


_MACHINES = select(Machine.id, Machine.name, Machine.commissioned_on, Machine.retired_on)
_STOPS = (
    select(
        Stop.machine_id,
        Stop.id,
        Stop.kind,
        Stop.starts_at,
        Stop.text,
        Stop.fault_id,
        Fault.text.label("fault"),
        Fault.severity,
    )
    .outerjoin(Fault, Fault.id == Stop.fault_id)
    .where(
        ~Stop.withdrawn,
        Stop.starts_at <= bindparam("at"),
        or_(Stop.ends_at.is_(None), Stop.ends_at > bindparam("at")),
    )
    .order_by(Stop.starts_at, Stop.id)
)
_LOANS = (
    select(Loan.machine_id, Party.name, Loan.out_on, Loan.due_on)
    .outerjoin(Party, Party.id == Loan.borrower_id)  # or SQLite may go through all parties first
    .where(
        Loan.machine_id.is_not(None),
        ~Loan.withdrawn,
        Loan.out_on <= bindparam("day"),
        or_(Loan.back_on.is_(None), Loan.back_on > bindparam("day")),
    )
)
_NEEDS = select(MachineNeed.machine_id, MachineNeed.needed_id, MachineNeed.kind)


def standings(session: Session, at: datetime, day: date) -> dict[UUID, Standing]:
    """Of every machine, in four queries; `day` is the lab's day of that instant."""
    machines = session.execute(_MACHINES).all()
    facts = _facts(session, at, day, {row.id: row.name for row in machines})
    own = {row.id: _own(row, facts, day) for row in machines}
    return {key: _with_needs(key, own, facts) for key in own}


def standing_of(session: Session, machine_id: UUID, at: datetime, day: date) -> Standing:
    return standings(session, at, day)[machine_id]


def _facts(session: Session, at: datetime, day: date, names: Mapping[UUID, str]) -> _Facts:
    stops: defaultdict[UUID, list[Any]] = defaultdict(list)
    for row in session.execute(_STOPS, {"at": at}):
        stops[row.machine_id].append(row)
    needs: defaultdict[UUID, list[tuple[UUID, NeedKind]]] = defaultdict(list)
    for machine_id, needed_id, kind in session.execute(_NEEDS):
        needs[machine_id].append((needed_id, kind))
    loans = {row.machine_id: row for row in session.execute(_LOANS, {"day": day})}
    return _Facts(stops, loans, needs, names)


def _own(machine: Any, facts: _Facts, day: date) -> Standing:
    """What stands in its own way: the first of the states, in the order they are told."""
    if machine.retired_on and machine.retired_on <= day:
        return Standing(MachineState.RETIRED, since_day=machine.retired_on)
    if loan := facts.loans.get(machine.id):
        return Standing(
            MachineState.ON_LOAN, since_day=loan.out_on, borrower=loan.name, due_on=loan.due_on
        )
    if found := facts.stops.get(machine.id):
        stop = min(found, key=_presses)  # the oldest of those that press most
        return Standing(
            STOPPED[stop.kind],
            since=stop.starts_at,
            text=stop.fault or stop.text,
            severity=stop.severity,
            stop_id=stop.id,
            fault_id=stop.fault_id,
        )
    if machine.commissioned_on > day:
        return Standing(MachineState.NOT_YET, since_day=machine.commissioned_on)
    return Standing()


def _presses(stop: Any) -> tuple[bool, bool]:
    """What is dangerous is told before anything else, and maintenance after it."""
    under_upkeep = STOPPED[stop.kind] is MachineState.IN_MAINTENANCE
    return stop.severity is not Severity.DANGEROUS, under_upkeep


def _with_needs(key: UUID, own: Mapping[UUID, Standing], facts: _Facts) -> Standing:
    mine = own[key]
    partly = tuple(
        facts.names[needed]
        for needed, kind in facts.needs.get(key, ())
        if kind is NeedKind.PARTIAL and _falls(needed, own, facts, {key})
    )
    if mine.is_usable:
        for needed, kind in facts.needs.get(key, ()):
            if kind is NeedKind.FULL and _falls(needed, own, facts, {key}):
                stopped = own[needed]
                return Standing(
                    MachineState.NEEDS_STOPPED,
                    since=stopped.since,
                    since_day=stopped.since_day,
                    text=stopped.text,
                    severity=_worst(needed, own, facts, {key}),
                    needed=facts.names[needed],
                    partly=partly,
                )
    if not partly:
        return mine
    return Standing(
        mine.state,
        mine.since,
        mine.since_day,
        mine.text,
        mine.severity,
        mine.stop_id,
        mine.fault_id,
        mine.borrower,
        mine.due_on,
        partly=partly,
    )


def _worst(
    key: UUID, own: Mapping[UUID, Standing], facts: _Facts, seen: Iterable[UUID]
) -> Severity | None:
    """Dangerous where it is so itself, or what it fully needs in its turn."""
    if key in seen or own[key].severity is Severity.DANGEROUS:
        return own[key].severity
    further = {*seen, key}
    found = [
        _worst(needed, own, facts, further)
        for needed, kind in facts.needs.get(key, ())
        if kind is NeedKind.FULL
    ]
    return Severity.DANGEROUS if Severity.DANGEROUS in found else own[key].severity


def _falls(key: UUID, own: Mapping[UUID, Standing], facts: _Facts, seen: Iterable[UUID]) -> bool:
    """Stopped itself, or for want of what it fully needs in its turn."""
    if key in seen:
        return False
    if not own[key].is_usable:
        return True
    further = {*seen, key}
    return any(
        kind is NeedKind.FULL and _falls(needed, own, facts, further)
        for needed, kind in facts.needs.get(key, ())
    )

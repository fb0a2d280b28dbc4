"""Faults of machines, from their report to their repair; other stops."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from fablab_desk.clock import local_day
from fablab_desk.errors import gathered, refuse
from fablab_desk.lab.bounds import early
from fablab_desk.lab.kinds import LockKind
from fablab_desk.machines.kinds import FaultState, LogKind, StopKind
from fablab_desk.machines.logging import erase_lines, write_line
from fablab_desk.machines.open_stops import Resumed, open_stops
from fablab_desk.machines.parts import draw_parts, drawn_parts
from fablab_desk.machines.records import load_machine
from fablab_desk.machines.upkeep_drafts import FaultDraft, RepairDraft, StopDraft
from fablab_desk.machines.upkeep_errors import (
    BackwardsStopError,
    ClosedFaultError,
    ComingFaultError,
    GoneUpkeepError,
)
from fablab_desk.machines.upkeep_models import Fault, Stop
from fablab_desk.people.models import Party
from fablab_desk.people.records import load_present
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.edits import correct
from fablab_desk.staff.rights import Right
from fablab_desk.stock.movements import give_back_fact


@needs(Right.REPORT_FAULT, inverse="machines.withdraw_fault")
def report_fault(act: Act, fault_id: UUID, draft: FaultDraft) -> None:
    """What does not work; one that stops the machine stops it from that instant on."""
    if act.session.get(Fault, fault_id) is not None:
        return
    draft, found = draft.checked()
    at = draft.at or act.now
    if at > act.now:
        found.append(("at", ComingFaultError()))
    day = local_day(at, act.zone, act.day_ends_at)
    found += early("at", day)
    gathered(found, "machine_id", lambda: load_machine(act, draft.machine_id))
    gathered(found, "at", lambda: act.refuse_if_locked(LockKind.USES, day))
    if draft.person_id:
        person_id = draft.person_id
        gathered(found, "person_id", lambda: load_present(act.session, Party, person_id))
    refuse(found)
    act.session.add(
        Fault(
            id=fault_id,
            machine_id=draft.machine_id,
            at=at,
            day=day,
            account_id=act.actor.id,
            person_id=draft.person_id,
            severity=draft.severity,
            stops=draft.stops,
            text=draft.text,
            cause_id=draft.cause_id,
        )
    )
    act.session.flush()
    if draft.stops:
        _stop_for(act, fault_id)
    _log(act, fault_id)
    act.about(draft.machine_id)


@needs(Right.KEEP_UP_MACHINES, inverse="machines.correct_fault")
def correct_fault(act: Act, fault_id: UUID, draft: FaultDraft, seen: int) -> None:
    """What was said of it; whether it stops the machine, from its own instant on."""
    fault = _load(act, fault_id)
    if fault.state is FaultState.WITHDRAWN:
        raise ClosedFaultError(_local(act, fault.closed_at))
    draft, found = draft.checked()
    at = draft.at or fault.at
    if at > act.now:
        found.append(("at", ComingFaultError()))
    elif fault.closed_at and at > fault.closed_at:
        found.append(("at", BackwardsStopError()))
    day = local_day(at, act.zone, act.day_ends_at)
    found += early("at", day)
    gathered(found, "at", lambda: act.refuse_if_locked(LockKind.USES, min(day, fault.day)))
    refuse(found)
    said = {
        "at": at,
        "day": day,
        "person_id": draft.person_id,
        "severity": draft.severity,
        "stops": draft.stops,
        "text": draft.text,
        "cause_id": draft.cause_id,
    }
    correct(act, fault, load_machine(act, fault.machine_id).name, said, seen)
    if fault not in act.session.dirty:
        return
    act.session.flush()
    stop = _stop_of(act, fault_id)
    if stop is not None:
        stop.withdrawn, stop.starts_at, stop.cause_id = not fault.stops, at, fault.cause_id
        stop.text = fault.text
    elif fault.stops:
        _stop_for(act, fault_id)
    erase_lines(act, fault_id, LogKind.FAULT)
    _log(act, fault_id)


@needs(Right.KEEP_UP_MACHINES, inverse="machines.reopen_fault")
def repair_fault(act: Act, fault_id: UUID, draft: RepairDraft) -> tuple[str, ...]:
    """It works again from that instant on; what else still stops the machine is told."""
    fault = _load(act, fault_id)
    if fault.state is FaultState.REPAIRED:
        return open_stops(act, fault.machine_id)
    draft, found = draft.checked()
    if fault.state is not FaultState.OPEN:
        found.append(("text", ClosedFaultError(_local(act, fault.closed_at))))
    at = draft.at or act.now
    if at > act.now:
        found.append(("at", ComingFaultError()))
    elif at < fault.at:
        found.append(("at", BackwardsStopError()))
    day = local_day(at, act.zone, act.day_ends_at)
    found += early("at", day)
    gathered(found, "at", lambda: act.refuse_if_locked(LockKind.USES, day))
    refuse(found)
    fault.state, fault.closed_at = FaultState.REPAIRED, at
    fault.repair, fault.cost = draft.text, draft.cost
    fault.cause_id = draft.cause_id or fault.cause_id
    draw_parts(act, fault_id, draft.parts, day)
    if stop := _stop_of(act, fault_id):
        stop.ends_at, stop.cause_id = at, fault.cause_id
    write_line(act, fault.machine_id, LogKind.REPAIR, fault_id, at=at, text=draft.text)
    act.about(fault.machine_id)
    act.session.flush()
    return open_stops(act, fault.machine_id)


@needs(Right.KEEP_UP_MACHINES, inverse="machines.repair_fault")
def reopen_fault(act: Act, fault_id: UUID) -> RepairDraft | None:
    """It was not repaired after all: the machine stops as if it had not been back.

    The repair as it was noted, to be noted again; none where it was withdrawn.
    """
    fault = _load(act, fault_id)
    if fault.state is FaultState.OPEN:
        return None
    act.refuse_if_locked(LockKind.USES, fault.day)
    before = None
    if fault.state is FaultState.REPAIRED:
        before = RepairDraft(
            text=fault.repair,
            cause_id=fault.cause_id,
            cost=fault.cost,
            at=fault.closed_at,
            parts=drawn_parts(act, fault_id),
        )
    fault.state, fault.closed_at, fault.repair, fault.cost = FaultState.OPEN, None, "", None
    give_back_fact(act, fault_id)
    if stop := _stop_of(act, fault_id):
        stop.ends_at, stop.withdrawn = None, not fault.stops
    erase_lines(act, fault_id)
    _log(act, fault_id)
    return before


@needs(Right.KEEP_UP_MACHINES, inverse="machines.reopen_fault")
def withdraw_fault(act: Act, fault_id: UUID, reason: str = "") -> None:
    """There was none: kept, and counted nowhere."""
    fault = _load(act, fault_id)
    if fault.state is FaultState.WITHDRAWN:
        return
    if fault.state is FaultState.REPAIRED:
        raise ClosedFaultError(_local(act, fault.closed_at))
    act.refuse_if_locked(LockKind.USES, fault.day)
    fault.state, fault.closed_at, fault.repair = FaultState.WITHDRAWN, act.now, reason.strip()
    give_back_fact(act, fault_id)
    if stop := _stop_of(act, fault_id):
        stop.withdrawn = True
    erase_lines(act, fault_id)


@needs(Right.KEEP_UP_MACHINES, inverse="machines.withdraw_stop")
def stop_machine(act: Act, stop_id: UUID, draft: StopDraft) -> None:
    """For another reason than a fault: works in the room, no electricity; now, or to come."""
    if act.session.get(Stop, stop_id) is not None:
        return
    draft, found = draft.checked(act.now)
    starts_at = draft.starts_at or act.now
    day = local_day(starts_at, act.zone, act.day_ends_at)
    found += early("starts_at", day)
    gathered(found, "machine_id", lambda: load_machine(act, draft.machine_id))
    gathered(found, "starts_at", lambda: act.refuse_if_locked(LockKind.USES, day))
    refuse(found)
    act.session.add(
        Stop(
            id=stop_id,
            machine_id=draft.machine_id,
            kind=StopKind.OTHER,
            starts_at=starts_at,
            ends_at=draft.ends_at,
            cause_id=draft.cause_id,
            text=draft.text,
        )
    )
    _log_stop(act, stop_id, draft.machine_id, starts_at, draft.ends_at, draft.text)


@needs(Right.KEEP_UP_MACHINES, inverse="machines.stop_again")
def resume_machine(act: Act, stop_id: UUID, at: datetime | None = None) -> Resumed:
    """It may be used again, unless something else stops it: told."""
    stop = _load_stop(act, stop_id)
    at, planned = at or act.now, stop.ends_at
    if stop.withdrawn or (stop.ends_at is not None and stop.ends_at <= act.now):
        return Resumed(open_stops(act, stop.machine_id), planned)
    if at < stop.starts_at:
        raise BackwardsStopError
    act.refuse_if_locked(LockKind.USES, local_day(at, act.zone, act.day_ends_at))
    stop.ends_at = at
    erase_lines(act, stop_id)
    _log_stop(act, stop_id, stop.machine_id, stop.starts_at, at, stop.text)
    act.session.flush()
    return Resumed(open_stops(act, stop.machine_id), planned)


@needs(Right.KEEP_UP_MACHINES, inverse="machines.resume_machine")
def stop_again(act: Act, stop_id: UUID, until: datetime | None = None) -> None:
    """It was taken back too soon: the stop goes on, to the end it was planned for if any."""
    stop = _load_stop(act, stop_id)
    if stop.ends_at is None or stop.withdrawn:
        return
    act.refuse_if_locked(LockKind.USES, local_day(stop.starts_at, act.zone, act.day_ends_at))
    stop.ends_at = until
    erase_lines(act, stop_id)
    _log_stop(act, stop_id, stop.machine_id, stop.starts_at, until, stop.text)


@needs(Right.KEEP_UP_MACHINES, inverse="machines.correct_stop")
def correct_stop(act: Act, stop_id: UUID, draft: StopDraft, seen: int) -> None:
    stop = _load_stop(act, stop_id)
    draft, found = draft.checked(stop.starts_at)
    starts_at = draft.starts_at or stop.starts_at
    first = min(starts_at, stop.starts_at)
    day = local_day(first, act.zone, act.day_ends_at)
    found += early("starts_at", day)
    gathered(found, "starts_at", lambda: act.refuse_if_locked(LockKind.USES, day))
    refuse(found)
    said = {
        "starts_at": starts_at,
        "ends_at": draft.ends_at,
        "cause_id": draft.cause_id,
        "text": draft.text,
    }
    correct(act, stop, load_machine(act, stop.machine_id).name, said, seen)
    if stop not in act.session.dirty:
        return
    erase_lines(act, stop_id)
    _log_stop(act, stop_id, stop.machine_id, starts_at, draft.ends_at, draft.text)


@needs(Right.KEEP_UP_MACHINES, inverse="machines.restore_stop")
def withdraw_stop(act: Act, stop_id: UUID) -> None:
    """There was none: kept, and counted nowhere."""
    stop = _load_stop(act, stop_id)
    if not stop.withdrawn:
        day = local_day(stop.starts_at, act.zone, act.day_ends_at)
        act.refuse_if_locked(LockKind.USES, day)
        stop.withdrawn = True
        erase_lines(act, stop_id)


@needs(Right.KEEP_UP_MACHINES, inverse="machines.withdraw_stop")
def restore_stop(act: Act, stop_id: UUID) -> None:
    stop = _load_stop(act, stop_id)
    if stop.withdrawn:
        day = local_day(stop.starts_at, act.zone, act.day_ends_at)
        act.refuse_if_locked(LockKind.USES, day)
        stop.withdrawn = False
        _log_stop(act, stop_id, stop.machine_id, stop.starts_at, stop.ends_at, stop.text)


def _load(act: Act, fault_id: UUID) -> Fault:
    fault = act.session.get(Fault, fault_id)
    if fault is None:
        raise GoneUpkeepError
    return fault


def _load_stop(act: Act, stop_id: UUID) -> Stop:
    stop = act.session.get(Stop, stop_id)
    if stop is None:
        raise GoneUpkeepError
    return stop


def _stop_of(act: Act, fault_id: UUID) -> Stop | None:
    return act.session.scalars(select(Stop).where(Stop.fault_id == fault_id)).one_or_none()


def _stop_for(act: Act, fault_id: UUID) -> None:
    fault = _load(act, fault_id)
    act.session.add(
        Stop(
            machine_id=fault.machine_id,
            kind=StopKind.FAILURE,
            starts_at=fault.at,
            ends_at=fault.closed_at,
            cause_id=fault.cause_id,
            fault_id=fault_id,
            text=fault.text,
        )
    )


def _log(act: Act, fault_id: UUID) -> None:
    fault = _load(act, fault_id)
    write_line(
        act,
        fault.machine_id,
        LogKind.FAULT,
        fault_id,
        at=fault.at,
        party_id=fault.person_id,
        text=fault.text,
    )


def _log_stop(
    act: Act, key: UUID, machine_id: UUID, at: datetime, until: datetime | None, text: str
) -> None:
    write_line(act, machine_id, LogKind.STOP, key, at=at, until=until, text=text)


def _local(act: Act, at: datetime | None) -> datetime:
    return (at or act.now).astimezone(act.zone)

"""Meters of machines, and what is read on them."""

from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import and_, or_, select, tuple_

from fablab_desk.errors import DeskError, Problems, refuse
from fablab_desk.lab.bounds import early, outsized
from fablab_desk.lab.kinds import LockKind
from fablab_desk.machines.drafts import MeterDraft
from fablab_desk.machines.errors import (
    ComingReadingError,
    CountedMeterError,
    GoneReadingError,
    HighReadingError,
    LowReadingError,
    NegativeReadingError,
    ReadMeterError,
    TakenMeterError,
)
from fablab_desk.machines.kinds import LogKind, MeterKind
from fablab_desk.machines.logging import erase_lines, write_line
from fablab_desk.machines.models import Meter, MeterReading
from fablab_desk.machines.records import load_machine
from fablab_desk.money import ZERO, plain_decimal
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.edits import correct
from fablab_desk.staff.rights import Right

NOON, A_SECOND = time(12), timedelta(seconds=1)


@needs(Right.EDIT_MACHINES, inverse="machines.archive_meter")
def add_meter(act: Act, meter_id: UUID, machine_id: UUID, draft: MeterDraft) -> None:
    if act.session.get(Meter, meter_id) is None:
        said = _checked(act, meter_id, machine_id, draft)
        act.session.add(Meter(id=meter_id, machine_id=machine_id, **said))


@needs(Right.EDIT_MACHINES, inverse="machines.correct_meter")
def correct_meter(act: Act, meter_id: UUID, draft: MeterDraft, seen: int | MeterDraft) -> None:
    """What it is called, and what it showed when this program began to count."""
    meter = act.session.get_one(Meter, meter_id)
    said = _checked(act, meter_id, meter.machine_id, draft)
    if said["kind"] is not meter.kind and _is_read(act, meter_id):
        raise Problems([("kind", ReadMeterError(meter.label))])
    known = seen if isinstance(seen, int) else {**asdict(seen), "begins_on": seen.begins_on}
    correct(act, meter, meter.label, said, known)
    _count_anew(act, meter_id)


@needs(Right.EDIT_MACHINES, inverse="machines.restore_meter")
def archive_meter(act: Act, meter_id: UUID) -> None:
    """Nobody reads it any more; what it showed stays."""
    meter = act.session.get_one(Meter, meter_id)
    meter.archived_on = meter.archived_on or act.day


@needs(Right.EDIT_MACHINES, inverse="machines.archive_meter")
def restore_meter(act: Act, meter_id: UUID) -> None:
    act.session.get_one(Meter, meter_id).archived_on = None


@needs(Right.KEEP_UP_MACHINES, inverse="machines.withdraw_reading")
def record_reading(
    act: Act,
    reading_id: UUID,
    meter_id: UUID,
    value: Decimal,
    day: date | None = None,
    note: str = "",
    *,
    replaced: bool = False,
) -> None:
    """What it shows that day, never less than before; `replaced`: the meter is a new one."""
    if act.session.get(MeterReading, reading_id) is not None:
        return
    meter, day = act.session.get_one(Meter, meter_id), day or act.day
    before, after = _neighbours(act, meter_id, day)
    found: list[tuple[str, DeskError]] = []
    if meter.kind is not MeterKind.READ:
        found.append(("value", CountedMeterError(meter.label)))
    if day > act.day:
        found.append(("day", ComingReadingError()))
    found += early("day", day)
    if large := outsized("value", value):
        found += large
    elif value < 0:
        found.append(("value", NegativeReadingError()))
    elif before and value < before.value and not replaced:
        found.append(("value", LowReadingError(before.value, before.day)))
    elif after and not after.replaced and value > after.value:
        found.append(("value", HighReadingError(after.value, after.day)))
    refuse(found)
    act.refuse_if_locked(LockKind.USES, day)
    at = act.now if day == act.day else datetime.combine(day, NOON, act.zone)
    if before and before.day == day:
        at = max(at, before.at + A_SECOND)  # what is typed last was read last
    act.session.add(
        MeterReading(
            id=reading_id,
            meter_id=meter_id,
            day=day,
            at=at,
            value=value,
            added=_added(before, meter, value, replaced),
            replaced=replaced,
            account_id=act.actor.id,
            note=note.strip(),
        )
    )
    if after and not after.replaced:
        after.added = after.value - value
    said = f"{meter.label} : {plain_decimal(value)} {meter.unit}".strip()
    write_line(act, meter.machine_id, LogKind.READING, reading_id, at=at, text=said)


@needs(Right.KEEP_UP_MACHINES, inverse="machines.restore_reading")
def withdraw_reading(act: Act, reading_id: UUID) -> None:
    """It was read wrongly: kept, and counts no more."""
    reading = _load(act, reading_id)
    if reading.withdrawn:
        return
    act.refuse_if_locked(LockKind.USES, reading.day)
    reading.withdrawn = True
    act.session.flush()
    _count_anew(act, reading.meter_id)
    erase_lines(act, reading_id)


@needs(Right.KEEP_UP_MACHINES, inverse="machines.withdraw_reading")
def restore_reading(act: Act, reading_id: UUID) -> None:
    """It counts again; refused where another reading contradicts it meanwhile."""
    reading = _load(act, reading_id)
    if not reading.withdrawn:
        return
    act.refuse_if_locked(LockKind.USES, reading.day)
    meter = act.session.get_one(Meter, reading.meter_id)
    if meter.kind is not MeterKind.READ:  # it was made one that counts by itself meanwhile
        raise CountedMeterError(meter.label)
    before, after = _neighbours(act, reading.meter_id, reading.day, reading)
    if before and reading.value < before.value and not reading.replaced:
        raise Problems([("value", LowReadingError(before.value, before.day))])
    if after and not after.replaced and reading.value > after.value:
        raise Problems([("value", HighReadingError(after.value, after.day))])
    reading.withdrawn = False
    act.session.flush()
    _count_anew(act, reading.meter_id)
    said = f"{meter.label} : {plain_decimal(reading.value)} {meter.unit}".strip()
    write_line(act, meter.machine_id, LogKind.READING, reading_id, at=reading.at, text=said)


def _checked(act: Act, meter_id: UUID, machine_id: UUID, draft: MeterDraft) -> dict[str, Any]:
    machine = load_machine(act, machine_id)
    draft, found = draft.checked()
    taken = select(Meter.id).where(
        Meter.machine_id == machine_id, Meter.label == draft.label, Meter.id != meter_id
    )
    with act.session.no_autoflush:
        if draft.label and act.session.scalars(taken).first():
            found.append(("label", TakenMeterError(draft.label)))
    refuse(found)
    return {**asdict(draft), "begins_on": draft.begins_on or machine.commissioned_on}


def _load(act: Act, reading_id: UUID) -> MeterReading:
    reading = act.session.get(MeterReading, reading_id)
    if reading is None:
        raise GoneReadingError
    return reading


def _is_read(act: Act, meter_id: UUID) -> bool:
    wanted = select(MeterReading.id).where(
        MeterReading.meter_id == meter_id, ~MeterReading.withdrawn
    )
    return act.session.scalars(wanted.limit(1)).first() is not None


def _neighbours(
    act: Act, meter_id: UUID, day: date, beside: MeterReading | None = None
) -> tuple[MeterReading | None, MeterReading | None]:
    """The last reading of that day or before, and the first one after it.

    `beside`: of that day, only those that were read before this one come before it.
    """
    standing = select(MeterReading).where(
        MeterReading.meter_id == meter_id, ~MeterReading.withdrawn
    )
    order = MeterReading.day, MeterReading.at, MeterReading.id
    earlier, later = MeterReading.day <= day, MeterReading.day > day
    if beside:
        same, place = MeterReading.day == day, tuple_(MeterReading.at, MeterReading.id)
        own = tuple_(beside.at, beside.id)
        earlier = or_(MeterReading.day < day, and_(same, place < own))
        later = or_(later, and_(same, place > own))
    before = standing.where(earlier).order_by(*(one.desc() for one in order))
    after = standing.where(later).order_by(*order)
    return (
        act.session.scalars(before.limit(1)).first(),
        act.session.scalars(after.limit(1)).first(),
    )


def _added(before: MeterReading | None, meter: Meter, value: Decimal, replaced: bool) -> Decimal:
    if replaced:
        return ZERO  # the new one began there
    return value - (before.value if before else min(meter.initial, value))


def _count_anew(act: Act, meter_id: UUID) -> None:
    """What each reading adds, once one of them went or came back, or what it began with."""
    meter = act.session.get_one(Meter, meter_id)
    standing = select(MeterReading).where(
        MeterReading.meter_id == meter.id, ~MeterReading.withdrawn
    )
    before: MeterReading | None = None
    for one in act.session.scalars(
        standing.order_by(MeterReading.day, MeterReading.at, MeterReading.id)
    ):
        one.added = _added(before, meter, one.value, one.replaced)
        before = one

"""What a meter shows on a day: counted from the logbook, or read by hand."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fablab_desk.machines.kinds import MeterKind
from fablab_desk.machines.models import Meter, MeterReading, UseDay
from fablab_desk.money import ZERO

SECONDS = 3600
HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class MeterRow:
    """`value` None: it was never read. `read_on`: its last reading, which tells how old it is."""

    id: UUID
    machine_id: UUID
    kind: MeterKind
    label: str
    unit: str
    initial: Decimal
    begins_on: date
    archived_on: date | None
    version: int
    value: Decimal | None
    read_on: date | None


def list_meters(
    session: Session, machine_id: UUID, day: date, *, archived: bool = False
) -> list[MeterRow]:
    """As they stand at the end of that day."""
    wanted = select(Meter).where(Meter.machine_id == machine_id)
    if not archived:
        wanted = wanted.where(Meter.archived_on.is_(None))
    found = session.scalars(wanted.order_by(Meter.kind, Meter.label))
    return [_row(session, meter, day) for meter in found]


def value_on(session: Session, meter: Meter, day: date) -> Decimal | None:
    """At the end of a day: the unit of the meter, hours for one that counts hours."""
    match meter.kind:
        case MeterKind.HOURS:
            seconds = _sum(session, meter, day, func.sum(UseDay.seconds))
            return meter.initial + (Decimal(seconds) / SECONDS).quantize(HUNDREDTH)
        case MeterKind.TRIPS:
            counted = func.count().filter(UseDay.first)
            return meter.initial + _sum(session, meter, day, counted)
        case MeterKind.READ:
            last = last_reading(session, meter.id, day)
            return last.value if last else None


def last_reading(session: Session, meter_id: UUID, day: date) -> MeterReading | None:
    wanted = select(MeterReading).where(
        MeterReading.meter_id == meter_id, ~MeterReading.withdrawn, MeterReading.day <= day
    )
    order = MeterReading.day.desc(), MeterReading.at.desc(), MeterReading.id.desc()
    return session.scalars(wanted.order_by(*order).limit(1)).first()


def hours_used(session: Session, machine_id: UUID, first: date | None, last: date) -> Decimal:
    """Hours of use of a machine, both days included, clipped to them."""
    wanted = select(func.sum(UseDay.seconds)).where(
        UseDay.machine_id == machine_id, UseDay.day <= last
    )
    if first:
        wanted = wanted.where(UseDay.day >= first)
    return Decimal(session.scalar(wanted) or 0) / SECONDS


def _row(session: Session, meter: Meter, day: date) -> MeterRow:
    last = last_reading(session, meter.id, day) if meter.kind is MeterKind.READ else None
    return MeterRow(
        meter.id,
        meter.machine_id,
        meter.kind,
        meter.label,
        meter.unit,
        meter.initial,
        meter.begins_on,
        meter.archived_on,
        meter.version,
        value_on(session, meter, day),
        last.day if last else None,
    )


def _sum(session: Session, meter: Meter, day: date, what: Any) -> int:
    wanted = select(what).where(
        UseDay.machine_id == meter.machine_id, UseDay.day.between(meter.begins_on, day)
    )
    return int(session.scalar(wanted) or ZERO)

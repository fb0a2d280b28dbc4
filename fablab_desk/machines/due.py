"""When upkeep is due: after so many days, hours of use or units, whichever comes first."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ScalarSelect,
    Select,
    and_,
    bindparam,
    case,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Session

from fablab_desk.machines.kinds import MeterKind, OrderState
from fablab_desk.machines.models import Machine, Meter, MeterReading, UseDay
from fablab_desk.machines.upkeep_models import UpkeepOrder, UpkeepPlan

PACE = timedelta(days=28)  # what is to come is expected at the pace of so many days
FURTHEST = 3660  # days: nothing is foretold beyond
SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Due:
    """`on` is the day by the interval of days; `left_hours` and `left_units` may be below nothing.

    `expected_on`: the first of all, hours by the pace of late. `read_on`: of the reading by which
    units are counted, as it may be old. `order_id`: the maintenance that is under way.
    """

    plan_id: UUID
    machine_id: UUID
    code: str
    machine: str
    label: str
    last_on: date | None
    on: date | None
    left_hours: Decimal | None
    left_units: Decimal | None
    unit: str
    read_on: date | None
    expected_on: date | None
    is_due: bool
    is_soon: bool
    order_id: UUID | None

    @property
    def id(self) -> UUID:
        return self.plan_id


def list_due(session: Session, day: date, machine_id: UUID | None = None) -> list[Due]:
    """Every plan in force of machines in service, what is due first; one statement for all."""
    wanted = _WANTED if machine_id is None else _OF_ONE
    asked = {"day": day, "of_late": day - PACE, "machine": machine_id}
    found = [_due(row, day) for row in session.execute(wanted, asked)]
    return sorted(found, key=lambda one: (one.expected_on or date.max, one.machine, one.label))


def _due(row: Any, day: date) -> Due:
    since = row.counted_from or row.last_done_on or row.starts_on
    on = since + timedelta(days=row.every_days) if row.every_days else None
    left_hours = left_units = None
    if row.every_hours:
        left_hours = row.every_hours - Decimal(row.seconds or 0) / SECONDS
    if row.every_units is not None:
        left_units = row.every_units - _units(row)
    is_due = any(
        (
            on is not None and on <= day,
            left_hours is not None and left_hours <= 0,
            left_units is not None and left_units <= 0,
        )
    )
    is_soon = not is_due and any(
        (
            on is not None and on - timedelta(days=row.warn_days) <= day,
            left_hours is not None and left_hours <= row.warn_hours,
            left_units is not None and left_units <= row.every_units / 10,
        )
    )
    expected = [one for one in (on, _by_pace(left_hours, row.lately, day)) if one]
    if left_units is not None and left_units <= 0:
        expected.append(day)
    return Due(
        row.id,
        row.machine_id,
        row.code,
        row.machine,
        row.label,
        row.done_on or row.last_done_on,
        on,
        left_hours,
        left_units,
        row.unit or "",
        row.read_on,
        min(expected, default=None),
        is_due,
        is_soon,
        row.order_id,
    )


def _units(row: Any) -> Decimal:
    match row.meter_kind:
        case MeterKind.READ:
            return Decimal(row.added or 0)
        case MeterKind.TRIPS:
            return Decimal(row.trips or 0)
        case _:
            return Decimal(row.seconds or 0) / SECONDS


def _by_pace(left: Decimal | None, lately: int | None, day: date) -> date | None:
    """The day on which so many hours will have run, at the pace of late."""
    if left is None:
        return None
    if left <= 0:
        return day
    a_day = Decimal(lately or 0) / SECONDS / PACE.days
    days = int(left / a_day) if a_day else FURTHEST
    return day + timedelta(days=days) if days < FURTHEST else None


def _last(column: Any) -> ScalarSelect[Any]:
    """Of the newest maintenance of the plan that was done by the day."""
    return (
        select(column)
        .where(
            UpkeepOrder.plan_id == UpkeepPlan.id,
            UpkeepOrder.state == OrderState.DONE,
            UpkeepOrder.done_on <= bindparam("day"),
        )
        .order_by(UpkeepOrder.done_on.desc(), UpkeepOrder.done_at.desc())
        .limit(1)
        .correlate(UpkeepPlan)
        .scalar_subquery()
    )


_PLANS = (
    select(
        UpkeepPlan,
        _last(UpkeepOrder.done_on).label("done_on"),
        _last(
            case(
                (
                    UpkeepPlan.from_planned,
                    func.coalesce(UpkeepOrder.planned_on, UpkeepOrder.done_on),
                ),
                else_=UpkeepOrder.done_on,
            )
        ).label("counted_from"),
    )
    .where(UpkeepPlan.archived_on.is_(None))
    .subquery("p")
)
_P = _PLANS.c
_SINCE = func.coalesce(_P.done_on, _P.last_done_on)
# The meter at done is that of the end of the day; a plan never done counts its first day too.
_OWN_DAY = and_(_SINCE.is_(None), UseDay.day >= _P.starts_on)
_USED = and_(
    UseDay.machine_id == _P.machine_id,
    UseDay.day <= bindparam("day"),
    UseDay.day >= func.coalesce(_SINCE, _P.starts_on),
    or_(UseDay.day > _SINCE, _OWN_DAY),
)
_READ = and_(
    MeterReading.meter_id == _P.meter_id,
    ~MeterReading.withdrawn,
    MeterReading.day <= bindparam("day"),
    MeterReading.day > func.coalesce(_SINCE, _P.starts_on),
)


def _one(what: Any, *where: Any) -> ScalarSelect[Any]:
    return select(what).where(*where).correlate(_PLANS).scalar_subquery()


_COUNTS_USE = or_(_P.every_hours.is_not(None), Meter.kind == MeterKind.HOURS)
_WANTED: Select[*tuple[Any, ...]] = (
    select(
        _P.id,
        _P.machine_id,
        Machine.code,
        Machine.name.label("machine"),
        _P.label,
        _P.every_days,
        _P.every_hours,
        _P.every_units,
        _P.warn_days,
        _P.warn_hours,
        _P.starts_on,
        _P.last_done_on,
        _P.done_on,
        _P.counted_from,
        Meter.kind.label("meter_kind"),
        Meter.unit,
        case((_COUNTS_USE, _one(func.sum(UseDay.seconds), _USED))).label("seconds"),
        case(
            (
                _P.every_hours.is_not(None),
                _one(
                    func.sum(UseDay.seconds),
                    UseDay.machine_id == _P.machine_id,
                    UseDay.day > bindparam("of_late"),
                    UseDay.day <= bindparam("day"),
                ),
            )
        ).label("lately"),
        case((Meter.kind == MeterKind.TRIPS, _one(func.count(), UseDay.first, _USED))).label(
            "trips"
        ),
        case((Meter.kind == MeterKind.READ, _one(func.sum(MeterReading.added), _READ))).label(
            "added"
        ),
        case(
            (
                Meter.kind == MeterKind.READ,
                _one(
                    func.max(MeterReading.day),
                    MeterReading.meter_id == _P.meter_id,
                    ~MeterReading.withdrawn,
                    MeterReading.day <= bindparam("day"),
                ),
            )
        ).label("read_on"),
        select(UpkeepOrder.id)
        .where(UpkeepOrder.open_plan_id == _P.id)
        .correlate(_PLANS)
        .scalar_subquery()
        .label("order_id"),
    )
    .select_from(_PLANS)
    .join(Machine, Machine.id == _P.machine_id)
    .outerjoin(Meter, Meter.id == _P.meter_id)
    .where(or_(Machine.retired_on.is_(None), Machine.retired_on > bindparam("day")))
)
_OF_ONE = _WANTED.where(_P.machine_id == bindparam("machine"))

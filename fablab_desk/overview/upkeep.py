"""Faults, plans and maintenance as their forms show them."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fablab_desk.lab.kinds import ListKind
from fablab_desk.lab.premises_queries import list_entries
from fablab_desk.machines.due import Due, list_due
from fablab_desk.machines.kinds import CheckResult, FaultState, OrderState, Severity
from fablab_desk.machines.meters import MeterRow, list_meters
from fablab_desk.machines.models import Machine
from fablab_desk.machines.upkeep_drafts import PlanDraft
from fablab_desk.machines.upkeep_models import (
    Fault,
    OrderCheck,
    UpkeepOrder,
    UpkeepPlan,
)
from fablab_desk.people.models import Party


@dataclass(frozen=True, slots=True)
class FaultDetail:
    id: UUID
    machine_id: UUID
    machine: str
    at: datetime
    severity: Severity
    stops: bool
    text: str
    cause_id: UUID | None
    state: FaultState
    repair: str
    person: tuple[UUID, str] | None
    version: int


@dataclass(frozen=True, slots=True)
class CheckRow:
    position: int
    text: str
    result: CheckResult
    note: str


@dataclass(frozen=True, slots=True)
class OrderRow:
    id: UUID
    label: str
    state: OrderState
    opened_at: datetime
    planned_on: date | None
    done_on: date | None
    done_by: str
    cost: Decimal | None
    minutes: int | None
    note: str
    plan_id: UUID | None
    version: int


@dataclass(frozen=True, slots=True)
class OrderDetail:
    row: OrderRow
    machine_id: UUID
    machine: str
    checks: tuple[CheckRow, ...]


@dataclass(frozen=True, slots=True)
class PlanRow:
    id: UUID
    draft: PlanDraft
    due: Due | None
    version: int

    @property
    def label(self) -> str:
        return self.draft.label


@dataclass(frozen=True, slots=True)
class UpkeepView:
    """All of one machine: its plans by what is due first, its maintenance the newest first."""

    plans: tuple[PlanRow, ...]
    orders: tuple[OrderRow, ...]
    meters: tuple[MeterRow, ...]


Causes = tuple[tuple[UUID, str], ...]


def list_causes(session: Session) -> Causes:
    rows = list_entries(session, ListKind.FAULT_CAUSE)
    return tuple((row.id, row.label) for row in rows if row.archived_on is None)


def load_fault(session: Session, fault_id: UUID) -> FaultDetail | None:
    fault = session.get(Fault, fault_id)
    if fault is None:
        return None
    person = session.get(Party, fault.person_id) if fault.person_id else None
    return FaultDetail(
        fault.id,
        fault.machine_id,
        session.get_one(Machine, fault.machine_id).name,
        fault.at,
        fault.severity,
        fault.stops,
        fault.text,
        fault.cause_id,
        fault.state,
        fault.repair,
        (person.id, person.name) if person else None,
        fault.version,
    )


_ORDERS: Any = select(
    UpkeepOrder.id,
    UpkeepOrder.label,
    UpkeepOrder.state,
    UpkeepOrder.opened_at,
    UpkeepOrder.planned_on,
    UpkeepOrder.done_on,
    func.coalesce(Party.name, UpkeepOrder.done_by),
    UpkeepOrder.cost,
    UpkeepOrder.minutes,
    UpkeepOrder.note,
    UpkeepOrder.plan_id,
    UpkeepOrder.version,
).outerjoin(Party, Party.id == UpkeepOrder.done_by_id)


def load_upkeep(session: Session, machine_id: UUID, day: date) -> UpkeepView:
    due = {one.plan_id: one for one in list_due(session, day, machine_id)}
    plans = session.scalars(
        select(UpkeepPlan).where(
            UpkeepPlan.machine_id == machine_id, UpkeepPlan.archived_on.is_(None)
        )
    )
    rows = [PlanRow(plan.id, _draft(plan), due.get(plan.id), plan.version) for plan in plans]
    place = {key: at for at, key in enumerate(due)}
    rows.sort(key=lambda row: place.get(row.id, len(place)))
    orders = session.execute(
        _ORDERS.where(UpkeepOrder.machine_id == machine_id)
        .order_by(UpkeepOrder.opened_at.desc())
        .limit(200)
    )
    return UpkeepView(
        tuple(rows),
        tuple(OrderRow(*row) for row in orders),
        tuple(list_meters(session, machine_id, day)),
    )


def load_plan(session: Session, plan_id: UUID) -> PlanRow | None:
    """The plan itself, without when it is due; none once it is archived."""
    plan = session.get(UpkeepPlan, plan_id)
    if plan is None or plan.archived_on:
        return None
    return PlanRow(plan.id, _draft(plan), None, plan.version)


def load_order(session: Session, order_id: UUID) -> OrderDetail | None:
    found = session.execute(_ORDERS.where(UpkeepOrder.id == order_id)).first()
    if found is None:
        return None
    order = session.get_one(UpkeepOrder, order_id)
    checks = session.scalars(
        select(OrderCheck).where(OrderCheck.order_id == order_id).order_by(OrderCheck.position)
    )
    return OrderDetail(
        OrderRow(*found),
        order.machine_id,
        session.get_one(Machine, order.machine_id).name,
        tuple(CheckRow(one.position, one.text, one.result, one.note) for one in checks),
    )


def _draft(plan: UpkeepPlan) -> PlanDraft:
    return PlanDraft(
        machine_id=plan.machine_id,
        label=plan.label,
        every_days=plan.every_days,
        every_hours=plan.every_hours,
        every_units=plan.every_units,
        meter_id=plan.meter_id,
        from_planned=plan.from_planned,
        warn_days=plan.warn_days,
        warn_hours=plan.warn_hours,
        stops=plan.stops,
        minutes=plan.minutes,
        checklist=tuple(plan.checklist),
        starts_on=plan.starts_on,
        last_done_on=plan.last_done_on,
    )

"""Plans of upkeep, and the maintenance they lead to."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from fablab_desk.clock import local_day
from fablab_desk.errors import Problems, gathered, refuse
from fablab_desk.keys import new_key
from fablab_desk.lab.kinds import LockKind
from fablab_desk.machines.kinds import CheckResult, FaultState, LogKind, OrderState, StopKind
from fablab_desk.machines.logging import erase_lines, write_line
from fablab_desk.machines.meters import hours_used, value_on
from fablab_desk.machines.models import Meter
from fablab_desk.machines.open_stops import open_stops
from fablab_desk.machines.parts import draw_parts
from fablab_desk.machines.records import load_machine
from fablab_desk.machines.service_faults import report_fault, withdraw_fault
from fablab_desk.machines.upkeep_drafts import CheckDraft, DoneDraft, FaultDraft, PlanDraft
from fablab_desk.machines.upkeep_errors import (
    ClosedOrderError,
    ComingDayError,
    DroppedPlanError,
    GoneUpkeepError,
    MeterlessError,
    NamelessPlanError,
    NobodyDidItError,
    OpenOrderError,
    UncheckedError,
)
from fablab_desk.machines.upkeep_models import Fault, OrderCheck, Stop, UpkeepOrder, UpkeepPlan
from fablab_desk.people.models import Party
from fablab_desk.people.records import load_present
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.edits import correct
from fablab_desk.staff.rights import Right
from fablab_desk.stock.movements import give_back_fact

QUARTER = Decimal("0.0001")
MIDNIGHT, MIDDAY = time(), time(12)


@needs(Right.EDIT_MACHINES, inverse="machines.archive_plan")
def add_plan(act: Act, plan_id: UUID, draft: PlanDraft) -> None:
    """A new machine's first is due one interval after it came into service."""
    if act.session.get(UpkeepPlan, plan_id) is None:
        act.session.add(UpkeepPlan(id=plan_id, **_checked(act, draft)))


@needs(Right.EDIT_MACHINES, inverse="machines.correct_plan")
def correct_plan(act: Act, plan_id: UUID, draft: PlanDraft, seen: int) -> None:
    """Orders that are open keep the checklist they were begun with."""
    plan = act.session.get_one(UpkeepPlan, plan_id)
    correct(act, plan, plan.label, _checked(act, draft), seen)


@needs(Right.EDIT_MACHINES, inverse="machines.restore_plan")
def archive_plan(act: Act, plan_id: UUID) -> None:
    """It is due no more; what was done stays."""
    plan = act.session.get_one(UpkeepPlan, plan_id)
    plan.archived_on = plan.archived_on or act.day


@needs(Right.EDIT_MACHINES, inverse="machines.archive_plan")
def restore_plan(act: Act, plan_id: UUID) -> None:
    act.session.get_one(UpkeepPlan, plan_id).archived_on = None


@needs(Right.KEEP_UP_MACHINES, inverse="machines.cancel_order")
def open_order(
    act: Act,
    order_id: UUID,
    machine_id: UUID,
    plan_id: UUID | None = None,
    label: str = "",
    planned_on: date | None = None,
) -> None:
    """With the checklist of its plan; never two open ones of a plan.

    Where the plan says so the machine stands still from now on, or from the day it is planned for.
    """
    if act.session.get(UpkeepOrder, order_id) is not None:
        return
    load_machine(act, machine_id)
    plan = _plan_of(act, machine_id, plan_id) if plan_id else None
    label = plan.label if plan else " ".join(label.split())
    if not label:
        raise Problems([("label", NamelessPlanError())])
    if plan and (known := _open_of(act, plan.id)):
        raise OpenOrderError(known.label, known.opened_at.astimezone(act.zone))
    act.session.add(
        UpkeepOrder(
            id=order_id,
            machine_id=machine_id,
            label=label,
            opened_at=act.now,
            opened_by=act.actor.id,
            plan_id=plan_id,
            open_plan_id=plan_id,
            planned_on=planned_on,
        )
    )
    act.session.flush()
    if plan:
        act.session.add_all(
            OrderCheck(order_id=order_id, position=place, text=line)
            for place, line in enumerate(plan.checklist)
        )
        if plan.stops:
            at = act.now
            if planned_on and planned_on > act.day:
                at = datetime.combine(planned_on, MIDNIGHT, act.zone)
            act.session.add(_stop(order_id, machine_id, at, label))
    act.about(machine_id)


@needs(Right.KEEP_UP_MACHINES, inverse="machines.check_order")
def check_order(act: Act, order_id: UUID, checks: Sequence[CheckDraft]) -> tuple[CheckDraft, ...]:
    """What was found so far, before it is closed; what stood there before."""
    _refuse_closed(_load(act, order_id))
    return _check(act, order_id, checks)


@needs(Right.KEEP_UP_MACHINES, inverse="machines.reopen_order")
def close_order(act: Act, order_id: UUID, draft: DoneDraft) -> tuple[str, ...]:
    """Done: the plan counts anew; what failed opens a fault. What still stops the machine."""
    order = _load(act, order_id)
    if order.state is OrderState.DONE:
        return open_stops(act, order.machine_id)
    _refuse_closed(order)
    day = draft.done_on or act.day
    found = draft.problems(act.day)
    gathered(found, "done_on", lambda: act.refuse_if_locked(LockKind.USES, day))
    if draft.done_by_id is None and not draft.done_by.strip():
        found.append(("done_by_id", NobodyDidItError()))
    elif draft.done_by_id:
        who = draft.done_by_id
        gathered(found, "done_by_id", lambda: load_present(act.session, Party, who))
    _check(act, order_id, draft.checks)
    act.session.flush()
    checks = _checks(act, order_id)
    if unchecked := [one for one in checks if one.result is CheckResult.NOT_YET]:
        found.append(("checks", UncheckedError(len(unchecked))))
    refuse(found)
    at = act.now if day == act.day else datetime.combine(day, MIDDAY, act.zone)
    order.state, order.done_on, order.done_at, order.open_plan_id = OrderState.DONE, day, at, None
    order.done_by_id, order.done_by = draft.done_by_id, draft.done_by.strip()
    order.cost, order.minutes, order.note = draft.cost, draft.minutes, draft.note.strip()
    order.hours_then = hours_used(act.session, order.machine_id, None, day).quantize(QUARTER)
    order.units_then = _units(act, order, day)
    draw_parts(act, order_id, draft.parts, day)
    for stop in _stops(act, order_id):
        stop.ends_at = max(at, stop.starts_at)
        stop.withdrawn = stop.starts_at > at  # done before the day it was planned for
    act.session.flush()
    for check in checks:
        if check.result is CheckResult.FAILED and check.fault_id is None:
            check.fault_id = _fault_for(act, order, check)
    write_line(
        act,
        order.machine_id,
        LogKind.ORDER,
        order_id,
        at=at,
        party_id=order.done_by_id,
        text=order.label,
    )
    act.about(order.machine_id)
    act.session.flush()
    return open_stops(act, order.machine_id)


@needs(Right.KEEP_UP_MACHINES, inverse="machines.close_order")
def reopen_order(act: Act, order_id: UUID) -> None:
    """It was closed by mistake: under way as before; what it opened and nobody repaired is not."""
    order = _load(act, order_id)
    if order.state is OrderState.OPEN:
        return
    if order.done_on:
        act.refuse_if_locked(LockKind.USES, order.done_on)
    if order.plan_id and (known := _open_of(act, order.plan_id)):
        raise OpenOrderError(known.label, known.opened_at.astimezone(act.zone))
    for check in _checks(act, order_id):
        if check.fault_id and _is_open(act, check.fault_id):
            withdraw_fault(act, check.fault_id, order.label)
            check.fault_id = None
    give_back_fact(act, order_id)
    for stop in _stops(act, order_id):
        stop.ends_at, stop.withdrawn = None, False
    order.state, order.done_on, order.done_at = OrderState.OPEN, None, None
    order.hours_then = order.units_then = None
    order.open_plan_id = order.plan_id
    erase_lines(act, order_id)


@needs(Right.KEEP_UP_MACHINES, inverse="machines.reopen_order")
def cancel_order(act: Act, order_id: UUID) -> None:
    """It is not done: kept, and the plan is due as before."""
    order = _load(act, order_id)
    if order.state is OrderState.CANCELLED:
        return
    _refuse_closed(order)
    for stop in _stops(act, order_id):
        day = local_day(stop.starts_at, act.zone, act.day_ends_at)
        act.refuse_if_locked(LockKind.USES, day)
        stop.withdrawn = True
    order.state, order.open_plan_id = OrderState.CANCELLED, None


def _checked(act: Act, draft: PlanDraft) -> dict[str, Any]:
    draft, found = draft.checked()
    machine = gathered(found, "machine_id", lambda: load_machine(act, draft.machine_id))
    meter = act.session.get(Meter, draft.meter_id) if draft.meter_id else None
    if draft.meter_id and (meter is None or meter.machine_id != draft.machine_id):
        found.append(("meter_id", MeterlessError()))
    if draft.last_done_on and draft.last_done_on > act.day:
        found.append(("last_done_on", ComingDayError(draft.last_done_on)))
    refuse(found)
    assert machine
    said = asdict(draft)
    said["checklist"] = list(draft.checklist)
    said["starts_on"] = draft.starts_on or machine.commissioned_on
    return said


def _load(act: Act, order_id: UUID) -> UpkeepOrder:
    order = act.session.get(UpkeepOrder, order_id, with_for_update=True, populate_existing=True)
    if order is None:
        raise GoneUpkeepError
    return order


def _plan_of(act: Act, machine_id: UUID, plan_id: UUID) -> UpkeepPlan:
    # Held until the end: of two desks the second finds the order of the first.
    plan = act.session.get(UpkeepPlan, plan_id, with_for_update=True, populate_existing=True)
    if plan is None or plan.machine_id != machine_id:
        raise GoneUpkeepError
    if plan.archived_on:
        raise DroppedPlanError(plan.label)
    return plan


def _is_open(act: Act, fault_id: UUID) -> bool:
    fault = act.session.get(Fault, fault_id)
    return fault is not None and fault.state is FaultState.OPEN


def _refuse_closed(order: UpkeepOrder) -> None:
    if order.state is not OrderState.OPEN:
        raise ClosedOrderError


def _open_of(act: Act, plan_id: UUID) -> UpkeepOrder | None:
    wanted = select(UpkeepOrder).where(UpkeepOrder.open_plan_id == plan_id)
    return act.session.scalars(wanted).one_or_none()


def _checks(act: Act, order_id: UUID) -> list[OrderCheck]:
    wanted = select(OrderCheck).where(OrderCheck.order_id == order_id)
    return list(act.session.scalars(wanted.order_by(OrderCheck.position)))


def _check(act: Act, order_id: UUID, checks: Sequence[CheckDraft]) -> tuple[CheckDraft, ...]:
    rows = {row.position: row for row in _checks(act, order_id)}
    before = []
    for one in checks:
        row = rows.get(one.position)
        if row is None or (row.result, row.note) == (one.result, one.note.strip()):
            continue
        before.append(CheckDraft(position=row.position, result=row.result, note=row.note))
        row.result, row.note = one.result, one.note.strip()
    return tuple(before)


def _stops(act: Act, order_id: UUID) -> list[Stop]:
    return list(act.session.scalars(select(Stop).where(Stop.order_id == order_id)))


def _stop(order_id: UUID, machine_id: UUID, at: datetime, text: str) -> Stop:
    return Stop(
        machine_id=machine_id,
        kind=StopKind.UPKEEP,
        starts_at=at,
        order_id=order_id,
        text=text,
    )


def _units(act: Act, order: UpkeepOrder, day: date) -> Decimal | None:
    plan = act.session.get(UpkeepPlan, order.plan_id) if order.plan_id else None
    meter = act.session.get(Meter, plan.meter_id) if plan and plan.meter_id else None
    return value_on(act.session, meter, day) if meter else None


def _fault_for(act: Act, order: UpkeepOrder, check: OrderCheck) -> UUID:
    key: UUID = new_key()
    text = f"{check.text} : {check.note}" if check.note else check.text
    at = order.done_at if order.done_at and order.done_at <= act.now else act.now
    report_fault(act, key, FaultDraft(machine_id=order.machine_id, text=text, at=at))
    return key

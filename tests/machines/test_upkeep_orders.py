"""Maintenance from its plan to its end, and back."""

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select

from builders import NOW, Worker
from builders.machines import a_machine, a_stop
from builders.upkeep import a_plan, an_order, due_on, upkeep_done
from fablab_desk.keys import new_key
from fablab_desk.machines.kinds import CheckResult, FaultState, LogKind, MachineState, OrderState
from fablab_desk.machines.models import LogEntry
from fablab_desk.machines.service_faults import (
    repair_fault,
    resume_machine,
    stop_again,
    withdraw_stop,
)
from fablab_desk.machines.service_upkeep import (
    archive_plan,
    cancel_order,
    close_order,
    open_order,
    reopen_order,
)
from fablab_desk.machines.standing import standings
from fablab_desk.machines.upkeep_drafts import CheckDraft, DoneDraft, RepairDraft
from fablab_desk.machines.upkeep_errors import (
    DroppedPlanError,
    GoneUpkeepError,
    OpenOrderError,
)
from fablab_desk.machines.upkeep_models import Fault, UpkeepOrder

TODAY, DAY = NOW.date(), timedelta(days=1)


def state_of(worker: Worker, machine_id: object, days: int = 0) -> MachineState:
    at = NOW + days * DAY
    with worker.database.reading() as session:
        return standings(session, at, at.date())[machine_id].state  # type: ignore[index]


def faults(worker: Worker) -> list[Fault]:
    with worker.database.reading() as session:
        return list(session.scalars(select(Fault).order_by(Fault.id)))


def log_lines(worker: Worker, kind: LogKind) -> int:
    with worker.database.reading() as session:
        return len(session.scalars(select(LogEntry).where(LogEntry.kind == kind)).all())


def test_the_machine_stands_still_from_the_day_its_maintenance_is_planned_for(
    administrator: Worker,
) -> None:
    laser = a_machine(administrator)
    plan = a_plan(administrator, laser, every_days=30, stops=True)
    key = an_order(administrator, laser, plan, planned_on=TODAY + 3 * DAY)
    free, stands = MachineState.FREE, MachineState.IN_MAINTENANCE
    assert [state_of(administrator, laser, days) for days in (0, 2, 3, 4)] == [
        *(free, free),
        *(stands, stands),
    ]
    done = DoneDraft(done_by="Atelier")
    administrator.does(lambda act: close_order(act, key, done))  # earlier than planned
    assert [state_of(administrator, laser, days) for days in (0, 3)] == [free, free]
    administrator.does(lambda act: reopen_order(act, key))
    assert state_of(administrator, laser, 3) is stands
    administrator.does(lambda act: cancel_order(act, key))
    assert state_of(administrator, laser, 3) is free


def test_one_begun_now_stops_it_now_and_gives_it_back_once_done(administrator: Worker) -> None:
    laser = a_machine(administrator)
    plan = a_plan(administrator, laser, every_days=30, stops=True)
    key = an_order(administrator, laser, plan)
    assert state_of(administrator, laser) is MachineState.IN_MAINTENANCE
    administrator.does(lambda act: close_order(act, key, DoneDraft(done_by="Atelier")))
    assert state_of(administrator, laser) is MachineState.FREE


def test_a_plan_has_one_open_maintenance_at_most(administrator: Worker) -> None:
    laser = a_machine(administrator)
    plan = a_plan(administrator, laser, every_days=30)
    an_order(administrator, laser, plan)
    with pytest.raises(OpenOrderError):
        an_order(administrator, laser, plan)


def test_neither_another_machines_plan_nor_one_that_was_dropped_is_done(
    administrator: Worker,
) -> None:
    laser, printer = a_machine(administrator), a_machine(administrator, "PRINTER")
    plan = a_plan(administrator, laser, every_days=30)
    opens = partial(open_order, order_id=new_key(), plan_id=plan)
    with pytest.raises(GoneUpkeepError):
        administrator.does(partial(opens, machine_id=printer))
    administrator.does(lambda act: archive_plan(act, plan))
    with pytest.raises(DroppedPlanError):
        administrator.does(partial(opens, machine_id=laser))


def test_a_failed_check_opens_a_fault_that_goes_when_it_is_reopened(
    administrator: Worker,
) -> None:
    laser = a_machine(administrator)
    plan = a_plan(administrator, laser, every_days=30, checklist=("Courroie",))
    key = upkeep_done(administrator, laser, plan, TODAY, (CheckResult.FAILED,))
    assert [(one.text, one.state) for one in faults(administrator)] == [
        ("Courroie", FaultState.OPEN)
    ]
    administrator.does(lambda act: reopen_order(act, key))
    assert [one.state for one in faults(administrator)] == [FaultState.WITHDRAWN]
    good = DoneDraft(done_by="Atelier", checks=(CheckDraft(position=0, result=CheckResult.GOOD),))
    administrator.does(lambda act: close_order(act, key, good))
    assert len(faults(administrator)) == 1
    assert due_on(administrator, TODAY)[0].last_on == TODAY


def test_a_fault_repaired_since_stays_repaired_and_is_not_opened_twice(
    administrator: Worker,
) -> None:
    laser = a_machine(administrator)
    plan = a_plan(administrator, laser, every_days=30, checklist=("Courroie",))
    key = upkeep_done(administrator, laser, plan, TODAY, (CheckResult.FAILED,))
    (fault,) = faults(administrator)
    repaired = RepairDraft(text="courroie neuve")
    administrator.does(lambda act: repair_fault(act, fault.id, repaired))
    administrator.does(lambda act: reopen_order(act, key))
    administrator.does(lambda act: close_order(act, key, DoneDraft(done_by="Atelier")))
    (after,) = faults(administrator)
    assert (after.state, after.repair) == (FaultState.REPAIRED, "courroie neuve")


def test_a_stop_that_was_withdrawn_is_neither_ended_nor_goes_on(administrator: Worker) -> None:
    laser = a_machine(administrator)
    key = a_stop(administrator, laser, NOW - timedelta(hours=2))
    administrator.does(lambda act: withdraw_stop(act, key))
    administrator.does(lambda act: resume_machine(act, key))
    administrator.does(lambda act: stop_again(act, key))
    assert log_lines(administrator, LogKind.STOP) == 0
    assert state_of(administrator, laser) is MachineState.FREE


def test_a_cancelled_maintenance_leaves_the_plan_as_due_as_before(administrator: Worker) -> None:
    laser = a_machine(administrator)
    plan = a_plan(administrator, laser, every_days=30)
    before = due_on(administrator, TODAY)
    key = an_order(administrator, laser, plan)
    administrator.does(lambda act: cancel_order(act, key))
    assert due_on(administrator, TODAY) == before
    with administrator.database.reading() as session:
        assert session.get_one(UpkeepOrder, key).state is OrderState.CANCELLED

"""13 Upkeep by days and hours, whichever first: a new machine, a late one, a failed check."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from builders import NOW, Worker
from builders.machines import a_machine, a_meter
from builders.refused import refused
from builders.upkeep import a_plan, an_order, due_on, upkeep_done, used
from fablab_desk.keys import new_key
from fablab_desk.machines.kinds import CheckResult, FaultState, MachineState, MeterKind, OrderState
from fablab_desk.machines.service_meters import record_reading
from fablab_desk.machines.service_upkeep import (
    add_plan,
    archive_plan,
    cancel_order,
    check_order,
    close_order,
    open_order,
    reopen_order,
)
from fablab_desk.machines.standing import standings
from fablab_desk.machines.upkeep_drafts import CheckDraft, DoneDraft, PlanDraft
from fablab_desk.machines.upkeep_errors import (
    IntervalError,
    MeterlessError,
    NamelessPlanError,
    NobodyDidItError,
    NoIntervalError,
    OpenOrderError,
    UncheckedError,
)
from fablab_desk.machines.upkeep_models import Fault, UpkeepOrder

TODAY = NOW.date()  # 2 March 2026
NEW_YEAR = date(2026, 1, 1)
GOOD, FAILED = CheckResult.GOOD, CheckResult.FAILED


def test_a_new_machine_is_due_one_interval_after_it_came_into_service(
    administrator: Worker,
) -> None:
    laser = a_machine(administrator, commissioned_on=NEW_YEAR)
    a_plan(administrator, laser, every_days=30)
    (due,) = due_on(administrator, date(2026, 1, 30))
    assert (due.on, due.is_due, due.is_soon, due.last_on) == (date(2026, 1, 31), False, True, None)
    (due,) = due_on(administrator, date(2026, 1, 31))  # due on the day itself
    assert (due.is_due, due.is_soon) == (True, False)


def test_hours_come_first_where_the_machine_runs_much(administrator: Worker) -> None:
    laser = a_machine(administrator, commissioned_on=NEW_YEAR)
    a_plan(administrator, laser, every_days=90, every_hours=40)
    used(administrator, laser, date(2026, 1, 1), 10)  # of its first day too
    used(administrator, laser, date(2026, 1, 20), 25.5)
    (due,) = due_on(administrator, date(2026, 1, 31))
    assert (due.left_hours, due.is_due, due.is_soon) == (Decimal("4.5"), False, True)
    used(administrator, laser, date(2026, 2, 1), 4.5)
    (due,) = due_on(administrator, date(2026, 2, 1))
    assert (due.left_hours, due.is_due, due.on) == (Decimal(0), True, date(2026, 4, 1))
    assert due.expected_on == date(2026, 2, 1)


def test_a_late_one_counts_anew_from_the_day_it_was_done_or_from_the_planned_one(
    administrator: Worker,
) -> None:
    laser = a_machine(administrator, commissioned_on=NEW_YEAR)
    real = a_plan(administrator, laser, "Réel", every_days=30)
    planned = a_plan(administrator, laser, "Prévu", every_days=30, from_planned=True)
    for plan in (real, planned):
        done = date(2026, 2, 20)
        upkeep_done(administrator, laser, plan, done, planned_on=date(2026, 1, 31))
    by_plan = {due.plan_id: due for due in due_on(administrator, TODAY)}
    assert by_plan[real].on == date(2026, 3, 22)
    assert by_plan[planned].on == date(2026, 3, 2)
    assert {due.last_on for due in by_plan.values()} == {date(2026, 2, 20)}


def test_the_meter_at_done_is_that_of_the_end_of_the_day(administrator: Worker) -> None:
    laser = a_machine(administrator, commissioned_on=NEW_YEAR)
    plan = a_plan(administrator, laser, every_hours=50)
    used(administrator, laser, date(2026, 2, 20), 8)
    upkeep_done(administrator, laser, plan, date(2026, 2, 20))
    used(administrator, laser, date(2026, 2, 21), 3)
    (due,) = due_on(administrator, TODAY)
    assert due.left_hours == 47
    with administrator.database.reading() as session:
        assert session.scalars(select(UpkeepOrder)).one().hours_then == 8


def test_a_failed_check_opens_a_fault_and_the_plan_counts_anew(administrator: Worker) -> None:
    laser = a_machine(administrator, commissioned_on=NEW_YEAR)
    lines = ("Lentille propre", "Miroirs alignés")
    plan = a_plan(administrator, laser, every_days=30, checklist=lines)
    order = upkeep_done(administrator, laser, plan, date(2026, 2, 1), (GOOD, FAILED))
    (due,) = due_on(administrator, TODAY)
    assert (due.last_on, due.on) == (date(2026, 2, 1), date(2026, 3, 3))
    with administrator.database.reading() as session:
        fault = session.scalars(select(Fault)).one()
        assert (fault.text, fault.state) == ("Miroirs alignés", FaultState.OPEN)
    administrator.does(lambda act: reopen_order(act, order))
    (due,) = due_on(administrator, TODAY)
    assert (due.last_on, due.order_id, due.is_due) == (None, order, True)
    with administrator.database.reading() as session:
        assert session.scalars(select(Fault)).one().state is FaultState.WITHDRAWN


def test_units_of_a_meter_are_those_of_its_last_reading_which_says_how_old_it_is(
    administrator: Worker,
) -> None:
    laser = a_machine(administrator, commissioned_on=NEW_YEAR)
    tube = a_meter(administrator, laser, MeterKind.READ, begins_on=NEW_YEAR)
    a_plan(administrator, laser, every_units=Decimal(100), meter_id=tube)

    def read(value: str, day: date, *, replaced: bool = False) -> None:
        administrator.does(
            lambda act: record_reading(act, new_key(), tube, Decimal(value), day, replaced=replaced)
        )

    read("40", date(2026, 1, 20))
    (due,) = due_on(administrator, TODAY)
    assert (due.left_units, due.read_on) == (Decimal(60), date(2026, 1, 20))
    read("95", date(2026, 2, 10))
    read("2", date(2026, 2, 12), replaced=True)  # a new tube: it began at 2
    read("9", date(2026, 2, 20))
    (due,) = due_on(administrator, TODAY)
    assert (due.left_units, due.is_due) == (Decimal(-2), True)


def test_uses_are_counted_as_trips(administrator: Worker) -> None:
    laser = a_machine(administrator, commissioned_on=NEW_YEAR)
    trips = a_meter(administrator, laser, MeterKind.TRIPS, "Utilisations", begins_on=NEW_YEAR)
    a_plan(administrator, laser, every_units=Decimal(3), meter_id=trips)
    for day in (5, 6, 7):
        used(administrator, laser, date(2026, 1, day), 1)
    (due,) = due_on(administrator, TODAY)
    assert (due.left_units, due.is_due) == (Decimal(0), True)


def test_what_was_done_before_this_program_knew_of_it_counts(administrator: Worker) -> None:
    laser = a_machine(administrator)
    a_plan(administrator, laser, every_days=60, last_done_on=date(2026, 2, 1))
    (due,) = due_on(administrator, TODAY)
    assert (due.on, due.last_on) == (date(2026, 4, 2), date(2026, 2, 1))


def test_what_is_to_come_is_expected_by_the_pace_of_late(administrator: Worker) -> None:
    laser = a_machine(administrator, commissioned_on=NEW_YEAR)
    a_plan(administrator, laser, every_hours=100)
    for back in range(14):  # 28 hours in 28 days: one a day
        used(administrator, laser, TODAY - timedelta(days=back), 2)
    (due,) = due_on(administrator, TODAY)
    assert (due.left_hours, due.expected_on) == (Decimal(72), TODAY + timedelta(days=72))


def test_a_plan_has_never_two_open_orders(administrator: Worker) -> None:
    laser = a_machine(administrator)
    plan = a_plan(administrator, laser, every_days=30)
    first = an_order(administrator, laser, plan)
    with pytest.raises(OpenOrderError):
        administrator.does(lambda act: open_order(act, new_key(), laser, plan))
    administrator.does(lambda act: cancel_order(act, first))
    an_order(administrator, laser, plan)


def test_a_maintenance_that_stops_the_machine_stops_it_until_it_is_closed(
    administrator: Worker,
) -> None:
    laser = a_machine(administrator)
    plan = a_plan(administrator, laser, every_days=30, stops=True)

    def state() -> MachineState:
        with administrator.database.reading() as session:
            return standings(session, administrator.now, TODAY)[laser].state

    order = an_order(administrator, laser, plan)
    assert state() is MachineState.IN_MAINTENANCE
    administrator.now = NOW + timedelta(hours=1)
    administrator.does(lambda act: close_order(act, order, DoneDraft(done_by="Atelier")))
    assert state() is MachineState.FREE
    administrator.does(lambda act: reopen_order(act, order))
    assert state() is MachineState.IN_MAINTENANCE
    administrator.does(lambda act: cancel_order(act, order))
    assert state() is MachineState.FREE


def test_an_order_is_closed_when_all_is_checked_and_somebody_did_it(administrator: Worker) -> None:
    laser = a_machine(administrator)
    plan = a_plan(administrator, laser, every_days=30, checklist=("Un", "Deux"))
    order = an_order(administrator, laser, plan)
    checked = (CheckDraft(position=0, result=GOOD),)
    administrator.does(lambda act: check_order(act, order, checked))
    with refused(("done_by_id", NobodyDidItError), ("checks", UncheckedError)):
        administrator.does(lambda act: close_order(act, order, DoneDraft()))
    rest = (CheckDraft(position=1, result=CheckResult.NOT_APPLICABLE),)
    administrator.does(
        lambda act: close_order(act, order, DoneDraft(done_by="Atelier", checks=rest))
    )
    with administrator.database.reading() as session:
        assert session.get_one(UpkeepOrder, order).state is OrderState.DONE


def test_an_archived_plan_and_a_retired_machine_are_due_no_more(administrator: Worker) -> None:
    gone = a_machine(administrator, "OLD", retired_on=date(2026, 2, 1))
    a_plan(administrator, gone, every_days=1)
    plan = a_plan(administrator, a_machine(administrator), every_days=1)
    administrator.does(lambda act: archive_plan(act, plan))
    assert due_on(administrator, TODAY) == []


def test_bad_plans_are_told_beside_their_fields(administrator: Worker) -> None:
    laser = a_machine(administrator)
    other = a_meter(administrator, a_machine(administrator, "P1"))
    nameless = PlanDraft(machine_id=laser, label="")
    with refused(("label", NamelessPlanError), ("every_days", NoIntervalError)):
        administrator.does(lambda act: add_plan(act, new_key(), nameless))
    never = PlanDraft(machine_id=laser, label="X", every_days=0, every_hours=-1)
    with refused(("every_days", IntervalError), ("every_hours", IntervalError)):
        administrator.does(lambda act: add_plan(act, new_key(), never))
    foreign = PlanDraft(machine_id=laser, label="X", every_units=Decimal(5), meter_id=other)
    with refused(("meter_id", MeterlessError)):
        administrator.does(lambda act: add_plan(act, new_key(), foreign))

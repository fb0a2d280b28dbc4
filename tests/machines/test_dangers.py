"""What is dangerous is never allowed all the same, whatever else stops the machine."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import partial
from uuid import UUID

import pytest
from sqlalchemy import select

from builders import NOW, Worker
from builders.machines import a_machine, a_meter, needing
from builders.people import a_person
from builders.stock import a_level, delivered
from builders.upkeep import a_fault
from builders.uses import HOUR, started
from fablab_desk.errors import DeskError, Problems
from fablab_desk.keys import new_key
from fablab_desk.lab.bounds import EarlyDayError, OutsizedError
from fablab_desk.logbook.drafts import UseDraft
from fablab_desk.logbook.service import start_use, stop_use
from fablab_desk.machines.errors import RetiredAlreadyError, StillUsedError
from fablab_desk.machines.kinds import NeedKind
from fablab_desk.machines.service import retire_machine
from fablab_desk.machines.service_faults import (
    correct_fault,
    reopen_fault,
    repair_fault,
    report_fault,
    resume_machine,
    stop_again,
    stop_machine,
    withdraw_fault,
)
from fablab_desk.machines.service_loans import lend
from fablab_desk.machines.service_meters import record_reading
from fablab_desk.machines.service_upkeep import add_plan, close_order, open_order
from fablab_desk.machines.upkeep_drafts import (
    DoneDraft,
    FaultDraft,
    LoanDraft,
    PartDraft,
    PlanDraft,
    RepairDraft,
    StopDraft,
)
from fablab_desk.machines.upkeep_errors import (
    BackwardsStopError,
    BackwardsTimeError,
    ClosedFaultError,
)
from fablab_desk.machines.upkeep_models import Fault, Stop
from fablab_desk.stock.errors import NegativeCostError, NoQuantityError
from fablab_desk.stock.models import StockLevel


def allowed(worker: Worker, machine: UUID) -> bool:
    draft = UseDraft(machine_id=machine, user_id=a_person(worker), override_reason="quand même")
    try:
        worker.does(lambda act: start_use(act, new_key(), draft))
    except Problems:
        return False
    return True


def problems(refusal: pytest.ExceptionInfo[Problems]) -> list[type[DeskError]]:
    return [type(one) for _, one in refusal.value.found]


def test_an_older_harmless_fault_does_not_hide_a_dangerous_one(administrator: Worker) -> None:
    laser = a_machine(administrator)
    a_fault(administrator, laser, stops=True, at=NOW - 5 * HOUR)
    assert allowed(administrator, laser)
    other = a_machine(administrator, "CNC")
    a_fault(administrator, other, stops=True, at=NOW - 5 * HOUR)
    a_fault(administrator, other, severity="dangerous", stops=True, at=NOW - HOUR)
    assert not allowed(administrator, other)


def test_what_a_machine_fully_needs_may_be_dangerous_however_far(administrator: Worker) -> None:
    laser, fan, power = (a_machine(administrator, code) for code in ("LASER", "FAN", "POWER"))
    needing(administrator, laser, fan, NeedKind.FULL)
    needing(administrator, fan, power, NeedKind.FULL)
    fault = a_fault(administrator, power, stops=True)
    assert allowed(administrator, laser)
    other = a_machine(administrator, "OTHER")
    needing(administrator, other, fan, NeedKind.FULL)
    administrator.does(lambda act: repair_fault(act, fault, RepairDraft(text="Fusible")))
    a_fault(administrator, power, severity="dangerous", stops=True)
    assert not allowed(administrator, other)


def test_parts_are_drawn_never_added(administrator: Worker) -> None:
    laser, level = a_machine(administrator), a_level(administrator)
    delivered(administrator, level, "4")
    fault = a_fault(administrator, laser)
    for quantity, refused in (
        ("-3", NoQuantityError),
        ("0", NoQuantityError),
        ("NaN", OutsizedError),
        ("1e30", OutsizedError),
    ):
        part = PartDraft(article_id=level, quantity=Decimal(quantity))
        draft = RepairDraft(text="Courroie", parts=(part,))
        with pytest.raises(Problems) as refusal:
            administrator.does(partial(repair_fault, fault_id=fault, draft=draft))
        assert problems(refusal) == [refused]


def test_a_repaired_fault_began_before_its_repair_and_is_reopened_before_it_is_withdrawn(
    administrator: Worker,
) -> None:
    laser = a_machine(administrator)
    fault = a_fault(administrator, laser, stops=True, at=NOW - 5 * HOUR)
    repaired = RepairDraft(text="Courroie", at=NOW - 2 * HOUR)
    administrator.does(lambda act: repair_fault(act, fault, repaired))
    late = FaultDraft(machine_id=laser, text="Bruit", at=NOW - HOUR)
    with administrator.database.reading() as session:
        seen = session.get_one(Fault, fault).version
    with pytest.raises(Problems) as refusal:
        administrator.does(lambda act: correct_fault(act, fault, late, seen))
    assert problems(refusal) == [BackwardsStopError]
    with pytest.raises(ClosedFaultError):
        administrator.does(lambda act: withdraw_fault(act, fault, "par erreur"))


def test_a_stop_that_goes_on_keeps_the_end_it_was_planned_for(administrator: Worker) -> None:
    laser, key, until = a_machine(administrator), new_key(), NOW + 3 * HOUR
    draft = StopDraft(machine_id=laser, text="Travaux", starts_at=NOW - HOUR, ends_at=until)
    administrator.does(lambda act: stop_machine(act, key, draft))
    done = administrator.does(lambda act: resume_machine(act, key)).result
    administrator.does(lambda act: stop_again(act, key, done.planned))
    with administrator.database.reading() as session:
        assert session.get_one(Stop, key).ends_at == until


def test_what_is_used_or_retired_is_not_lent(administrator: Worker) -> None:
    laser, ada = a_machine(administrator), a_person(administrator)
    use = started(administrator, laser, ada, starts_at=NOW - HOUR)
    draft = LoanDraft(machine_id=laser, borrower_id=ada)
    with pytest.raises(Problems) as refusal:
        administrator.does(lambda act: lend(act, new_key(), draft))
    assert problems(refusal) == [StillUsedError]
    administrator.does(lambda act: stop_use(act, use))
    administrator.does(lambda act: retire_machine(act, laser, NOW.date()))
    with pytest.raises(Problems) as refusal:
        administrator.does(lambda act: lend(act, new_key(), draft))
    assert problems(refusal) == [RetiredAlreadyError]


def test_a_use_stopped_the_instant_it_began_lasts_a_second(administrator: Worker) -> None:
    laser, ada = a_machine(administrator), a_person(administrator)
    use = started(administrator, laser, ada, starts_at=NOW)
    administrator.does(lambda act: stop_use(act, use))
    ahead = started(administrator, laser, ada, starts_at=NOW + timedelta(minutes=1))
    administrator.does(lambda act: stop_use(act, ahead))


def test_a_repair_that_was_reopened_by_mistake_is_noted_again_as_it_was(
    administrator: Worker,
) -> None:
    laser, level = a_machine(administrator), a_level(administrator)
    delivered(administrator, level, "4")
    fault = a_fault(administrator, laser, stops=True, at=NOW - 5 * HOUR)
    with administrator.database.reading() as session:
        article = session.scalars(select(StockLevel.article_id)).one()
    draft = RepairDraft(
        text="Courroie neuve",
        cost=Decimal("12.50"),
        at=NOW - 2 * HOUR,
        parts=(PartDraft(article_id=article, quantity=Decimal(3)),),
    )
    administrator.does(lambda act: repair_fault(act, fault, draft))
    before = administrator.does(lambda act: reopen_fault(act, fault)).result
    assert before == draft
    with administrator.database.reading() as session:
        assert session.scalars(select(StockLevel.quantity)).one() == 4
    administrator.does(lambda act: repair_fault(act, fault, before))
    with administrator.database.reading() as session:
        assert session.scalars(select(StockLevel.quantity)).one() == 1
        again = session.get_one(Fault, fault)
        assert (again.repair, again.closed_at) == ("Courroie neuve", NOW - 2 * HOUR)


BEFORE = datetime(1999, 12, 31, 12, tzinfo=UTC)
LARGE = Decimal("1e30")


def test_no_record_is_older_than_all_others_nor_larger_than_anything(
    administrator: Worker,
) -> None:
    laser = a_machine(administrator)
    meter = a_meter(administrator, laser)
    fault = a_fault(administrator, laser)
    order = new_key()
    administrator.does(lambda act: open_order(act, order, laser, label="Graissage"))
    does: dict[Callable[..., object], list[tuple[str, type[DeskError]]]] = {
        partial(
            report_fault,
            fault_id=new_key(),
            draft=FaultDraft(machine_id=laser, text="x", at=BEFORE),
        ): [("at", EarlyDayError)],
        partial(
            stop_machine,
            stop_id=new_key(),
            draft=StopDraft(machine_id=laser, text="x", starts_at=BEFORE),
        ): [("starts_at", EarlyDayError)],
        partial(
            record_reading, reading_id=new_key(), meter_id=meter, value=LARGE, day=BEFORE.date()
        ): [("day", EarlyDayError), ("value", OutsizedError)],
        partial(repair_fault, fault_id=fault, draft=RepairDraft(text="x", cost=LARGE)): [
            ("cost", OutsizedError)
        ],
        partial(
            close_order,
            order_id=order,
            draft=DoneDraft(done_on=BEFORE.date(), done_by="Moi", cost=Decimal(-1), minutes=-5),
        ): [
            ("done_on", EarlyDayError),
            ("cost", NegativeCostError),
            ("minutes", BackwardsTimeError),
        ],
        partial(
            lend,
            loan_id=new_key(),
            draft=LoanDraft(
                machine_id=laser, borrower_id=a_person(administrator), out_on=BEFORE.date()
            ),
        ): [("out_on", EarlyDayError)],
        partial(
            add_plan,
            plan_id=new_key(),
            draft=PlanDraft(
                machine_id=laser, label="x", every_hours=10**12, starts_on=BEFORE.date()
            ),
        ): [("every_hours", OutsizedError), ("starts_on", EarlyDayError)],
    }
    for call, said in does.items():
        with pytest.raises(Problems) as refusal:
            administrator.does(call)
        assert [(name, type(one)) for name, one in refusal.value.found] == said

"""Faults stop machines and what needs them; they come back when nothing else stops them."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import func, select

from builders import NOW, Worker
from builders.catalogue import an_article
from builders.machines import a_machine, a_stop, needing
from builders.refused import refused
from builders.upkeep import a_fault, a_loan
from fablab_desk.keys import new_key
from fablab_desk.machines.kinds import (
    FaultState,
    LogKind,
    MachineState,
    NeedKind,
    Severity,
    StopKind,
)
from fablab_desk.machines.models import LogEntry
from fablab_desk.machines.service_faults import (
    correct_fault,
    reopen_fault,
    repair_fault,
    report_fault,
    restore_stop,
    resume_machine,
    stop_again,
    stop_machine,
    withdraw_fault,
    withdraw_stop,
)
from fablab_desk.machines.standing import Standing, standings
from fablab_desk.machines.upkeep_drafts import FaultDraft, PartDraft, RepairDraft, StopDraft
from fablab_desk.machines.upkeep_errors import (
    BackwardsStopError,
    ClosedFaultError,
    ComingFaultError,
    WordlessFaultError,
    WordlessRepairError,
    WordlessStopError,
)
from fablab_desk.machines.upkeep_models import Fault
from fablab_desk.stock.kinds import MovementReason, Store
from fablab_desk.stock.models import StockLevel
from fablab_desk.stock.movements import move

HOUR = timedelta(hours=1)


def stands(worker: Worker, machine_id: UUID) -> Standing:
    with worker.database.reading() as session:
        return standings(session, worker.now, worker.now.date())[machine_id]


def state(worker: Worker, machine_id: UUID) -> MachineState:
    return stands(worker, machine_id).state


def lines(worker: Worker, *kinds: LogKind) -> int:
    with worker.database.reading() as session:
        wanted = select(func.count()).select_from(LogEntry).where(LogEntry.kind.in_(kinds))
        return session.scalar(wanted) or 0


def repaired(worker: Worker, fault_id: UUID) -> tuple[str, ...]:
    draft = RepairDraft(text="Lentille changée")
    return worker.does(lambda act: repair_fault(act, fault_id, draft)).result


def test_a_fault_that_stops_puts_the_machine_out_of_order_until_its_repair(
    administrator: Worker,
) -> None:
    laser = a_machine(administrator)
    fault = a_fault(administrator, laser, stops=True, severity=Severity.DANGEROUS)
    standing = stands(administrator, laser)
    assert (standing.state, standing.text) == (MachineState.OUT_OF_ORDER, "Lentille fêlée")
    assert standing.severity is Severity.DANGEROUS
    administrator.now = NOW + HOUR
    assert repaired(administrator, fault) == ()
    assert state(administrator, laser) is MachineState.FREE
    assert lines(administrator, LogKind.FAULT, LogKind.REPAIR) == 2


def test_a_fault_that_does_not_stop_leaves_the_machine_free(administrator: Worker) -> None:
    laser = a_machine(administrator)
    a_fault(administrator, laser, "Grincement", severity=Severity.MINOR)
    assert state(administrator, laser) is MachineState.FREE


def test_a_machine_comes_back_only_when_no_other_stop_is_open(administrator: Worker) -> None:
    laser = a_machine(administrator)
    first, second = (a_fault(administrator, laser, text, stops=True) for text in ("A", "B"))
    administrator.now = NOW + HOUR
    assert repaired(administrator, first) == ("B",)
    assert state(administrator, laser) is MachineState.OUT_OF_ORDER
    assert repaired(administrator, second) == ()
    assert state(administrator, laser) is MachineState.FREE


def test_a_repair_undone_stops_the_machine_again(administrator: Worker) -> None:
    laser = a_machine(administrator)
    fault = a_fault(administrator, laser, stops=True)
    administrator.now = NOW + HOUR
    repaired(administrator, fault)
    administrator.does(lambda act: reopen_fault(act, fault))
    assert state(administrator, laser) is MachineState.OUT_OF_ORDER
    assert lines(administrator, LogKind.REPAIR) == 0


def test_a_stopped_extractor_takes_the_laser_down_and_back_only_when_nothing_else_stops_it(
    administrator: Worker,
) -> None:
    laser, extractor = a_machine(administrator), a_machine(administrator, "EXTRACT", "Extracteur")
    needing(administrator, laser, extractor, NeedKind.FULL)
    broken = a_fault(administrator, extractor, "Filtre bouché", stops=True)
    standing = stands(administrator, laser)
    assert (standing.state, standing.needed) == (MachineState.NEEDS_STOPPED, "Extracteur")
    lens = a_fault(administrator, laser, "Lentille fêlée", stops=True)
    assert state(administrator, laser) is MachineState.OUT_OF_ORDER
    administrator.now = NOW + HOUR
    repaired(administrator, broken)
    assert state(administrator, laser) is MachineState.OUT_OF_ORDER
    repaired(administrator, lens)
    assert state(administrator, laser) is MachineState.FREE


def test_what_a_machine_needs_falls_with_what_that_needs_in_its_turn(
    administrator: Worker,
) -> None:
    laser, extractor, fan = (a_machine(administrator, code) for code in ("LASER", "EXTR", "FAN"))
    needing(administrator, laser, extractor, NeedKind.FULL)
    needing(administrator, extractor, fan, NeedKind.FULL)
    a_stop(administrator, fan, NOW - HOUR)
    assert state(administrator, extractor) is MachineState.NEEDS_STOPPED
    assert state(administrator, laser) is MachineState.NEEDS_STOPPED


def test_a_machine_goes_on_without_what_it_needs_partly_and_says_so(administrator: Worker) -> None:
    mill, vacuum = a_machine(administrator, "CNC"), a_machine(administrator, "ASPI", "Aspirateur")
    needing(administrator, mill, vacuum, NeedKind.PARTIAL)
    a_stop(administrator, vacuum, NOW - HOUR)
    standing = stands(administrator, mill)
    assert (standing.state, standing.partly) == (MachineState.FREE, ("Aspirateur",))


def test_a_lent_extractor_is_missed_by_the_laser(administrator: Worker) -> None:
    laser, extractor = a_machine(administrator), a_machine(administrator, "EXTRACT")
    needing(administrator, laser, extractor, NeedKind.FULL)
    a_loan(administrator, machine_id=extractor)
    assert state(administrator, extractor) is MachineState.ON_LOAN
    assert state(administrator, laser) is MachineState.NEEDS_STOPPED


def test_works_stop_a_machine_for_a_while_that_may_be_to_come(administrator: Worker) -> None:
    laser, key = a_machine(administrator), new_key()
    draft = StopDraft(
        machine_id=laser, text="Travaux", starts_at=NOW + HOUR, ends_at=NOW + 3 * HOUR
    )
    administrator.does(lambda act: stop_machine(act, key, draft))
    assert state(administrator, laser) is MachineState.FREE
    administrator.now = NOW + 2 * HOUR
    assert state(administrator, laser) is MachineState.OUT_OF_ORDER
    administrator.does(lambda act: resume_machine(act, key))
    assert state(administrator, laser) is MachineState.FREE
    administrator.does(lambda act: stop_again(act, key))
    assert state(administrator, laser) is MachineState.OUT_OF_ORDER
    administrator.does(lambda act: withdraw_stop(act, key))
    assert state(administrator, laser) is MachineState.FREE
    administrator.does(lambda act: restore_stop(act, key))
    assert state(administrator, laser) is MachineState.OUT_OF_ORDER


def test_a_withdrawn_fault_never_was(administrator: Worker) -> None:
    laser = a_machine(administrator)
    fault = a_fault(administrator, laser, stops=True)
    administrator.does(lambda act: withdraw_fault(act, fault, "mauvaise machine"))
    assert state(administrator, laser) is MachineState.FREE
    assert lines(administrator, LogKind.FAULT) == 0
    administrator.does(lambda act: reopen_fault(act, fault))
    assert state(administrator, laser) is MachineState.OUT_OF_ORDER


def test_a_fault_that_is_corrected_may_stop_the_machine_from_its_own_hour_on(
    administrator: Worker,
) -> None:
    laser = a_machine(administrator)
    fault = a_fault(administrator, laser, at=NOW - 2 * HOUR)
    draft = FaultDraft(machine_id=laser, text="Lentille fendue", stops=True)
    with administrator.database.reading() as session:
        version = session.get_one(Fault, fault).version
    administrator.does(lambda act: correct_fault(act, fault, draft, version))
    standing = stands(administrator, laser)
    assert (standing.since, standing.text) == (NOW - 2 * HOUR, "Lentille fendue")


def test_a_repair_draws_its_parts_and_gives_them_back_when_undone(administrator: Worker) -> None:
    lens, level = an_article(administrator, "LENS", "Lentille", price="80"), new_key()

    def put(act) -> None:  # type: ignore[no-untyped-def]
        kept = StockLevel(id=level, article_id=lens, store=Store.LAB)
        act.session.add(kept)
        act.session.flush()
        move(act, kept, Decimal(2), MovementReason.ENTRY, unit_cost=Decimal(60))

    administrator.does(put)
    fault = a_fault(administrator, a_machine(administrator), stops=True)
    parts = (PartDraft(article_id=lens, quantity=Decimal(1)),)
    draft = RepairDraft(text="Changée", parts=parts, cost=Decimal(15))
    administrator.does(lambda act: repair_fault(act, fault, draft))

    def left() -> Decimal:
        with administrator.database.reading() as session:
            return session.get_one(StockLevel, level).quantity

    assert left() == 1
    administrator.does(lambda act: reopen_fault(act, fault))
    assert left() == 2


def test_bad_input_of_faults_is_told_beside_its_field(administrator: Worker) -> None:
    laser = a_machine(administrator)
    draft = FaultDraft(machine_id=laser, text=" ", at=NOW + HOUR)
    with refused(("text", WordlessFaultError), ("at", ComingFaultError)):
        administrator.does(lambda act: report_fault(act, new_key(), draft))
    fault = a_fault(administrator, laser)
    before = RepairDraft(text="", at=NOW - HOUR)
    with refused(("text", WordlessRepairError), ("at", BackwardsStopError)):
        administrator.does(lambda act: repair_fault(act, fault, before))
    administrator.does(lambda act: withdraw_fault(act, fault))
    with refused(("text", ClosedFaultError)):
        repaired(administrator, fault)
    stop = StopDraft(machine_id=laser, text="", starts_at=NOW, ends_at=NOW - HOUR)
    with refused(("text", WordlessStopError), ("ends_at", BackwardsStopError)):
        administrator.does(lambda act: stop_machine(act, new_key(), stop))
    with administrator.database.reading() as session:
        assert session.get_one(Fault, fault).state is FaultState.WITHDRAWN


@pytest.mark.parametrize("kind", StopKind)
def test_a_stop_to_come_or_past_does_not_stop_now(administrator: Worker, kind: StopKind) -> None:
    laser = a_machine(administrator)
    a_stop(administrator, laser, NOW + HOUR, kind=kind)
    a_stop(administrator, laser, NOW - 3 * HOUR, NOW - HOUR, kind=kind)
    assert state(administrator, laser) is MachineState.FREE

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from builders import NOW, Worker
from builders.machines import a_machine, a_stop
from builders.people import a_person, an_attachments_folder
from builders.upkeep import a_fault, a_kit, a_loan, a_plan, an_order
from fablab_desk.keys import new_key
from fablab_desk.machines import service_faults as faults
from fablab_desk.machines import service_files as files_of
from fablab_desk.machines import service_loans as loans
from fablab_desk.machines import service_upkeep as upkeep
from fablab_desk.machines.kinds import CheckResult
from fablab_desk.machines.upkeep_drafts import (
    CheckDraft,
    DoneDraft,
    FaultDraft,
    KitDraft,
    LoanDraft,
    PlanDraft,
    RepairDraft,
    StopDraft,
)
from fablab_desk.staff.act import Act

Call = Callable[[Act], object]
YESTERDAY = NOW - timedelta(days=1)
DONE = DoneDraft(done_by="Atelier")


def report_fault(worker: Worker) -> Call:
    key, draft = new_key(), FaultDraft(machine_id=a_machine(worker), text="Cassée", stops=True)
    return lambda act: faults.report_fault(act, key, draft)


def correct_fault(worker: Worker) -> Call:
    machine = a_machine(worker)
    key = a_fault(worker, machine)
    draft = FaultDraft(machine_id=machine, text="Lentille fendue", stops=True)
    return lambda act: faults.correct_fault(act, key, draft, 1)


def _stopping(worker: Worker) -> UUID:
    return a_fault(worker, a_machine(worker), stops=True, at=YESTERDAY)


def repair_fault(worker: Worker) -> Call:
    key = _stopping(worker)
    return lambda act: faults.repair_fault(act, key, RepairDraft(text="Changée"))


def reopen_fault(worker: Worker) -> Call:
    key = _stopping(worker)
    worker.does(lambda act: faults.repair_fault(act, key, RepairDraft(text="Changée")))
    return lambda act: faults.reopen_fault(act, key)


def withdraw_fault(worker: Worker) -> Call:
    key = _stopping(worker)
    return lambda act: faults.withdraw_fault(act, key, "Mauvaise machine")


def stop_machine(worker: Worker) -> Call:
    key, draft = new_key(), StopDraft(machine_id=a_machine(worker), text="Travaux")
    return lambda act: faults.stop_machine(act, key, draft)


def resume_machine(worker: Worker) -> Call:
    key = a_stop(worker, a_machine(worker), YESTERDAY)
    return lambda act: faults.resume_machine(act, key)


def stop_again(worker: Worker) -> Call:
    key = a_stop(worker, a_machine(worker), YESTERDAY, NOW - timedelta(hours=1))
    return lambda act: faults.stop_again(act, key)


def correct_stop(worker: Worker) -> Call:
    machine = a_machine(worker)
    key = a_stop(worker, machine, YESTERDAY)
    draft = StopDraft(machine_id=machine, text="Coupure")
    return lambda act: faults.correct_stop(act, key, draft, 1)


def withdraw_stop(worker: Worker) -> Call:
    key = a_stop(worker, a_machine(worker), YESTERDAY)
    return lambda act: faults.withdraw_stop(act, key)


def restore_stop(worker: Worker) -> Call:
    key = a_stop(worker, a_machine(worker), YESTERDAY)
    worker.does(lambda act: faults.withdraw_stop(act, key))
    return lambda act: faults.restore_stop(act, key)


def add_plan(worker: Worker) -> Call:
    key, draft = new_key(), PlanDraft(machine_id=a_machine(worker), label="Huiler", every_days=30)
    return lambda act: upkeep.add_plan(act, key, draft)


def correct_plan(worker: Worker) -> Call:
    machine = a_machine(worker)
    key = a_plan(worker, machine, every_days=30)
    draft = PlanDraft(machine_id=machine, label="Graisser", every_days=60)
    return lambda act: upkeep.correct_plan(act, key, draft, 1)


def archive_plan(worker: Worker) -> Call:
    key = a_plan(worker, a_machine(worker), every_days=30)
    return lambda act: upkeep.archive_plan(act, key)


def restore_plan(worker: Worker) -> Call:
    key = a_plan(worker, a_machine(worker), every_days=30)
    worker.does(lambda act: upkeep.archive_plan(act, key))
    return lambda act: upkeep.restore_plan(act, key)


def open_order(worker: Worker) -> Call:
    key, machine = new_key(), a_machine(worker)
    plan = a_plan(worker, machine, every_days=30, checklist=("Un",))
    return lambda act: upkeep.open_order(act, key, machine, plan)


def check_order(worker: Worker) -> Call:
    machine = a_machine(worker)
    order = an_order(worker, machine, a_plan(worker, machine, every_days=30, checklist=("Un",)))
    checks = [CheckDraft(position=0, result=CheckResult.GOOD)]
    return lambda act: upkeep.check_order(act, order, checks)


def close_order(worker: Worker) -> Call:
    order = an_order(worker, a_machine(worker))
    return lambda act: upkeep.close_order(act, order, DONE)


def reopen_order(worker: Worker) -> Call:
    order = an_order(worker, a_machine(worker))
    worker.does(lambda act: upkeep.close_order(act, order, DONE))
    return lambda act: upkeep.reopen_order(act, order)


def cancel_order(worker: Worker) -> Call:
    order = an_order(worker, a_machine(worker))
    return lambda act: upkeep.cancel_order(act, order)


def _attached(worker: Worker) -> tuple[UUID, Call]:
    key, fault, files = new_key(), a_fault(worker, a_machine(worker)), an_attachments_folder(worker)
    return key, lambda act: files_of.attach_file(
        act, files, key, "photo.jpg", b"photo", fault_id=fault
    )


def attach_file(worker: Worker) -> Call:
    return _attached(worker)[1]


def take_file_off(worker: Worker) -> Call:
    key, attach = _attached(worker)
    worker.does(attach)
    return lambda act: files_of.take_file_off(act, key)


def put_file_back(worker: Worker) -> Call:
    key, attach = _attached(worker)
    worker.does(attach)
    worker.does(lambda act: files_of.take_file_off(act, key))
    return lambda act: files_of.put_file_back(act, key)


def add_kit(worker: Worker) -> Call:
    key = new_key()
    return lambda act: loans.add_kit(act, key, KitDraft(code="M1", name="Malle"))


def correct_kit(worker: Worker) -> Call:
    key = a_kit(worker)
    return lambda act: loans.correct_kit(act, key, KitDraft(code="M2", name="Malle"), 1)


def archive_kit(worker: Worker) -> Call:
    key = a_kit(worker)
    return lambda act: loans.archive_kit(act, key)


def restore_kit(worker: Worker) -> Call:
    key = a_kit(worker)
    worker.does(lambda act: loans.archive_kit(act, key))
    return lambda act: loans.restore_kit(act, key)


def lend(worker: Worker) -> Call:
    key = new_key()
    draft = LoanDraft(machine_id=a_machine(worker), borrower_id=a_person(worker))
    return lambda act: loans.lend(act, key, draft)


def take_back_loan(worker: Worker) -> Call:
    key = a_loan(worker, machine_id=a_machine(worker))
    return lambda act: loans.take_back_loan(act, key, "Complet")


def lend_again(worker: Worker) -> Call:
    key = a_loan(worker, machine_id=a_machine(worker))
    worker.does(lambda act: loans.take_back_loan(act, key, "Complet"))
    return lambda act: loans.lend_again(act, key)


def restore_loan(worker: Worker) -> Call:
    key = a_loan(worker, machine_id=a_machine(worker))
    worker.does(lambda act: loans.withdraw_loan(act, key))
    return lambda act: loans.restore_loan(act, key, still_out=True)


def withdraw_loan(worker: Worker) -> Call:
    key = a_loan(worker, machine_id=a_machine(worker))
    return lambda act: loans.withdraw_loan(act, key)


CALLS: dict[str, Callable[[Worker], Call]] = {
    "machines.report_fault": report_fault,
    "machines.correct_fault": correct_fault,
    "machines.repair_fault": repair_fault,
    "machines.reopen_fault": reopen_fault,
    "machines.withdraw_fault": withdraw_fault,
    "machines.stop_machine": stop_machine,
    "machines.resume_machine": resume_machine,
    "machines.stop_again": stop_again,
    "machines.correct_stop": correct_stop,
    "machines.withdraw_stop": withdraw_stop,
    "machines.restore_stop": restore_stop,
    "machines.add_plan": add_plan,
    "machines.correct_plan": correct_plan,
    "machines.archive_plan": archive_plan,
    "machines.restore_plan": restore_plan,
    "machines.open_order": open_order,
    "machines.check_order": check_order,
    "machines.close_order": close_order,
    "machines.reopen_order": reopen_order,
    "machines.cancel_order": cancel_order,
    "machines.attach_file": attach_file,
    "machines.take_file_off": take_file_off,
    "machines.put_file_back": put_file_back,
    "machines.add_kit": add_kit,
    "machines.correct_kit": correct_kit,
    "machines.archive_kit": archive_kit,
    "machines.restore_kit": restore_kit,
    "machines.lend": lend,
    "machines.take_back_loan": take_back_loan,
    "machines.lend_again": lend_again,
    "machines.withdraw_loan": withdraw_loan,
    "machines.restore_loan": restore_loan,
}

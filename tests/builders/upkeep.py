"""Faults, plans, maintenance and loans, by the services of machines."""

from datetime import date
from typing import Any
from uuid import UUID

from builders import Worker
from builders.people import a_person
from fablab_desk.keys import new_key
from fablab_desk.machines.drafts import MachineDraft
from fablab_desk.machines.due import Due, list_due
from fablab_desk.machines.kinds import CheckResult
from fablab_desk.machines.models import UseDay
from fablab_desk.machines.service_faults import report_fault
from fablab_desk.machines.service_loans import add_kit, lend
from fablab_desk.machines.service_upkeep import add_plan, close_order, open_order
from fablab_desk.machines.upkeep_drafts import (
    CheckDraft,
    DoneDraft,
    FaultDraft,
    KitDraft,
    LoanDraft,
    PlanDraft,
)


def a_machine_draft(**said: Any) -> MachineDraft:
    whole = {"code": "LASER", "name": "Laser", "commissioned_on": date(2026, 1, 1)}
    return MachineDraft(**{**whole, **said})


def a_fault(worker: Worker, machine_id: UUID, text: str = "Lentille fêlée", **said: Any) -> UUID:
    key: UUID = new_key()
    draft = FaultDraft(machine_id=machine_id, text=text, **said)
    worker.does(lambda act: report_fault(act, key, draft))
    return key


def a_plan(worker: Worker, machine_id: UUID, label: str = "Nettoyer", **said: Any) -> UUID:
    key: UUID = new_key()
    draft = PlanDraft(machine_id=machine_id, label=label, **said)
    worker.does(lambda act: add_plan(act, key, draft))
    return key


def an_order(worker: Worker, machine_id: UUID, plan_id: UUID | None = None, **said: Any) -> UUID:
    key: UUID = new_key()
    label = "" if plan_id else "Changer la courroie"
    worker.does(lambda act: open_order(act, key, machine_id, plan_id, label, **said))
    return key


def upkeep_done(
    worker: Worker,
    machine_id: UUID,
    plan_id: UUID,
    on: date,
    results: tuple[CheckResult, ...] = (),
    planned_on: date | None = None,
) -> UUID:
    key = an_order(worker, machine_id, plan_id, planned_on=planned_on)
    checks = tuple(CheckDraft(position=n, result=one) for n, one in enumerate(results))
    draft = DoneDraft(done_on=on, done_by="Atelier", checks=checks)
    worker.does(lambda act: close_order(act, key, draft))
    return key


def used(worker: Worker, machine_id: UUID, day: date, hours: float) -> None:
    with worker.database.writing() as session:
        session.add(
            UseDay(
                use_id=new_key(),
                day=day,
                machine_id=machine_id,
                operator_id=None,
                seconds=round(hours * 3600),
                first=True,
            )
        )


def due_on(worker: Worker, day: date) -> list[Due]:
    with worker.database.reading() as session:
        return list_due(session, day)


def a_kit(worker: Worker, code: str = "MALLE1") -> UUID:
    key: UUID = new_key()
    worker.does(lambda act: add_kit(act, key, KitDraft(code=code, name="Malle robots")))
    return key


def a_loan(worker: Worker, **said: Any) -> UUID:
    key: UUID = new_key()
    draft = LoanDraft(**{"borrower_id": a_person(worker, "Louise"), **said})
    worker.does(lambda act: lend(act, key, draft))
    return key

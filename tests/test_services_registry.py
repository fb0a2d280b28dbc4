"""What holds for every service of the house, whoever wrote it."""

import inspect
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
from builders import Worker, a_charge, a_debtor, a_draft, a_person
from sqlalchemy import func, select

import fablab_desk
from fablab_desk.charges.service import charge_by_hand
from fablab_desk.db.database import Database
from fablab_desk.keys import new_key
from fablab_desk.invoicing.service import draft_invoice, issue_invoice
from fablab_desk.people.drafts import PersonDraft
from fablab_desk.people.service import admit_person, correct_person
from fablab_desk.schema import METADATA
from fablab_desk.staff.act import REGISTRY, Act
from fablab_desk.staff.models import AuditEntry
from fablab_desk.staff.rights import RightError, Role

Call = Callable[[Act], object]


def admit(worker: Worker) -> Call:
    key = new_key()
    return lambda act: admit_person(act, key, PersonDraft("Ada"))


def correct(worker: Worker) -> Call:
    key = a_person(worker)
    return lambda act: correct_person(act, key, PersonDraft("Ada L."), seen=1)


def charge(worker: Worker) -> Call:
    fact_id, person_id = new_key(), a_person(worker)
    return lambda act: charge_by_hand(act, fact_id, person_id, a_charge())


def draft(worker: Worker) -> Call:
    key, person_id = new_key(), a_debtor(worker)
    return lambda act: draft_invoice(act, key, person_id)


def issue(worker: Worker) -> Call:
    key = a_draft(worker)
    return lambda act: issue_invoice(act, key)


# Each prepares what its service needs, then gives the call. A new service needs its line here.
CALLS: dict[str, Callable[[Worker], Call]] = {
    "people.admit_person": admit,
    "people.correct_person": correct,
    "charges.charge_by_hand": charge,
    "invoicing.draft_invoice": draft,
    "invoicing.issue_invoice": issue,
}
every_service = pytest.mark.parametrize("name", CALLS)


def public_services() -> set[str]:
    root = Path(fablab_desk.__file__).parent
    modules = [
        import_module(f"fablab_desk.{p.parent.name}.service") for p in root.glob("*/service.py")
    ]
    return {
        f"{module.__name__.split('.')[1]}.{name}"
        for module in modules
        for name, thing in inspect.getmembers(module, inspect.isfunction)
        if thing.__module__ == module.__name__ and not name.startswith("_")
    }


def counts(database: Database) -> dict[str, int | None]:
    with database.reading() as session:
        return {
            name: session.scalar(select(func.count()).select_from(table))
            for name, table in METADATA.tables.items()
        }


def entries(database: Database) -> list[AuditEntry]:
    with database.reading() as session:
        return list(session.scalars(select(AuditEntry).order_by(AuditEntry.id)))


def test_every_public_service_is_registered_with_a_right_and_tried_here() -> None:
    assert public_services() == set(REGISTRY) == set(CALLS)


@every_service
def test_it_is_refused_without_its_right_and_nothing_is_written(
    name: str, treasurer: Worker
) -> None:
    call = CALLS[name](treasurer)
    visitor = Worker(treasurer.database, Role.VISITOR)
    before = counts(treasurer.database)
    with pytest.raises(RightError):
        visitor.does(call)
    assert counts(treasurer.database) == before


@every_service
def test_it_leaves_one_audit_entry_with_what_it_changed(name: str, treasurer: Worker) -> None:
    call = CALLS[name](treasurer)
    before = len(entries(treasurer.database))
    treasurer.does(call)
    (entry,) = entries(treasurer.database)[before:]
    assert (entry.service, entry.workstation) == (name, "front desk")
    assert (entry.account_id, entry.at) == (treasurer.seat.account_id, treasurer.now)
    assert set(entry.records) == set(entry.changes) != set()


@every_service
def test_done_twice_with_the_same_key_it_is_done_once(name: str, treasurer: Worker) -> None:
    call = CALLS[name](treasurer)
    treasurer.does(call)
    once = counts(treasurer.database)
    assert not treasurer.does(call).touched
    assert counts(treasurer.database) == once

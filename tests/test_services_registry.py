"""What holds for every service of the house, whoever wrote it."""

import inspect
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

import fablab_desk
from builders import Worker
from fablab_desk.db.database import Database
from fablab_desk.errors import DeskError, Problems
from fablab_desk.lab.kinds import LockKind
from fablab_desk.lab.locks import LockedPeriodError
from fablab_desk.lab.models import PeriodLock
from fablab_desk.schema import BLUEPRINT
from fablab_desk.staff.act import NOT_UNDONE, REGISTRY, Act
from fablab_desk.staff.errors import StaleError
from fablab_desk.staff.models import AuditEntry
from fablab_desk.staff.rights import RightError

Call = Callable[[Act], object]

CALLS: dict[str, Callable[[Worker], Call]] = {}
for _file in sorted((Path(__file__).parent / "registry").glob("[!_]*.py")):
    CALLS |= import_module(f"registry.{_file.stem}").CALLS
# What asks for the very secret that it changes: done again, it is refused.
ASKS_A_SECRET = {"staff.change_own_password"}
every_service = pytest.mark.parametrize("name", CALLS)

# What writes facts of a day, and so refuses a day that is closed; by the kind of lock it heeds.
HEED_LOCKS = {
    "memberships.enrol": LockKind.MEMBERSHIPS,
    "memberships.cancel_membership": LockKind.MEMBERSHIPS,
    "memberships.decide_memberships": LockKind.MEMBERSHIPS,
    "memberships.take_back_decisions": LockKind.MEMBERSHIPS,
    "memberships.take_back_renewals": LockKind.MEMBERSHIPS,
    "care.import_members": LockKind.MEMBERSHIPS,
    "care.withdraw_import": LockKind.MEMBERSHIPS,
    "care.take_balances_over": LockKind.CHARGES,
    "charges.charge_by_hand": LockKind.CHARGES,
    "charges.withdraw_charge": LockKind.CHARGES,
    "charges.waive_charge": LockKind.CHARGES,
    "charges.restore_charge": LockKind.CHARGES,
    "payments.cash": LockKind.PAYMENTS,
    "payments.correct_cashing": LockKind.PAYMENTS,
    "payments.open_till": LockKind.PAYMENTS,
    "agenda.correct_permanence": LockKind.ARRIVALS,
    "agenda.reopen_permanence": LockKind.ARRIVALS,
    "agenda.check_in": LockKind.ARRIVALS,
    "agenda.count_heads": LockKind.ARRIVALS,
    "agenda.check_in_group": LockKind.ARRIVALS,
    "agenda.check_in_many": LockKind.ARRIVALS,
    "agenda.check_in_days": LockKind.ARRIVALS,
    "agenda.withdraw_arrivals": LockKind.ARRIVALS,
    "agenda.restore_arrivals": LockKind.ARRIVALS,
    "logbook.correct_use": LockKind.USES,
    "logbook.go_on_with_use": LockKind.USES,
    "logbook.record_sheet": LockKind.USES,
    "logbook.record_use": LockKind.USES,
    "logbook.restore_uses": LockKind.USES,
    "logbook.start_use": LockKind.USES,
    "logbook.stop_use": LockKind.USES,
    "logbook.take_correction_back": LockKind.USES,
    "logbook.withdraw_uses": LockKind.USES,
    "logbook.settle_uses": LockKind.USES,
    "invoicing.issue_invoice": LockKind.INVOICES,
    "invoicing.credit_invoice": LockKind.INVOICES,
    "machines.record_reading": LockKind.USES,
    "machines.withdraw_reading": LockKind.USES,
    "machines.restore_reading": LockKind.USES,
    "machines.report_fault": LockKind.USES,
    "machines.correct_fault": LockKind.USES,
    "machines.repair_fault": LockKind.USES,
    "machines.reopen_fault": LockKind.USES,
    "machines.withdraw_fault": LockKind.USES,
    "machines.stop_machine": LockKind.USES,
    "machines.resume_machine": LockKind.USES,
    "machines.stop_again": LockKind.USES,
    "machines.correct_stop": LockKind.USES,
    "machines.withdraw_stop": LockKind.USES,
    "machines.restore_stop": LockKind.USES,
    "machines.close_order": LockKind.USES,
    "machines.reopen_order": LockKind.USES,
    "machines.lend": LockKind.USES,
    "machines.take_back_loan": LockKind.USES,
    "machines.lend_again": LockKind.USES,
    "machines.withdraw_loan": LockKind.USES,
    "machines.restore_loan": LockKind.USES,
    "trainings.correct_enrolment": LockKind.TRAININGS,
    "trainings.plan_session": LockKind.TRAININGS,
    "trainings.correct_session": LockKind.TRAININGS,
    "trainings.cancel_session": LockKind.TRAININGS,
    "trainings.plan_again": LockKind.TRAININGS,
    "trainings.enrol": LockKind.TRAININGS,
    "trainings.withdraw_enrolment": LockKind.TRAININGS,
    "trainings.restore_enrolment": LockKind.TRAININGS,
    "trainings.give_seat": LockKind.TRAININGS,
    "trainings.give_seat_back": LockKind.TRAININGS,
    "trainings.note_presences": LockKind.TRAININGS,
    "trainings.assess": LockKind.TRAININGS,
    "trainings.close_session": LockKind.TRAININGS,
    "trainings.reopen_session": LockKind.TRAININGS,
    "trainings.grant": LockKind.TRAININGS,
    "trainings.take_over_certifications": LockKind.TRAININGS,
    "trainings.grant_first": LockKind.TRAININGS,
    "trainings.withdraw_certifications": LockKind.TRAININGS,
    "trainings.restore_certifications": LockKind.TRAININGS,
    "trainings.suspend": LockKind.TRAININGS,
    "trainings.restore": LockKind.TRAININGS,
    "trainings.revoke": LockKind.TRAININGS,
    "trainings.withdraw_event": LockKind.TRAININGS,
    "trainings.note_event_again": LockKind.TRAININGS,
}


def public_services() -> set[str]:
    root = Path(fablab_desk.__file__).parent
    modules = [
        import_module(f"fablab_desk.{p.parent.name}.{p.stem}")
        for p in [*root.glob("*/service.py"), *root.glob("*/service_*.py")]
    ]
    return {
        f"{module.__name__.split('.')[1]}.{name}"
        for module in modules
        for name, thing in inspect.getmembers(module, inspect.isfunction)
        if thing.__module__ == module.__name__ and not name.startswith("_")
    }


def services_handed(parameter: str) -> list[str]:
    """Those that cannot do without it: the version a form was filled from, a reason."""
    rooms = {name: name.split(".")[0] for name in CALLS}
    found = []
    for name, room in rooms.items():
        files = (Path(fablab_desk.__file__).parent / room).glob("service*.py")
        for file in files:
            module = import_module(f"fablab_desk.{room}.{file.stem}")
            service = getattr(module, name.split(".")[1], None)
            taken = inspect.signature(service).parameters if service else {}
            if parameter in taken and taken[parameter].default is inspect.Parameter.empty:
                found.append(name)
    return found


def counts(database: Database) -> dict[str, int | None]:
    with database.reading() as session:
        return {
            name: session.scalar(select(func.count()).select_from(table))
            for name, table in BLUEPRINT.metadata.tables.items()
        }


def entries(database: Database) -> list[AuditEntry]:
    with database.reading() as session:
        return list(session.scalars(select(AuditEntry).order_by(AuditEntry.seq)))


def test_every_public_service_is_registered_with_a_right_and_tried_here() -> None:
    assert public_services() == set(REGISTRY) == set(CALLS)


@every_service
def test_its_inverse_is_a_service_or_it_says_that_it_cannot_be_undone(name: str) -> None:
    assert REGISTRY[name].inverse in {*REGISTRY, NOT_UNDONE}


@every_service
def test_it_is_refused_without_its_right_and_nothing_is_written(
    name: str, administrator: Worker
) -> None:
    call = CALLS[name](administrator)
    visitor = Worker(administrator.database, roles=())
    before = counts(administrator.database)
    with pytest.raises(RightError):
        visitor.does(call)
    assert counts(administrator.database) == before


@every_service
def test_it_leaves_one_audit_entry_with_what_it_changed(name: str, administrator: Worker) -> None:
    call = CALLS[name](administrator)
    before = len(entries(administrator.database))
    administrator.does(call)
    (entry,) = entries(administrator.database)[before:]
    assert (entry.service, entry.workstation) == (name, "front desk")
    assert (entry.account_id, entry.at) == (administrator.seat.account_id, administrator.now)
    assert entry.digest


@pytest.mark.parametrize("name", services_handed("reason"))
def test_the_reason_it_was_given_stands_in_the_journal(name: str, administrator: Worker) -> None:
    administrator.does(CALLS[name](administrator))
    assert entries(administrator.database)[-1].reason


@pytest.mark.parametrize("name", [name for name in CALLS if name not in ASKS_A_SECRET])
def test_done_twice_with_the_same_key_it_is_done_once(name: str, administrator: Worker) -> None:
    call = CALLS[name](administrator)
    administrator.does(call)
    once = counts(administrator.database)
    assert not administrator.does(call).touched
    assert counts(administrator.database) == once


@pytest.mark.parametrize("name", services_handed("seen"))
def test_an_edit_from_an_old_version_is_refused(name: str, administrator: Worker) -> None:
    call = CALLS[name](administrator)
    with administrator.database.writing() as session:
        for table in BLUEPRINT.metadata.tables.values():
            if "version" in table.columns:
                session.execute(update(table).values(version=table.c.version + 1))
    with pytest.raises(StaleError):
        administrator.does(call)


@pytest.mark.parametrize(("name", "kind"), HEED_LOCKS.items())
def test_a_closed_period_takes_nothing_more(
    name: str, kind: LockKind, administrator: Worker
) -> None:
    call = CALLS[name](administrator)
    with administrator.database.writing() as session:
        through = administrator.now.date()
        session.add(PeriodLock(kind=kind, through=through, at=administrator.now))
    before = counts(administrator.database)
    with pytest.raises(DeskError) as refusal:
        administrator.does(call)
    told = refusal.value
    found = [one for _, one in told.found] if isinstance(told, Problems) else [told]
    assert any(isinstance(one, LockedPeriodError) for one in found)
    assert counts(administrator.database) == before

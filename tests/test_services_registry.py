"""What holds for every service of the house, whoever wrote it."""

import inspect
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
from sqlalchemy import func, select

import fablab_desk
from builders import Worker
from fablab_desk.db.database import Database
from fablab_desk.schema import METADATA
from fablab_desk.staff.act import NOT_UNDONE, REGISTRY, Act
from fablab_desk.staff.models import AuditEntry
from fablab_desk.staff.rights import RightError

Call = Callable[[Act], object]

CALLS: dict[str, Callable[[Worker], Call]] = {}
for _file in sorted((Path(__file__).parent / "registry").glob("[!_]*.py")):
    CALLS |= import_module(f"registry.{_file.stem}").CALLS
every_service = pytest.mark.parametrize("name", CALLS)


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


def counts(database: Database) -> dict[str, int | None]:
    with database.reading() as session:
        return {
            name: session.scalar(select(func.count()).select_from(table))
            for name, table in METADATA.tables.items()
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


@every_service
def test_done_twice_with_the_same_key_it_is_done_once(name: str, administrator: Worker) -> None:
    call = CALLS[name](administrator)
    administrator.does(call)
    once = counts(administrator.database)
    assert not administrator.does(call).touched
    assert counts(administrator.database) == once

"""Machines, and what hangs on them, by rows: for tests of any room."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from builders import Worker
from builders.catalogue import an_article
from fablab_desk.catalogue.models import Price
from fablab_desk.keys import new_key
from fablab_desk.machines.kinds import MeterKind, NeedKind, StopKind
from fablab_desk.machines.models import Machine, MachineNeed, Meter
from fablab_desk.machines.upkeep_models import Stop

COMMISSIONED = date(2020, 1, 1)


def a_machine(worker: Worker, code: str = "LASER", name: str = "", **columns: Any) -> UUID:
    """In service since 2020; neither a membership nor a piece is asked, unless it is said."""
    key: UUID = new_key()
    said = {"commissioned_on": COMMISSIONED, "needs_membership": False, "needs_pieces": False}
    name = name or code.capitalize()
    with worker.database.writing() as session:
        session.add(
            Machine(
                id=key,
                code=code,
                name=name,
                sort_name=name.lower(),
                tag=f"90{key.int % 10**17:017}",
                **{**said, **columns},
            )
        )
    return key


def needing(worker: Worker, machine_id: UUID, needed_id: UUID, kind: NeedKind) -> None:
    with worker.database.writing() as session:
        session.add(MachineNeed(machine_id=machine_id, needed_id=needed_id, kind=kind))


def a_stop(
    worker: Worker,
    machine_id: UUID,
    starts_at: datetime,
    ends_at: datetime | None = None,
    kind: StopKind = StopKind.OTHER,
    text: str = "",
) -> UUID:
    key: UUID = new_key()
    with worker.database.writing() as session:
        session.add(
            Stop(
                id=key,
                machine_id=machine_id,
                kind=kind,
                starts_at=starts_at,
                ends_at=ends_at,
                text=text,
            )
        )
    return key


def a_meter(
    worker: Worker,
    machine_id: UUID,
    kind: MeterKind = MeterKind.READ,
    label: str = "Tube",
    **columns: Any,
) -> UUID:
    key: UUID = new_key()
    said = {"begins_on": COMMISSIONED, "unit": "h"}
    with worker.database.writing() as session:
        session.add(
            Meter(id=key, machine_id=machine_id, kind=kind, label=label, **{**said, **columns})
        )
    return key


def machine_time(
    worker: Worker,
    hourly: str = "12",
    *,
    block: int = 15,
    grace: int = 0,
    set_up: str = "0",
    minimum: str = "0",
    code: str = "TEMPS",
) -> UUID:
    """An article of machine time: so much an hour, by blocks."""
    key = an_article(worker, code, "Temps machine")
    with worker.database.writing() as session:
        session.add(
            Price(
                article_id=key,
                valid_from=COMMISSIONED,
                amount=Decimal(hourly),
                block_minutes=block,
                grace_minutes=grace,
                set_up=Decimal(set_up),
                minimum=Decimal(minimum),
            )
        )
    return key

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from typing import TypeVar
from uuid import UUID

from fablab_desk.charges.ledger import ChargeDraft
from fablab_desk.charges.service import charge_by_hand
from fablab_desk.db.database import Database
from fablab_desk.keys import new_key
from fablab_desk.invoicing.service import draft_invoice
from fablab_desk.people.drafts import PersonDraft
from fablab_desk.people.service import admit_person
from fablab_desk.staff.act import Act
from fablab_desk.staff.models import Account
from fablab_desk.staff.rights import Role
from fablab_desk.staff.unit import Done, Seat, perform

T = TypeVar("T")
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def a_seat(database: Database, role: Role = Role.TREASURER) -> Seat:
    key = new_key()
    with database.writing() as session:
        session.add(Account(id=key, login=f"{role.value} {key}", role=role))
    return Seat(key, "front desk")


@dataclass
class Worker:
    """Somebody at the desk without a window, as the command line is."""

    database: Database
    role: Role = Role.TREASURER
    now: datetime = NOW
    seat: Seat = field(init=False)

    def __post_init__(self) -> None:
        self.seat = a_seat(self.database, self.role)

    def does(self, call: Callable[[Act], T]) -> Done[T]:
        return perform(self.database, self.seat, lambda: self.now, call)


def a_charge(quantity: str = "1.5", unit_price: str = "9.99", label: str = "Laser") -> ChargeDraft:
    return ChargeDraft(label, Decimal(quantity), Decimal(unit_price))


def a_person(worker: Worker, name: str = "Ada") -> UUID:
    key = new_key()
    worker.does(lambda act: admit_person(act, key, PersonDraft(name)))
    return key


def a_debtor(worker: Worker, *charges: ChargeDraft, name: str = "Ada") -> UUID:
    person_id = a_person(worker, name)
    for charge in charges or (a_charge(),):
        worker.does(partial(charge_by_hand, fact_id=new_key(), person_id=person_id, draft=charge))
    return person_id


def a_draft(worker: Worker, *charges: ChargeDraft, name: str = "Ada") -> UUID:
    person_id, key = a_debtor(worker, *charges, name=name), new_key()
    worker.does(lambda act: draft_invoice(act, key, person_id))
    return key

"""Somebody at the desk without a window, and the parts every story begins with."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TypeVar

from fablab_desk.db.database import Database
from fablab_desk.keys import new_key
from fablab_desk.lab.models import Carrier, Lab
from fablab_desk.staff.act import Act
from fablab_desk.staff.models import Account
from fablab_desk.staff.passwords import hash_password
from fablab_desk.staff.rights import Role
from fablab_desk.staff.unit import Done, Seat, perform

T = TypeVar("T")
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
PASSWORD = "une longue phrase"


@cache
def a_hash() -> str:
    """One argon2 for the whole run: it is slow on purpose."""
    return hash_password(PASSWORD)


def a_seat(database: Database, *roles: Role, keys: Path | None = None) -> Seat:
    key = new_key()
    name = " ".join(roles) or "visitor"
    with database.writing() as session:
        account = Account(id=key, login=f"{name} {key}", name=name, roles=list(roles))
        account.password_hash = a_hash()
        session.add(account)
    return Seat(key, "front desk", keys)


@dataclass
class Worker:
    """As the command line is: acts, their commit, nothing else. Without roles: a visitor."""

    database: Database
    roles: tuple[Role, ...] = (Role.ADMINISTRATOR,)
    now: datetime = NOW
    keys: Path | None = None
    seat: Seat = field(init=False)

    def __post_init__(self) -> None:
        self.seat = a_seat(self.database, *self.roles, keys=self.keys)

    def does(self, call: Callable[[Act], T], reason: str = "") -> Done[T]:
        return perform(self.database, self.seat, lambda: self.now, call, reason)


def a_lab(database: Database) -> None:
    """A lab with its main carrier, as set-up leaves it."""
    with database.writing() as session:
        session.add(Lab(name="Fablab d’essai"))
        session.add(
            Carrier(
                code="MAIN",
                name="Association Fablab d’essai",
                legal_form="association loi 1901",
                address="1 rue de l’Essai",
                postal_code="42000",
                city="Saint-Étienne",
                is_main=True,
            )
        )

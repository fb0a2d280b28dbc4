"""What tests of the form that takes money do again and again."""

from collections.abc import Callable
from decimal import Decimal
from uuid import UUID

from builders import Worker
from builders.money import a_method
from fablab_desk.charges.queries import list_open_charges
from fablab_desk.money import ZERO
from fablab_desk.payments.kinds import MethodKind
from fablab_desk.payments.queries import CASHINGS, CashingDetail, load_cashing
from fablab_desk.staff.models import Account
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.payments.cash import CashDialog

CashForm = Callable[[UUID | None], CashDialog]


def sit_as(desk: Desk, person_id: UUID) -> None:
    """The account at this desk is that person's."""
    with desk.database.writing() as session:
        session.get_one(Account, desk.seat.account_id).person_id = person_id


def cashings(desk: Desk) -> list[CashingDetail]:
    with desk.database.reading() as session:
        return [load_cashing(session, row.id) for row in CASHINGS.every(session)]


def due(desk: Desk, key: UUID) -> Decimal:
    with desk.database.reading() as session:
        return sum((row.due for row in list_open_charges(session, key)), ZERO)


def choose_method(dialog: CashDialog, worker: Worker, kind: MethodKind, place: int = 0) -> None:
    dialog.lines[place].method.set_value(a_method(worker, kind))

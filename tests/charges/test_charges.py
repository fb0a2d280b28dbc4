from collections.abc import Callable
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import select

from builders import Worker
from builders.money import a_charge, a_line
from builders.people import a_person
from fablab_desk.charges.errors import NotByHandError, PartlyPaidError, SettledChargeError
from fablab_desk.charges.kinds import ChargeState, FactKind
from fablab_desk.charges.ledger import ChargeDraft, cancel_charge, write_charge
from fablab_desk.charges.models import Charge
from fablab_desk.charges.queries import ChargeRow, load_charge
from fablab_desk.charges.service import (
    put_on_slate,
    restore_charge,
    waive_charge,
    withdraw_charge,
)
from fablab_desk.errors import Problems
from fablab_desk.i18n import say
from fablab_desk.keys import new_key
from fablab_desk.lab.kinds import LockKind
from fablab_desk.lab.locks import LockedPeriodError
from fablab_desk.lab.models import PeriodLock
from fablab_desk.staff.act import Act
from fablab_desk.staff.models import Account, SelfAct


def row(worker: Worker, charge_id: UUID) -> ChargeRow:
    with worker.database.reading() as session:
        return load_charge(session, charge_id)


def lock(worker: Worker, kind: LockKind, through: date) -> None:
    with worker.database.writing() as session:
        session.add(PeriodLock(kind=kind, through=through, at=worker.now))


def is_at(worker: Worker, person_id: UUID) -> None:
    with worker.database.writing() as session:
        session.get_one(Account, worker.seat.account_id).person_id = person_id


def a_free_fact(act: Act, fact_id: UUID, amount: str) -> None:
    draft = ChargeDraft(
        label="Adhésion",
        quantity=Decimal(1),
        unit_price=Decimal(amount),
        amount=Decimal(amount),
        vat_nature=a_line().vat_nature,
    )
    write_charge(
        act,
        fact_id,
        FactKind.MEMBERSHIP,
        draft,
        payer_id=None,
        beneficiary_id=None,
        owed_on=act.day,
    )


def test_a_price_keeps_its_places_and_the_amount_is_rounded_once(treasurer: Worker) -> None:
    line = a_line(quantity="0.3333", unit_price="0.081234")
    charge = row(treasurer, a_charge(treasurer, a_person(treasurer), line))
    assert (charge.quantity, charge.unit_price) == (Decimal("0.3333"), Decimal("0.081234"))
    assert (charge.amount, charge.due, charge.state) == (
        Decimal("0.03"),
        Decimal("0.03"),
        ChargeState.OPEN,
    )


@pytest.mark.parametrize(
    ("field", "line", "sentence"),
    [
        ("unit_price", {"unit_price": "-5"}, "\u2212€5.00 cannot be charged"),
        ("unit_price", {"unit_price": "1e9"}, "€1,000,000,000.00 cannot be charged"),
        ("unit_price", {"unit_price": "0"}, "cannot be charged"),
        ("unit_price", {"unit_price": "NaN"}, "cannot be charged"),
        ("unit_price", {"unit_price": "0.004"}, "€0.00 cannot be charged"),
        ("unit_price", {"unit_price": "1.0000001"}, "1.0000001 has too many decimals"),
        ("unit_price", {"unit_price": "90000", "quantity": "2"}, "€180,000.00 cannot"),
        ("quantity", {"quantity": "0"}, "quantity above zero"),
        ("quantity", {"quantity": "-1"}, "quantity above zero"),
        ("quantity", {"quantity": "Infinity"}, "quantity above zero"),
        ("quantity", {"quantity": "1e6"}, "at most 100,000"),
        ("quantity", {"quantity": "1.00001"}, "with four decimals"),
        ("label", {"label": " "}, "Say what is charged"),
    ],
)
def test_what_cannot_be_charged_is_told_beside_its_field(
    treasurer: Worker, field: str, line: dict[str, str], sentence: str
) -> None:
    payer = a_person(treasurer)
    with pytest.raises(Problems) as told:
        a_charge(treasurer, payer, a_line(**line))  # type: ignore[arg-type]
    assert [name for name, _ in told.value.found] == [field]
    assert sentence in say(told.value)


def test_all_that_is_wrong_with_a_charge_is_told_together(treasurer: Worker) -> None:
    with pytest.raises(Problems) as told:
        a_charge(treasurer, a_person(treasurer), a_line("", "-5", "0"))
    assert [name for name, _ in told.value.found] == ["label", "quantity", "unit_price"]


def test_a_waiver_keeps_its_reason_and_can_be_taken_back(treasurer: Worker) -> None:
    key = a_charge(treasurer, a_person(treasurer))
    treasurer.does(lambda act: waive_charge(act, key, " the machine failed "))
    waived = row(treasurer, key)
    assert (waived.state, waived.closed_reason) == (ChargeState.WAIVED, "the machine failed")
    assert waived.due == 0
    treasurer.does(lambda act: restore_charge(act, key))
    again = row(treasurer, key)
    assert (again.state, again.closed_reason, again.due) == (ChargeState.OPEN, "", Decimal("12"))


@pytest.mark.parametrize("take_away", [waive_charge, withdraw_charge])
def test_nothing_is_taken_off_without_a_reason(
    treasurer: Worker, take_away: Callable[[Act, UUID, str], None]
) -> None:
    key = a_charge(treasurer, a_person(treasurer))
    with pytest.raises(Problems) as told:
        treasurer.does(lambda act: take_away(act, key, "  "))
    assert say(told.value) == "Write why: it stays with what was owed."


@pytest.mark.parametrize("take_away", [waive_charge, withdraw_charge])
def test_taking_off_ones_own_debt_waits_for_a_signature(
    treasurer: Worker, take_away: Callable[[Act, UUID, str], None]
) -> None:
    me = a_person(treasurer)
    is_at(treasurer, me)
    key = a_charge(treasurer, me)
    for _ in range(2):
        treasurer.does(lambda act: take_away(act, key, "alone today"))
    with treasurer.database.reading() as session:
        done = session.scalars(select(SelfAct)).one()
    assert (done.record_id, done.service, done.reason) == (
        key,
        f"charges.{take_away.__name__}",
        "alone today",
    )


def test_nothing_is_waived_on_a_day_that_is_closed(treasurer: Worker) -> None:
    key = a_charge(treasurer, a_person(treasurer))
    lock(treasurer, LockKind.CHARGES, treasurer.now.date())
    with pytest.raises(LockedPeriodError):
        treasurer.does(lambda act: waive_charge(act, key, "a gesture"))
    assert row(treasurer, key).state is ChargeState.OPEN


def test_a_waiver_of_a_closed_period_stays(treasurer: Worker) -> None:
    key = a_charge(treasurer, a_person(treasurer))
    treasurer.does(lambda act: waive_charge(act, key, "a gesture"))
    lock(treasurer, LockKind.CHARGES, treasurer.now.date())
    with pytest.raises(LockedPeriodError):
        treasurer.does(lambda act: restore_charge(act, key))
    assert row(treasurer, key).state is ChargeState.WAIVED


@pytest.mark.parametrize("take_away", [waive_charge, withdraw_charge])
def test_what_is_paid_in_part_is_not_taken_off(
    treasurer: Worker, take_away: Callable[[Act, UUID, str], None]
) -> None:
    key = a_charge(treasurer, a_person(treasurer))
    with treasurer.database.writing() as session:
        session.get_one(Charge, key).settle(Decimal(5))
    with pytest.raises(PartlyPaidError) as told:
        treasurer.does(lambda act: take_away(act, key, "charged twice"))
    assert say(told.value).startswith("€5.00 of “Découpe laser” are paid already")


def test_a_charge_withdrawn_stays_to_be_seen(treasurer: Worker) -> None:
    key = a_charge(treasurer, a_person(treasurer))
    treasurer.does(lambda act: withdraw_charge(act, key, "charged twice"))
    assert row(treasurer, key).state is ChargeState.CANCELLED
    for late in (restore_charge, put_on_slate):
        with pytest.raises(SettledChargeError):
            treasurer.does(lambda act, late=late: late(act, key))  # type: ignore[misc]


def test_what_comes_with_a_fact_goes_with_its_fact_only(treasurer: Worker) -> None:
    fact = new_key()
    treasurer.does(lambda act: a_free_fact(act, fact, "20"))
    with treasurer.database.reading() as session:
        key = session.scalars(select(Charge.id)).one()
    with pytest.raises(NotByHandError):
        treasurer.does(lambda act: withdraw_charge(act, key, "wrong"))
    treasurer.does(lambda act: cancel_charge(act, fact, "the membership was cancelled"))
    assert row(treasurer, key).state is ChargeState.CANCELLED


def test_nothing_owed_is_settled_at_once_and_can_still_be_cancelled(treasurer: Worker) -> None:
    fact = new_key()
    treasurer.does(lambda act: a_free_fact(act, fact, "0"))
    treasurer.does(lambda act: a_free_fact(act, fact, "0"))
    with treasurer.database.reading() as session:
        charge = session.scalars(select(Charge)).one()
    assert charge.state is ChargeState.SETTLED
    treasurer.does(lambda act: cancel_charge(act, fact, "mistaken"))
    assert row(treasurer, charge.id).state is ChargeState.CANCELLED

from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import select

from builders import Worker
from builders.money import a_cashing, a_part, an_open_till, something_sold
from builders.people import a_person
from fablab_desk.charges.kinds import ChargeState
from fablab_desk.charges.models import Charge
from fablab_desk.charges.queries import list_open_charges
from fablab_desk.errors import Problems
from fablab_desk.keys import new_key
from fablab_desk.money import ZERO
from fablab_desk.overview.counter import load_drawer
from fablab_desk.papers.queries import PaperState, list_papers_about
from fablab_desk.payments.drafts import CashingDraft, Opening, Sale
from fablab_desk.payments.errors import (
    ClosedTillError,
    CorrectedCashingError,
    CorrectionOfCorrectionError,
    SelfRefundError,
)
from fablab_desk.payments.kinds import JournalKind, MethodKind
from fablab_desk.payments.models import Allocation, Cashing, Payment, TillEntry
from fablab_desk.payments.service import cash, correct_cashing, issue_receipt
from fablab_desk.payments.service_till import close_till
from fablab_desk.staff.models import Account


def corrects(worker: Worker, cashing_id: UUID, reason: str = "wrong amount") -> UUID:
    key = new_key()
    worker.does(lambda act: correct_cashing(act, key, cashing_id, reason))
    return key


def test_a_correction_is_the_opposite_and_what_it_paid_is_owed_again(treasurer: Worker) -> None:
    an_open_till(treasurer)
    payer = a_person(treasurer)
    wrong = a_cashing(treasurer, payer, "12.00", MethodKind.CASH)
    opposite = corrects(treasurer, wrong)
    with treasurer.database.reading() as session:
        kept = session.get_one(Cashing, opposite)
        payment = session.scalars(select(Payment).where(Payment.cashing_id == opposite)).one()
        taken_back = session.scalars(
            select(Allocation.amount).where(Allocation.cashing_id == opposite)
        ).one()
        entry = session.scalars(select(TillEntry).where(TillEntry.record_id == opposite)).one()
        (row,) = list_open_charges(session, payer)
    assert (kept.total, kept.corrects_id, kept.reason) == (Decimal(-12), wrong, "wrong amount")
    assert (payment.amount, payment.change, taken_back) == (Decimal(-12), ZERO, Decimal(-12))
    assert (entry.kind, entry.total) == (JournalKind.CORRECTION, Decimal(-12))
    assert entry.said["corrects"] == str(wrong)
    assert row.due == Decimal(12)


def test_what_nobody_known_bought_is_owed_by_nobody(treasurer: Worker) -> None:
    an_open_till(treasurer)
    key, article = new_key(), something_sold(treasurer, price="3")
    draft = CashingDraft(sales=(Sale(article_id=article),), parts=(a_part(treasurer, "3"),))
    treasurer.does(lambda act: cash(act, key, draft))
    corrects(treasurer, key)
    with treasurer.database.reading() as session:
        assert session.scalars(select(Charge.state)).one() is ChargeState.CANCELLED


def test_a_receipt_counts_no_more_once_its_money_is_corrected(treasurer: Worker) -> None:
    wrong = a_cashing(treasurer, a_person(treasurer))
    treasurer.does(lambda act: issue_receipt(act, wrong))
    corrects(treasurer, wrong)
    with treasurer.database.reading() as session:
        (paper,) = list_papers_about(session, wrong)
    assert paper.state is PaperState.REVOKED


def test_money_is_corrected_once_with_a_reason(treasurer: Worker) -> None:
    wrong = a_cashing(treasurer, a_person(treasurer))
    with pytest.raises(Problems):
        corrects(treasurer, wrong, " ")
    opposite = corrects(treasurer, wrong)
    with pytest.raises(CorrectedCashingError):
        corrects(treasurer, wrong)
    with pytest.raises(CorrectionOfCorrectionError):
        corrects(treasurer, opposite)
    for refused, error in (
        (wrong, CorrectedCashingError),
        (opposite, CorrectionOfCorrectionError),
    ):
        with pytest.raises(error):
            treasurer.does(lambda act, refused=refused: issue_receipt(act, refused))  # type: ignore[misc]


def test_cash_comes_out_of_an_open_till_only(treasurer: Worker) -> None:
    opened = an_open_till(treasurer)
    wrong = a_cashing(treasurer, a_person(treasurer), "10.00", MethodKind.CASH)
    treasurer.does(lambda act: close_till(act, opened, {1000: 11}))
    with pytest.raises(ClosedTillError):
        corrects(treasurer, wrong)
    an_open_till(treasurer, {1000: 11})
    corrects(treasurer, wrong)


def test_a_closed_till_is_opened_in_the_act_of_the_opposite(treasurer: Worker) -> None:
    opened = an_open_till(treasurer)
    wrong = a_cashing(treasurer, a_person(treasurer), "10.00", MethodKind.CASH)
    treasurer.does(lambda act: close_till(act, opened, {1000: 11}))
    key, opening = new_key(), Opening(session_id=new_key(), count={1000: 11})
    for _ in range(2):  # sent twice
        treasurer.does(lambda act: correct_cashing(act, key, wrong, "why", opening=opening))
    with treasurer.database.reading() as session:
        drawer = load_drawer(session)
        wanted = select(TillEntry.kind).order_by(TillEntry.seq.desc()).limit(2)
        last = session.scalars(wanted).all()
    assert drawer.session
    assert drawer.session.cash == Decimal(100)
    assert last == [JournalKind.CORRECTION, JournalKind.OPENING]


def test_nobody_refunds_themselves(treasurer: Worker) -> None:
    me = a_person(treasurer)
    wrong = a_cashing(treasurer, me)
    with treasurer.database.writing() as session:
        session.get_one(Account, treasurer.seat.account_id).person_id = me
    with pytest.raises(SelfRefundError):
        corrects(treasurer, wrong)


def test_what_was_corrected_can_be_paid_again(treasurer: Worker) -> None:
    payer = a_person(treasurer)
    corrects(treasurer, a_cashing(treasurer, payer, "12.00"))
    a_cashing(treasurer, payer, "5.00")
    with treasurer.database.reading() as session:
        assert [row.due for row in list_open_charges(session, payer)] == [Decimal(12)]

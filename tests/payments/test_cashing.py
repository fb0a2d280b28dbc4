from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import select

from builders import Worker
from builders.money import (
    FLOAT,
    a_charge,
    a_line,
    a_part,
    a_till,
    an_open_till,
    something_sold,
)
from builders.people import a_person
from fablab_desk.catalogue.kinds import ArticleNature, VatNature
from fablab_desk.charges.kinds import ChargeState, FactKind
from fablab_desk.charges.models import Charge
from fablab_desk.charges.queries import load_charge
from fablab_desk.errors import DeskError, Problems
from fablab_desk.i18n import say
from fablab_desk.keys import new_key
from fablab_desk.lab.kinds import LockKind
from fablab_desk.lab.locks import LockedPeriodError
from fablab_desk.lab.models import PeriodLock
from fablab_desk.money import ZERO
from fablab_desk.payments.drafts import CashingDraft, Opening, Part, Sale, Tick
from fablab_desk.payments.errors import ClosedTillError, PassingDebtError
from fablab_desk.payments.kinds import MethodKind
from fablab_desk.payments.models import Cashing, Payment
from fablab_desk.payments.queries import CashingDetail, load_cashing
from fablab_desk.payments.service import cash
from fablab_desk.payments.service_methods import archive_method
from fablab_desk.people.service import archive_party
from fablab_desk.staff.models import Account, SelfAct
from fablab_desk.staff.rights import RightError, Role

TWELVE = Decimal("12.00")


def takes(worker: Worker, draft: CashingDraft, reason: str = "") -> tuple[CashingDetail, Decimal]:
    key = new_key()
    change = worker.does(lambda act: cash(act, key, draft), reason).result
    with worker.database.reading() as session:
        return load_cashing(session, key), change


def due(worker: Worker, charge_id: UUID) -> tuple[ChargeState, Decimal]:
    with worker.database.reading() as session:
        row = load_charge(session, charge_id)
    return row.state, row.due


def refusals(worker: Worker, draft: CashingDraft, reason: str = "") -> dict[str, str]:
    with pytest.raises(Problems) as told:
        takes(worker, draft, reason)
    with worker.database.reading() as session:
        assert session.scalars(select(Cashing)).all() == []
    return {field: say(refusal) for field, refusal in told.value.found}


@pytest.fixture
def payer(treasurer: Worker) -> UUID:
    an_open_till(treasurer)
    return a_person(treasurer)


def test_two_methods_pay_one_debt_and_only_cash_gives_change(
    treasurer: Worker, payer: UUID
) -> None:
    charge = a_charge(treasurer, payer, a_line("Adhésion", "35"))
    draft = CashingDraft(
        payer_id=payer,
        ticks=(Tick(charge_id=charge),),
        parts=(
            a_part(treasurer, "20", MethodKind.CARD),
            a_part(treasurer, "15", tendered="20"),
        ),
    )
    detail, change = takes(treasurer, draft)
    assert change == Decimal(5)
    assert [(p.method, p.amount, p.tendered, p.change) for p in detail.payments] == [
        ("Bank card", Decimal(20), Decimal(20), 0),
        ("Cash", Decimal(15), Decimal(20), Decimal(5)),
    ]
    assert due(treasurer, charge) == (ChargeState.SETTLED, ZERO)


def test_a_part_of_what_is_ticked_goes_to_the_oldest_first(treasurer: Worker, payer: UUID) -> None:
    new = a_charge(treasurer, payer, a_line("Café", "2"))
    old = a_charge(treasurer, payer, a_line("Adhésion", "30", owed_on=date(2026, 1, 5)))
    draft = CashingDraft(
        payer_id=payer,
        ticks=(Tick(charge_id=new), Tick(charge_id=old)),
        parts=(a_part(treasurer, "20"),),
        paid_now=Decimal(20),
    )
    detail, _ = takes(treasurer, draft)
    assert [(line.label, line.paid) for line in detail.lines] == [("Adhésion", Decimal(20))]
    assert due(treasurer, old) == (ChargeState.OPEN, Decimal(10))
    assert due(treasurer, new) == (ChargeState.OPEN, Decimal(2))


def test_a_part_may_be_chosen_charge_by_charge(treasurer: Worker, payer: UUID) -> None:
    first, second = (a_charge(treasurer, payer) for _ in range(2))
    draft = CashingDraft(
        payer_id=payer,
        ticks=(Tick(charge_id=first, amount=Decimal(5)), Tick(charge_id=second)),
        parts=(a_part(treasurer, "17"),),
    )
    takes(treasurer, draft)
    assert due(treasurer, first) == (ChargeState.OPEN, Decimal(7))
    assert due(treasurer, second) == (ChargeState.SETTLED, ZERO)


def test_whoever_is_archived_pays_what_is_owed_and_buys_nothing_new(
    treasurer: Worker, payer: UUID
) -> None:
    owed, article = a_charge(treasurer, payer), something_sold(treasurer)
    treasurer.does(lambda act: archive_party(act, payer))
    bought = CashingDraft(
        payer_id=payer,
        sales=(Sale(article_id=article),),
        parts=(a_part(treasurer, "2.50"),),
    )
    told = refusals(treasurer, bought)
    assert told.keys() == {"payer_id"}
    assert "was archived" in told["payer_id"]
    paid = CashingDraft(
        payer_id=payer, ticks=(Tick(charge_id=owed),), parts=(a_part(treasurer, "12"),)
    )
    takes(treasurer, paid)
    assert due(treasurer, owed) == (ChargeState.SETTLED, ZERO)


def test_all_that_is_wrong_is_told_at_once_and_the_closed_till_only_after_it(
    treasurer: Worker,
) -> None:
    a_till(treasurer)
    payer, other = a_person(treasurer), a_person(treasurer, "Béa")
    article, foreign = something_sold(treasurer), a_charge(treasurer, other)
    wrong = CashingDraft(
        payer_id=payer,
        ticks=(Tick(charge_id=foreign),),
        sales=(Sale(article_id=article, quantity=Decimal(0)),),
        parts=(a_part(treasurer, "12", tendered="5"),),
    )
    fields = {f"ticks.{foreign}", "sales.0.quantity", "parts.0.tendered"}
    assert refusals(treasurer, wrong).keys() == fields
    right = CashingDraft(sales=(Sale(article_id=article),), parts=(a_part(treasurer, "2.50"),))
    with pytest.raises(ClosedTillError):
        takes(treasurer, right)


def test_a_passing_customer_buys_by_the_catalogue(treasurer: Worker, payer: UUID) -> None:
    article = something_sold(treasurer, price="2.50")
    draft = CashingDraft(
        sales=(Sale(article_id=article, quantity=Decimal(3)),),
        parts=(a_part(treasurer, "7.50", tendered="10"),),
    )
    detail, change = takes(treasurer, draft)
    assert (detail.payer_name, detail.total, change) == ("", Decimal("7.50"), Decimal("2.50"))
    with treasurer.database.reading() as session:
        charge = session.scalars(select(Charge).where(Charge.payer_id.is_(None))).one()
    assert (charge.fact_kind, charge.state) == (FactKind.SALE, ChargeState.SETTLED)
    assert charge.explanation == ["Article FIL-PLA: €2.50, price for all since 1 January 2020"]


def test_a_price_without_tax_is_paid_with_it(treasurer: Worker, payer: UUID) -> None:
    article = something_sold(
        treasurer, price="10", vat_nature=VatNature.TAXED_20, tax_included=False
    )
    draft = CashingDraft(sales=(Sale(article_id=article),), parts=(a_part(treasurer, "12"),))
    detail, _ = takes(treasurer, draft)
    assert detail.total == TWELVE
    with treasurer.database.reading() as session:
        (charge,) = session.scalars(select(Charge))
    assert charge.explanation == [
        "Article FIL-PLA: €10.00, price for all since 1 January 2020",
        "€12.00 with VAT",
    ]


def test_a_fee_is_not_sold_over_the_counter(treasurer: Worker, payer: UUID) -> None:
    fee = something_sold(treasurer, "ADH", "20", nature=ArticleNature.MEMBERSHIP_FEE)
    draft = CashingDraft(sales=(Sale(article_id=fee),), parts=(a_part(treasurer, "20"),))
    assert "record the membership" in refusals(treasurer, draft)["sales.0.article_id"]


def test_taking_the_same_money_twice_takes_it_once(treasurer: Worker, payer: UUID) -> None:
    tick, key = Tick(charge_id=a_charge(treasurer, payer)), new_key()
    part = a_part(treasurer, "12", tendered="20")
    draft = CashingDraft(payer_id=payer, ticks=(tick,), parts=(part,))
    changes = [treasurer.does(lambda act: cash(act, key, draft)).result for _ in range(2)]
    assert changes == [Decimal(8), Decimal(8)]
    with treasurer.database.reading() as session:
        assert len(session.scalars(select(Payment)).all()) == 1


@pytest.mark.parametrize(
    ("amount", "kind", "tendered", "field", "sentence"),
    [
        ("12", MethodKind.CARD, "20", "parts.0.tendered", "Only cash gives change"),
        ("12", MethodKind.CASH, "10", "parts.0.tendered", "€10.00 was handed over for €12.00"),
        ("12", MethodKind.CASH, "NaN", "parts.0.tendered", "two decimals at most"),
        ("0", MethodKind.CASH, None, "parts.0.amount", "lies above zero"),
        ("-12", MethodKind.CASH, None, "parts.0.amount", "lies above zero"),
        ("12.001", MethodKind.CASH, None, "parts.0.amount", "two decimals at most"),
        ("10", MethodKind.CASH, None, "parts", "€10.00 of €12.00: €2.00 is missing"),
        ("20", MethodKind.CASH, None, "parts", "€20.00 is more than the €12.00 to pay"),
    ],
)
def test_an_amount_that_cannot_be_is_told_beside_its_field(
    treasurer: Worker,
    payer: UUID,
    amount: str,
    kind: MethodKind,
    tendered: str | None,
    field: str,
    sentence: str,
) -> None:
    draft = CashingDraft(
        payer_id=payer,
        ticks=(Tick(charge_id=a_charge(treasurer, payer)),),
        parts=(a_part(treasurer, amount, kind, tendered=tendered),),
    )
    told = refusals(treasurer, draft)
    assert list(told) == [field]
    assert sentence in told[field]


@pytest.mark.parametrize(
    ("amount", "sentence"),
    [("0", "between one cent and €12.00"), ("12.01", "between one cent"), ("1.005", "one cent")],
)
def test_a_part_of_a_charge_lies_within_it(
    treasurer: Worker, payer: UUID, amount: str, sentence: str
) -> None:
    charge = a_charge(treasurer, payer)
    tick = Tick(charge_id=charge, amount=Decimal(amount))
    draft = CashingDraft(payer_id=payer, ticks=(tick,), parts=(a_part(treasurer, "5"),))
    assert sentence in refusals(treasurer, draft)[f"ticks.{charge}"]


def test_more_than_all_that_is_due_is_no_part_of_it(treasurer: Worker, payer: UUID) -> None:
    tick = Tick(charge_id=a_charge(treasurer, payer))
    draft = CashingDraft(
        payer_id=payer, ticks=(tick,), parts=(a_part(treasurer, "13"),), paid_now=Decimal(13)
    )
    assert "credits are not kept" in refusals(treasurer, draft)["paid_now"]


def test_a_cheque_keeps_its_number_and_who_signed_it(treasurer: Worker, payer: UUID) -> None:
    charge = a_charge(treasurer, payer)
    part = a_part(treasurer, "12", MethodKind.CHEQUE, reference="0012345")
    draft = CashingDraft(payer_id=payer, ticks=(Tick(charge_id=charge),), parts=(part,))
    (payment,) = takes(treasurer, draft)[0].payments
    assert (payment.reference, payment.drawer) == ("0012345", "Ada Exemple")


def test_a_method_asks_for_its_reference_and_an_archived_one_is_refused(
    administrator: Worker,
) -> None:
    an_open_till(administrator)
    payer = a_person(administrator)
    cheque = a_part(administrator, "6", MethodKind.CHEQUE).method_id
    card = a_part(administrator, "6", MethodKind.CARD)
    administrator.does(lambda act: archive_method(act, card.method_id))
    draft = CashingDraft(
        payer_id=payer,
        ticks=(Tick(charge_id=a_charge(administrator, payer)),),
        parts=(Part(method_id=cheque, amount=Decimal(6)), card),
    )
    assert refusals(administrator, draft) == {
        "parts.0.reference": "“Cheque” asks for a reference.",
        "parts.1.method_id": "“Bank card” is no longer used: choose another method.",
    }


def test_cash_needs_an_open_till_and_opens_it_in_the_same_breath(treasurer: Worker) -> None:
    a_till(treasurer)
    payer = a_person(treasurer)
    draft = CashingDraft(
        payer_id=payer,
        ticks=(Tick(charge_id=a_charge(treasurer, payer)),),
        parts=(a_part(treasurer, "12"),),
    )
    with pytest.raises(ClosedTillError) as told:
        takes(treasurer, draft)
    assert say(told.value).startswith("“Till” is not open")
    opened = CashingDraft(
        payer_id=payer,
        ticks=draft.ticks,
        parts=draft.parts,
        opening=Opening(session_id=new_key(), count=FLOAT),
    )
    assert takes(treasurer, opened)[0].total == TWELVE


def test_a_card_needs_no_open_till(treasurer: Worker) -> None:
    a_till(treasurer)
    payer = a_person(treasurer)
    draft = CashingDraft(
        payer_id=payer,
        ticks=(Tick(charge_id=a_charge(treasurer, payer)),),
        parts=(a_part(treasurer, "12", MethodKind.CARD),),
    )
    assert takes(treasurer, draft)[0].total == TWELVE


def test_what_somebody_else_owes_is_paid_in_their_name(treasurer: Worker, payer: UUID) -> None:
    other = a_charge(treasurer, a_person(treasurer, "Zoé"))
    part = a_part(treasurer, "12")
    draft = CashingDraft(payer_id=payer, ticks=(Tick(charge_id=other),), parts=(part,))
    assert refusals(treasurer, draft) == {
        f"ticks.{other}": "“Découpe laser” is owed by Zoé Exemple: take the money in that name."
    }


def test_a_passing_customer_has_no_debts(treasurer: Worker, payer: UUID) -> None:
    ticked = (Tick(charge_id=a_charge(treasurer, payer)),)
    bought = (Sale(article_id=something_sold(treasurer, price="12")),)
    part = a_part(treasurer, "12")
    for draft in (
        CashingDraft(ticks=ticked, parts=(part,)),
        CashingDraft(sales=bought, parts=(part,), paid_now=Decimal(6)),
    ):
        with pytest.raises(PassingDebtError):
            takes(treasurer, draft)


def test_nothing_ticked_and_nothing_sold_is_nothing_to_pay(treasurer: Worker, payer: UUID) -> None:
    with pytest.raises(DeskError, match="nothing to pay"):
        takes(treasurer, CashingDraft(payer_id=payer, parts=(a_part(treasurer, "1"),)))


def test_offering_is_for_those_who_may_waive(treasurer: Worker, payer: UUID) -> None:
    charge = a_charge(treasurer, payer)
    gift = a_part(treasurer, "12", MethodKind.OFFERED, reference="the print failed")
    draft = CashingDraft(payer_id=payer, ticks=(Tick(charge_id=charge),), parts=(gift,))
    with pytest.raises(RightError):
        takes(Worker(treasurer.database, (Role.RECEPTION,), keys=treasurer.keys), draft)
    takes(treasurer, draft)
    assert due(treasurer, charge) == (ChargeState.SETTLED, ZERO)


def test_a_closed_period_takes_no_money(treasurer: Worker, payer: UUID) -> None:
    draft = CashingDraft(
        payer_id=payer,
        ticks=(Tick(charge_id=a_charge(treasurer, payer)),),
        parts=(a_part(treasurer, "12"),),
    )
    with treasurer.database.writing() as session:
        through = treasurer.now.date()
        session.add(PeriodLock(kind=LockKind.PAYMENTS, through=through, at=treasurer.now))
    with pytest.raises(LockedPeriodError):
        takes(treasurer, draft)


def test_taking_ones_own_money_needs_a_reason_and_waits_for_a_signature(
    treasurer: Worker, payer: UUID
) -> None:
    with treasurer.database.writing() as session:
        session.get_one(Account, treasurer.seat.account_id).person_id = payer
    draft = CashingDraft(
        payer_id=payer,
        ticks=(Tick(charge_id=a_charge(treasurer, payer)),),
        parts=(a_part(treasurer, "12"),),
    )
    assert list(refusals(treasurer, draft)) == ["reason"]
    detail, _ = takes(treasurer, draft, "alone this morning")
    with treasurer.database.reading() as session:
        done = session.scalars(select(SelfAct)).one()
    assert (done.record_id, done.reason, done.service) == (
        detail.id,
        "alone this morning",
        "payments.cash",
    )

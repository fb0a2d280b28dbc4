"""From a draft to its number, and back by credit notes alone."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import partial
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from builders import NOW, Worker
from builders.invoices import a_draft, a_line, fit_to_invoice, issued, the_invoice
from builders.money import a_charge, a_part, a_till
from builders.money import a_line as owed
from builders.people import a_person, an_organisation
from builders.refused import refused
from fablab_desk.catalogue.kinds import VatNature
from fablab_desk.charges.errors import InvoicedChargeError
from fablab_desk.charges.kinds import ChargeState, FactKind
from fablab_desk.charges.models import Charge
from fablab_desk.charges.service import waive_charge
from fablab_desk.documents.factur_x import find_xml
from fablab_desk.invoicing.drafts import InvoiceDraft
from fablab_desk.invoicing.errors import (
    AddresslessError,
    BelowNothingError,
    CreditedError,
    EarlyDueError,
    EngagementError,
    ForeignChargeError,
    IssuedError,
    NegativePriceError,
    NoBuyerError,
    NoLineError,
    NoSellerSiretError,
    NoSiretError,
    NothingSoldError,
    PaidLineError,
    ReasonlessCreditError,
    ServiceCodeError,
    TakenChargeError,
    UnqualifiedError,
    WordlessLineError,
)
from fablab_desk.invoicing.kinds import InvoiceKind, InvoiceState
from fablab_desk.invoicing.models import Invoice, InvoiceLine
from fablab_desk.invoicing.service import (
    correct_draft,
    credit_invoice,
    draft_from_charges,
    draft_invoice,
    drop_draft,
    issue_invoice,
    take_draft_up,
)
from fablab_desk.keys import new_key
from fablab_desk.lab.kinds import LockKind
from fablab_desk.lab.locks import LockedPeriodError
from fablab_desk.lab.service_locks import lock_period
from fablab_desk.papers.check import check_papers
from fablab_desk.papers.errors import InvoiceStaysError
from fablab_desk.papers.models import Paper
from fablab_desk.papers.queries import load_pdf
from fablab_desk.papers.service import revoke_paper
from fablab_desk.payments.drafts import CashingDraft, Tick
from fablab_desk.payments.kinds import MethodKind
from fablab_desk.payments.service import cash
from fablab_desk.people.kinds import ChorusAsks
from fablab_desk.people.models import Organisation

DAY = timedelta(days=1)


def charges(worker: Worker) -> list[Charge]:
    with worker.database.reading() as session:
        return list(session.scalars(select(Charge).order_by(Charge.owed_on, Charge.id)))


def lines(worker: Worker, invoice_id: UUID) -> list[InvoiceLine]:
    with worker.database.reading() as session:
        wanted = select(InvoiceLine).where(InvoiceLine.invoice_id == invoice_id)
        return list(session.scalars(wanted.order_by(InvoiceLine.position)))


def credited(worker: Worker, original: UUID, *chosen: UUID, reason: str = "annulé") -> UUID:
    key: UUID = new_key()
    some = dict.fromkeys(chosen, Decimal(1)) if chosen else None
    worker.does(lambda act: credit_invoice(act, key, new_key(), original, reason, some))
    return key


def test_a_free_invoice_is_numbered_owed_and_read_by_machines(treasurer: Worker) -> None:
    firm = an_organisation(treasurer)
    fit_to_invoice(treasurer, firm)
    key = a_draft(
        treasurer, firm, a_line(), a_line("Livret", "1", "18.90", vat=VatNature.TAXED_5_5)
    )
    assert the_invoice(treasurer, key).number is None
    assert charges(treasurer) == []
    assert issued(treasurer, key) == "F2026-00001"
    invoice = the_invoice(treasurer, key)
    assert (invoice.net, invoice.tax, invoice.payable) == (
        Decimal("258.90"),
        Decimal("49.04"),
        Decimal("307.94"),
    )
    assert [(one.fact_kind, one.amount, one.invoice_id) for one in charges(treasurer)] == [
        (FactKind.INVOICE, Decimal("288.00"), key),
        (FactKind.INVOICE, Decimal("19.94"), key),
    ]
    with treasurer.database.reading() as session:
        assert invoice.paper_id
        pdf = load_pdf(session, invoice.paper_id)
        assert check_papers(session) == []
    xml = find_xml(pdf)
    assert xml
    assert b"F2026-00001" in xml
    assert b">307.94<" in xml
    again = treasurer.does(lambda act: issue_invoice(act, key, new_key())).result
    assert again == "F2026-00001"


def test_what_is_owed_goes_on_an_invoice_as_it_was_frozen(treasurer: Worker) -> None:
    ada = a_person(treasurer)
    fit_to_invoice(treasurer, ada)
    first = a_charge(treasurer, ada, owed("Laser", "12.00", "1.5"))
    second = a_charge(treasurer, ada, owed("Fil", "0.99", "3"))
    key = new_key()
    treasurer.does(lambda act: draft_from_charges(act, key, [first, second]))
    assert [(one.label, one.quantity, one.charge_id) for one in lines(treasurer, key)] == [
        ("Laser", Decimal("1.5"), first),
        ("Fil", 3, second),
    ]
    with refused(("0.label", TakenChargeError)):  # it is on a draft
        treasurer.does(lambda act: draft_from_charges(act, new_key(), [first]))
    issued(treasurer, key)
    assert the_invoice(treasurer, key).payable == Decimal("20.97")
    assert {one.invoice_id for one in charges(treasurer)} == {key}
    with pytest.raises(InvoicedChargeError):
        treasurer.does(lambda act: waive_charge(act, first, "geste"))


def test_another_payers_and_paid_up_ones_are_told(treasurer: Worker) -> None:
    ada, bob = a_person(treasurer), a_person(treasurer, first_name="Bob")
    hers, his = a_charge(treasurer, ada), a_charge(treasurer, bob)
    with refused(("1.label", ForeignChargeError)):
        treasurer.does(lambda act: draft_from_charges(act, new_key(), [hers, his]))
    with refused(("lines", NoLineError)):
        treasurer.does(lambda act: draft_from_charges(act, new_key(), []))


def test_every_problem_of_a_draft_is_told_at_once(treasurer: Worker) -> None:
    wrong = InvoiceDraft(
        buyer_id=None,
        lines=(a_line(" ", "0", "-3"),),
    )
    with refused(
        ("buyer_id", NoBuyerError),
        ("0.label", WordlessLineError),
        ("0.quantity", NothingSoldError),
        ("0.unit_price", NegativePriceError),
    ):
        treasurer.does(lambda act: draft_invoice(act, new_key(), wrong))


def test_what_keeps_it_from_being_issued_is_told_at_once(treasurer: Worker) -> None:
    firm = an_organisation(treasurer)
    key = a_draft(
        treasurer,
        firm,
        a_line(vat=VatNature.TO_QUALIFY),
        a_line("Remise", "-1", "999"),
        due_on=NOW.date() - DAY,
    )
    with refused(
        ("0.vat", UnqualifiedError),
        ("buyer_id", AddresslessError),
        ("", NoSellerSiretError),
        ("lines", BelowNothingError),
        ("due_on", EarlyDueError),
    ):
        issued(treasurer, key)
    assert the_invoice(treasurer, key).state is InvoiceState.DRAFT


@pytest.mark.parametrize(
    ("asks", "wanted"),
    [
        (ChorusAsks.SERVICE, [("service", ServiceCodeError)]),
        (ChorusAsks.ENGAGEMENT, [("engagement", EngagementError)]),
        (ChorusAsks.BOTH, [("service", ServiceCodeError), ("engagement", EngagementError)]),
        (ChorusAsks.NEITHER, []),
    ],
)
def test_a_public_buyer_says_what_chorus_asks_for(
    treasurer: Worker, asks: ChorusAsks, wanted: list[tuple[str, type]]
) -> None:
    town = an_organisation(treasurer, "Ville de Saint-Exemple")
    fit_to_invoice(treasurer, town)
    with treasurer.database.writing() as session:
        session.get_one(Organisation, town).chorus_asks = asks
    key = a_draft(treasurer, town)
    with refused(("buyer_id", NoSiretError), *wanted):
        issued(treasurer, key)


def test_a_draft_is_changed_thrown_away_and_taken_up(treasurer: Worker) -> None:
    firm = an_organisation(treasurer)
    fit_to_invoice(treasurer, firm)
    key = a_draft(treasurer, firm)
    other = InvoiceDraft(buyer_id=firm, lines=(a_line("Autre", "1", "10"),), order="BC 12")
    treasurer.does(lambda act: correct_draft(act, key, other, 1))
    assert [one.label for one in lines(treasurer, key)] == ["Autre"]
    assert the_invoice(treasurer, key).order == "BC 12"
    treasurer.does(lambda act: drop_draft(act, key))
    assert the_invoice(treasurer, key).state is InvoiceState.DROPPED
    treasurer.does(lambda act: take_draft_up(act, key))
    assert issued(treasurer, key) == "F2026-00001"
    for call in (
        lambda act: drop_draft(act, key),
        lambda act: correct_draft(act, key, other, 3),
    ):
        with pytest.raises(IssuedError):
            treasurer.does(call)


def test_a_credit_note_of_all_makes_facts_owed_again(treasurer: Worker) -> None:
    ada = a_person(treasurer)
    fit_to_invoice(treasurer, ada)
    fact = a_charge(treasurer, ada)
    key = new_key()
    treasurer.does(lambda act: draft_from_charges(act, key, [fact]))
    issued(treasurer, key)
    credit = the_invoice(treasurer, credited(treasurer, key))
    assert (credit.kind, credit.number, credit.payable, credit.original_id) == (
        InvoiceKind.CREDIT_NOTE,
        "AV2026-00001",
        Decimal("12.00"),
        key,
    )
    (charge,) = charges(treasurer)
    assert (charge.state, charge.invoice_id) == (ChargeState.OPEN, None)
    with refused(("lines", CreditedError)):
        credited(treasurer, key)
    again = new_key()
    treasurer.does(lambda act: draft_from_charges(act, again, [fact]))
    assert issued(treasurer, again) == "F2026-00002"


def test_a_credit_note_of_some_lines_asks_for_the_others_as_before(treasurer: Worker) -> None:
    firm = an_organisation(treasurer)
    fit_to_invoice(treasurer, firm)
    key = a_draft(treasurer, firm, a_line(), a_line("Gravure", "1", "10"))
    issued(treasurer, key)
    _, engraving = lines(treasurer, key)
    with refused(("reason", ReasonlessCreditError)):
        credited(treasurer, key, engraving.id, reason=" ")
    credit = credited(treasurer, key, engraving.id)
    assert the_invoice(treasurer, credit).payable == Decimal("12.00")
    assert [(one.label, one.state) for one in charges(treasurer)] == [
        ("Découpe", ChargeState.OPEN),
        ("Gravure", ChargeState.CANCELLED),
    ]


def test_what_is_paid_is_credited_once_the_payment_is_corrected(treasurer: Worker) -> None:
    ada = a_person(treasurer)
    fit_to_invoice(treasurer, ada)
    key = a_draft(treasurer, ada, a_line("Gravure", "1", "10"))
    issued(treasurer, key)
    a_till(treasurer)
    (charge,) = charges(treasurer)
    paid = CashingDraft(
        payer_id=ada,
        ticks=(Tick(charge_id=charge.id),),
        parts=(a_part(treasurer, "12.00", MethodKind.CARD),),
    )
    treasurer.does(lambda act: cash(act, new_key(), paid))
    with refused(("lines", PaidLineError)):
        credited(treasurer, key)


def test_an_invoice_is_never_revoked_nor_issued_in_a_closed_period(treasurer: Worker) -> None:
    firm = an_organisation(treasurer)
    fit_to_invoice(treasurer, firm)
    key = a_draft(treasurer, firm)
    issued(treasurer, key)
    with treasurer.database.reading() as session:
        paper = session.scalars(select(Paper.id)).one()
    with pytest.raises(InvoiceStaysError):
        treasurer.does(lambda act: revoke_paper(act, paper, "erreur"))
    later = replace(treasurer, now=NOW + DAY)
    later.does(lambda act: lock_period(act, new_key(), LockKind.INVOICES, NOW.date()))
    other = a_draft(treasurer, firm)
    with pytest.raises(LockedPeriodError):
        issued(treasurer, other)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE invoices SET number = 'F2026-00009'",
        "UPDATE invoices SET state = 'draft', number = NULL, paper_id = NULL",
        "DELETE FROM invoices",
        "UPDATE invoice_lines SET quantity = 1",
        "DELETE FROM invoice_lines",
    ],
)
def test_the_base_itself_keeps_what_was_issued(treasurer: Worker, statement: str) -> None:
    firm = an_organisation(treasurer)
    fit_to_invoice(treasurer, firm)
    issued(treasurer, a_draft(treasurer, firm))
    with (
        pytest.raises(DBAPIError, match="never changes"),
        treasurer.database.writing() as session,
    ):
        session.execute(text(statement))


def test_numbers_follow_one_another_whoever_asks(treasurer: Worker) -> None:
    firm = an_organisation(treasurer)
    fit_to_invoice(treasurer, firm)
    keys = [a_draft(treasurer, firm) for _ in range(5)]
    told = [
        treasurer.does(partial(issue_invoice, invoice_id=key, paper_id=new_key())).result
        for key in keys
    ]
    assert told == [f"F2026-{n:05}" for n in range(1, 6)]
    with treasurer.database.reading() as session:
        assert len(list(session.scalars(select(Invoice)))) == 5

from decimal import Decimal
from io import BytesIO
from uuid import UUID

import pypdf
import pytest

from builders import Worker
from builders.money import a_cashing, a_charge, a_line, a_part, an_open_till, something_sold
from builders.people import a_person
from fablab_desk.catalogue.kinds import VatNature
from fablab_desk.keys import new_key
from fablab_desk.papers.queries import PAPERS, load_pdf
from fablab_desk.papers.seal import parts_of
from fablab_desk.payments.document import vat_within
from fablab_desk.payments.drafts import CashingDraft, Sale, Tick
from fablab_desk.payments.kinds import MethodKind
from fablab_desk.payments.service import cash, issue_receipt
from fablab_desk.payments.service_till import close_till


def words(worker: Worker, paper_id: UUID) -> str:
    with worker.database.reading() as session:
        pdf = load_pdf(session, paper_id)
    pages = pypdf.PdfReader(BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def a_mixed_cashing(worker: Worker) -> UUID:
    """20 € of a 30 € fee by card, taxed filament for 12 € in cash with change."""
    an_open_till(worker)
    payer, key = a_person(worker, "Élodie"), new_key()
    fee = a_charge(worker, payer, a_line("Atelier", "30", vat_nature=VatNature.EXEMPT_261_7_1_A))
    filament = something_sold(worker, price="4", vat_nature=VatNature.TAXED_20)
    draft = CashingDraft(
        payer_id=payer,
        ticks=(Tick(charge_id=fee, amount=Decimal(20)),),
        sales=(Sale(article_id=filament, quantity=Decimal(3)),),
        parts=(
            a_part(worker, "20", MethodKind.CARD),
            a_part(worker, "12", MethodKind.CASH, tendered="20"),
        ),
    )
    worker.does(lambda act: cash(act, key, draft))
    return key


def test_a_receipt_says_what_was_paid_and_how(treasurer: Worker) -> None:
    cashing = a_mixed_cashing(treasurer)
    key = treasurer.does(lambda act: issue_receipt(act, cashing, "en")).result
    said = words(treasurer, key)
    for part in (
        "Receipt",
        "R2026-00001",
        "Élodie Exemple",
        "Received by treasurer",
        "Atelier, part of €30.00",
        "Article FIL-PLA × 3",
        "Total paid €32.00",
        "of which VAT at 20 % €2.00",
        "Bank card €20.00",
        "Handed over €20.00",
        "Change given €8.00",
        "TVA non applicable, art. 261-7-1° du CGI",
    ):
        assert part in said, said


def test_a_receipt_is_a_recu_and_neither_an_invoice_nor_a_tax_receipt(treasurer: Worker) -> None:
    cashing = a_mixed_cashing(treasurer)
    key = treasurer.does(lambda act: issue_receipt(act, cashing, "fr")).result
    said = words(treasurer, key).casefold()
    note = "ce reçu ne tient pas lieu de facture."
    assert note in said
    said = said.replace(note, "")
    assert "reçu" in said
    assert not any(word in said for word in ("facture", "fiscal", "don ", "nf525"))


def test_a_receipt_is_the_same_however_often_it_is_asked(treasurer: Worker) -> None:
    cashing = a_cashing(treasurer, a_person(treasurer))
    first, second = (
        treasurer.does(lambda act: issue_receipt(act, cashing)).result for _ in range(2)
    )
    assert first == second


@pytest.mark.parametrize(
    ("amount", "nature", "vat"),
    [
        ("10.05", VatNature.TAXED_20, "1.67"),
        ("12.00", VatNature.TAXED_20, "2.00"),
        ("10.55", VatNature.TAXED_5_5, "0.55"),
        ("10.00", VatNature.OUT_OF_SCOPE, "0.00"),
    ],
)
def test_vat_is_taken_out_of_what_a_private_buyer_was_told(
    amount: str, nature: VatNature, vat: str
) -> None:
    assert vat_within(Decimal(amount), nature) == Decimal(vat)


def test_a_till_closing_says_its_figures(treasurer: Worker) -> None:
    opened = an_open_till(treasurer)
    a_cashing(treasurer, a_person(treasurer), "12.00", MethodKind.CASH)
    count = {2000: 2, 1000: 6, 200: 5}
    key = treasurer.does(lambda act: close_till(act, opened, count, "a coin fell", "en")).result
    said = words(treasurer, key)
    for part in (
        "Till closing",
        "C2026-00001",
        "Cash 1 €12.00",
        "Total of the period €12.00",
        "Perpetual total, never reset €12.00",
        "Cashings 1",
        "€20.00 2 €40.00",
        "Counted €110.00",
        "Expected €112.00",
        "Difference \u2212€2.00",
        "Reason a coin fell",
    ):
        assert part in said, said


def test_a_receipt_names_for_whom_somebody_else_pays(treasurer: Worker) -> None:
    an_open_till(treasurer)
    payer, child = a_person(treasurer, "Thierry"), a_person(treasurer, "Lina")
    fee = a_charge(treasurer, payer, a_line("Adhésion", beneficiary_id=child))
    key, draft = (
        new_key(),
        CashingDraft(
            payer_id=payer,
            ticks=(Tick(charge_id=fee, amount=Decimal(12)),),
            parts=(a_part(treasurer, "12", MethodKind.CARD),),
        ),
    )
    treasurer.does(lambda act: cash(act, key, draft))
    receipt = treasurer.does(lambda act: issue_receipt(act, key, "en")).result
    assert "Adhésion (Lina Exemple) €12.00" in words(treasurer, receipt)


def test_the_seal_of_a_receipt_says_the_amount_however_long_the_name_is(
    treasurer: Worker,
) -> None:
    name = "Anne-Sophie Marie-Ange Philippine de La Tour"
    cashing = a_cashing(treasurer, a_person(treasurer, name))
    key = treasurer.does(lambda act: issue_receipt(act, cashing, "fr")).result
    with treasurer.database.reading() as session:
        (row,) = [row for row in PAPERS.every(session) if row.id == key]
    assert parts_of(row.about) == ["Anne-Sophie Marie-Ange Philipp", Decimal("12.00")]

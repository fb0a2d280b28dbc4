"""A lab fit to invoice, and what it invoices."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from builders import Worker
from fablab_desk.catalogue.kinds import VatNature
from fablab_desk.invoicing.drafts import InvoiceDraft, LineDraft
from fablab_desk.invoicing.models import Invoice
from fablab_desk.invoicing.service import draft_invoice, issue_invoice
from fablab_desk.keys import new_key
from fablab_desk.lab.models import Carrier
from fablab_desk.people.models import Party


def fit_to_invoice(worker: Worker, *parties: UUID, **carrier: Any) -> None:
    """The lab has its SIRET, its VAT number and its account; the parties their address."""
    said = {
        "siret": "73282932000074",
        "vat_number": "FR44732829320",
        "iban": "FR7630006000011234567890189",
        **carrier,
    }
    with worker.database.writing() as session:
        main = session.scalars(select(Carrier).where(Carrier.is_main)).one()
        for name, value in said.items():
            setattr(main, name, value)
        for key in parties:
            party = session.get_one(Party, key)
            party.address, party.postal_code, party.city = "5 impasse des Essais", "42000", "Ville"


def a_line(
    label: str = "Découpe", quantity: str = "2", price: str = "120", **said: Any
) -> LineDraft:
    usual: dict[str, Any] = {"vat": VatNature.TAXED_20}
    return LineDraft(
        label=label,
        quantity=Decimal(quantity),
        unit_price=Decimal(price),
        **{**usual, **said},
    )


def a_draft(worker: Worker, buyer_id: UUID, *lines: LineDraft, **said: Any) -> UUID:
    key: UUID = new_key()
    draft = InvoiceDraft(buyer_id=buyer_id, lines=lines or (a_line(),), **said)
    worker.does(lambda act: draft_invoice(act, key, draft))
    return key


def issued(worker: Worker, invoice_id: UUID) -> str:
    return worker.does(lambda act: issue_invoice(act, invoice_id, new_key())).result


def the_invoice(worker: Worker, invoice_id: UUID) -> Invoice:
    with worker.database.reading() as session:
        return session.get_one(Invoice, invoice_id)

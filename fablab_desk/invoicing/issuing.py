"""The issue itself: what is owed for each line, and the paper with its number and its bytes."""

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from fablab_desk.catalogue.kinds import RATES
from fablab_desk.charges.kinds import ChargeState, FactKind
from fablab_desk.charges.ledger import ChargeDraft, write_charge
from fablab_desk.charges.models import Charge
from fablab_desk.documents.factur_x import write_xml
from fablab_desk.i18n import LANGUAGES
from fablab_desk.invoicing.amounts import worth_of
from fablab_desk.invoicing.content import InvoiceSaid
from fablab_desk.invoicing.document import lay_out_invoice
from fablab_desk.invoicing.electronic import business_terms
from fablab_desk.invoicing.kinds import InvoiceKind, InvoiceState
from fablab_desk.invoicing.models import Invoice, InvoiceLine
from fablab_desk.lab.models import Carrier
from fablab_desk.money import ZERO, to_cent
from fablab_desk.papers.issue import issue_paper
from fablab_desk.papers.models import PaperKind, Series
from fablab_desk.papers.seal import subject_with
from fablab_desk.staff.act import Act


def charge_lines(
    act: Act, invoice: Invoice, lines: Sequence[InvoiceLine], said: InvoiceSaid
) -> None:
    """Each line is owed as what it comes to with its VAT; those for a fact are owed already."""
    for line, amount in zip(lines, _with_vat(said), strict=True):
        line.amount = amount
        if line.charge_id is None and amount > 0:
            charge = write_charge(
                act,
                line.id,
                FactKind.INVOICE,
                ChargeDraft(
                    label=line.label,
                    quantity=Decimal(1),
                    unit_price=amount,
                    amount=amount,
                    vat_nature=line.vat,
                    article_id=line.article_id,
                ),
                payer_id=invoice.buyer_id,
                beneficiary_id=None,
                owed_on=act.day,
            )
            act.session.flush()
            line.charge_id = charge.id
        if line.charge_id:
            act.session.get_one(Charge, line.charge_id).invoice_id = invoice.id
    act.session.flush()


def let_go_of(act: Act, lines: Sequence[InvoiceLine], reason: str) -> None:
    """What credited lines were for: facts are owed as before them, nothing else is any more."""
    keys = [line.charge_id for line in lines if line.charge_id]
    wanted = select(Charge).where(Charge.id.in_(keys)).with_for_update()
    for charge in act.session.scalars(wanted.execution_options(populate_existing=True)):
        charge.invoice_id = None
        if charge.fact_kind is FactKind.INVOICE:
            charge.close(ChargeState.CANCELLED, reason, act.day)


def issue_paper_of(
    act: Act, invoice: Invoice, paper_id: UUID, said: InvoiceSaid, carrier: Carrier
) -> str:
    credit = said.kind is InvoiceKind.CREDIT_NOTE
    language = LANGUAGES[0]
    paper = issue_paper(
        act,
        key=paper_id,
        series=Series.CREDIT_NOTE if credit else Series.INVOICE,
        kind=PaperKind.CREDIT_NOTE if credit else PaperKind.INVOICE,
        subject_id=invoice.id,
        subject_text=subject_with(said.buyer.name, said.totals.payable),
        valid=None,
        lay_out=lambda issued: lay_out_invoice(said, issued, language),
        xml=lambda issued: write_xml(business_terms(said, issued.number, issued.on)),
        carrier=carrier,
    )
    totals = said.totals
    invoice.net, invoice.tax, invoice.payable = totals.net, totals.tax, totals.payable
    invoice.number, invoice.issued_on, invoice.paper_id = paper.number, paper.issued_on, paper.id
    invoice.due_on = said.terms.due_on
    invoice.state = InvoiceState.ISSUED
    act.about(invoice.buyer_id, invoice.id)
    return paper.number


def _with_vat(said: InvoiceSaid) -> list[Decimal]:
    """The lines come to what is payable: the cent that rounding leaves is the largest's."""
    worths = worth_of([line.priced for line in said.lines])
    found = [to_cent(one.net * (1 + RATES.get(one.vat, ZERO))) for one in worths]
    left = said.totals.payable - sum(found, ZERO)
    if left and found:
        found[max(range(len(found)), key=lambda at: abs(found[at]))] += left
    return found

"""Invoices from their draft to their issue, and the credit notes that correct them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from fablab_desk.charges.models import Charge
from fablab_desk.errors import Problems, gathered, refuse
from fablab_desk.invoicing.drafts import Found, InvoiceDraft, LineDraft
from fablab_desk.invoicing.errors import (
    CreditedError,
    DroppedError,
    GoneInvoiceError,
    IssuedError,
    NoBuyerError,
    NoLineError,
    NotIssuedError,
    PaidLineError,
    ReasonlessCreditError,
)
from fablab_desk.invoicing.from_charges import draft_lines, refuse_charges
from fablab_desk.invoicing.issuing import charge_lines, issue_paper_of, let_go_of
from fablab_desk.invoicing.kinds import InvoiceKind, InvoiceState
from fablab_desk.invoicing.models import Invoice, InvoiceLine
from fablab_desk.invoicing.saying import lines_of, problems_of, say_invoice
from fablab_desk.lab.kinds import LockKind
from fablab_desk.lab.models import Carrier
from fablab_desk.lab.queries import load_carrier
from fablab_desk.people.models import Party
from fablab_desk.people.records import load_present
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.queries import stale
from fablab_desk.staff.rights import Right

_OF_LINE = tuple(one.name for one in fields(LineDraft) if one.name != "key")
_OWN = ("kind", "due_on", "order", "contract", "service", "engagement", "note")


@needs(Right.INVOICE, inverse="invoicing.drop_draft")
def draft_invoice(
    act: Act, invoice_id: UUID, draft: InvoiceDraft, carrier_id: UUID | None = None
) -> None:
    """Free lines, or what is owed already, or both; it has no number yet."""
    if act.session.get(Invoice, invoice_id) is not None:
        return
    draft, buyer = _checked(act, invoice_id, draft)
    invoice = Invoice(
        id=invoice_id,
        carrier_id=load_carrier(act.session, carrier_id).id,
        buyer_id=buyer.id,
        **{name: getattr(draft, name) for name in _OWN},
    )
    act.session.add(invoice)
    act.session.flush()
    _write_lines(act, invoice_id, draft)
    act.about(buyer.id)


@needs(Right.INVOICE, inverse="invoicing.drop_draft")
def draft_from_charges(act: Act, invoice_id: UUID, charge_ids: Sequence[UUID]) -> None:
    """What one payer owes one of the structures, oldest first, as it was frozen."""
    if act.session.get(Invoice, invoice_id) is not None:
        return
    wanted = select(Charge).where(Charge.id.in_(charge_ids))
    charges = list(act.session.scalars(wanted.order_by(Charge.owed_on, Charge.id)))
    if not charges:
        raise Problems([("lines", NoLineError())])
    payer_id = charges[0].payer_id
    if payer_id is None:
        raise Problems([("buyer_id", NoBuyerError())])
    lines = tuple(draft_lines(act, charges))
    draft_invoice(
        act, invoice_id, InvoiceDraft(buyer_id=payer_id, lines=lines), charges[0].carrier_id
    )


@needs(Right.INVOICE, inverse="invoicing.correct_draft")
def correct_draft(act: Act, invoice_id: UUID, draft: InvoiceDraft, seen: int) -> None:
    invoice = _load_draft(act, invoice_id)
    draft, buyer = _checked(act, invoice_id, draft)
    if _says(act, invoice, draft):
        return
    if invoice.version != seen:
        raise stale(act.session, buyer.name, invoice_id)
    invoice.buyer_id = buyer.id
    for name in _OWN:
        setattr(invoice, name, getattr(draft, name))
    act.session.execute(delete(InvoiceLine).where(InvoiceLine.invoice_id == invoice_id))
    act.touch(InvoiceLine)
    _write_lines(act, invoice_id, draft)
    act.about(buyer.id)


@needs(Right.INVOICE, inverse="invoicing.take_draft_up")
def drop_draft(act: Act, invoice_id: UUID) -> None:
    """It never had a number; what it was for is owed as before."""
    invoice = _load(act, invoice_id)
    if invoice.state is InvoiceState.ISSUED:
        raise IssuedError(invoice.number or "")
    invoice.state = InvoiceState.DROPPED
    act.about(invoice.buyer_id)


@needs(Right.INVOICE, inverse="invoicing.drop_draft")
def take_draft_up(act: Act, invoice_id: UUID) -> None:
    invoice = _load(act, invoice_id)
    if invoice.state is not InvoiceState.DROPPED:
        return
    keys = [line.charge_id for line in lines_of(act, invoice) if line.charge_id]
    refuse(refuse_charges(act, invoice_id, invoice.buyer_id, keys))
    invoice.state = InvoiceState.DRAFT


@needs(Right.INVOICE)
def issue_invoice(act: Act, invoice_id: UUID, paper_id: UUID) -> str:
    """Its number, its date and its bytes, in one act; nothing of it changes afterwards.

    All that keeps it from being issued is told at once; a line's problem is “1.vat”.
    """
    invoice = _load(act, invoice_id)
    if invoice.state is InvoiceState.ISSUED and invoice.number:
        return invoice.number
    if invoice.state is InvoiceState.DROPPED:
        raise DroppedError
    lines = lines_of(act, invoice)
    carrier = act.session.get_one(Carrier, invoice.carrier_id)
    buyer = act.session.get_one(Party, invoice.buyer_id)
    said = say_invoice(act, invoice, lines, carrier, buyer)
    found: Found = []
    gathered(found, "", lambda: act.refuse_if_locked(LockKind.INVOICES, act.day))
    gathered(found, "buyer_id", lambda: load_present(act.session, Party, buyer.id))
    found += problems_of(said, buyer, act.day)
    keys = [line.charge_id for line in lines if line.charge_id]
    found += refuse_charges(act, invoice_id, buyer.id, keys)
    refuse(found)
    charge_lines(act, invoice, lines, said)
    return issue_paper_of(act, invoice, paper_id, said, carrier)


@needs(Right.INVOICE)
def credit_invoice(
    act: Act,
    credit_id: UUID,
    paper_id: UUID,
    original_id: UUID,
    reason: str,
    lines: Mapping[UUID, Decimal] | None = None,
) -> str:
    """A credit note of all of it, or of some `lines` whole; what they were for is owed again.

    What the invoice itself asked for, for no fact, is asked for no more.
    """
    known = act.session.get(Invoice, credit_id)
    if known is not None and known.number:
        return known.number
    original = _load(act, original_id)
    if original.state is not InvoiceState.ISSUED or original.kind is InvoiceKind.CREDIT_NOTE:
        raise NotIssuedError
    chosen = [line for line in lines_of(act, original) if lines is None or line.id in lines]
    found: Found = [] if reason.strip() else [("reason", ReasonlessCreditError())]
    if not chosen:
        found.append(("lines", NoLineError()))
    found += _credited(act, chosen)
    gathered(found, "", lambda: act.refuse_if_locked(LockKind.INVOICES, act.day))
    refuse(found)
    credit = Invoice(
        id=credit_id,
        kind=InvoiceKind.CREDIT_NOTE,
        carrier_id=original.carrier_id,
        buyer_id=original.buyer_id,
        original_id=original_id,
        reason=reason.strip(),
        service=original.service,
        engagement=original.engagement,
    )
    act.session.add(credit)
    act.session.flush()
    own = [_copy(line, credit_id, place) for place, line in enumerate(chosen)]
    act.session.add_all(own)
    carrier = act.session.get_one(Carrier, credit.carrier_id)
    buyer = act.session.get_one(Party, credit.buyer_id)
    said = say_invoice(act, credit, own, carrier, buyer)
    refuse(problems_of(said, buyer, act.day))
    let_go_of(act, chosen, reason.strip())
    act.session.flush()
    return issue_paper_of(act, credit, paper_id, said, carrier)


def _credited(act: Act, lines: Sequence[InvoiceLine]) -> Found:
    """What was credited before, and what is paid."""
    wanted = (
        select(InvoiceLine.label)
        .join(Invoice, Invoice.id == InvoiceLine.invoice_id)
        .where(
            InvoiceLine.credits_id.in_([line.id for line in lines]),
            Invoice.state == InvoiceState.ISSUED,
        )
    )
    found: Found = []
    if labels := list(act.session.scalars(wanted)):
        found.append(("lines", CreditedError(labels)))
    for line in lines:
        charge = act.session.get(Charge, line.charge_id) if line.charge_id else None
        if charge is not None and charge.paid and charge.invoice_id == line.invoice_id:
            found.append(("lines", PaidLineError(line.label)))
    return found


def _copy(line: InvoiceLine, credit_id: UUID, place: int) -> InvoiceLine:
    names = ("label", "quantity", "unit_price", "vat", "tax_included", "unit", "detail")
    said: dict[str, Any] = {name: getattr(line, name) for name in names}
    return InvoiceLine(
        invoice_id=credit_id,
        position=place,
        is_goods=line.is_goods,
        performed_on=line.performed_on,
        article_id=line.article_id,
        credits_id=line.id,
        amount=line.amount,
        **said,
    )


def _checked(act: Act, invoice_id: UUID, draft: InvoiceDraft) -> tuple[InvoiceDraft, Party]:
    draft, found = draft.checked()
    key = draft.buyer_id
    buyer = (
        gathered(found, "buyer_id", lambda: load_present(act.session, Party, key)) if key else None
    )
    if buyer:
        keys = [line.charge_id for line in draft.lines if line.charge_id]
        found += refuse_charges(act, invoice_id, buyer.id, keys)
    refuse(found)
    assert buyer
    return draft, buyer


def _says(act: Act, invoice: Invoice, draft: InvoiceDraft) -> bool:
    """It stands so already, but for the keys of its lines."""
    own = all(getattr(invoice, name) == getattr(draft, name) for name in _OWN)
    return (
        own
        and invoice.buyer_id == draft.buyer_id
        and [_said(line) for line in lines_of(act, invoice)] == [_said(one) for one in draft.lines]
    )


def _said(line: InvoiceLine | LineDraft) -> tuple[object, ...]:
    return tuple(getattr(line, name) for name in _OF_LINE)


def _write_lines(act: Act, invoice_id: UUID, draft: InvoiceDraft) -> None:
    for place, line in enumerate(draft.lines):
        said = asdict(line)
        key = said.pop("key")
        act.session.add(InvoiceLine(id=key, invoice_id=invoice_id, position=place, **said))


def _load(act: Act, invoice_id: UUID) -> Invoice:
    found = act.session.get(Invoice, invoice_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise GoneInvoiceError
    return found


def _load_draft(act: Act, invoice_id: UUID) -> Invoice:
    invoice = _load(act, invoice_id)
    if invoice.state is InvoiceState.ISSUED:
        raise IssuedError(invoice.number or "")
    if invoice.state is InvoiceState.DROPPED:
        raise DroppedError
    return invoice

"""What a draft says on the day it is issued: its seller, its buyer, its terms; and what forbids."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select

from fablab_desk.catalogue.kinds import RATES, VatNature
from fablab_desk.invoicing.content import InvoiceSaid, LineSaid, PartySaid, Reference, Terms
from fablab_desk.invoicing.drafts import Found
from fablab_desk.invoicing.errors import (
    AddresslessError,
    BelowNothingError,
    EarlyDueError,
    EngagementError,
    NoSellerSiretError,
    NoSiretError,
    ServiceCodeError,
    ServiceOrEngagementError,
    UnqualifiedError,
)
from fablab_desk.invoicing.kinds import BuyerKind, InvoiceKind
from fablab_desk.invoicing.models import Invoice, InvoiceLine
from fablab_desk.lab.models import Carrier
from fablab_desk.lab.queries import text_of
from fablab_desk.people.kinds import ChorusAsks, OrganisationKind
from fablab_desk.people.models import Organisation, Party
from fablab_desk.staff.act import Act

TERMS = ("no_discount", "late_penalty", "late_penalty_public", "recovery_indemnity")
DAYS = {BuyerKind.PERSON: 0, BuyerKind.BUSINESS: 30, BuyerKind.PUBLIC: 30}  # to pay


def lines_of(act: Act, invoice: Invoice) -> list[InvoiceLine]:
    wanted = select(InvoiceLine).where(InvoiceLine.invoice_id == invoice.id)
    return list(act.session.scalars(wanted.order_by(InvoiceLine.position)))


def say_invoice(
    act: Act, invoice: Invoice, lines: Sequence[InvoiceLine], carrier: Carrier, buyer: Party
) -> InvoiceSaid:
    original = act.session.get_one(Invoice, invoice.original_id) if invoice.original_id else None
    kind = buyer_kind_of(buyer)
    return InvoiceSaid(
        kind=invoice.kind,
        seller=_seller(carrier),
        buyer=_buyer(buyer),
        buyer_kind=kind,
        lines=tuple(_line(line) for line in lines),
        terms=Terms(
            due_on=invoice.due_on or act.day + timedelta(days=DAYS[kind]),
            iban=carrier.iban,
            bic=carrier.bic,
            account_holder=carrier.account_holder,
            order=invoice.order,
            contract=invoice.contract,
            service=invoice.service,
            engagement=invoice.engagement,
            texts=tuple(_texts(act, lines)),
        ),
        original=_reference(original),
        reason=invoice.reason,
        note=invoice.note,
    )


def buyer_kind_of(buyer: Party) -> BuyerKind:
    if not isinstance(buyer, Organisation):
        return BuyerKind.PERSON
    public = (
        buyer.organisation_kind is OrganisationKind.PUBLIC_BODY
        or buyer.chorus_asks is not ChorusAsks.NOT_SAID
    )
    return BuyerKind.PUBLIC if public else BuyerKind.BUSINESS


def problems_of(said: InvoiceSaid, buyer: Party, day: date) -> Found:
    """All that keeps it from being issued, each beside what is to be mended."""
    found: Found = [
        (f"{place}.vat", UnqualifiedError(line.label))
        for place, line in enumerate(said.lines)
        if line.vat is VatNature.TO_QUALIFY
    ]
    for name, party in (("", said.seller), ("buyer_id", said.buyer)):
        if not (party.address and party.postal_code and party.city):
            found.append((name, AddresslessError(party.name)))
    if not said.seller.siret:
        found.append(("", NoSellerSiretError(said.seller.name)))
    if said.buyer_kind is BuyerKind.PUBLIC and not said.buyer.siret:
        found.append(("buyer_id", NoSiretError(said.buyer.name)))
    found += _chorus(said, buyer)
    if said.totals.payable < 0:
        found.append(("lines", BelowNothingError(said.totals.payable)))
    if said.terms.due_on and said.terms.due_on < day and said.kind is not InvoiceKind.CREDIT_NOTE:
        found.append(("due_on", EarlyDueError(said.terms.due_on)))
    return found


def _chorus(said: InvoiceSaid, buyer: Party) -> Found:
    if not isinstance(buyer, Organisation):
        return []
    terms, name = said.terms, buyer.name
    match buyer.chorus_asks:
        case ChorusAsks.SERVICE if not terms.service:
            return [("service", ServiceCodeError(name))]
        case ChorusAsks.ENGAGEMENT if not terms.engagement:
            return [("engagement", EngagementError(name))]
        case ChorusAsks.EITHER if not (terms.service or terms.engagement):
            return [("service", ServiceOrEngagementError(name))]
        case ChorusAsks.BOTH:
            found: Found = [] if terms.service else [("service", ServiceCodeError(name))]
            return found + ([] if terms.engagement else [("engagement", EngagementError(name))])
    return []


def _seller(carrier: Carrier) -> PartySaid:
    legal = (carrier.legal_form, f"RNA {carrier.rna}" if carrier.rna else "")
    return PartySaid(
        name=carrier.name,
        address=_lines_of(carrier.address),
        postal_code=carrier.postal_code,
        city=carrier.city,
        siret=carrier.siret,
        vat_number=carrier.vat_number,
        email=carrier.email,
        legal=tuple(one for one in legal if one),
    )


def _buyer(buyer: Party) -> PartySaid:
    billed = buyer.billing_address if isinstance(buyer, Organisation) else ""
    return PartySaid(
        name=buyer.name,
        address=_lines_of(billed or buyer.address),
        postal_code=buyer.postal_code,
        city=buyer.city,
        siret=buyer.siret if isinstance(buyer, Organisation) else "",
        vat_number=buyer.vat_number if isinstance(buyer, Organisation) else "",
        email=buyer.email,
    )


def _line(line: InvoiceLine) -> LineSaid:
    return LineSaid(
        label=line.label,
        quantity=line.quantity,
        unit_price=line.unit_price,
        vat=line.vat,
        tax_included=line.tax_included and line.vat in RATES,
        unit=line.unit,
        detail=line.detail,
        is_goods=line.is_goods,
        performed_on=line.performed_on,
    )


def _texts(act: Act, lines: Sequence[InvoiceLine]) -> list[tuple[str, str]]:
    keys = [*dict.fromkeys(f"vat_{line.vat.value}" for line in lines), *TERMS]
    found = [(key, text_of(act.session, key, act.day)) for key in keys]
    return [(key, text) for key, text in found if text]


def _reference(original: Invoice | None) -> Reference | None:
    if original is None or original.number is None or original.issued_on is None:
        return None
    return Reference(number=original.number, on=original.issued_on)


def _lines_of(address: str) -> tuple[str, ...]:
    return tuple(line for one in address.splitlines() if (line := one.strip()))

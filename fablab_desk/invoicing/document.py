"""How an invoice and a credit note are laid out."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from fablab_desk.catalogue.kinds import RATES
from fablab_desk.clock import format_day
from fablab_desk.documents.address import address_block
from fablab_desk.documents.page import (
    Align,
    Block,
    Column,
    Facts,
    Page,
    Paragraph,
    Spacer,
    Table,
)
from fablab_desk.i18n import mark, translate
from fablab_desk.invoicing.amounts import PRICE, VatPart, Worth, worth_of
from fablab_desk.invoicing.content import InvoiceSaid, LineSaid
from fablab_desk.invoicing.kinds import INVOICE_KIND_TEXTS, BuyerKind, InvoiceKind
from fablab_desk.lab.bank import Account, how_to_pay
from fablab_desk.money import CENT, ZERO, format_amount, plain_decimal
from fablab_desk.papers.frame import place_and_date, seal_of
from fablab_desk.papers.issue import Issued

HUNDRED = Decimal(100)
TO_BUSINESSES = ("no_discount", "late_penalty", "recovery_indemnity")


def lay_out_invoice(said: InvoiceSaid, issued: Issued, language: str) -> Page:
    """What people read of it; machines read the same in its XML."""
    title = translate(INVOICE_KIND_TEXTS[said.kind], language)
    buyer = said.buyer
    town = f"{buyer.postal_code} {buyer.city}".strip()
    return Page(
        title=title,
        number=issued.number,
        place_and_date=place_and_date(issued, said.seller.city, language),
        language=language,
        recipient=address_block([buyer.name, *buyer.address, town]),
        blocks=(
            Facts(tuple(_facts(said, issued, language))),
            _lines(said, language),
            *_paying(said, issued, language),
            *(Paragraph(text, quiet=True) for text in _mentions(said)),
            Spacer(2),
            seal_of(issued, language),
        ),
    )


def _facts(said: InvoiceSaid, issued: Issued, language: str) -> Iterator[tuple[str, str]]:
    def day(on: date) -> str:
        return format_day(on, language)

    terms, buyer = said.terms, said.buyer
    if said.original:
        of = translate(mark("{number} of {day}"), language)
        told = of.format(number=said.original.number, day=day(said.original.on))
        yield translate(mark("Corrects the invoice"), language), told
    if said.reason:
        yield translate(mark("Why"), language), said.reason
    performed = sorted({one.performed_on for one in said.lines if one.performed_on})
    if performed and (len(performed) > 1 or performed[0] != issued.on):
        told = day(performed[0])
        if len(performed) > 1:
            told = translate(mark("{first} to {last}"), language).format(
                first=told, last=day(performed[-1])
            )
        yield translate(mark("Performed on"), language), told
    for title, text in (
        (mark("SIRET of the buyer"), buyer.siret),
        (mark("VAT number of the buyer"), buyer.vat_number),
        (mark("Your order"), terms.order),
        (mark("Contract"), terms.contract),
        (mark("Service code"), terms.service),
        (mark("Engagement number"), terms.engagement),
    ):
        if text:
            yield translate(title, language), text
    if said.due > 0 and terms.due_on and said.kind is not InvoiceKind.CREDIT_NOTE:
        yield translate(mark("To be paid by"), language), day(terms.due_on)


def _lines(said: InvoiceSaid, language: str) -> Table:
    taxed = any(line.vat in RATES for line in said.lines)
    worths = worth_of([line.priced for line in said.lines])
    columns = [
        Column(translate(mark("Article"), language), share=4),
        Column(translate(mark("Quantity"), language), Align.RIGHT, share=1.2),
        Column(
            translate(mark("Price before VAT") if taxed else mark("Price"), language),
            Align.RIGHT,
            share=1.5,
        ),
        *([Column(translate(mark("VAT"), language), Align.RIGHT, share=0.9)] if taxed else []),
        Column(
            translate(mark("Before VAT") if taxed else mark("Amount"), language),
            Align.RIGHT,
            share=1.5,
        ),
    ]
    rows = [
        _row(line, worth, taxed, language) for line, worth in zip(said.lines, worths, strict=True)
    ]
    blank = [""] * (len(columns) - 2)
    totals = [(title, *blank, amount) for title, amount in _totals(said, taxed, language)]
    return Table(columns=tuple(columns), rows=tuple(rows), totals=tuple(totals))


def _row(line: LineSaid, worth: Worth, taxed: bool, language: str) -> tuple[str, ...]:
    label = f"{line.label} ({line.detail})" if line.detail else line.label
    quantity = _number(line.quantity, language)
    return (
        label,
        f"{quantity} {line.unit}".strip(),
        _price(worth.unit_price, language),
        *([_rate(RATES.get(line.vat, ZERO), language)] if taxed else []),
        format_amount(worth.net, language),
    )


def _totals(said: InvoiceSaid, taxed: bool, language: str) -> Iterator[tuple[str, str]]:
    totals, paid = said.totals, said.terms.paid

    def amount(value: Decimal) -> str:
        return format_amount(value, language)

    if taxed:
        yield translate(mark("Total before VAT"), language), amount(totals.net)
        for part in totals.parts:
            if part.rate:
                yield _vat_title(part, language), amount(part.tax)
        if totals.rounding:
            yield translate(mark("Rounding"), language), amount(totals.rounding)
        yield translate(mark("Total with VAT"), language), amount(totals.payable)
    else:
        yield translate(mark("Total"), language), amount(totals.payable)
    if said.kind is InvoiceKind.CREDIT_NOTE:
        return
    if paid:
        yield translate(mark("Paid already"), language), amount(-paid)
        yield translate(mark("Left to pay"), language), amount(said.due)


def _vat_title(part: VatPart, language: str) -> str:
    said = translate(mark("VAT at {rate} on {base}"), language)
    base = format_amount(part.base, language)
    return said.format(rate=_rate(part.rate, language), base=base)


def _paying(said: InvoiceSaid, issued: Issued, language: str) -> tuple[Block, ...]:
    if said.kind is InvoiceKind.CREDIT_NOTE or said.due <= 0:
        return ()
    terms = said.terms
    account = None
    if terms.iban:
        account = Account(terms.account_holder or said.seller.name, terms.iban, terms.bic)
    reference = terms.reference or issued.number
    return how_to_pay(said.seller.name, account, said.due, reference, language)


def _mentions(said: InvoiceSaid) -> Iterator[str]:
    """Of VAT first; of late payment where a business or a public body is to pay."""
    texts = dict(said.terms.texts)
    for vat in dict.fromkeys(line.vat for line in said.lines):
        if text := texts.get(f"vat_{vat.value}"):
            yield text
    if said.note:
        yield said.note
    if said.buyer_kind is BuyerKind.PERSON or said.kind is InvoiceKind.CREDIT_NOTE:
        return
    for key in TO_BUSINESSES:
        public = key == "late_penalty" and said.buyer_kind is BuyerKind.PUBLIC
        if text := texts.get(f"{key}_public" if public else key):
            yield text


def _price(price: Decimal, language: str) -> str:
    """To the cent, or as fine as it is."""
    if price == price.quantize(CENT):
        return format_amount(price, language)
    return f"{_number(price.quantize(PRICE), language)}\N{NO-BREAK SPACE}€"


def _number(number: Decimal, language: str) -> str:
    said = plain_decimal(number).replace("-", "\N{MINUS SIGN}")
    return said if language == "fr" else said.replace(",", ".")


def _rate(rate: Decimal, language: str) -> str:
    return f"{_number(rate * HUNDRED, language)}\N{NO-BREAK SPACE}%"

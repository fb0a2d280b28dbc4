"""How a receipt and the closing of a till are laid out."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from fablab_desk.catalogue.kinds import RATES, VatNature
from fablab_desk.clock import format_day
from fablab_desk.documents.page import (
    Align,
    Column,
    Facts,
    Halves,
    Heading,
    Page,
    PageFormat,
    Paragraph,
    Signature,
    Spacer,
    Table,
)
from fablab_desk.i18n import translate
from fablab_desk.money import ZERO, format_amount, to_cent
from fablab_desk.papers.frame import place_and_date, seal_of
from fablab_desk.papers.issue import Issued
from fablab_desk.payments.counts import DENOMINATIONS
from fablab_desk.payments.queries import CashingDetail, ClosingDetail, PaidLine, PaymentRow


def lay_out_receipt(
    said: CashingDetail,
    issued: Issued,
    at: datetime,
    city: str,
    notes: tuple[str, ...],
    language: str,
) -> Page:
    """`at` is local; `notes` are the VAT mentions and the lab's own text."""
    return Page(
        title=translate("Receipt", language),
        place_and_date=place_and_date(issued, city, language),
        language=language,
        format=PageFormat.A6,
        blocks=(
            Facts(tuple(_receipt_facts(said, at, language))),
            _paid_lines(said, language),
            _methods(said, language),
            *(Paragraph(note, quiet=True) for note in notes),
            Spacer(2),
            seal_of(issued, language),
        ),
    )


def _receipt_facts(said: CashingDetail, at: datetime, language: str) -> Iterator[tuple[str, str]]:
    if said.payer_name:
        yield translate("Received from", language), said.payer_name
    yield translate("Received on", language), _moment(at, language)
    yield translate("Received by", language), said.account_name


def _paid_lines(said: CashingDetail, language: str) -> Table:
    rows = tuple(
        (_line_text(line, language), format_amount(line.paid, language)) for line in said.lines
    )
    total = (translate("Total paid", language), format_amount(said.total, language))
    vat = tuple(
        (translate("of which {vat}", language).format(vat=rate), format_amount(amount, language))
        for rate, amount in _vat(said.lines, language)
    )
    return Table(
        columns=(
            Column(translate("What for", language), share=3),
            Column(translate("Paid", language), Align.RIGHT, share=1.2),
        ),
        rows=rows,
        totals=(total, *vat),
    )


def _line_text(line: PaidLine, language: str) -> str:
    quantity = f"{line.quantity.normalize():f}"
    if language == "fr":
        quantity = quantity.replace(".", ",")
    text = line.said if line.quantity == 1 else f"{line.said} × {quantity}"
    if line.paid == line.amount:
        return text
    part = translate("{text}, part of {amount}", language)
    return part.format(text=text, amount=format_amount(line.amount, language))


def vat_within(amount: Decimal, nature: VatNature) -> Decimal:
    """The VAT in an amount that includes it: the base is rounded, the tax is the rest."""
    return amount - to_cent(amount / (1 + RATES.get(nature, ZERO)))


def _vat(lines: tuple[PaidLine, ...], language: str) -> Iterator[tuple[str, Decimal]]:
    for nature in RATES:
        amount = sum(
            (vat_within(line.paid, nature) for line in lines if line.vat_nature is nature), ZERO
        )
        if amount:
            rate = f"{RATES[nature] * 100:f}".rstrip("0").rstrip(".")
            said = rate.replace(".", ",") if language == "fr" else rate
            yield translate("VAT at {rate} %", language).format(rate=said), amount


def _methods(said: CashingDetail, language: str) -> Facts:
    return Facts(
        tuple(pair for payment in said.payments for pair in _payment_facts(payment, language))
    )


def _payment_facts(payment: PaymentRow, language: str) -> Iterator[tuple[str, str]]:
    number = f" ({payment.reference})" if payment.reference else ""
    yield f"{payment.method}{number}", format_amount(payment.amount, language)
    if payment.change:
        yield translate("Handed over", language), format_amount(payment.tendered, language)
        yield translate("Change given", language), format_amount(payment.change, language)


def lay_out_closing(
    said: ClosingDetail, issued: Issued, times: tuple[datetime, datetime], language: str
) -> Page:
    """`times` are the local instants of opening and closing."""
    return Page(
        title=translate("Till closing", language),
        place_and_date=format_day(issued.on, language),
        language=language,
        blocks=(
            Facts(tuple(_closing_facts(said, times, language))),
            Heading(translate("Taken since the last closing", language)),
            _taken(said, language),
            Facts(tuple(_totals(said, language))),
            Heading(translate("Count of the drawer", language)),
            _count(said, language),
            Facts(tuple(_difference(said, language))),
            Spacer(4),
            Halves(
                left=(seal_of(issued, language),),
                right=(Signature(translate("Counted by", language), said.closed_by),),
            ),
        ),
    )


def _closing_facts(
    said: ClosingDetail, times: tuple[datetime, datetime], language: str
) -> Iterator[tuple[str, str]]:
    opened, closed = (_moment(at, language) for at in times)
    yield translate("Till", language), said.till
    yield translate("Till opened", language), f"{opened}, {said.opened_by}"
    yield translate("Till closed", language), f"{closed}, {said.closed_by}"
    yield translate("Journal entry", language), str(said.seq)


def _taken(said: ClosingDetail, language: str) -> Table:
    rows = tuple(
        (
            method["label"],
            str(method["payments"]),
            format_amount(Decimal(method["paid"]), language),
        )
        for method in said.said["methods"]
    )
    return Table(
        columns=(
            Column(translate("Method", language), share=3),
            Column(translate("Payments", language), Align.RIGHT),
            Column(translate("Amount", language), Align.RIGHT, share=1.5),
        ),
        rows=rows,
        totals=(
            (translate("Money taken", language), "", format_amount(said.period_total, language)),
        ),
    )


def _totals(said: ClosingDetail, language: str) -> Iterator[tuple[str, str]]:
    yield translate("Cashings", language), str(said.said["cashings"])
    yield translate("Corrections", language), str(said.said["corrections"])
    yield translate("Total of the period", language), format_amount(said.period_total, language)
    yield (
        translate("Perpetual total, never reset", language),
        format_amount(said.perpetual_total, language),
    )


def _count(said: ClosingDetail, language: str) -> Table:
    count: dict[str, int] = said.said["count"]
    rows = tuple(
        (
            format_amount(to_cent(Decimal(cents) / 100), language),
            str(many),
            format_amount(to_cent(Decimal(cents) * many / 100), language),
        )
        for cents in reversed(DENOMINATIONS)
        if (many := count.get(str(cents), 0))
    )
    return Table(
        columns=(
            Column(translate("Coin or note", language), share=3),
            Column(translate("How many", language), Align.RIGHT),
            Column(translate("Amount", language), Align.RIGHT, share=1.5),
        ),
        rows=rows,
        totals=((translate("Counted", language), "", format_amount(said.counted, language)),),
    )


def _difference(said: ClosingDetail, language: str) -> Iterator[tuple[str, str]]:
    yield translate("Opening count", language), format_amount(said.opening_amount, language)
    yield translate("Expected", language), format_amount(said.expected, language)
    yield translate("Difference", language), format_amount(said.difference, language)
    if said.reason:
        yield translate("Reason", language), said.reason


def _moment(at: datetime, language: str) -> str:
    return f"{format_day(at.date(), language)}, {at:%H:%M}"

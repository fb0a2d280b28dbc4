"""What an invoice says, frozen: who sells what to whom, on which terms. Papers and XML say it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from fablab_desk.catalogue.kinds import VatNature
from fablab_desk.invoicing.amounts import Priced, Totals, totals_of
from fablab_desk.invoicing.kinds import BuyerKind, InvoiceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class PartySaid:
    """A seller or a buyer as the invoice names it; `country` by ISO 3166."""

    name: str
    address: tuple[str, ...] = ()
    postal_code: str = ""
    city: str = ""
    country: str = "FR"
    siret: str = ""
    vat_number: str = ""
    email: str = ""
    legal: tuple[str, ...] = ()  # form, RNA: lines of the seller's identity

    @property
    def siren(self) -> str:
        return self.siret[:9]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineSaid:
    label: str
    quantity: Decimal
    unit_price: Decimal
    vat: VatNature
    tax_included: bool = False
    unit: str = ""
    detail: str = ""
    is_goods: bool = False
    performed_on: date | None = None

    @property
    def priced(self) -> Priced:
        return Priced(
            quantity=self.quantity,
            unit_price=self.unit_price,
            vat=self.vat,
            tax_included=self.tax_included,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Another invoice: its number and its date."""

    number: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """`texts` by key, as they stood on the day: of VAT, of late payment.

    `service` and `engagement` are what Chorus Pro asks of a public buyer's invoice.
    """

    due_on: date | None = None
    iban: str = ""
    bic: str = ""
    account_holder: str = ""
    reference: str = ""  # of the transfer
    order: str = ""  # the buyer's own
    contract: str = ""
    service: str = ""
    engagement: str = ""
    texts: tuple[tuple[str, str], ...] = ()
    paid: Decimal = Decimal("0.00")  # before it was issued


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceSaid:
    kind: InvoiceKind
    seller: PartySaid
    buyer: PartySaid
    buyer_kind: BuyerKind
    lines: tuple[LineSaid, ...]
    terms: Terms
    original: Reference | None = None  # what a credit note or a corrective invoice corrects
    reason: str = ""
    note: str = ""

    @property
    def totals(self) -> Totals:
        return totals_of([line.priced for line in self.lines])

    @property
    def due(self) -> Decimal:
        return self.totals.payable - self.terms.paid

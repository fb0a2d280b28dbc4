"""What forms say of an invoice, and every problem by themselves."""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import TypeAlias
from uuid import UUID

from fablab_desk.catalogue.kinds import VatNature
from fablab_desk.errors import DeskError
from fablab_desk.invoicing.errors import (
    LongEngagementError,
    NegativePriceError,
    NoBuyerError,
    NoLineError,
    NothingSoldError,
    WordlessLineError,
)
from fablab_desk.invoicing.kinds import InvoiceKind
from fablab_desk.keys import new_key
from fablab_desk.lab.bounds import early, outsized

Found: TypeAlias = list[tuple[str, DeskError]]
LONGEST_ENGAGEMENT = 50  # characters, of Chorus Pro


@dataclass(frozen=True, slots=True, kw_only=True)
class LineDraft:
    """`charge_id`: what is owed already for a fact, which the line takes as it was frozen."""

    key: UUID = field(default_factory=new_key)
    label: str
    quantity: Decimal
    unit_price: Decimal
    vat: VatNature = VatNature.TO_QUALIFY
    tax_included: bool = False
    unit: str = ""
    detail: str = ""
    is_goods: bool = False
    performed_on: date | None = None
    article_id: UUID | None = None
    charge_id: UUID | None = None

    def tidied(self) -> "LineDraft":
        return replace(
            self,
            label=" ".join(self.label.split()),
            unit=self.unit.strip(),
            detail=" ".join(self.detail.split()),
        )

    def problems(self, place: int) -> Found:
        found: Found = []
        if not self.label:
            found.append((f"{place}.label", WordlessLineError()))
        if large := outsized(f"{place}.quantity", self.quantity):
            found += large
        elif not self.quantity:
            found.append((f"{place}.quantity", NothingSoldError()))
        if large := outsized(f"{place}.unit_price", self.unit_price):
            found += large
        elif self.unit_price < 0:
            found.append((f"{place}.unit_price", NegativePriceError()))
        return found + early(f"{place}.performed_on", self.performed_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceDraft:
    """`due_on` None: by the kind of the buyer. A problem of the second line is “1.label”."""

    buyer_id: UUID | None
    lines: tuple[LineDraft, ...]
    kind: InvoiceKind = InvoiceKind.INVOICE
    due_on: date | None = None
    order: str = ""
    contract: str = ""
    service: str = ""
    engagement: str = ""
    note: str = ""

    def checked(self) -> tuple["InvoiceDraft", Found]:
        tidy = replace(
            self,
            lines=tuple(line.tidied() for line in self.lines),
            order=" ".join(self.order.split()),
            contract=" ".join(self.contract.split()),
            service=" ".join(self.service.split()),
            engagement=" ".join(self.engagement.split()),
            note=self.note.strip(),
        )
        found: Found = [] if tidy.buyer_id else [("buyer_id", NoBuyerError())]
        if not tidy.lines:
            found.append(("lines", NoLineError()))
        if len(tidy.engagement) > LONGEST_ENGAGEMENT:
            found.append(("engagement", LongEngagementError(LONGEST_ENGAGEMENT)))
        for place, line in enumerate(tidy.lines):
            found += line.problems(place)
        return tidy, found

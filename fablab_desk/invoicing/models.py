"""Invoices: drafts that may change, and what was issued of them, which never does again."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fablab_desk.catalogue.kinds import VatNature
from fablab_desk.db.base import Amount, Base, Key, Lines, Quantity, UnitPrice
from fablab_desk.invoicing.kinds import InvoiceKind, InvoiceState
from fablab_desk.keys import new_key


class Invoice(Base, kw_only=True):
    """Its number, its date, what it says and its sums come with its issue, all at once.

    `paper_id` holds its bytes. What is paid of it is what is paid of the charges of its lines.
    """

    __tablename__ = "invoices"
    __table_args__ = (
        CheckConstraint("(state = 'issued') = (number IS NOT NULL)", name="numbered_when_issued"),
        CheckConstraint("(number IS NULL) = (paper_id IS NULL)", name="paper_with_its_number"),
        Index("ix_invoices_state_issued_on", "state", "issued_on"),
    )

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    kind: Mapped[InvoiceKind]
    state: Mapped[InvoiceState] = mapped_column(default=InvoiceState.DRAFT)
    carrier_id: Mapped[UUID] = mapped_column(ForeignKey("carriers.id"))
    buyer_id: Mapped[UUID] = mapped_column(ForeignKey("parties.id"), index=True)
    due_on: Mapped[date | None] = mapped_column(default=None)  # None: by the kind of the buyer
    order: Mapped[str] = mapped_column("buyer_order", default="")
    contract: Mapped[str] = mapped_column("buyer_contract", default="")
    service: Mapped[str] = mapped_column(default="")  # of a public buyer, for Chorus Pro
    engagement: Mapped[str] = mapped_column(default="")
    note: Mapped[Lines] = mapped_column(default="")
    original_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("invoices.id"), default=None, index=True
    )
    reason: Mapped[Lines] = mapped_column(default="")  # of a credit note
    paper_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("papers.id"), default=None, unique=True
    )
    number: Mapped[str | None] = mapped_column(default=None, unique=True)
    issued_on: Mapped[date | None] = mapped_column(default=None)
    net: Mapped[Amount | None] = mapped_column(default=None)
    tax: Mapped[Amount | None] = mapped_column(default=None)
    payable: Mapped[Amount | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (the mapper's own attribute)


class InvoiceLine(Base, kw_only=True):
    """What is sold, or credited; `charge_id` is what is owed for it."""

    __tablename__ = "invoice_lines"
    __table_args__ = (
        CheckConstraint("quantity <> 0", name="of_something"),
        CheckConstraint("unit_price >= 0", name="price_not_negative"),
        Index("ix_invoice_lines_invoice_id", "invoice_id", "position"),
    )

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    invoice_id: Mapped[UUID] = mapped_column(ForeignKey("invoices.id"))
    position: Mapped[int]
    label: Mapped[str]
    quantity: Mapped[Quantity]
    unit_price: Mapped[UnitPrice]
    vat: Mapped[VatNature]
    tax_included: Mapped[bool] = mapped_column(default=False)
    unit: Mapped[str] = mapped_column(default="")
    detail: Mapped[Lines] = mapped_column(default="")
    is_goods: Mapped[bool] = mapped_column(default=False)
    performed_on: Mapped[date | None] = mapped_column(default=None)
    article_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("articles.id"), default=None, index=True
    )
    charge_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("charges.id"), default=None, index=True
    )
    credits_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("invoice_lines.id"), default=None, index=True
    )
    amount: Mapped[Amount | None] = mapped_column(default=None)  # with its VAT, once issued

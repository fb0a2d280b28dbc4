"""What people owe. A fact of any room writes its charge here, in its own transaction."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fablab_desk.catalogue.kinds import VatNature
from fablab_desk.charges.errors import (
    InvoicedChargeError,
    OverpaidChargeError,
    PartlyPaidError,
    SettledChargeError,
)
from fablab_desk.charges.kinds import ChargeState, FactKind
from fablab_desk.db.base import Amount, Base, Key, Lines, Quantity, UnitPrice
from fablab_desk.keys import new_key
from fablab_desk.money import ZERO


class Charge(Base, kw_only=True):
    """What a payer owes for one fact: frozen with its explanation, then open until settled."""

    __tablename__ = "charges"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("amount >= 0", name="amount_not_negative"),
        CheckConstraint("paid >= 0 AND paid <= amount", name="paid_within_amount"),
        Index("ix_charges_payer_id_state", "payer_id", "state"),
    )

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    fact_id: Mapped[UUID] = mapped_column(unique=True)  # a record of any room to the right
    fact_kind: Mapped[FactKind]
    payer_id: Mapped[UUID | None] = mapped_column(ForeignKey("parties.id"))  # None: passing
    beneficiary_id: Mapped[UUID | None] = mapped_column(ForeignKey("parties.id"), index=True)
    article_id: Mapped[UUID | None] = mapped_column(ForeignKey("articles.id"))
    carrier_id: Mapped[UUID] = mapped_column(ForeignKey("carriers.id"))  # whose sale it is
    owed_on: Mapped[date] = mapped_column(index=True)
    label: Mapped[str]
    quantity: Mapped[Quantity]
    unit_price: Mapped[UnitPrice]
    tax_included: Mapped[bool] = mapped_column(default=True)
    vat_nature: Mapped[VatNature]
    amount: Mapped[Amount]
    explanation: Mapped[list[Any]] = mapped_column(JSON, default_factory=list)  # lines, as said
    state: Mapped[ChargeState] = mapped_column(default=ChargeState.OPEN)
    paid: Mapped[Amount] = mapped_column(default=ZERO)
    on_slate: Mapped[bool] = mapped_column(default=False)
    closed_reason: Mapped[Lines] = mapped_column(default="")  # why waived or cancelled
    closed_on: Mapped[date | None] = mapped_column(default=None)
    invoice_id: Mapped[UUID | None] = mapped_column(default=None, index=True)  # an issued one
    import_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("import_batches.id"), default=None, index=True
    )
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (the mapper's own attribute)

    @property
    def due(self) -> Decimal:
        return self.amount - self.paid if self.state is ChargeState.OPEN else ZERO

    def settle(self, amount: Decimal) -> None:
        """Take a part of a payment, or give it back when negative (a payment was corrected)."""
        if amount > 0 and self.state is not ChargeState.OPEN:
            raise SettledChargeError(self.label)
        if not ZERO <= self.paid + amount <= self.amount:
            raise OverpaidChargeError(self.label, self.due)
        self.paid += amount
        self.state = ChargeState.SETTLED if self.paid == self.amount else ChargeState.OPEN

    def close(self, state: ChargeState, reason: str, on: date) -> None:
        """Waive or cancel what is still wholly unpaid, and on no invoice."""
        if self.invoice_id is not None:
            raise InvoicedChargeError(self.label)
        if self.paid and self.state is ChargeState.OPEN:
            raise PartlyPaidError(self.label, self.paid)
        nothing_owed = self.state is ChargeState.SETTLED and not self.amount
        if self.paid or not (self.state is ChargeState.OPEN or nothing_owed):
            raise SettledChargeError(self.label)
        self.state, self.closed_reason, self.closed_on = state, reason, on

    def reopen(self) -> None:
        """Owed again, after a waiver taken back."""
        if self.state is not ChargeState.WAIVED:
            raise SettledChargeError(self.label)
        self.state = ChargeState.OPEN if self.amount else ChargeState.SETTLED
        self.closed_reason, self.closed_on = "", None

    def put_on_slate(self, wanted: bool) -> None:
        if self.state is not ChargeState.OPEN:
            raise SettledChargeError(self.label)
        self.on_slate = wanted

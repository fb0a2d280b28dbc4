"""Money taken at the counter: methods, tills, cashings and the chained journal of all of it."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fablab_desk.db.base import Amount, Base, Key, Lines, Unbounded
from fablab_desk.keys import new_key
from fablab_desk.money import ZERO
from fablab_desk.payments.kinds import JournalKind, MethodKind


class PaymentMethod(Base, kw_only=True):
    __tablename__ = "payment_methods"

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    label: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[MethodKind]
    account: Mapped[str] = mapped_column(default="")  # ledger account it goes to
    asks_reference: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)
    archived_on: Mapped[date | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (the mapper's own attribute)


class Till(Base, kw_only=True):
    """A cash drawer and its journal, whose head only moves forward.

    Head and total are written past the version: a cashing makes no form stale.
    """

    __tablename__ = "tills"

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    label: Mapped[str] = mapped_column(unique=True)
    perpetual_total: Mapped[Amount] = mapped_column(default=ZERO)  # all it took, never reset
    seq: Mapped[int] = mapped_column(default=0)  # last journal entry
    hash: Mapped[str] = mapped_column(default="")  # its link
    archived_on: Mapped[date | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (the mapper's own attribute)


class TillSession(Base, kw_only=True):
    """From one opening count to the closing one; a count is {cents of a coin or note: how many}."""

    __tablename__ = "till_sessions"
    __table_args__ = (Index("ix_till_sessions_till_id_closed_at", "till_id", "closed_at"),)

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    till_id: Mapped[UUID] = mapped_column(ForeignKey("tills.id"))
    day: Mapped[date] = mapped_column(index=True)
    opened_at: Mapped[datetime]
    opened_by: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    opening_count: Mapped[dict[str, int]] = mapped_column(JSON)
    opening_amount: Mapped[Amount]
    # One open session per till: NULLs do not collide, so the open one holds the till's key here.
    open_till_id: Mapped[UUID | None] = mapped_column(unique=True)
    closed_at: Mapped[datetime | None] = mapped_column(default=None)
    closed_by: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"), default=None)
    closing_count: Mapped[dict[str, int] | None] = mapped_column(JSON, default=None)
    counted: Mapped[Amount | None] = mapped_column(default=None)
    expected: Mapped[Amount | None] = mapped_column(default=None)
    difference: Mapped[Amount | None] = mapped_column(default=None)  # counted - expected
    difference_reason: Mapped[Lines] = mapped_column(default="")
    period_total: Mapped[Amount | None] = mapped_column(default=None)
    perpetual_total: Mapped[Amount | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (the mapper's own attribute)

    def close(
        self,
        *,
        at: datetime,
        by: UUID,
        count: dict[str, int],
        counted: Decimal,
        expected: Decimal,
        reason: str,
        period_total: Decimal,
        perpetual_total: Decimal,
    ) -> None:
        """What was counted and what should have been there are kept as they are, once."""
        self.closed_at, self.closed_by, self.open_till_id = at, by, None
        self.closing_count, self.counted, self.expected = count, counted, expected
        self.difference, self.difference_reason = counted - expected, reason
        self.period_total, self.perpetual_total = period_total, perpetual_total


class Cashing(Base, kw_only=True):
    """One time money changed hands, by one or several methods. Never edited nor deleted."""

    __tablename__ = "cashings"
    __table_args__ = (Index("ix_cashings_at_id", "at", "id"),)

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    at: Mapped[datetime]
    day: Mapped[date] = mapped_column(index=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    till_session_id: Mapped[UUID | None] = mapped_column(ForeignKey("till_sessions.id"), index=True)
    payer_id: Mapped[UUID | None] = mapped_column(ForeignKey("parties.id"), index=True)
    total: Mapped[Amount]  # negative for the opposite of another
    corrects_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("cashings.id"), unique=True, default=None
    )
    reason: Mapped[Lines] = mapped_column(default="")


class Payment(Base, kw_only=True):
    """The part of a cashing that came by one method."""

    __tablename__ = "payments"
    __table_args__ = (CheckConstraint("tendered - change = amount", name="change_adds_up"),)

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    cashing_id: Mapped[UUID] = mapped_column(ForeignKey("cashings.id"), index=True)
    method_id: Mapped[UUID] = mapped_column(ForeignKey("payment_methods.id"), index=True)
    amount: Mapped[Amount]
    tendered: Mapped[Amount]
    change: Mapped[Amount] = mapped_column(default=ZERO)
    reference: Mapped[str] = mapped_column(default="")
    drawer: Mapped[str] = mapped_column(default="")  # who signed the cheque
    bank: Mapped[str] = mapped_column(default="")


class Allocation(Base, kw_only=True):
    """What part of a cashing settles which charge; negative when taken back."""

    __tablename__ = "allocations"
    __table_args__ = (UniqueConstraint("cashing_id", "charge_id"),)

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    cashing_id: Mapped[UUID] = mapped_column(ForeignKey("cashings.id"))
    charge_id: Mapped[UUID] = mapped_column(ForeignKey("charges.id"), index=True)
    amount: Mapped[Amount]


class TillEntry(Base, kw_only=True):
    """The journal of a till: append-only, chained, signed."""

    __tablename__ = "till_entries"

    till_id: Mapped[UUID] = mapped_column(ForeignKey("tills.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    kind: Mapped[JournalKind]
    record_id: Mapped[UUID] = mapped_column(index=True)  # cashing or session
    total: Mapped[Amount]
    said: Mapped[dict[str, Any]] = mapped_column(JSON)  # lines, rates, methods, as they were
    previous: Mapped[str]
    hash: Mapped[str]
    key_id: Mapped[str] = mapped_column(default="")
    signature: Mapped[Unbounded] = mapped_column(default="")

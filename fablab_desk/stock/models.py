"""What is kept of an article, where, and every movement of it."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fablab_desk.catalogue.models import Article
from fablab_desk.db.base import Base, Key, Lines, Quantity, UnitPrice
from fablab_desk.keys import new_key
from fablab_desk.money import ZERO
from fablab_desk.stock.kinds import MovementReason, Store


class StockLevel(Base, kw_only=True):
    """An article kept in a store: what is there now, its mean cost, and when to buy.

    `warned` holds from the first fall to the threshold until the level is above it again.
    """

    __tablename__ = "stock_levels"
    __table_args__ = (
        UniqueConstraint("article_id", "store"),
        CheckConstraint("quantity >= 0", name="quantity_not_negative"),
        CheckConstraint("threshold IS NULL OR threshold >= 0", name="threshold_not_negative"),
        CheckConstraint("unit_cost >= 0", name="unit_cost_not_negative"),
    )

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    article_id: Mapped[UUID] = mapped_column(ForeignKey(Article.id))
    store: Mapped[Store]
    quantity: Mapped[Quantity] = mapped_column(default=ZERO)
    unit_cost: Mapped[UnitPrice] = mapped_column(default=ZERO)  # weighted mean of what is there
    threshold: Mapped[Quantity | None] = mapped_column(default=None)
    warned: Mapped[bool] = mapped_column(default=False)
    place: Mapped[str] = mapped_column(default="")  # shelf, drawer
    supplier: Mapped[str] = mapped_column(default="")
    supplier_reference: Mapped[str] = mapped_column(default="")
    counted_on: Mapped[date | None] = mapped_column(default=None)
    archived_on: Mapped[date | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (the mapper's own attribute)

    @property
    def is_low(self) -> bool:
        return self.threshold is not None and self.quantity <= self.threshold

    def move(self, quantity: Decimal, unit_cost: Decimal | None) -> None:
        """Add what comes at its cost, or take what goes at the mean cost. Not below nothing."""
        after = self.quantity + quantity
        if quantity > 0 and unit_cost is not None:
            worth = self.quantity * self.unit_cost + quantity * unit_cost
            self.unit_cost = (worth / after).quantize(Decimal("0.000001"))
        self.quantity = after
        self.warned = self.is_low


class StockMovement(Base, kw_only=True):
    """Written once; a mistake is taken back by its opposite, which names it."""

    __tablename__ = "stock_movements"
    __table_args__ = (
        CheckConstraint("quantity <> 0", name="something_moved"),
        CheckConstraint("balance >= 0", name="balance_not_negative"),
        Index("ix_stock_movements_level_id_id", "level_id", "id"),
        Index("ix_stock_movements_fact_id", "fact_id"),
    )

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    level_id: Mapped[UUID] = mapped_column(ForeignKey("stock_levels.id"))
    at: Mapped[datetime]
    day: Mapped[date] = mapped_column(index=True)  # of the fact: an invoice typed later
    quantity: Mapped[Quantity]  # signed
    balance: Mapped[Quantity]  # of the level, once it was written
    reason: Mapped[MovementReason]
    unit_cost: Mapped[UnitPrice]  # of what moved
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    fact_id: Mapped[UUID | None] = mapped_column(default=None)  # a use, a sale, an order, a count
    corrects_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("stock_movements.id"), unique=True, default=None
    )
    note: Mapped[Lines] = mapped_column(default="")


class StockCount(Base, kw_only=True):
    """One inventory of a store; its differences are movements that name it."""

    __tablename__ = "stock_counts"

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    store: Mapped[Store]
    day: Mapped[date] = mapped_column(index=True)
    at: Mapped[datetime]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    counted: Mapped[int]  # how many articles
    differing: Mapped[int]
    note: Mapped[Lines] = mapped_column(default="")

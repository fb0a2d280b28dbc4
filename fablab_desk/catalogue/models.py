"""Everything that has a price, and its prices with their history."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fablab_desk.catalogue.kinds import ArticleNature, VatNature
from fablab_desk.db.base import Amount, Base, Key, UnitPrice
from fablab_desk.keys import new_key
from fablab_desk.money import ZERO


class Article(Base, kw_only=True):
    __tablename__ = "articles"

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    code: Mapped[str] = mapped_column(unique=True)
    label: Mapped[str]
    unit: Mapped[str] = mapped_column(default="")
    nature: Mapped[ArticleNature]
    vat_nature: Mapped[VatNature] = mapped_column(default=VatNature.TO_QUALIFY)
    account: Mapped[str] = mapped_column(default="")  # ledger account of its revenue
    carrier_id: Mapped[UUID | None] = mapped_column(ForeignKey("carriers.id"), default=None)
    favourite: Mapped[bool] = mapped_column(default=False)  # offered first in Encaisser
    archived_on: Mapped[date | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (the mapper's own attribute)


class Price(Base, kw_only=True):
    """What one unit costs an audience (or all) from a day on; the newest one of that day counts."""

    __tablename__ = "prices"
    __table_args__ = (
        CheckConstraint("amount >= 0", name="amount_not_negative"),
        CheckConstraint("block_minutes IS NULL OR block_minutes > 0", name="block_positive"),
        CheckConstraint("grace_minutes >= 0", name="grace_not_negative"),
        Index("ix_prices_article_id_valid_from", "article_id", "valid_from"),
    )

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    article_id: Mapped[UUID] = mapped_column(ForeignKey("articles.id"))
    audience_id: Mapped[UUID | None] = mapped_column(ForeignKey("audiences.id"), default=None)
    valid_from: Mapped[date]
    amount: Mapped[UnitPrice]
    tax_included: Mapped[bool] = mapped_column(default=True)
    # Of time at so much an hour: how it is rounded up, and what is added or asked at least.
    block_minutes: Mapped[int | None] = mapped_column(default=None)  # None: not a price of time
    grace_minutes: Mapped[int] = mapped_column(default=0)  # free, once for a use
    set_up: Mapped[Amount] = mapped_column(default=ZERO)
    minimum: Mapped[Amount] = mapped_column(default=ZERO)
    withdrawn: Mapped[bool] = mapped_column(default=False)  # recorded by mistake, kept to be seen

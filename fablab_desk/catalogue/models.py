"""Everything that has a price, and its prices with their history."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fablab_desk.catalogue.kinds import ArticleNature, VatNature
from fablab_desk.db.base import Base, Key, UnitPrice
from fablab_desk.keys import new_key


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
        Index("ix_prices_article_id_valid_from", "article_id", "valid_from"),
    )

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    article_id: Mapped[UUID] = mapped_column(ForeignKey("articles.id"))
    audience_id: Mapped[UUID | None] = mapped_column(ForeignKey("audiences.id"), default=None)
    valid_from: Mapped[date]
    amount: Mapped[UnitPrice]
    tax_included: Mapped[bool] = mapped_column(default=True)
    withdrawn: Mapped[bool] = mapped_column(default=False)  # recorded by mistake, kept to be seen

"""What people owe. A fact of any room writes its charge here, in its own transaction."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fablab_desk.db.base import Base, Key, Quantity, UnitPrice
from fablab_desk.keys import new_key
from fablab_desk.money import priced
from fablab_desk.people.models import Person


class Charge(Base, kw_only=True):
    __tablename__ = "charges"
    __table_args__ = (CheckConstraint("quantity > 0", name="quantity_positive"),)

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    fact_id: Mapped[UUID] = mapped_column(unique=True)  # a record of any room to the right
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    owed_on: Mapped[date]
    label: Mapped[str]
    quantity: Mapped[Quantity]
    unit_price: Mapped[UnitPrice]
    person: Mapped[Person] = relationship(init=False, lazy="raise")

    @property
    def amount(self) -> Decimal:
        return priced(self.quantity, self.unit_price)

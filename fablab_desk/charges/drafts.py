"""What a form fills in about a charge by hand, and every problem it may have."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from fablab_desk.catalogue.kinds import VatNature
from fablab_desk.charges.errors import (
    AncientChargeError,
    EmptyChargeError,
    FutureChargeError,
    LargeQuantityError,
    NamelessChargeError,
    PriceDecimalsError,
    PriceRangeError,
)
from fablab_desk.errors import DeskError, Problems
from fablab_desk.lab.kinds import FIRST_DAY
from fablab_desk.money import priced

MOST = Decimal(100_000)  # euros: a slip of the finger is above it, no fee of a fablab is
MOST_UNITS = 100_000
PRICE_PLACES = 6
QUANTITY_PLACES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeLine:
    """`unit_price` is what is paid, taxes included; `owed_on` empty: today."""

    label: str
    unit_price: Decimal
    quantity: Decimal = Decimal(1)
    vat_nature: VatNature = VatNature.TO_QUALIFY
    article_id: UUID | None = None
    beneficiary_id: UUID | None = None
    owed_on: date | None = None
    on_slate: bool = False

    @property
    def amount(self) -> Decimal:
        return priced(self.quantity, self.unit_price)

    def checked(self) -> "ChargeLine":
        """The line without stray blanks, or every problem it has."""
        label = " ".join(self.label.split())
        found: list[tuple[str, DeskError]] = [] if label else [("label", NamelessChargeError())]
        if wrong := quantity_problem(self.quantity):
            found.append(("quantity", wrong))
        if wrong := price_problem(self.unit_price):
            found.append(("unit_price", wrong))
        if not found and not 0 < self.amount <= MOST:
            found.append(("unit_price", PriceRangeError(self.amount, MOST)))
        if found:
            raise Problems(found)
        return replace(self, label=label)


def quantity_problem(quantity: Decimal) -> DeskError | None:
    if not quantity.is_finite() or quantity <= 0:
        return EmptyChargeError()
    if quantity > MOST_UNITS or has_more_places(quantity, QUANTITY_PLACES):
        return LargeQuantityError(MOST_UNITS)
    return None


def price_problem(price: Decimal) -> DeskError | None:
    if not price.is_finite() or not 0 < price <= MOST:
        return PriceRangeError(price if price.is_finite() else Decimal(0), MOST)
    if has_more_places(price, PRICE_PLACES):
        return PriceDecimalsError(price, PRICE_PLACES)
    return None


def day_problem(owed_on: date, today: date) -> DeskError | None:
    """What is owed is owed for a fact: a day to come has none yet."""
    if owed_on > today:
        return FutureChargeError(owed_on)
    return AncientChargeError(owed_on) if owed_on < FIRST_DAY else None


def has_more_places(number: Decimal, places: int) -> bool:
    scaled = number.scaleb(places)
    return scaled != scaled.to_integral_value()

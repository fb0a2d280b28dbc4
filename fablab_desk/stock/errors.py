"""What is refused of the stock, each in its own sentence."""

from decimal import Decimal

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark
from fablab_desk.money import plain_decimal
from fablab_desk.stock.kinds import STORE_TEXTS, Store


class ShortStockError(DeskError):
    def __init__(self, label: str, left: Decimal, unit: str, store: Store) -> None:
        super().__init__(
            mark(
                "{label}: {left} {unit} left ({store}). Enter a delivery or count it first,"
                " or correct the quantity."
            ),
            label=label,
            left=plain_decimal(left),
            unit=unit,
            store=STORE_TEXTS[store],
        )
        self.left = left

"""What is refused of the stock, each in its own sentence."""

from decimal import Decimal

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark
from fablab_desk.stock.kinds import STORE_TEXTS, Store


class ShortStockError(DeskError):
    def __init__(self, label: str, left: Decimal, unit: str, store: Store) -> None:
        super().__init__(
            mark(
                "{label}: {left} {unit} left ({store}). Enter a delivery or count it first,"
                " or correct the quantity."
            ),
            label=label,
            left=_plain(left),
            unit=unit,
            store=STORE_TEXTS[store],
        )
        self.left = left


def _plain(quantity: Decimal) -> str:
    """Without idle noughts; the sentence is read in French first."""
    whole, _, rest = f"{quantity:f}".partition(".")
    shown = rest.rstrip("0")
    return f"{whole},{shown}" if shown else whole

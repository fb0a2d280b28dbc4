"""What is refused of the stock, each in its own sentence."""

from collections.abc import Sequence
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


class GoneLevelError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This article is no longer kept in stock. Look again."))


class UnknownArticleError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Choose an article of the catalogue."))


class KeptError(DeskError):
    def __init__(self, label: str, store: Store) -> None:
        super().__init__(
            mark("{label} is kept there already ({store})."),
            label=label,
            store=STORE_TEXTS[store],
        )


class NoQuantityError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Write how much: more than nothing."))


class NegativeLevelError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Nothing lies below nought."))


class NegativeCostError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("A cost is never below nothing."))


class ComingDayError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This day is still to come."))


class SameStoreError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("It lies there already: choose the other stock."))


class FactMovementError(DeskError):
    def __init__(self) -> None:
        super().__init__(
            mark("This movement belongs to a use, a sale, an upkeep or a count: correct that one.")
        )


class MovedMeanwhileError(DeskError):
    def __init__(self, label: str, now: Decimal) -> None:
        super().__init__(
            mark("{label} was moved while it was counted: {now} by the movements. Count it again."),
            label=label,
            now=plain_decimal(now),
        )


class MovedSinceError(DeskError):
    def __init__(self, labels: Sequence[str]) -> None:
        super().__init__(
            mark("Moved since this inventory: {articles}. Count again what is wrong."),
            articles=", ".join(labels),
        )


class CountedSinceError(DeskError):
    def __init__(self, store: Store) -> None:
        super().__init__(
            mark(
                "{stock}: another inventory was noted since. Take that one back first, or count"
                " again what is wrong."
            ),
            stock=STORE_TEXTS[store],
        )


class WordlessLossError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Say what became of it."))


class CountedTwiceError(DeskError):
    def __init__(self, label: str) -> None:
        super().__init__(mark("{label} is counted on another line already."), label=label)

"""Why a line of a file of balances is not taken over."""

from decimal import Decimal

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark


class NoBalanceError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This line says no amount."))


class EmptyBalanceError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Nothing is owed here: there is nothing to take over."))


class NegativeBalanceError(DeskError):
    def __init__(self, amount: Decimal) -> None:
        super().__init__(
            mark("{amount} is below zero: what is owed is written as a positive amount."),
            amount=amount,
        )


class CreditError(DeskError):
    """The room of payments keeps none."""

    def __init__(self, amount: Decimal) -> None:
        super().__init__(
            mark("{amount} is in credit: credits are not kept here. Pay it back, or use it first."),
            amount=amount,
        )


class BothAmountsError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This line is owed and in credit at once: only one can be true."))


class SameBalanceError(DeskError):
    def __init__(self, line: int) -> None:
        super().__init__(
            mark("Line {line} says the same person, day and label already."), line=line
        )


class KnownBalanceError(DeskError):
    def __init__(self, label: str, amount: Decimal) -> None:
        super().__init__(
            mark("“{label}” of that day was taken over already, with {amount}: correct it there."),
            label=label,
            amount=amount,
        )


class UnsureOwnerError(DeskError):
    def __init__(self, who: str) -> None:
        super().__init__(
            mark(
                "The name “{who}” alone does not tell who owes money:"
                " add the number, the e-mail or the birth date."
            ),
            who=who,
        )

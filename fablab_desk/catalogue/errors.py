"""What is refused about articles and prices, each in its own sentence."""

from datetime import date
from decimal import Decimal

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark

HIGHEST_PRICE = Decimal(100_000)
LONGEST_CODE = 20


class NamelessArticleError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("An article needs a name."))


class ArticleCodeError(DeskError):
    def __init__(self) -> None:
        super().__init__(
            mark("A code has 1 to {longest} letters, digits, dots or hyphens, without spaces."),
            longest=LONGEST_CODE,
        )


class CodeTakenError(DeskError):
    def __init__(self, code: str, label: str) -> None:
        super().__init__(mark("Code {code} is already that of “{label}”."), code=code, label=label)


class AccountNumberError(DeskError):
    def __init__(self, account: str) -> None:
        super().__init__(
            mark("“{account}” is no account of revenue: write for example 7061."), account=account
        )


class NegativePriceError(DeskError):
    def __init__(self, amount: Decimal) -> None:
        super().__init__(
            mark("A price cannot be negative ({amount}). A reduction has its own price."),
            amount=amount,
        )


class HighPriceError(DeskError):
    def __init__(self, amount: Decimal) -> None:
        super().__init__(
            mark("{amount} is more than the highest price, {highest}. Check the figure."),
            amount=amount,
            highest=HIGHEST_PRICE,
        )


class PriceDecimalsError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("A unit price has at most 6 decimals."))


class AncientPriceError(DeskError):
    def __init__(self, day: date) -> None:
        super().__init__(mark("{day} is too long ago for a price. Check the year."), day=day)


class NoPriceError(DeskError):
    def __init__(self, label: str, day: date) -> None:
        super().__init__(
            mark("“{label}” has no price on {day}. Set one in the catalogue first."),
            label=label,
            day=day,
        )


class ArchivedArticleError(DeskError):
    def __init__(self, label: str) -> None:
        super().__init__(
            mark("“{label}” is archived. Bring it back before you give it a price."), label=label
        )


class UnknownArticleError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This article no longer exists. Look again."))


class BlockMinutesError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("A block of time has from 1 to 1 440 minutes."))


class GraceMinutesError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("From 0 to 1 440 minutes are not asked for."))


class TimelessRuleError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Set-up, grace and minimum go with a price by the hour."))

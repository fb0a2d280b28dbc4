"""What a form fills in about an article or a price, and every problem it may have."""

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from fablab_desk.catalogue.errors import (
    HIGHEST_PRICE,
    LONGEST_CODE,
    AccountNumberError,
    AncientPriceError,
    ArticleCodeError,
    BlockMinutesError,
    GraceMinutesError,
    HighPriceError,
    NamelessArticleError,
    NegativePriceError,
    PriceDecimalsError,
    TimelessRuleError,
)
from fablab_desk.catalogue.kinds import ArticleNature, VatNature
from fablab_desk.errors import DeskError, Problems
from fablab_desk.money import ZERO

CODE = re.compile(rf"[A-Z0-9][A-Z0-9.-]{{0,{LONGEST_CODE - 1}}}")
ACCOUNT = re.compile(r"7[0-9]{1,9}")
FIRST_PRICE_ON = date(2000, 1, 1)
DECIMALS = 6
A_DAY = 1440  # minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleDraft:
    """`vat_nature` None: the usual one of the lab's regime."""

    code: str
    label: str
    nature: ArticleNature
    unit: str = ""
    vat_nature: VatNature | None = None
    account: str = ""
    carrier_id: UUID | None = None
    favourite: bool = False

    def checked(self) -> tuple["ArticleDraft", list[tuple[str, DeskError]]]:
        """The draft without stray blanks, and every problem it has by itself."""
        tidy = replace(
            self,
            code=self.code.strip().upper(),
            label=" ".join(self.label.split()),
            unit=self.unit.strip(),
            account=self.account.strip(),
        )
        found: list[tuple[str, DeskError]] = []
        if not tidy.label:
            found.append(("label", NamelessArticleError()))
        if not CODE.fullmatch(tidy.code):
            found.append(("code", ArticleCodeError()))
        if tidy.account and not ACCOUNT.fullmatch(tidy.account):
            found.append(("account", AccountNumberError(tidy.account)))
        return tidy, found


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceDraft:
    """What one unit costs an audience (None: all) from a day on.

    With `block_minutes` it is an hour of machine time, rounded up to blocks beyond the grace.
    """

    amount: Decimal
    valid_from: date
    audience_id: UUID | None = None
    tax_included: bool = True
    block_minutes: int | None = None
    grace_minutes: int = 0
    set_up: Decimal = ZERO
    minimum: Decimal = ZERO

    def check(self) -> None:
        found: list[tuple[str, DeskError]] = []
        if refusal := refused_amount(self.amount):
            found.append(("amount", refusal))
        if self.valid_from < FIRST_PRICE_ON:
            found.append(("valid_from", AncientPriceError(self.valid_from)))
        found += self._time_problems()
        if found:
            raise Problems(found)

    def _time_problems(self) -> list[tuple[str, DeskError]]:
        found: list[tuple[str, DeskError]] = []
        if self.block_minutes is None:
            if self.grace_minutes or self.set_up or self.minimum:
                found.append(("block_minutes", TimelessRuleError()))
            return found
        if not 1 <= self.block_minutes <= A_DAY:
            found.append(("block_minutes", BlockMinutesError()))
        if not 0 <= self.grace_minutes <= A_DAY:
            found.append(("grace_minutes", GraceMinutesError()))
        for name, amount in (("set_up", self.set_up), ("minimum", self.minimum)):
            if refusal := refused_amount(amount):
                found.append((name, refusal))
        return found


def refused_amount(amount: Decimal) -> DeskError | None:
    """Why nothing can cost so much, or None."""
    if amount < 0:
        return NegativePriceError(amount)
    if amount > HIGHEST_PRICE:
        return HighPriceError(amount)
    exponent = amount.normalize().as_tuple().exponent
    if not isinstance(exponent, int) or exponent < -DECIMALS:
        return PriceDecimalsError()
    return None

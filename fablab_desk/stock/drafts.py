"""What forms say of the stock, and every problem by themselves."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TypeAlias
from uuid import UUID

from fablab_desk.errors import DeskError
from fablab_desk.lab.bounds import early, outsized
from fablab_desk.stock.errors import (
    ComingDayError,
    NegativeCostError,
    NegativeLevelError,
    NoQuantityError,
    WordlessLossError,
)
from fablab_desk.stock.kinds import Store

Found: TypeAlias = list[tuple[str, DeskError]]


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelDraft:
    """How an article is kept in a store."""

    article_id: UUID
    store: Store
    threshold: Decimal | None = None
    place: str = ""
    supplier: str = ""
    supplier_reference: str = ""

    def checked(self) -> tuple["LevelDraft", Found]:
        tidy = replace(
            self,
            place=" ".join(self.place.split()),
            supplier=" ".join(self.supplier.split()),
            supplier_reference=self.supplier_reference.strip(),
        )
        found = outsized("threshold", tidy.threshold)
        if not found and tidy.threshold is not None and tidy.threshold < 0:
            found.append(("threshold", NegativeLevelError()))
        return tidy, found


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveDraft:
    """A delivery, a loss or a transfer. `unit_cost` None: the mean of what is there."""

    quantity: Decimal
    unit_cost: Decimal | None = None
    day: date | None = None
    note: str = ""

    def problems(self, today: date, *, worded: bool = False) -> Found:
        found = outsized("quantity", self.quantity)
        if not found and self.quantity <= 0:
            found.append(("quantity", NoQuantityError()))
        found += cost_problems("unit_cost", self.unit_cost) + early("day", self.day)
        if self.day and self.day > today:
            found.append(("day", ComingDayError()))
        if worded and not self.note.strip():
            found.append(("note", WordlessLossError()))
        return found


def cost_problems(name: str, cost: Decimal | None) -> Found:
    found = outsized(name, cost)
    if not found and cost is not None and cost < 0:
        found.append((name, NegativeCostError()))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class CountLine:
    """What was found of an article; `seen`: what the movements said when the count began."""

    level_id: UUID
    found: Decimal
    seen: Decimal

"""Lists of what is kept, of its movements, and of what is to be bought."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from fablab_desk.catalogue.models import Article
from fablab_desk.db.listing import Listing
from fablab_desk.db.search import normalise
from fablab_desk.db.short_list import ShortList
from fablab_desk.i18n import mark
from fablab_desk.staff.models import Account
from fablab_desk.stock.kinds import MovementReason, Store
from fablab_desk.stock.models import StockCount, StockLevel, StockMovement
from fablab_desk.stock.tags import is_stock_tag, tag_of

SHOWS = frozenset({StockLevel, StockMovement, StockCount, Article})


class StockFilter(StrEnum):
    ALL = ""
    LOW = "low"
    LAB = "lab"
    SALE = "sale"


FILTER_TEXTS = {
    StockFilter.ALL: mark("All"),
    StockFilter.LOW: mark("To order"),
    StockFilter.LAB: mark("Of the lab"),
    StockFilter.SALE: mark("For sale"),
}


@dataclass(frozen=True, slots=True)
class LevelRow:
    id: UUID
    article_id: UUID
    code: str
    label: str
    unit: str
    store: Store
    quantity: Decimal
    unit_cost: Decimal
    threshold: Decimal | None
    place: str
    supplier: str
    supplier_reference: str
    counted_on: date | None
    version: int

    @property
    def is_low(self) -> bool:
        return self.threshold is not None and self.quantity <= self.threshold

    @property
    def value(self) -> Decimal:
        return self.quantity * self.unit_cost

    def is_in(self, chosen: str) -> bool:
        match StockFilter(chosen):
            case StockFilter.LOW:
                return self.is_low
            case StockFilter.LAB | StockFilter.SALE:
                return self.store.value == chosen
        return True

    def holds(self, words: list[str]) -> bool:
        said = normalise(f"{self.code} {self.label} {self.place} {self.supplier}").split()
        return all(any(one.startswith(word) for one in said) for word in words)


_LEVELS: Any = (
    select(
        StockLevel.id,
        StockLevel.article_id,
        Article.code,
        Article.label,
        Article.unit,
        StockLevel.store,
        StockLevel.quantity,
        StockLevel.unit_cost,
        StockLevel.threshold,
        StockLevel.place,
        StockLevel.supplier,
        StockLevel.supplier_reference,
        StockLevel.counted_on,
        StockLevel.version,
    )
    .join(Article, Article.id == StockLevel.article_id)
    .where(StockLevel.archived_on.is_(None))
    .order_by(Article.label, StockLevel.store)
)


def list_levels(session: Session) -> list[LevelRow]:
    return [LevelRow(*row) for row in session.execute(_LEVELS)]


def stock_list(chosen: str = "", sought: str = "") -> ShortList[LevelRow]:
    words = normalise(sought).split()

    def read(session: Session) -> list[LevelRow]:
        return [row for row in list_levels(session) if row.is_in(chosen) and row.holds(words)]

    orders = {
        "label": lambda row: normalise(row.label),
        "quantity": lambda row: row.quantity,
        "value": lambda row: row.value,
        "place": lambda row: normalise(row.place),
    }
    return ShortList(read, orders)


def list_to_order(session: Session) -> list[LevelRow]:
    """What has fallen to its threshold."""
    return [row for row in list_levels(session) if row.is_low]


def find_by_tag(session: Session, typed: str) -> UUID | None:
    """Where the article of a label lies: in the lab's stock first, where it lies in both."""
    code = typed.strip()
    if not is_stock_tag(code):
        return None
    return next((row.id for row in list_levels(session) if tag_of(row.article_id) == code), None)


@dataclass(frozen=True, slots=True)
class MovementRow:
    id: UUID
    at: datetime
    day: date
    quantity: Decimal
    balance: Decimal
    reason: MovementReason
    unit_cost: Decimal
    account: str
    note: str
    corrects_id: UUID | None


_MOVEMENTS: Select[*tuple[Any, ...]] = select(
    StockMovement.id,
    StockMovement.at,
    StockMovement.day,
    StockMovement.quantity,
    StockMovement.balance,
    StockMovement.reason,
    StockMovement.unit_cost,
    func.coalesce(Account.name, ""),
    StockMovement.note,
    StockMovement.corrects_id,
).outerjoin(Account, Account.id == StockMovement.account_id)
MOVEMENTS: Listing[MovementRow] = Listing(
    wanted=_MOVEMENTS,
    make_row=MovementRow,
    key=StockMovement.id,
    orders={"at": (StockMovement.id,)},  # keys tell their age
    shows=frozenset({StockMovement}),
)


def movements_of(level_id: UUID) -> Listing[MovementRow]:
    return MOVEMENTS.ordered("at", descending=True).narrowed(StockMovement.level_id == level_id)


def value_of(session: Session, store: Store | None = None) -> Decimal:
    """What lies there is worth, at its mean cost."""
    rows = list_levels(session)
    return sum((row.value for row in rows if store in (None, row.store)), Decimal(0))

"""A list that is never long: read whole, then narrowed and put in order in memory."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar
from uuid import UUID

from fablab_desk.db.start import Start

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Row = TypeVar("Row")


class Listed(Protocol[Row]):
    """What a table asks of a list, whether it is long or short."""

    @property
    def orders(self) -> Mapping[str, Any]: ...

    def ordered(self, order: str, descending: bool = False) -> "Listed[Row]": ...

    def count(self, session: "Session") -> int: ...

    def page(self, session: "Session", number: int, size: int) -> list[Row]: ...

    def every(self, session: "Session") -> list[Row]: ...

    def start(self, session: "Session", keep: UUID | None, size: int) -> Start[Row]: ...

    def start_near(
        self, session: "Session", place: int, size: int, keep: UUID | None
    ) -> Start[Row] | None: ...

    def learn_order(self, session: "Session") -> None: ...


@dataclass(frozen=True)
class ShortList(Generic[Row]):
    """`read` gives all rows that are wanted, each with an `id`; `orders` a key for each order."""

    read: "Callable[[Session], Sequence[Row]]"
    orders: Mapping[str, Callable[[Row], Any]]
    order: str = ""  # as they were read
    descending: bool = False

    def ordered(self, order: str, descending: bool = False) -> "ShortList[Row]":
        return replace(self, order=order, descending=descending)

    def every(self, session: "Session") -> list[Row]:
        rows = list(self.read(session))
        if self.order:
            rows.sort(key=self.orders[self.order], reverse=self.descending)
        return rows

    def count(self, session: "Session") -> int:
        return len(self.read(session))

    def page(self, session: "Session", number: int, size: int) -> list[Row]:
        return self.every(session)[number * size : (number + 1) * size]

    def start(self, session: "Session", keep: UUID | None, size: int) -> Start[Row]:
        rows = self.every(session)
        place = next((at for at, row in enumerate(rows) if getattr(row, "id", None) == keep), None)
        number = (place or 0) // size
        return Start(len(rows), place, number, rows[number * size : (number + 1) * size])

    def start_near(
        self, session: "Session", place: int, size: int, keep: UUID | None
    ) -> Start[Row] | None:
        return None  # it is read whole anyhow

    def learn_order(self, session: "Session") -> None:
        """It is known."""

"""The beginning of a list, as it is handed to who shows it. Loads no SQLAlchemy."""

from dataclasses import dataclass, field
from typing import Generic, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True)
class Start(Generic[Row]):
    """What a list needs to show itself at once: the page on which the kept record stands."""

    count: int
    place: int | None
    page: int
    rows: list[Row]
    # Otherwise its listing can learn it, and answer sooner.
    order_known: bool = field(default=True, compare=False)

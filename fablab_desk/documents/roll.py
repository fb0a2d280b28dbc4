"""A long table, laid sheet by sheet: reportlab would divide all that is left at each of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from reportlab.platypus import Flowable

Told: TypeAlias = Callable[[int, int], None]
Cells: TypeAlias = list[Flowable]


@dataclass(frozen=True)
class LongTable:
    """Lengths in points: `rooms` are what the columns leave to their texts."""

    count: int
    make_row: Callable[[int], Cells]  # the titles are row -1
    make_table: Callable[[Sequence[Cells]], Flowable]
    rooms: Sequence[float]
    pad: float
    highest: float  # what any sheet holds
    told: Told | None

    def fitting(self, first: int, height: float) -> list[Cells]:
        """The next rows that the height holds below the titles."""
        rows: list[Cells] = []
        used = self._height(self.make_row(-1))
        for at in range(first, self.count):
            row = self.make_row(at)
            used += self._height(row)
            if used > height:
                break
            rows.append(row)
        return rows

    def _height(self, row: Cells) -> float:
        wrapped = (cell.wrap(room, 1e6) for cell, room in zip(row, self.rooms, strict=True))
        return 2 * self.pad + max(high for _wide, high in wrapped)


class Roll(Flowable):
    """The rows of a long table that are not laid yet."""

    def __init__(self, table: LongTable, first: int = 0) -> None:
        super().__init__()
        self.table = table
        self.first = first
        self.rows: list[Cells] = []
        self.last: Flowable | None = None

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.rows = self.table.fitting(self.first, height)
        if self.first + len(self.rows) < self.table.count:
            return width, height + 1  # to be split
        self._tell(self.table.count)
        self.last = self.table.make_table(self.rows)
        return self.last.wrap(width, height)

    def split(self, width: float, height: float) -> list[Any]:
        end = self.first + len(self.rows)
        laid: list[Any]
        if self.rows:
            laid = [self.table.make_table(self.rows)]
        elif height < self.table.highest:
            return []
        else:
            end += 1
            laid = self._divided(width, height)
        self._tell(end)
        return [*laid, Roll(self.table, end)] if end < self.table.count else laid

    def draw(self) -> None:
        if self.last:
            self.last.drawOn(self.canv, 0, 0)

    def _divided(self, width: float, height: float) -> list[Any]:
        """One row that is higher than a sheet."""
        alone = self.table.make_table([self.table.make_row(self.first)])
        alone.wrap(width, height)
        return list(alone.split(width, height))

    def _tell(self, done: int) -> None:
        if self.table.told:
            self.table.told(done, self.table.count)

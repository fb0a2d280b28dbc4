"""A table as it came: a line of titles and rows of text, each with its place in the file."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from fablab_desk.errors import DeskError

MOST_TITLE_LINES = 20


class SheetRow(NamedTuple):
    line: int
    cells: tuple[str, ...]


class SheetNote(NamedTuple):
    """A line that could not be taken as a row, and why."""

    line: int
    problem: DeskError


@dataclass(frozen=True, slots=True)
class Sheet:
    """`line` counts the lines of the file from 1, or the rows of a workbook.

    `format` is the encoding, or "workbook"; `delimiter` is blank in a workbook.
    """

    header: tuple[str, ...]
    rows: list[SheetRow]
    notes: list[SheetNote] = field(default_factory=list)
    header_line: int = 1
    format: str = "workbook"
    delimiter: str = ""


def filled(cells: Iterable[str]) -> int:
    return sum(1 for cell in cells if cell and not cell.isspace())


def trimmed(cells: Sequence[str]) -> Sequence[str]:
    """The cells without the blank ones at the end."""
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    return cells[:end]


def header_place(rows: Iterable[Sequence[str]]) -> int:
    """The first row that is more than half as full as the fullest; what is above are titles.

    -1 where every row is blank.
    """
    counts = [filled(cells) for cells in islice(rows, MOST_TITLE_LINES)]
    most = max(counts, default=0)
    return next((place for place, count in enumerate(counts) if count * 2 > most), -1)


def column_letters(place: int) -> str:
    """A, B … Z, AA: what a spreadsheet program calls the column."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def distinct_titles(cells: Iterable[str]) -> tuple[str, ...]:
    """Trimmed titles; a blank or repeated one is told apart by its column's letters."""
    titles = [" ".join(cell.split()) for cell in cells]
    seen: Counter[str] = Counter()
    for place, title in enumerate(titles):
        seen[title] += 1
        if not title or seen[title] > 1:
            titles[place] = f"{title} ({column_letters(place)})".lstrip()
    return tuple(titles)

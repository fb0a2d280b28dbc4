"""The lines an import refuses as a table of their own, to be corrected and taken in again."""

from collections.abc import Iterable
from typing import Protocol

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark, say, translate
from fablab_desk.people.exchange.columns import readable_titles
from fablab_desk.sheets.sheet import Sheet
from fablab_desk.sheets.writing import Cell


class Refused(Protocol):
    @property
    def line(self) -> int: ...

    @property
    def reasons(self) -> tuple[DeskError, ...]: ...


def refused_table(sheet: Sheet, refused: Iterable[Refused]) -> tuple[list[str], list[list[Cell]]]:
    """The columns of the file but passwords, the number of the line in it, and the reasons.

    A line that could not be cut into columns has its reasons alone.
    """
    titles, ones = readable_titles(sheet), list(refused)
    places = [sheet.header.index(title) for title in titles]
    wanted = {one.line for one in ones}
    cells = {row.line: row.cells for row in sheet.rows if row.line in wanted}
    lines: list[list[Cell]] = []
    for one in ones:
        written = cells.get(one.line)
        kept: list[Cell] = [written[place] if written else "" for place in places]
        lines.append([*kept, one.line, " ".join(say(reason) for reason in one.reasons)])
    return [*titles, translate(mark("Line")), translate(mark("Why it is refused"))], lines

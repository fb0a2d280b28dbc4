"""The lines an import refuses as a table of their own, to be corrected and taken in again."""

from fablab_desk.i18n import mark, say, translate
from fablab_desk.overview.taking_in import Fate, Opened, Outcome
from fablab_desk.people.exchange.columns import readable_titles
from fablab_desk.sheets.writing import Cell


def refused_table(opened: Opened, outcome: Outcome) -> tuple[list[str], list[list[Cell]]]:
    """The columns of the file but passwords, the number of the line in it, and the reasons.

    A line that could not be cut into columns has its reasons alone.
    """
    titles = readable_titles(opened.sheet)
    places = [opened.sheet.header.index(title) for title in titles]
    refused = {one.line for one in outcome.lines[Fate.REFUSED]}
    cells = {row.line: row.cells for row in opened.sheet.rows if row.line in refused}
    lines: list[list[Cell]] = []
    for one in outcome.preview.refused:
        written = cells.get(one.line)
        kept: list[Cell] = [written[place] if written else "" for place in places]
        lines.append([*kept, one.line, " ".join(say(reason) for reason in one.reasons)])
    return [*titles, translate(mark("Line")), translate(mark("Why it is refused"))], lines

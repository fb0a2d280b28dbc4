"""A hundred thousand lines in memory, without the window's thread standing still for them."""

from typing import Any

from fablab_desk.overview.taking_in import Opened, Outcome


def let_go(opened: list[Opened], outcomes: list[Outcome]) -> None:
    """Line by line, so that other threads come in between; both lists are emptied."""
    kept: list[list[Any]] = [lines for one in outcomes for lines in one.lines.values()]
    kept += [one.sheet.rows for one in opened]
    outcomes.clear()
    opened.clear()
    for lines in kept:
        while lines:
            lines.pop()

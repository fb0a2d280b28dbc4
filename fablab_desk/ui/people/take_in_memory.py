"""A hundred thousand lines in memory, without the window's thread standing still for them."""

import time
from typing import Any

from fablab_desk.overview.taking_in import Opened, Outcome

AT_ONCE = 500
PAUSE = 0.001  # seconds: who lets go without one is asked for its turn at each widget painted


def let_go(opened: list[Opened], outcomes: list[Outcome]) -> None:
    """A few lines at a time, so that other threads come in between; both lists are emptied."""
    kept: list[list[Any]] = [lines for one in outcomes for lines in one.lines.values()]
    kept += [one.sheet.rows for one in opened]
    outcomes.clear()
    opened.clear()
    for lines in kept:
        while lines:
            del lines[-AT_ONCE:]
            time.sleep(PAUSE)

"""A hundred thousand lines in memory, without the window's thread standing still for them."""

import time
from typing import Any

AT_ONCE = 500
PAUSE = 0.001  # seconds: who lets go without one is asked for its turn at each widget painted


def let_go(held: list[Any], lines: list[list[Any]]) -> None:
    """First what holds the lines, then a few lines at a time: other threads come in between."""
    held.clear()
    for some in lines:
        while some:
            del some[-AT_ONCE:]
            time.sleep(PAUSE)

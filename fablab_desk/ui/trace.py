"""With FABLAB_DESK_TRACE=1 the window says on the standard error how fast it is."""

import os
import sys
import time
from pathlib import Path

ON = os.environ.get("FABLAB_DESK_TRACE") == "1"


def _since_start() -> float:
    """Seconds since the process began; since this module was loaded where no system tells."""
    try:
        after_name = Path("/proc/self/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        began = int(after_name[19]) / os.sysconf("SC_CLK_TCK")
        return time.clock_gettime(time.CLOCK_BOOTTIME) - began
    except (OSError, AttributeError, ValueError):
        return 0.0


_TOLD: set[str] = set()


class _Clock:
    zero = time.perf_counter() - (_since_start() if ON else 0.0)
    key_at: float | None = None
    answered = False


def once(name: str) -> None:
    """Tell the moment something was first seen."""
    if ON and name not in _TOLD:
        _TOLD.add(name)
        sys.stderr.write(f"{name} {time.perf_counter() - _Clock.zero:.4f}\n")


def key_pressed() -> None:
    if ON:
        _Clock.key_at, _Clock.answered = time.perf_counter(), False


def rows_arrived() -> None:
    _Clock.answered = True


def rows_painted() -> None:
    if not ON or not _Clock.answered:
        return
    once("first-rows")
    if _Clock.key_at is not None:
        sys.stderr.write(f"key-painted {(time.perf_counter() - _Clock.key_at) * 1000:.2f}\n")
        _Clock.key_at = None
    _Clock.answered = False

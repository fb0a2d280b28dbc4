"""How long the window's loop was held, less what the machine itself kept it waiting."""

import os
import time
from dataclasses import dataclass
from pathlib import Path
from threading import get_native_id

from PySide6.QtCore import QTimer

BEAT_MS = 5


@dataclass(frozen=True)
class Gap:
    """Milliseconds between two beats; `waited`: of these, ready to run but given no processor."""

    lasted: float
    waited: float

    @property
    def own(self) -> float:
        return self.lasted - self.waited


class Heart:
    def __init__(self) -> None:
        self._stat = Path(f"/proc/{os.getpid()}/task/{get_native_id()}/schedstat")
        self._timer = QTimer(interval=BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._beats: list[tuple[float, float]] = []

    def __enter__(self) -> "Heart":
        self._beat()
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.stop()

    def longest(self) -> Gap:
        gaps = [
            Gap((at - before) * 1000, (waited - waited_before) * 1000)
            for (before, waited_before), (at, waited) in zip(
                self._beats, self._beats[1:], strict=False
            )
        ]
        return max(gaps, key=lambda gap: gap.own, default=Gap(0, 0))

    def _beat(self) -> None:
        self._beats.append((time.perf_counter(), self._waited()))

    def _waited(self) -> float:
        """Seconds this thread stood in the machine's queue so far."""
        try:
            return int(self._stat.read_text().split()[1]) / 1e9
        except OSError:
            return 0.0

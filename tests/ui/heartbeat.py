"""Whether the window's loop went on while something was done."""

import time

from PySide6.QtCore import QTimer

BEAT_MS = 5


class Heartbeat:
    def __init__(self) -> None:
        self._beats: list[float] = []
        self._timer = QTimer(interval=BEAT_MS)
        self._timer.timeout.connect(lambda: self._beats.append(time.perf_counter()))

    def start(self) -> None:
        self._beats = [time.perf_counter()]
        self._timer.start()

    def beats(self) -> int:
        """How often the loop came round since the start: once or twice where it was held.

        How long it was held at most is measured by the bench, on a quiet machine.
        """
        self._timer.stop()
        return len(self._beats) - 1

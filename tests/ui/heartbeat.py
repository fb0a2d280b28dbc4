"""How long the window's loop was held."""

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

    def longest(self) -> float:
        """The longest gap between two beats since the start, in seconds."""
        self._timer.stop()
        pairs = zip(self._beats, self._beats[1:], strict=False)
        return max((after - before for before, after in pairs), default=0.0)

"""Whether long work is done beside the window's loop, and not in it."""

from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import QTimer

PATIENCE = 5  # seconds: it is waited for in vain only where the test fails


class Beside:
    """Each watched call waits until the loop has come round: done in the loop, it never would."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch
        self._round = Event()
        self._timer = QTimer(interval=1)
        self._timer.timeout.connect(self._round.set)
        self._timer.start()
        self.calls: dict[str, bool] = {}

    def watch(self, owner: object, name: str) -> None:
        done = getattr(owner, name)

        def watched(*given: Any, **named: Any) -> Any:
            self._round.clear()
            self.calls[name] = self._round.wait(PATIENCE) and self.calls.get(name, True)
            return done(*given, **named)

        self._monkeypatch.setattr(owner, name, watched)

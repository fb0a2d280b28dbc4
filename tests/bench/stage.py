"""The real program in this process, on a copy of the lab, driven as by somebody at the keyboard."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from bench.lab import copied, home_in

PATIENCE = 60.0  # seconds
WAKE_MS = 5


class Told:
    """Takes what the window traces, in place of the standard error."""

    def __init__(self) -> None:
        self.found: list[tuple[str, float]] = []

    def write(self, line: str) -> int:
        name, _, value = line.strip().partition(" ")
        if name in ("first-rows", "key-painted", "tab-built", "window-painted"):
            self.found.append((name, float(value)))
        elif line.strip():
            sys.__stderr__.write(line)  # type: ignore[union-attr]
        return len(line)

    def flush(self) -> None:
        return

    def take(self, name: str) -> list[float]:
        found = [value for told, value in self.found if told == name]
        self.found.clear()
        return found


class Stage:
    def __init__(self, home: Path, tab: str = "people") -> None:
        from fablab_desk.ui import trace
        from fablab_desk.ui.app import Program
        from fablab_desk.ui.opening import open_lab
        from fablab_desk.ui.start import SWITCH_INTERVAL
        from fablab_desk.ui.state import State

        self.home = home
        self.told = Told()
        trace.ON = True
        sys.stderr = self.told
        sys.setswitchinterval(SWITCH_INTERVAL)
        self.app = QApplication([])
        self._waker = QTimer(interval=WAKE_MS)  # `until` looks again even if nothing happens
        self._waker.start()
        state = State(home / "window.json")
        state.write("tab", tab)
        self.program = Program(self.app, state, "fr")
        self.program.open_with(partial(open_lab, home / "desk.sqlite"))
        self.window = self.program.window
        self.until(lambda: self.window.desk is not None and self.window.tab(tab) is not None)
        self.tab: Any = self.window.tab(tab)
        self.rest(1.5)

    def until(self, ready: Callable[[], bool], patience: float = PATIENCE) -> None:
        """Let the program go on until it is ready; the loop sleeps while nothing happens."""
        end = time.perf_counter() + patience
        while not ready():
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if time.perf_counter() > end:
                raise TimeoutError
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def rest(self, seconds: float) -> None:
        loop = QEventLoop()
        QTimer.singleShot(int(seconds * 1000), loop.quit)
        loop.exec()

    def press(self, target: QWidget, key: Qt.Key, text: str = "") -> None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
            QApplication.sendEvent(target, event)

    def type_letter(self, target: QWidget, letter: str) -> None:
        self.press(target, Qt.Key(ord(letter.upper())) if letter.isascii() else Qt.Key(0), letter)

    def close(self) -> None:
        self.window.before_close = None
        self.window.close()
        sys.stderr = sys.__stderr__


@contextmanager
def staged(lab: Path, tab: str = "people") -> Iterator[Stage]:
    with copied(lab) as home:
        os.environ.update(home_in(home))
        stage = Stage(home, tab)
        yield stage
        stage.close()

"""Watching what comes into the program's windows: keys, clicks, the wheel."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication


class WatchesWindows(QObject):
    """Its `eventFilter` sees the events of each window that ever had the focus.

    One over the whole application would see those of every widget too: hundreds between a key and
    its answer, each handed to Python.
    """

    def __init__(self, app: QApplication, parent: QObject) -> None:
        """It watches as long as its parent lives."""
        super().__init__(parent)
        app.focusWindowChanged.connect(self._watch)
        self._watch(app.focusWindow())

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)

"""The moment a page is first seen."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget


class FirstPaint(QObject):
    """Calls once, when the page and what stands in it are painted."""

    def __init__(self, page: QWidget, then: Callable[[], None]) -> None:
        super().__init__(page)
        self._then = then
        page.installEventFilter(self)

    def eventFilter(self, page: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            page.removeEventFilter(self)
            QTimer.singleShot(0, self._then)
        return False

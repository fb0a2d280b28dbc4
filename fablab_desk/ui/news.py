"""A part of the window that is read anew when a commit touched what it shows."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from fablab_desk.ui.desk import Desk


class FollowsNews(QWidget):
    """Out of sight it reads when it is shown again, and no act waits for it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._follows: list[tuple[frozenset[type], Callable[[], object]]] = []
        self._missed: list[Callable[[], object]] = []

    def follow(self, desk: "Desk", shows: frozenset[type], read: Callable[[], object]) -> None:
        if not self._follows:
            desk.changed.connect(self._hear)
        self._follows.append((shows, read))

    def _hear(self, touched: frozenset[type]) -> None:
        reads = [read for shows, read in self._follows if touched & shows]
        if self.isVisible():
            for read in reads:
                read()
        else:
            self._missed += (read for read in reads if read not in self._missed)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        missed, self._missed = self._missed, []
        for read in missed:
            read()

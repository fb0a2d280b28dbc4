"""What takes long says so at the foot of the window, without stopping anybody."""

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from fablab_desk.i18n import mark, translate
from fablab_desk.ui import theme
from fablab_desk.ui.cards import Label
from fablab_desk.ui.progress import Progress

SHOWN_AFTER_MS = 300
STOPPABLE_AFTER_MS = 2000


class WorkLine(QFrame):
    """One long work: appears after 300 ms, can be stopped after 2 s."""

    def __init__(self, progress: Progress) -> None:
        super().__init__()
        self._progress = progress
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(progress.label)
        self.stop = QPushButton(translate(mark("Stop")))
        self.stop.setEnabled(False)
        self.stop.clicked.connect(self._stop)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 10)
        layout.setSpacing(12)
        layout.addWidget(Label(progress.label))
        layout.addWidget(self._bar, 1)
        layout.addWidget(self.stop)
        self.hide()
        self._after(SHOWN_AFTER_MS, self.show)
        self._after(STOPPABLE_AFTER_MS, partial(self.stop.setEnabled, True))
        progress.moved.connect(self._move)

    def _after(self, ms: int, slot: object) -> None:
        timer = QTimer(self, singleShot=True, interval=ms)
        timer.timeout.connect(slot)
        timer.start()

    def _move(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def _stop(self) -> None:
        self.stop.setEnabled(False)
        self._progress.stop()


class WorkLines(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(theme.MARGIN, 0, theme.MARGIN, 0)
        self._layout.setSpacing(0)

    def add(self, progress: Progress) -> None:
        line = WorkLine(progress)
        self._layout.addWidget(line)
        progress.ended.connect(line.deleteLater)

    def lines(self) -> list[WorkLine]:
        return self.findChildren(WorkLine)

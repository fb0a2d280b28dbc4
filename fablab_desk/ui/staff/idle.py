"""Nobody touched the desk for a while: its screen locks."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from fablab_desk.ui.windows import WatchesWindows

TOUCHES = {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel}
MINUTE_MS = 60_000


class Idle(WatchesWindows):
    """Emits `idle` once, so many minutes after the last key or click; 0 minutes: never."""

    idle = Signal()

    def __init__(self, app: QApplication, parent: QObject) -> None:
        super().__init__(app, parent)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.idle)

    def wait(self, minutes: int) -> None:
        """So long from now on; the same again, as other desks write, does not begin anew."""
        if minutes * MINUTE_MS != self._timer.interval():
            self._timer.stop()
            self._timer.setInterval(minutes * MINUTE_MS)
            self.begin()

    def begin(self) -> None:
        """Somebody is there at this moment."""
        if self._timer.interval():
            self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in TOUCHES:
            self.begin()
        return False

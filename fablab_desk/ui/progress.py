"""Long work tells how far it is and can be stopped, from whichever thread it runs in."""

from threading import Event
from time import monotonic, sleep

from PySide6.QtCore import QObject, Signal

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark

EVERY = 0.05  # seconds between two signs of life: more would only repaint
# Seconds. Many short questions to the base let go of the interpreter and take it back before the
# window's thread is awake: it could wait for a second, without a turn.
GIVE_WAY = 0.001


class StoppedError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Stopped. Nothing was changed."))


class Progress(QObject):
    """Handed to a service as `progress(done, total)`: it raises StoppedError once stopped.

    In a writing unit that takes everything back.
    """

    moved = Signal(int, int)
    ended = Signal()

    def __init__(self, label: str) -> None:
        super().__init__()
        self.label = label
        self._stop = Event()
        self._told_at = 0.0

    def __call__(self, done: int, total: int) -> None:
        if self._stop.is_set():
            raise StoppedError
        now = monotonic()
        if now - self._told_at >= EVERY or done >= total:
            self._told_at = now
            self.moved.emit(done, total)
            sleep(GIVE_WAY)

    def stop(self) -> None:
        self._stop.set()

    def cancelled(self) -> bool:
        return self._stop.is_set()

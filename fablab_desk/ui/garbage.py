"""Garbage is looked for in the window's thread: a widget destroyed in another crashes the program.

Python looks for it wherever something is made, in the threads that read and write too.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 500


class Collector(QTimer):
    """In place of Python's own collecting, until `hand_back`."""

    _held: ClassVar[int] = 0

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent, interval=EVERY_MS)
        self.timeout.connect(self._collect)
        gc.disable()
        self.start()

    def hand_back(self) -> None:
        """No other thread works any more."""
        self.stop()
        gc.enable()

    @classmethod
    @contextmanager
    def held(cls) -> Iterator[None]:
        """Nothing is looked for while much is made, nor through it later: that holds every thread.

        It goes when nobody names it any more, as nearly everything does; only what names itself
        stays. To unfreeze it would bring back all that was loaded at the start as well.
        """
        cls._held += 1
        try:
            yield
        finally:
            gc.freeze()
            cls._held -= 1

    def _collect(self) -> None:
        if self._held:
            return
        due = [n for n, most in enumerate(gc.get_threshold()) if gc.get_count()[n] > most]
        if due:
            gc.collect(due[-1])

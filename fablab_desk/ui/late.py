"""What is opened seldom is loaded when it is asked for, without the window standing still."""

import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from threading import Thread

from PySide6.QtCore import QObject, Signal


def when_loaded(module: str, owner: QObject, call: Callable[[], None]) -> None:
    """Call at once what imports this module of `fablab_desk.ui`, or when a thread has loaded it.

    Nothing is called any more once the owner is gone.
    """
    name = f"fablab_desk.ui.{module}"
    if name in sys.modules:
        call()
        return
    loading = _Loading(owner, name)
    loading.loaded.connect(call)
    loading.loaded.connect(loading.deleteLater)
    Thread(target=loading.run, name="desk-loading", daemon=True).start()


class _Loading(QObject):
    loaded = Signal()

    def __init__(self, owner: QObject, name: str) -> None:
        super().__init__(owner)
        self._name = name

    def run(self) -> None:
        import_module(self._name)
        with suppress(RuntimeError):  # it went with its owner
            self.loaded.emit()

"""What is opened seldom is loaded when it is asked for, without the window standing still."""

import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from threading import Thread

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

_under_way: set[QObject] = set()  # until they are heard


def when_loaded(module: str, owner: QObject, call: Callable[[], None]) -> None:
    """Call at once what imports this module of `fablab_desk.ui`, or when a thread has loaded it.

    Nothing is called any more once the owner is gone.
    """
    name = f"fablab_desk.ui.{module}"
    if name in sys.modules:
        call()
    else:
        load_then(partial(import_module, name), owner, call)


def load_then(
    job: Callable[[], object],
    owner: QObject,
    call: Callable[[], None],
    fails: Callable[[], None] | None = None,
) -> None:
    """Do it in a thread, then call in the window's: an owner that is gone hears nothing.

    `fails` is called instead of it where it could not be done.
    """
    _Loading(job, owner, call, fails).begin()


class _Loading(QObject):
    """Nobody's child: what is destroyed while its thread tells of it crashes the program."""

    _ended = Signal()

    def __init__(
        self,
        job: Callable[[], object],
        owner: QObject,
        call: Callable[[], None],
        fails: Callable[[], None] | None,
    ) -> None:
        super().__init__()
        self._is_done = False
        self._fails = fails
        self._job, self._owner, self._call = job, owner, call
        self._thread = Thread(target=self._run, name="desk-loading", daemon=True)
        self._ended.connect(self._arrive)

    def begin(self) -> None:
        _under_way.add(self)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._job()
            self._is_done = True
        finally:
            self._ended.emit()

    def _arrive(self) -> None:
        self._thread.join()  # or it would be the last to let go of this
        _under_way.discard(self)
        call = self._call if self._is_done else self._fails
        if call is not None and isValid(self._owner):
            call()

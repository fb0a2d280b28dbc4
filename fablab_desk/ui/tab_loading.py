"""The code of a tab, loaded in a thread of its own when the tab is first shown."""

import time
from collections.abc import Callable
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from fablab_desk.ui import heap
from fablab_desk.ui.late import load_then

if TYPE_CHECKING:
    from fablab_desk.ui.tab_spec import TabSpec

FIRST_ROWS = 0.7  # seconds in which nothing is loaded that nobody has asked for yet


def load_dialogs(spec: "TabSpec") -> None:
    """What a tab opens, once it has its rows; not what the tabs that nobody shows would open."""
    if spec.later:
        Thread(target=_load, args=[spec.later], name="desk-loading", daemon=True).start()


def _load(later: Callable[[], None]) -> None:
    time.sleep(FIRST_ROWS)
    later()
    heap.give_back()


class TabLoading(QObject):
    """All tabs at once would take a fifth of the memory, most of them for nothing."""

    loaded = Signal(str)  # the key of a tab

    def __init__(self) -> None:
        super().__init__()
        self._waiting: dict[str, list[Callable[[], None]]] = {}
        self._typed: list[QKeyEvent] = []

    def begin(self, spec: "TabSpec") -> None:
        self._typed.clear()
        if spec.key not in self._waiting:
            self._waiting[spec.key] = []
            load_then(spec.load, self, partial(self._tell, spec))

    def is_under_way(self, key: str) -> bool:
        return key in self._waiting

    def then(self, key: str, call: Callable[[], None]) -> None:
        """Call it at once, or keep it for who shows the tab when it is loaded."""
        if key in self._waiting:
            self._waiting[key].append(call)
        else:
            call()

    def end(self, key: str) -> list[Callable[[], None]]:
        """What waited."""
        return self._waiting.pop(key)

    def takes(self, key: str, event: QKeyEvent) -> bool:
        """Keep a key that is typed while that tab, which is in front, is loaded."""
        if key in self._waiting:
            self._typed.append(event.clone())
        return key in self._waiting

    def give_keys(self) -> None:
        """To what the tab puts the keys into, in the order they were typed."""
        typed, self._typed = self._typed, []
        for event in typed:
            if (into := QApplication.focusWidget()) is not None:
                QApplication.sendEvent(into, event)

    def _tell(self, spec: "TabSpec") -> None:
        self.loaded.emit(spec.key)
        load_dialogs(spec)

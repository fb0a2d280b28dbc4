"""The code of a tab, loaded in a thread of its own when the tab is first shown."""

import time
from collections.abc import Callable
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Waiting:
    call: Callable[[], None]
    left: str = ""


class TabLoading(QObject):
    """All tabs at once would take a fifth of the memory, most of them for nothing."""

    loaded = Signal(str)  # the key of a tab
    failed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._waiting: dict[str, list[Waiting]] = {}
        self._failed: set[str] = set()
        self._typed: list[QKeyEvent] = []

    def begin(self, spec: "TabSpec") -> None:
        self._typed.clear()
        if spec.key not in self._waiting or spec.key in self._failed:
            self._waiting.setdefault(spec.key, [])
            self._failed.discard(spec.key)
            load_then(
                spec.load, self, partial(self._tell, spec), partial(self._tell_failed, spec.key)
            )

    def is_under_way(self, key: str) -> bool:
        return key in self._waiting

    def has_failed(self, key: str) -> bool:
        """Whether its code could not be loaded; what waits goes on waiting for another try."""
        return key in self._failed

    def then(self, key: str, call: Callable[[], None], left: str = "") -> None:
        """Call it at once, or keep it for who shows the tab when it is loaded.

        `left` names what whoever leaves the tab meanwhile has to be told of. A text, no msgid.
        """
        if key in self._waiting:
            self._waiting[key].append(Waiting(call, left))
        else:
            call()

    def end(self, key: str) -> list[Waiting]:
        """What waited."""
        return self._waiting.pop(key)

    def takes(self, key: str, event: QKeyEvent) -> bool:
        """Keep a key that is typed while that tab, which is in front, is loaded."""
        takes = key in self._waiting and key not in self._failed
        if takes:
            self._typed.append(event.clone())
        return takes

    def give_keys(self) -> None:
        """To what the tab puts the keys into, in the order they were typed."""
        typed, self._typed = self._typed, []
        for event in typed:
            if (into := QApplication.focusWidget()) is not None:
                QApplication.sendEvent(into, event)

    def _tell_failed(self, key: str) -> None:
        self._failed.add(key)
        self._typed.clear()
        self.failed.emit(key)

    def _tell(self, spec: "TabSpec") -> None:
        self.loaded.emit(spec.key)
        load_dialogs(spec)

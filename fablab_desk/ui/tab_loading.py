"""The code of a tab, loaded in a thread of its own when the tab is first shown."""

import time
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from fablab_desk.ui import heap

if TYPE_CHECKING:
    from fablab_desk.ui.tab_spec import TabSpec

FIRST_ROWS = 0.7  # seconds in which nothing is loaded that nobody has asked for yet


def load_dialogs(spec: "TabSpec") -> None:
    """What a tab opens, once it has its rows; not what the tabs that nobody shows would open."""
    if spec.later:
        time.sleep(FIRST_ROWS)
        spec.later()
        heap.give_back()


class TabLoading(QObject):
    """All tabs at once would take a fifth of the memory, most of them for nothing."""

    loaded = Signal(str)  # the key of a tab

    def __init__(self) -> None:
        super().__init__()
        self._waiting: dict[str, list[Callable[[], None]]] = {}

    def begin(self, spec: "TabSpec") -> None:
        if spec.key not in self._waiting:
            self._waiting[spec.key] = []
            Thread(target=self._load, args=[spec], name="desk-loading", daemon=True).start()

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

    def _load(self, spec: "TabSpec") -> None:
        spec.load()
        with suppress(RuntimeError):  # the window was closed meanwhile
            self.loaded.emit(spec.key)
            load_dialogs(spec)

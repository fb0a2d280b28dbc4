"""Starting the program: an empty window first, everything else behind it."""

import gc
import sys
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from fablab_desk.paths import state_folder
from fablab_desk.ui import heap
from fablab_desk.ui.main_window import BREATH_MS, MainWindow
from fablab_desk.ui.state import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

    from fablab_desk.ui.tab_spec import Seen

SWITCH_INTERVAL = 0.0001  # seconds: each widget painted in Python waits so long for a busy thread


def start(database: str | None = None, *, demo: bool = False, language: str | None = None) -> int:
    """Run the window until it is closed; give the exit status."""
    sys.setswitchinterval(SWITCH_INTERVAL)
    gc.disable()  # what is loaded stays; the desk's own collector looks for garbage later
    app = QApplication(sys.argv[:1])
    app.setApplicationName("fablab_desk")
    state = State(state_folder() / "window.json")
    window = MainWindow(None, state)
    starting = Starting(app, state, window, language)
    starting.opens = (database, demo)
    window.painted.connect(starting.begin)
    window.show()
    return app.exec()


class Starting(QObject):
    """From the painted window to the program: loaded in a thread, built in steps of few ms."""

    loaded = Signal()
    loaded_rest = Signal()

    def __init__(
        self, app: QApplication, state: State, window: MainWindow, language: str | None
    ) -> None:
        super().__init__()
        self.opens: tuple[str | None, bool] = (None, False)
        self._app = app
        self._state = state
        self._window = window
        self._language = language
        self._seen: Seen | None = None
        self.loaded.connect(self._dress)
        self.loaded_rest.connect(self._equip)

    def begin(self) -> None:
        heap.share_one()
        Thread(target=self._load, name="desk-loading", daemon=True).start()

    def _load(self) -> None:
        import fablab_desk.ui.app
        import fablab_desk.ui.crash
        import fablab_desk.ui.inside
        import fablab_desk.ui.logs  # noqa: F401

        self._seen = self._look()
        self.loaded.emit()

    def _look(self) -> "Seen | None":
        """What the window begins with: SQLAlchemy takes longer to load than all before it."""
        from fablab_desk.clock import utc_now
        from fablab_desk.ui.opening import place_of
        from fablab_desk.ui.tabs import first_of

        database, demo = self.opens
        place = place_of(database, demo=demo)
        look = first_of(self._state.read("tab", "")).look
        return None if isinstance(place, str) or not look else look()(place, self._state, utc_now())

    def _dress(self) -> None:
        from fablab_desk.ui.app import Program

        self._keep_watch()
        self._program = Program(self._app, self._state, self._language, self._window)
        self._app.aboutToQuit.connect(self._program.leave)
        QTimer.singleShot(0, self._furnish)

    def _furnish(self) -> None:
        self._window.setUpdatesEnabled(self._seen is None)  # an empty page is not worth painting
        self._program.furnish()
        QTimer.singleShot(BREATH_MS, self._show_seen)

    def _show_seen(self) -> None:
        if self._seen is None:
            self._load_rest()
            return
        self._window.show_lab(self._seen.lab)
        self._make_page(self._seen.make())

    def _make_page(self, parts: "Iterator[QWidget]", made: "QWidget | None" = None) -> None:
        if page := next(parts, None):
            QTimer.singleShot(BREATH_MS, partial(self._make_page, parts, page))
        elif made:
            self._show_page(made)

    def _show_page(self, page: "QWidget") -> None:
        from fablab_desk.ui.first_paint import FirstPaint
        from fablab_desk.ui.tabs import first_of

        FirstPaint(page, self._load_rest)
        self._window.show_before(first_of(self._state.read("tab", "")).key, page)
        self._window.setUpdatesEnabled(True)

    def _load_rest(self) -> None:
        Thread(target=self._load_equipment, name="desk-loading", daemon=True).start()

    def _load_equipment(self) -> None:
        import fablab_desk.ui.command
        import fablab_desk.ui.toasts  # noqa: F401

        self.loaded_rest.emit()

    def _equip(self) -> None:
        self._program.equip()
        QTimer.singleShot(0, self.open_base)

    def open_base(self) -> None:
        """Open what was asked for; the window builds its tab when it is there."""
        from fablab_desk.ui.opening import new_demo, open_lab, place_of

        database, demo = self.opens
        place = place_of(database, demo=demo)
        call = partial(open_lab, place)
        if new := new_demo(place, demo=demo):
            from fablab_desk.ui.demo import making_demo

            call = making_demo(self._window, new)
        self._program.open_with(call, place)

    def _keep_watch(self) -> None:
        """Log, and tell faults, those of what follows first."""
        from fablab_desk.ui.crash import CrashWatch
        from fablab_desk.ui.logs import start_logging

        start_logging(state_folder() / "logs")
        self._watch = CrashWatch()
        self._watch.install()

"""From an opened base to somebody at work: sitting down, locking, changing places, leaving."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from fablab_desk.clock import utc_now
from fablab_desk.db.refusals import disk
from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark, say, translate
from fablab_desk.lab.queries import NOT_SET_UP, Settings, find_settings
from fablab_desk.paths import copies_folder
from fablab_desk.staff.login import log_in
from fablab_desk.staff.queries import AccountRow, list_accounts
from fablab_desk.staff.unit import Seat
from fablab_desk.ui import messages
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.main_window import MainWindow
from fablab_desk.ui.opening import Opened, demo_place
from fablab_desk.ui.staff.idle import Idle
from fablab_desk.ui.staff.lock import LockScreen
from fablab_desk.ui.state import State

if TYPE_CHECKING:
    from fablab_desk.db.backup import Backup
    from fablab_desk.ui.progress import Progress

NOBODY = UUID(int=0)


class Entrance(QObject):
    """The desk of an opened base, and who sits at it."""

    elsewhere = Signal(object)  # the path of another base to work in

    def __init__(self, app: QApplication, opened: Opened, state: State, window: MainWindow) -> None:
        super().__init__()
        self._opened = opened
        self._window = window
        self._settings: Settings = opened.settings
        self._login = ""
        self._copying: Progress | None = None
        # Nothing is done at nobody's seat: the window has no tab until somebody sits down.
        nobody = Seat(NOBODY, opened.workstation, opened.keys)
        self.desk = Desk(opened.database, opened.seat or nobody, utc_now, state)
        self.desk.changed.connect(self._hear)
        self._idle = Idle(app, self)
        self._idle.idle.connect(self.lock)
        self.desk.replaced.connect(self._rest)
        self.elsewhere.connect(self._rest)
        self._set(opened.settings)
        self.move_to(window)
        if opened.seat:
            self._sit(opened.seat)
        else:
            self.lock()

    def _hear(self, _touched: frozenset[type]) -> None:
        self.desk.ask(find_settings, self._set, self, "settings", patient=True)

    def move_to(self, window: MainWindow) -> None:
        """Work in this window from now on, as who sits here already."""
        self._window = window
        window.before_close = self.leave
        window.lock_asked.connect(self.lock)
        window.switch_asked.connect(self.switch)
        window.show_lab(self._settings.name)
        if self.desk.seat.account_id != NOBODY:
            self._sit(self.desk.seat)

    def lock(self) -> None:
        """Hide everything until a password is given; a lab without login has nothing to ask."""
        if self._settings.asks_login and not self._window.is_covered():
            screen = LockScreen(self._settings.name, self._ask_in, self._login)
            screen.seated.connect(self._sit)
            self._window.cover(screen)

    def switch(self) -> None:
        """Let somebody else sit down."""
        self._login = ""
        self.lock()

    def leave(self, go_on: Callable[[], None]) -> None:
        """Make the copy of the day before the window closes; nobody is kept in for want of it."""
        if self.desk.seat.account_id == NOBODY:
            go_on()
            return
        if self._copying:
            self._ask_to_leave(translate(mark("The copy of the day is not made yet.")), go_on)
            return
        progress = self._copying = self.desk.progress(
            translate(mark("Making the copy of the day…"))
        )
        database, seat = self._opened.database, self.desk.seat

        def copy() -> "Backup":
            from fablab_desk.care.backup import back_up

            folder = copies_folder()
            with disk(folder):
                folder.parent.mkdir(parents=True, exist_ok=True)
            return back_up(database, seat, utc_now, folder, progress)

        def refused(refusal: DeskError) -> None:
            if self._copying is progress:
                self._copying = None
                self._ask_to_leave(say(refusal), go_on)

        self.desk.work(copy, lambda _made: go_on(), self._window, progress, refused=refused)

    def _ask_to_leave(self, why: str, go_on: Callable[[], None]) -> None:
        def go_without() -> None:
            if self._copying:
                self._copying.stop()
                self._copying = None
            go_on()

        question = translate(mark("Close without a copy of today’s work?"))
        verb = translate(mark("Close without a copy"))
        messages.confirm(self._window, question, verb, go_without, detail=why, danger=True)

    def _ask_in(
        self,
        login: str,
        password: str,
        then: Callable[[Seat], None],
        refused: Callable[[DeskError], None],
    ) -> None:
        opened = self._opened

        def try_it() -> Seat:
            return log_in(
                opened.database, login, password, utc_now, opened.workstation, opened.keys
            )

        self._login = login
        self.desk.work(try_it, then, self._window, refused=refused)

    def _sit(self, seat: Seat) -> None:
        if seat != self.desk.seat:
            self.desk.sit(seat)
        self._window.uncover()
        self._idle.begin()
        if self._window.desk is None:
            self._window.take(self.desk)
            self._tell_notices()
        self.desk.ask(list_accounts, self._show_person, self, "accounts")
        if self._settings.lab_id == NOT_SET_UP:
            self._ask_questions()

    def _tell_notices(self) -> None:
        """What is to be known about the place of the base, once."""
        database = self._opened.database
        for notice in database.notices:
            self.desk.tell(say(notice))
        database.notices = ()

    def _ask_questions(self) -> None:
        from fablab_desk.ui.setup.screen import SetupScreen

        screen = SetupScreen(self.desk, self._ask_in, demo_place())
        screen.demo_ready.connect(self.elsewhere)
        screen.seated.connect(self._begin)
        screen.finished.connect(lambda: self._begin(self.desk.seat))
        self._window.cover(screen)

    def _begin(self, seat: Seat) -> None:
        """The lab is set up: know it before its first seat is taken."""

        def know(settings: Settings) -> None:
            self._set(settings)
            self._sit(seat)
            self._window.open_tab("today")

        self.desk.ask(find_settings, know, self, "begun")

    def _show_person(self, accounts: list[AccountRow]) -> None:
        names = {row.id: row.name for row in accounts}
        asks = self._settings.asks_login
        self._window.sidebar.show_person(names.get(self.desk.seat.account_id, ""), lockable=asks)

    def _rest(self, *_where: object) -> None:
        """Another entrance follows: this one has no window to lock any more."""
        self._idle.wait(0)

    def _set(self, settings: Settings) -> None:
        self._settings = settings
        self.desk.zone = settings.zone
        self.desk.day_ends_at = settings.day_ends_at
        self._idle.wait(settings.idle_minutes if settings.asks_login else 0)
        self._window.show_lab(settings.name)

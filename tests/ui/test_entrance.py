from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from time import sleep

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import isValid
from sqlalchemy import text, update

from builders import PASSWORD, Worker
from builders.staff import an_account, an_account_draft
from fablab_desk.care import backup
from fablab_desk.db.backup import list_backups
from fablab_desk.db.errors import MissingFolderError
from fablab_desk.lab.models import Lab
from fablab_desk.lab.queries import find_settings
from fablab_desk.staff.login import built_in_seat
from fablab_desk.staff.models import Account
from fablab_desk.staff.rights import Role
from fablab_desk.staff.service import prefer
from fablab_desk.ui import entrance as entrances
from fablab_desk.ui.entrance import NOBODY, Entrance
from fablab_desk.ui.forms import PlainDialog
from fablab_desk.ui.letters import bare
from fablab_desk.ui.main_window import MainWindow
from fablab_desk.ui.opening import Opened
from fablab_desk.ui.scaffold import Page
from fablab_desk.ui.staff.idle import Idle
from fablab_desk.ui.staff.lock import LockScreen
from fablab_desk.ui.state import State
from fablab_desk.ui.tab_spec import TabMaker, TabSpec
from fablab_desk.ui.undo import Undo
from ui.accessible import assert_accessible

WITHOUT = "Close without a copy"


def _page() -> TabMaker:
    return lambda _desk: Page("Today")


SPECS = [TabSpec("today", "Today", "today", "t", _page, "Desk")]


class Door:
    """The window of a lab and whoever stands before it."""

    def __init__(self, entrance: Entrance, window: MainWindow, bot: QtBot) -> None:
        self.entrance, self.window, self.bot = entrance, window, bot

    @property
    def screen(self) -> LockScreen:
        shown = self.window.layers.currentWidget()
        assert isinstance(shown, LockScreen)
        return shown

    def tries(self, login: str, password: str) -> str:
        """Types both and Enter; the sentence of the refusal, or nothing."""
        screen = self.screen
        screen.login.setText(login)
        screen.password.setText(password)
        QTest.keyClick(screen.password, Qt.Key.Key_Return)
        self.bot.waitUntil(lambda: not isValid(screen) or screen.enter.isEnabled(), timeout=10_000)
        return screen.problem.text() if self.window.is_covered() else ""

    def box(self) -> QMessageBox:
        found: list[QMessageBox] = []

        def shown() -> bool:
            found[:] = [b for b in self.window.findChildren(QMessageBox) if b.isVisible()]
            return bool(found)

        self.bot.waitUntil(shown, timeout=10_000)
        return found[0]

    def answers(self, word: str) -> None:
        box = self.box()
        next(button for button in box.buttons() if bare(button.text()) == word).click()

    def presses_lock(self) -> None:
        self.window.activateWindow()
        QTest.keyClick(self.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)


@pytest.fixture
def asking(administrator: Worker) -> Worker:
    """Camille at reception and Sacha may log in, and everybody has to."""
    an_account(administrator)
    an_account(administrator, an_account_draft("sacha", "Sacha Essai", (Role.ANIMATOR,)))
    with administrator.database.writing() as session:
        session.execute(update(Lab).values(asks_login=True, idle_minutes=0))
    return administrator


Opens = Callable[[Worker], Door]


@pytest.fixture
def opens(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> Iterator[Opens]:
    monkeypatch.setattr(entrances, "copies_folder", lambda: tmp_path / "data" / "copies")
    made: list[Door] = []

    def open_for(worker: Worker) -> Door:
        assert worker.keys
        with worker.database.reading() as session:
            settings = find_settings(session)
        asks = settings.asks_login
        seat = None if asks else built_in_seat(worker.database, "front desk", worker.keys)
        window = MainWindow(SPECS, State())
        qtbot.addWidget(window)
        window.show()
        opened = Opened(worker.database, settings, seat, "front desk", worker.keys)
        made.append(Door(Entrance(qapp, opened, State(), window), window, qtbot))
        return made[-1]

    yield open_for
    for door in made:
        door.window.before_close = None
        door.window.close()
        door.entrance.desk.replaced.emit()
        door.entrance.desk.close()


def foot(door: Door) -> str:
    return " ".join(one.accessibleName() for one in door.window.sidebar.findChildren(QPushButton))


def test_nothing_is_shown_before_somebody_sat_down(asking: Worker, opens: Opens) -> None:
    door = opens(asking)
    assert_accessible(door.screen)
    assert door.window.desk is None
    assert door.entrance.desk.seat.account_id == NOBODY
    assert door.tries("camille", PASSWORD) == ""
    assert not door.window.is_covered()
    assert door.window.tab("today")
    door.bot.waitUntil(lambda: "Camille Essai" in foot(door))


def test_a_wrong_password_is_told_and_selected_to_be_typed_anew(
    asking: Worker, opens: Opens
) -> None:
    door = opens(asking)
    said = door.tries("camille", "wrong")
    assert said == door.tries("nobody", PASSWORD) != ""
    assert (door.screen.login.text(), door.screen.password.selectedText()) == ("nobody", PASSWORD)
    assert door.screen.focusWidget() is door.screen.password


def test_after_three_wrong_passwords_even_the_right_one_waits(asking: Worker, opens: Opens) -> None:
    with asking.database.writing() as session:
        session.execute(update(Account).values(wrong_passwords=8))
    door = opens(asking)
    first = door.tries("camille", "wrong")
    assert first
    assert "Too many wrong passwords" in door.tries("camille", PASSWORD)
    assert door.window.is_covered()


def test_ctrl_l_hides_everything_and_keeps_what_was_typed(asking: Worker, opens: Opens) -> None:
    door = opens(asking)
    door.tries("camille", PASSWORD)
    dialog = PlainDialog(door.window, "Half done")
    field = QLineEdit("half a name")
    dialog.body.addWidget(field)
    dialog.show()
    door.presses_lock()
    assert door.window.is_covered()
    assert not dialog.isVisible()
    assert (door.screen.login.text(), door.screen.password.text()) == ("camille", "")
    first = door.screen
    door.presses_lock()
    assert door.screen is first
    door.tries("camille", PASSWORD)
    assert (dialog.isVisible(), field.text()) == (True, "half a name")
    dialog.close()


def test_somebody_else_takes_the_seat_and_none_of_the_undos(asking: Worker, opens: Opens) -> None:
    door = opens(asking)
    door.tries("camille", PASSWORD)
    desk, first = door.entrance.desk, door.entrance.desk.seat
    back = Undo("A choice was kept.", lambda _act: None)
    desk.do(lambda act: prefer(act, "size", 2), lambda _none: None, desk, undo=lambda _done: back)
    door.bot.waitUntil(lambda: desk.next_undo() != "")
    door.bot.waitUntil(lambda: bool(door.window.toasts.toasts()))
    door.window.switch_asked.emit()
    assert door.screen.login.text() == ""
    door.tries("sacha", PASSWORD)
    assert desk.seat != first
    assert desk.next_undo() == ""
    assert door.window.toasts.toasts() == []
    door.bot.waitUntil(lambda: "Sacha Essai" in foot(door))


def test_a_lab_without_login_has_nothing_to_lock(administrator: Worker, opens: Opens) -> None:
    door = opens(administrator)
    door.presses_lock()
    assert not door.window.is_covered()
    assert door.window.tab("today")


def test_a_lab_that_begins_to_ask_can_lock_from_then_on(
    administrator: Worker, opens: Opens
) -> None:
    door = opens(administrator)
    with administrator.database.writing() as session:
        session.execute(update(Lab).values(asks_login=True, idle_minutes=5, name="Autre"))
    door.entrance.desk.changed.emit(frozenset({Lab}))
    door.bot.waitUntil(lambda: door.window.windowTitle() == "Autre")
    door.presses_lock()
    assert door.window.is_covered()


def test_an_idle_desk_locks_by_itself(
    asking: Worker, opens: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fablab_desk.ui.staff.idle.MINUTE_MS", 100)
    with asking.database.writing() as session:
        session.execute(update(Lab).values(idle_minutes=1))
    door = opens(asking)
    door.tries("camille", PASSWORD)
    for _ in range(6):  # another desk is busy meanwhile
        door.entrance.desk.changed.emit(frozenset({Lab}))
        door.bot.wait(25)
    assert door.window.is_covered()


def test_a_key_or_a_click_begins_the_wait_anew(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fablab_desk.ui.staff.idle.MINUTE_MS", 300)
    field = QLineEdit()
    idle = Idle(qapp, field)
    qtbot.addWidget(field)
    with qtbot.waitActive(field):
        field.show()
        field.activateWindow()
    told: list[int] = []
    idle.idle.connect(lambda: told.append(1))
    idle.wait(1)
    qtbot.wait(200)
    QTest.keyClick(field.windowHandle(), Qt.Key.Key_A)
    qtbot.wait(200)
    QTest.mouseClick(field.windowHandle(), Qt.MouseButton.LeftButton)
    qtbot.wait(200)
    assert told == []
    qtbot.waitUntil(lambda: told == [1])
    idle.wait(0)
    QTest.keyClick(field.windowHandle(), Qt.Key.Key_B)
    qtbot.wait(350)
    assert told == [1]


def test_the_copy_of_the_day_is_made_by_who_sits_there(
    asking: Worker, opens: Opens, tmp_path: Path
) -> None:
    door = opens(asking)
    door.tries("sacha", PASSWORD)
    with door.bot.waitSignal(door.window.closed, timeout=20_000):
        door.window.close()
    (made,) = list_backups(tmp_path / "data" / "copies")
    with asking.database.reading() as session:
        said = session.execute(
            text(
                "SELECT a.account_name, b.file_name FROM audit_entries a, backup_records b"
                " WHERE a.service = 'care.record_backup'"
            )
        ).all()
    assert [tuple(row) for row in said] == [("Sacha Essai", made.path.name)]


def test_who_never_sat_down_leaves_without_a_copy(
    asking: Worker, opens: Opens, tmp_path: Path
) -> None:
    door = opens(asking)
    with door.bot.waitSignal(door.window.closed):
        door.window.close()
    assert list_backups(tmp_path / "data" / "copies") == []


def test_who_may_not_copy_is_told_so_before_leaving(
    asking: Worker, opens: Opens, tmp_path: Path
) -> None:
    an_account(asking, an_account_draft("nour", "Nour Essai"))
    door = opens(asking)
    door.tries("nour", PASSWORD)
    with asking.database.writing() as session:
        session.execute(update(Account).where(Account.login == "nour").values(roles=[]))
    door.window.close()
    assert "back up" in door.box().informativeText()
    door.answers("Cancel")
    assert door.window.isVisible()
    with asking.database.writing() as session:
        roles = [Role.RECEPTION]
        session.execute(update(Account).where(Account.login == "nour").values(roles=roles))
    with door.bot.waitSignal(door.window.closed, timeout=20_000):
        door.window.close()
    assert len(list_backups(tmp_path / "data" / "copies")) == 1


def test_a_copy_that_fails_keeps_nobody_in(
    administrator: Worker, opens: Opens, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fails(*_given: object) -> None:
        raise MissingFolderError(tmp_path / "stick")

    monkeypatch.setattr(backup, "back_up", fails)
    door = opens(administrator)
    door.window.close()
    assert "stick" in door.box().informativeText()
    assert bare(door.box().defaultButton().text()) == "Cancel"
    with door.bot.waitSignal(door.window.closed):
        door.answers(WITHOUT)


def test_who_closes_again_while_the_copy_is_made_is_asked_and_stops_it(
    administrator: Worker, opens: Opens, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    begun, stopped = Event(), Event()

    def waits(*given: object) -> None:
        progress = given[-1]
        begun.set()
        assert callable(progress)
        try:
            for _ in range(500):
                progress(0, 1)
                sleep(0.01)
        finally:
            stopped.set()

    monkeypatch.setattr(backup, "back_up", waits)
    door = opens(administrator)
    door.window.close()
    assert begun.wait(5)
    door.window.close()
    assert door.box().informativeText() == "The copy of the day is not made yet."
    with door.bot.waitSignal(door.window.closed):
        door.answers(WITHOUT)
    assert stopped.is_set()
    door.bot.wait(50)
    assert [box for box in door.window.findChildren(QMessageBox) if box.isVisible()] == []


def test_an_entrance_that_was_left_for_another_base_locks_nothing_any_more(
    asking: Worker, opens: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fablab_desk.ui.staff.idle.MINUTE_MS", 50)
    with asking.database.writing() as session:
        session.execute(update(Lab).values(idle_minutes=1))
    door = opens(asking)
    door.tries("camille", PASSWORD)
    door.entrance.desk.replaced.emit()
    door.window.activateWindow()
    QTest.keyClick(door.window.windowHandle(), Qt.Key.Key_Shift)
    door.bot.wait(120)
    assert not door.window.is_covered()

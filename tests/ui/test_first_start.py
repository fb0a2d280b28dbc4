from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from builders import PASSWORD
from fablab_desk.db.database import Database
from fablab_desk.lab.queries import find_settings
from fablab_desk.staff.login import built_in_seat
from fablab_desk.staff.queries import list_accounts
from fablab_desk.ui.entrance import Entrance
from fablab_desk.ui.main_window import MainWindow
from fablab_desk.ui.opening import Opened
from fablab_desk.ui.setup.screen import SetupScreen
from fablab_desk.ui.state import State
from fablab_desk.ui.tabs import SPECS


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    window = MainWindow(SPECS, State())
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def entrance(
    database: Database, tmp_path: Path, window: MainWindow, qapp: QApplication
) -> Iterator[Entrance]:
    """A base that nobody has worked in yet."""
    with database.reading() as session:
        settings = find_settings(session)
    seat = built_in_seat(database, "front desk", tmp_path / "keys")
    opened = Opened(database, settings, seat, "front desk", tmp_path / "keys")
    entrance = Entrance(qapp, opened, State(), window)
    yield entrance
    window.before_close = None
    entrance.desk.close()


def asked(window: MainWindow) -> SetupScreen:
    screen = window.layers.currentWidget()
    assert isinstance(screen, SetupScreen)
    return screen


def test_a_new_base_asks_its_questions_over_the_window_and_then_shows_today(
    entrance: Entrance, window: MainWindow, qtbot: QtBot
) -> None:
    screen = asked(window)
    screen.lab.name.set_value("Fablab du Vallon")
    screen.go_on()
    screen.skip_it()
    screen.skip_it()
    qtbot.waitUntil(lambda: not window.is_covered())
    assert window.windowTitle() == "Fablab du Vallon"
    today = window.tab("today")
    assert today is not None
    assert today.isVisible()


def test_the_administrator_who_was_just_made_sits_at_the_desk(
    entrance: Entrance, window: MainWindow, database: Database, qtbot: QtBot
) -> None:
    screen = asked(window)
    screen.skip_it()
    screen.skip_it()
    screen.account.name.set_value("Camille Essai")
    screen.account.password.set_value(PASSWORD)
    screen.go_on()
    qtbot.waitUntil(lambda: not window.is_covered())
    with database.reading() as session:
        (account,) = list_accounts(session)
    assert entrance.desk.seat.account_id == account.id
    assert account.login == "camille"


def test_in_a_window_made_anew_the_questions_are_asked_again(
    entrance: Entrance, window: MainWindow, qtbot: QtBot
) -> None:
    other = MainWindow(SPECS, State())
    qtbot.addWidget(other)
    entrance.move_to(other)
    assert asked(other)
    other.before_close = None

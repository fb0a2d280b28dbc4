"""A tab whose code is loaded when it is first shown."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from types import ModuleType
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from fablab_desk.db.database import Database
from fablab_desk.keys import new_key
from fablab_desk.ui.actions import action
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.main_window import MainWindow
from fablab_desk.ui.not_loaded import NotLoaded
from fablab_desk.ui.scaffold import Page
from fablab_desk.ui.state import State
from fablab_desk.ui.tab_spec import TabMaker, TabSpec, ToCome
from fablab_desk.ui.toasts import Toast
from ui.made_up import made

MODULE = "a_tab_made_up"
ARRIVES = Event()
BREAKS = Event()


class LateTab(QLineEdit):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.opened: list[UUID] = []
        self.listed: list[str] = []
        self.done: list[str] = []
        self.act = action(self, "Mend", lambda: self.done.append("mended"))
        self.addAction(self.act)

    def open_record(self, key: UUID) -> None:
        self.opened.append(key)

    def show_filter(self, listed: str) -> None:
        self.listed.append(listed)


def _page() -> TabMaker:
    return lambda _desk: Page("Today")


def _late() -> TabMaker:
    if MODULE not in sys.modules:
        assert ARRIVES.wait(10)
        if BREAKS.is_set():
            raise ImportError("gone")
        sys.modules[MODULE] = ModuleType(MODULE)
    return LateTab


SPECS = [
    TabSpec("today", "Today", "today", "t", _page, "Desk"),
    TabSpec(
        "late",
        "Late",
        "people",
        "l",
        _late,
        "Desk",
        acts=(ToCome("act", "Mend", "edit"),),
        module=MODULE,
    ),
]


@pytest.fixture
def window(desk: Desk, database: Database, qtbot: QtBot) -> Iterator[MainWindow]:
    made(database, "Anna")
    ARRIVES.clear()
    BREAKS.clear()
    window = MainWindow(SPECS, State(), "Lab")
    qtbot.addWidget(window)
    window.show()
    window.take(desk)
    qtbot.waitUntil(lambda: window.pages.focusProxy() is window.tab("today"))
    yield window
    ARRIVES.set()
    sys.modules.pop(MODULE, None)


def late_tab(window: MainWindow, qtbot: QtBot) -> LateTab:
    ARRIVES.set()
    qtbot.waitUntil(lambda: window.tab("late") is not None)
    tab = window.tab("late")
    assert isinstance(tab, LateTab)
    return tab


def test_a_blank_page_is_shown_until_the_code_is_there(window: MainWindow, qtbot: QtBot) -> None:
    window.open_tab("late")
    assert window.pages.currentIndex() == 1
    assert window.tab("late") is None
    tab = late_tab(window, qtbot)
    assert window.pages.currentWidget() is tab
    window.open_tab("today")
    window.open_tab("late")
    assert window.pages.currentWidget() is tab


def test_what_was_to_be_shown_there_is_shown_once_it_stands(
    window: MainWindow, qtbot: QtBot
) -> None:
    key = new_key()
    window.open_tab("late", key)
    window.show_filter("late", "owed")
    tab = late_tab(window, qtbot)
    assert (tab.opened, tab.listed) == ([key], ["owed"])


def test_an_act_chosen_in_the_search_is_done_once_the_tab_stands(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.command.open_with("mend")
    QTest.keyClick(window.command.field, Qt.Key.Key_Return)
    tab = late_tab(window, qtbot)
    qtbot.waitUntil(lambda: tab.done == ["mended"])


def test_an_act_sought_before_the_base_is_open_is_found_once_it_is(
    desk: Desk, qtbot: QtBot
) -> None:
    window = MainWindow(SPECS, State(), "Lab")
    qtbot.addWidget(window)
    window.show()
    window.command.open_with("mend")
    assert window.command.offers() == []
    window.take(desk)
    assert [offer.title for offer in window.command.offers()] == ["Mend"]


def test_whoever_left_the_tab_meanwhile_is_not_taken_back(window: MainWindow, qtbot: QtBot) -> None:
    window.open_tab("late", new_key())
    window.open_tab("today")
    ARRIVES.set()
    qtbot.waitUntil(lambda: MODULE in sys.modules)
    qtbot.wait(50)
    assert window.pages.currentIndex() == 0
    window.open_tab("late")
    assert late_tab(window, qtbot).opened == []


def test_an_act_whose_tab_was_left_meanwhile_is_told_and_can_be_begun_after_all(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.command.open_with("mend")
    QTest.keyClick(window.command.field, Qt.Key.Key_Return)
    window.open_tab("today")
    ARRIVES.set()
    qtbot.waitUntil(lambda: bool(window.findChildren(Toast)))
    (toast,) = window.findChildren(Toast)
    assert "Mend" in toast.notice.text
    assert window.pages.currentIndex() == 0
    assert toast.button is not None
    toast.button.click()
    tab = late_tab(window, qtbot)
    assert window.pages.currentWidget() is tab
    assert tab.done == ["mended"]


def test_a_tab_that_cannot_be_loaded_says_so_and_is_tried_again(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(threading, "excepthook", lambda _told: None)
    BREAKS.set()
    ARRIVES.set()
    key = new_key()
    window.open_tab("late", key)
    qtbot.waitUntil(lambda: isinstance(window.pages.currentWidget(), NotLoaded))
    page = window.pages.currentWidget()
    assert isinstance(page, NotLoaded)
    assert page.focusProxy() is page.state.first_button() is not None
    BREAKS.clear()
    page.again.trigger()
    tab = late_tab(window, qtbot)
    assert window.pages.currentWidget() is tab
    assert tab.opened == [key]


def test_a_tab_that_fails_again_can_be_tried_once_more_by_showing_it(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed: list[object] = []
    monkeypatch.setattr(threading, "excepthook", failed.append)
    BREAKS.set()
    ARRIVES.set()
    window.open_tab("late")
    qtbot.waitUntil(lambda: isinstance(window.pages.currentWidget(), NotLoaded))
    first = window.pages.currentWidget()
    assert isinstance(first, NotLoaded)
    first.again.trigger()
    qtbot.waitUntil(lambda: window.pages.currentWidget() is not first)
    assert len(failed) == 2
    window.open_tab("today")
    BREAKS.clear()
    window.open_tab("late")
    tab = late_tab(window, qtbot)
    assert window.pages.currentWidget() is tab


def test_what_is_typed_before_the_tab_stands_is_typed_into_it(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.open_tab("late")
    for key in (Qt.Key.Key_A, Qt.Key.Key_D):
        QTest.keyClick(window, key)
    tab = late_tab(window, qtbot)
    qtbot.waitUntil(lambda: tab.text() == "ad")
    assert not window.command.isVisible()


def test_what_is_typed_into_the_search_meanwhile_stays_there(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.open_tab("late")
    window.command.open_with("a")
    late_tab(window, qtbot)
    QTest.keyClick(window.command.field, Qt.Key.Key_B)
    assert window.command.isVisible()
    assert window.command.field.text() == "ab"


def test_nothing_is_loaded_of_a_tab_that_nobody_shows(database: Database) -> None:
    place = Path(database.place)
    database.close()
    code = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from fablab_desk.ui import opening, tab_loading\n"
        "from fablab_desk.ui.tabs import SPECS\n"
        "tab_loading.FIRST_ROWS = 0\n"
        "call = lambda: opening.open_lab(Path(sys.argv[1]))\n"
        "opening.Opening(call, SPECS, 'people', lambda: None)._run()\n"
        "print(*(spec.key for spec in SPECS if spec.is_loaded()))"
    )
    command = [sys.executable, "-c", code, str(place)]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert found == "people\n"

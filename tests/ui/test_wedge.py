from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from fablab_desk.ui import wedge as wedges
from fablab_desk.ui.wedge import Wedge, read_code

CODE = "M-01043"


class Desktop(QWidget):
    """A window with two fields, and the keys the system would send to it."""

    def __init__(self) -> None:
        super().__init__()
        self.line = QLineEdit("half a name")
        self.text = QPlainTextEdit("some words")
        layout = QVBoxLayout(self)
        layout.addWidget(self.line)
        layout.addWidget(self.text)

    def types(self, text: str) -> None:
        for letter in text:
            self.presses(Qt.Key.Key_unknown, letter)

    def presses(self, key: Qt.Key, text: str = "", *, repeated: bool = False, at: int = 0) -> None:
        handle = self.windowHandle()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text, repeated)
            event.setTimestamp(at)
            QApplication.sendEvent(handle, event)


@pytest.fixture
def wedge(qapp: QApplication) -> Iterator[Wedge]:
    wedge = Wedge(qapp, qapp)
    yield wedge
    delete(wedge)


@pytest.fixture
def desktop(wedge: Wedge, qtbot: QtBot) -> Desktop:
    desktop = Desktop()
    qtbot.addWidget(desktop)
    with qtbot.waitActive(desktop):
        desktop.show()
        desktop.activateWindow()
    desktop.line.setFocus()
    return desktop


def test_a_scan_tells_its_code_and_leaves_the_field_as_it_was(
    desktop: Desktop, wedge: Wedge, qtbot: QtBot
) -> None:
    desktop.line.setCursorPosition(4)
    with qtbot.waitSignal(wedge.scanned) as scanned:
        desktop.types(CODE)
        desktop.presses(Qt.Key.Key_Return, "\r")
    assert scanned.args == [CODE]
    assert (desktop.line.text(), desktop.line.cursorPosition()) == ("half a name", 4)


def test_a_scan_leaves_a_longer_text_as_it_was(
    desktop: Desktop, wedge: Wedge, qtbot: QtBot
) -> None:
    desktop.text.setFocus()
    with qtbot.waitSignal(wedge.scanned):
        desktop.types(CODE)
        desktop.presses(Qt.Key.Key_Enter, "\r")
    assert desktop.text.toPlainText() == "some words"


def test_a_fast_typist_loses_no_letter(desktop: Desktop, wedge: Wedge, qtbot: QtBot) -> None:
    scans: list[str] = []
    wedge.scanned.connect(scans.append)
    desktop.line.clear()
    desktop.types("Camille")
    qtbot.waitUntil(lambda: desktop.line.text() == "Camille")
    desktop.presses(Qt.Key.Key_Return, "\r")
    assert scans == []


def test_the_tab_of_a_fast_typist_comes_after_the_letters(desktop: Desktop) -> None:
    desktop.line.clear()
    desktop.text.clear()
    desktop.types("Camille")
    desktop.presses(Qt.Key.Key_Tab, "\t")
    assert (desktop.line.text(), desktop.text.hasFocus()) == ("Camille", True)


def test_keys_that_waited_for_a_busy_window_are_a_person(desktop: Desktop, wedge: Wedge) -> None:
    scans: list[str] = []
    wedge.scanned.connect(scans.append)
    desktop.line.clear()
    for beat, letter in enumerate(CODE):
        desktop.presses(Qt.Key.Key_unknown, letter, at=1000 + 80 * beat)
    desktop.presses(Qt.Key.Key_Return, "\r", at=2000)
    assert (desktop.line.text(), scans) == (CODE, [])


def test_slow_keys_are_a_person(
    desktop: Desktop, wedge: Wedge, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wedges, "GAP", 0.0)
    scans: list[str] = []
    wedge.scanned.connect(scans.append)
    desktop.line.clear()
    desktop.types(CODE)
    desktop.presses(Qt.Key.Key_Return, "\r")
    assert (desktop.line.text(), scans) == (CODE, [])


def test_a_key_held_down_is_no_reader(desktop: Desktop, qtbot: QtBot) -> None:
    desktop.line.clear()
    for _ in range(6):
        desktop.presses(Qt.Key.Key_E, "e", repeated=True)
    assert desktop.line.text() == "e" * 6


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("12345", "12345"),
        ("&é\"'(", "12345"),
        ("-è_çà", "67890"),
        (")&&", "-11"),
        ("Q)à&à'\"", "A-01043"),
        ("ABCD", "ABCD"),
        ("M-01043", "M-01043"),
    ],
)
def test_a_reader_with_an_american_keyboard_is_understood(typed: str, printed: str) -> None:
    assert read_code(typed) == printed

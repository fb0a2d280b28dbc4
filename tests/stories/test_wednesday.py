"""The Wednesday of real_wednesday.py in the program's own window, without a screen."""

import time
from collections.abc import Callable, Iterator
from functools import partial, reduce
from operator import or_
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from builders.programs import a_program
from fablab_desk import i18n
from fablab_desk.ui.app import Program
from fablab_desk.ui.opening import open_lab
from fablab_desk.ui.wedge import AMERICAN, FRENCH
from stories.keyboard import Keyboard
from stories.wednesday import MOST_KEYS, Hands, Wednesday
from stories.wednesday_lab import LAB, make_lab

HELD = {
    "ctrl": Qt.KeyboardModifier.ControlModifier,
    "alt": Qt.KeyboardModifier.AltModifier,
}
UNSHIFTED = str.maketrans(AMERICAN, FRENCH)


class QtHands(Hands):
    def __init__(self, place: Path, program: Program, keys: Keyboard) -> None:
        super().__init__(place)
        self._program = program
        self._keys = keys

    def hit(self, key: str) -> None:
        *held, last = key.split("+")
        modifiers = reduce(or_, (HELD[one] for one in held), Qt.KeyboardModifier.NoModifier)
        self._keys.press(getattr(Qt.Key, f"Key_{last.capitalize()}"), modifiers)

    def write(self, text: str) -> None:
        self._keys.type(text)

    def scan(self, code: str) -> None:
        """To the window, as the system sends keys: a reader is told by how fast they come."""
        typed = [(Qt.Key.Key_unknown, letter) for letter in code.translate(UNSHIFTED)]
        self._keys.focused()
        at = int(time.monotonic() * 1000)
        for place, (key, letter) in enumerate([*typed, (Qt.Key.Key_Return, "\r")]):
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter)
                event.setTimestamp(at + 5 * place)
                QApplication.sendEvent(QGuiApplication.focusWindow(), event)

    def settle(self) -> None:
        desk = self._program.window.desk
        assert desk
        self.wait(lambda: not desk.is_waiting(), "no answer")

    def standing_on(self) -> str:
        self._keys.focused()
        return self._keys.standing_on().replace("\xa0", " ")

    def in_front(self) -> str:
        place: QWidget = QApplication.activeModalWidget() or self._program.window
        focus = QApplication.focusWidget()
        if focus is None or not place.isAncestorOf(focus):
            place.activateWindow()  # as a window manager does
            return ""
        return place.windowTitle()

    def says(self, text: str) -> None:
        self.wait(lambda: any(text in said for said in self._said()), f"nothing says “{text}”")

    def _said(self) -> Iterator[str]:
        top = QApplication.activeModalWidget()
        places: list[QWidget] = [self._program.window, *([top] if top else [])]
        for place in places:
            for one in place.findChildren(QWidget):
                if isinstance(one, QLabel | QPushButton) and one.isVisible():
                    yield one.text().replace("\xa0", " ").replace("&", "")

    def wait(self, true: Callable[[], object], what: str) -> None:
        try:
            self._keys.wait(true)
        except Exception as error:
            raise AssertionError(f"{what}, but {self.in_front()}: {list(self._said())}") from error


@pytest.fixture
def hands(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> Iterator[QtHands]:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    i18n.use("fr")
    place = tmp_path / "desk.sqlite"
    make_lab(place)
    with a_program(qapp, "fr") as program:
        qtbot.addWidget(program.window)
        program.open_with(partial(open_lab, place))
        qtbot.waitUntil(lambda: program.window.windowTitle() == LAB, timeout=15_000)
        yield QtHands(place, program, Keyboard(qtbot, program.window))


def test_a_wednesday_passes_by_keys_alone(hands: QtHands) -> None:
    Wednesday(hands).passes()
    most = {name: max(keys for act, keys in hands.acts if act == name) for name, _ in hands.acts}
    assert [name for name, keys in most.items() if keys > MOST_KEYS[name]] == []

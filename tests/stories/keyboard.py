"""Working the window by keys only, as somebody does who never touches the mouse."""

import re
from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

MOST_TABS = 60
PATIENCE_MS = 15_000


class Keyboard:
    def __init__(self, qtbot: QtBot, window: QWidget) -> None:
        self._qtbot = qtbot
        self._window = window

    def focused(self) -> QWidget:
        """Where the keys go: a popup that is open, or else the focus."""
        self.wait(self._target)
        found = self._target()
        assert found is not None
        return found

    def _target(self) -> QWidget | None:
        if QApplication.activeWindow() is None:  # a window manager would not leave it so
            (QApplication.activeModalWidget() or self._window).activateWindow()
        return QApplication.activePopupWidget() or QApplication.focusWidget()

    def type(self, text: str) -> None:
        """Letters of any kind: QTest aborts on those beyond ASCII."""
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(self.focused(), event)

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(self.focused(), key, modifier)

    def control(self, key: Qt.Key) -> None:
        self.press(key, Qt.KeyboardModifier.ControlModifier)

    def enter(self) -> None:
        self.press(Qt.Key.Key_Return)

    def tab_to(self, name: str) -> QWidget:
        """Press Tab until the focus stands on the control of that accessible name, a pattern."""
        passed = []
        for _ in range(MOST_TABS):
            here = QApplication.focusWidget()
            if here is not None and re.fullmatch(name, self.standing_on()):
                return here
            passed.append(self.standing_on())
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab does not reach “{name}”, only {list(dict.fromkeys(passed))}")

    def standing_on(self) -> str:
        """What a screen reader would call the control that has the focus."""
        here = QApplication.focusWidget()
        shown = getattr(here, "text", None)
        named = here.accessibleName() if here else ""
        return named or (str(shown()).replace("&", "") if callable(shown) else "")

    def fill(self, name: str, text: str) -> None:
        """Go to a field and write over what it holds."""
        self.tab_to(name)
        self.control(Qt.Key.Key_A)
        self.type(text)

    def wait(self, true: Callable[[], object]) -> None:
        """TimeoutError when it does not come true."""
        self._qtbot.waitUntil(lambda: bool(true()), timeout=PATIENCE_MS)

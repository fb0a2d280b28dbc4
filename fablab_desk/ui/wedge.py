"""A card reader that types like a keyboard: its code opens a record instead of filling a field."""

import time
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit
from shiboken6 import isValid

from fablab_desk.ui.windows import WatchesWindows

GAP = 0.035  # seconds: readers leave 1 to 20 ms between characters, fast typists 50 and more
MIN = 4
SURE = 2  # so many fast characters reach the field before the rest is held back
WAIT_MS = 45

# What a reader set to an American keyboard types where the system believes in a French one.
FRENCH = "&é\"'(-è_çà)=azertyuiopqsdfghjklmùwxcvbn,;:!AZERTYUIOPQSDFGHJKLM%WXCVBN?./§"
AMERICAN = "1234567890-=qwertyuiopasdfghjkl;'zxcvbnm,./QWERTYUIOPASDFGHJKL:\"ZXCVBNM<>?"
_AS_PRINTED = str.maketrans(FRENCH, AMERICAN)
_DIGIT_KEYS = set("&é\"'(-è_çà")
_MODIFIERS = {
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
}


def read_code(typed: str) -> str:
    """The code as printed: digits typed unshifted on a French keyboard are put right."""
    if any(c.isdigit() for c in typed) or not _DIGIT_KEYS & set(typed):
        return typed
    return typed.translate(_AS_PRINTED)


@dataclass(frozen=True)
class _Before:
    """A field as it was before the first character of a burst."""

    field: QLineEdit | QPlainTextEdit | QTextEdit
    text: str
    place: int

    def put_back(self) -> None:
        if not isValid(self.field):
            return
        if isinstance(self.field, QLineEdit):
            if self.field.text() != self.text:
                self.field.setText(self.text)
                self.field.setCursorPosition(self.place)
        elif self.field.toPlainText() != self.text:
            while self.field.document().isUndoAvailable():
                self.field.undo()
                if self.field.toPlainText() == self.text:
                    return
            self.field.setPlainText(self.text)


class Wedge(WatchesWindows):
    """Watches the keys of every window; each real one passes here exactly once."""

    scanned = Signal(str)

    def __init__(self, app: QApplication, parent: QObject) -> None:
        super().__init__(app, parent)
        self._typed = ""
        self._held: list[tuple[QWindow, QKeyEvent]] = []
        self._last = 0.0
        self._before: _Before | None = None
        self._replaying = False
        self._patience = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._patience.timeout.connect(self._give_back)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._replaying or not isinstance(watched, QWindow):
            return False
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        return not event.isAutoRepeat() and self._key(watched, event)

    def _key(self, window: QWindow, event: QKeyEvent) -> bool:
        if event.key() in _MODIFIERS:
            return False
        # The key's own time: keys that waited while the window was busy are no reader's.
        now = event.timestamp() / 1000 or time.monotonic()
        fast = now - self._last < GAP
        self._last = now
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return self._finish(fast)
        text = event.text()
        if not text or not text.isprintable():
            self._give_back()
            self._typed = ""
            return False
        if not fast or not self._typed:
            self._give_back()
            self._typed, self._before = "", _field_as_it_is()
        self._typed += text
        if len(self._typed) <= SURE:
            return False
        self._held.append((window, event.clone()))
        self._patience.start()
        return True

    def _finish(self, fast: bool) -> bool:
        typed, self._typed = self._typed, ""
        if not fast or len(typed) < MIN:
            self._give_back()
            return False
        self._patience.stop()
        self._held.clear()
        if self._before:
            self._before.put_back()
        self.scanned.emit(read_code(typed))
        return True

    def _give_back(self) -> None:
        """It was a fast typist after all: the keys held back go where they were going."""
        held, self._held = self._held, []
        self._replaying = True
        try:
            for window, event in held:
                target: QObject = QGuiApplication.focusObject() or window
                if isValid(target):
                    QApplication.sendEvent(target, event)
        finally:
            self._replaying = False


def _field_as_it_is() -> _Before | None:
    focus: Any = QApplication.focusWidget()
    match focus:
        case QLineEdit():
            return _Before(focus, focus.text(), focus.cursorPosition())
        case QPlainTextEdit() | QTextEdit():
            return _Before(focus, focus.toPlainText(), 0)
    return None

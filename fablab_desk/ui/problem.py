"""One refusal in a form, and what is remarked in it otherwise."""

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fablab_desk.ui.cards import IconLabel, Sentence
from fablab_desk.ui.icons import Ink

LONG_WORD = re.compile(r"\S{20}(?=\S{4})")
BREAK = "\u200b"  # what was typed without a blank makes no form wider


def breakable(text: str) -> str:
    return LONG_WORD.sub(rf"\g<0>{BREAK}", text)


class Remark(QWidget):
    """A sentence with an icon in its colour, hidden while there is nothing to say."""

    def __init__(self, icon: str, ink: Ink) -> None:
        super().__init__()
        self._text = ""
        self._said = Sentence("", ink.value)
        self._icon = IconLabel(icon, ink)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 2, 0, 4)
        layout.setSpacing(6)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._said, 1)
        self.hide()

    def say(self, text: str) -> None:
        if not text and not self._text:
            return
        self._text = text
        self._said.say(breakable(text))
        self.setAccessibleName(text)
        self.setVisible(bool(text))

    def text(self) -> str:
        return self._text


class Problem(Remark):
    """What is wrong, beside what it is about; read out when it appears."""

    def __init__(self) -> None:
        super().__init__("bad", Ink.BAD)

    def say(self, text: str) -> None:
        super().say(text)
        if text:
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

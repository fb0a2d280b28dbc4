"""One refusal in a form."""

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fablab_desk.ui.cards import IconLabel, Sentence
from fablab_desk.ui.icons import Ink

LONG_WORD = re.compile(r"\S{20}(?=\S{4})")
BREAK = "\u200b"  # what was typed without a blank makes no form wider


class Problem(QWidget):
    """What is wrong, with an icon, beside what it is about; read out when it appears."""

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self._said = Sentence("", "bad")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 2, 0, 4)
        layout.setSpacing(6)
        layout.addWidget(IconLabel("bad", Ink.BAD), 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._said, 1)
        self.hide()

    def say(self, text: str) -> None:
        self._text = text
        self._said.say(LONG_WORD.sub(rf"\g<0>{BREAK}", text))
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        if text:
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def text(self) -> str:
        return self._text

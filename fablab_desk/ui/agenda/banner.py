"""A sentence over the whole tab, with the act that answers it."""

from PySide6.QtGui import QAccessible, QAccessibleEvent, QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout

from fablab_desk.ui.buttons import button
from fablab_desk.ui.cards import IconLabel, Sentence
from fablab_desk.ui.icons import Ink


class Banner(QFrame):
    """Hidden while it has nothing to say."""

    def __init__(self, icon: str, act: QAction) -> None:
        super().__init__()
        self.setProperty("kind", "alert")
        self._said = Sentence()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 6, 6)
        layout.setSpacing(10)
        layout.addWidget(IconLabel(icon, Ink.WARN))
        layout.addWidget(self._said, 1)
        layout.addWidget(button(act))
        self.hide()

    def say(self, text: str) -> None:
        self._said.say(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        if text:
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def text(self) -> str:
        return self._said.text()

"""What must be known of whoever just came in: it stays until somebody else has something too."""

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from fablab_desk.i18n import mark, translate
from fablab_desk.ui.cards import Card, IconLabel, Item, Label, Link
from fablab_desk.ui.icons import Ink
from fablab_desk.ui.problem import breakable


class Greeting(Card):
    def __init__(self) -> None:
        super().__init__(margin=16)
        self.setAccessibleName(translate(mark("To know at the door")))
        self.whom: UUID | None = None
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self.body.addLayout(self._lines)
        self.hide()

    def greet(
        self, whom: UUID, name: str, signs: Sequence[str], open_record: Callable[[], None]
    ) -> None:
        """Texts, the most pressing first; the name leads to the record."""
        self.clear()
        self.whom = whom
        self._lines.addWidget(Link(Item(name, slot=open_record)))
        for sign in signs:
            self._lines.addWidget(_alert(sign))
        self.setAccessibleDescription(f"{name}: {' '.join(signs)}")
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def clear(self) -> None:
        while item := self._lines.takeAt(0):
            if gone := item.widget():
                gone.hide()
                gone.deleteLater()
        self.whom = None
        self.hide()


def _alert(text: str) -> QWidget:
    box = QFrame()
    box.setProperty("kind", "alert")
    layout = QHBoxLayout(box)
    layout.setContentsMargins(12, 8, 12, 8)
    layout.setSpacing(8)
    layout.addWidget(IconLabel("alert", Ink.WARN))
    layout.addWidget(Label(breakable(text), wrap=True), 1)
    return box

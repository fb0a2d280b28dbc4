"""One card of the first screen: a title with its count, the first lines, how many more."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from fablab_desk.i18n import translate, translate_many
from fablab_desk.ui import trace
from fablab_desk.ui.cards import Card, Item, ItemLine, Label, Link


class Panel(Card):
    """`empty` says what it means that nothing stands here. Msgids both."""

    def __init__(self, title: str, empty: str) -> None:
        super().__init__()
        self.setAccessibleName(translate(title))
        self._empty = empty
        self._figure = Label("", "muted")
        head = QHBoxLayout()
        head.addWidget(Label(translate(title), "heading"), 1)
        head.addWidget(self._figure)
        self._items: list[ItemLine] = []
        self._lines = QWidget()
        self.lines = QVBoxLayout(self._lines)
        self.lines.setContentsMargins(0, 0, 0, 0)
        self.lines.setSpacing(2)
        self.body.addLayout(head)
        self.body.addWidget(self._lines)
        self.body.addStretch()

    def show_items(
        self,
        items: Sequence[Item],
        count: int,
        figure: str | None = None,
        more: Callable[[], None] | None = None,
    ) -> None:
        """The lines there is room for, out of `count`; `figure` stands beside the title.

        `more` opens the list of all of them.
        """
        back = self._focused()
        while old := self.lines.takeAt(0):
            if widget := old.widget():
                widget.deleteLater()
        self._figure.setText((str(count) if count else "") if figure is None else figure)
        self._figure.setMinimumWidth(self._figure.sizeHint().width())
        self._items = [ItemLine(item) for item in items]
        for line in self._items:
            self.lines.addWidget(line)
        if not items:
            self.lines.addWidget(Label(translate(self._empty), "muted", wrap=True))
        if count > len(items):
            others = translate_many("and {n} other", "and {n} others", count - len(items))
            link = Link(Item(others, slot=more))
            link.setAccessibleName(f"{self.accessibleName()}, {others}")
            self.lines.addWidget(link)
        if back and self._items:
            self._focus(*back)
        trace.rows_arrived()

    def stand_on(self, place: int) -> None:
        """Give the keys to a line, as when those before it were there already."""
        if link := self._items[place].findChild(Link):
            link.setFocus()

    def _focused(self) -> tuple[int, int] | None:
        """The line that has the keys, and which of its buttons."""
        for place, line in enumerate(self._items):
            for at, pressed in enumerate(line.findChildren(QPushButton)):
                if pressed.hasFocus():
                    return place, at
        return None

    def _focus(self, place: int, at: int) -> None:
        """Lines told anew leave the keys where they were."""
        line = self._items[min(place, len(self._items) - 1)]
        if pressed := line.findChildren(QPushButton):
            pressed[min(at, len(pressed) - 1)].setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QTimer.singleShot(0, trace.rows_painted)  # once its lines are painted too

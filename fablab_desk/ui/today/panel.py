"""One card of the first screen: a title with its count, the first lines, how many more."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fablab_desk.i18n import translate, translate_many
from fablab_desk.ui import trace
from fablab_desk.ui.cards import Card, Item, ItemLine, Label


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
        self._lines = QWidget()
        self.lines = QVBoxLayout(self._lines)
        self.lines.setContentsMargins(0, 0, 0, 0)
        self.lines.setSpacing(2)
        self.body.addLayout(head)
        self.body.addWidget(self._lines)
        self.body.addStretch()

    def show_items(self, items: Sequence[Item], count: int, figure: str | None = None) -> None:
        """The lines there is room for, out of `count`; `figure` stands beside the title."""
        while old := self.lines.takeAt(0):
            if widget := old.widget():
                widget.deleteLater()
        self._figure.setText((str(count) if count else "") if figure is None else figure)
        self._figure.setMinimumWidth(self._figure.sizeHint().width())
        for item in items:
            self.lines.addWidget(ItemLine(item))
        if not items:
            self.lines.addWidget(Label(translate(self._empty), "muted", wrap=True))
        if count > len(items):
            more = translate_many("and {n} other", "and {n} others", count - len(items))
            self.lines.addWidget(Label(more, "muted"), 0, Qt.AlignmentFlag.AlignLeft)
        trace.rows_arrived()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QTimer.singleShot(0, trace.rows_painted)  # once its lines are painted too

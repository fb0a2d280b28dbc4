"""A row of widgets that goes on in a second row where the window is too narrow for one."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from shiboken6 import isValid

SPACING = 8


class Flow(QWidget):
    """None of them is ever cut: each row holds as many as fit, at the left or at the right.

    No QLayout: those written in Python outlive their items when a window is taken down.
    """

    def __init__(
        self, parent: QWidget | None = None, *, right: bool = False, spacing: int = SPACING
    ) -> None:
        super().__init__(parent)
        self._widgets: list[QWidget] = []
        self._right = right
        self._spacing = spacing
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, widget: QWidget) -> None:
        self.insert(len(self._widgets), widget)

    def insert(self, place: int, widget: QWidget) -> None:
        told = widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
        shown = not (told and widget.isHidden())
        widget.setParent(self)
        widget.setVisible(shown)
        self._widgets.insert(place, widget)
        self.updateGeometry()

    def count(self) -> int:
        return len(self._widgets)

    def widgets(self) -> list[QWidget]:
        """From the first to the last, those that are hidden too."""
        return [one for one in self._widgets if isValid(one)]

    def _shown(self) -> list[QWidget]:
        return [one for one in self.widgets() if not one.isHidden()]

    def _rows(self, width: int) -> list[list[QWidget]]:
        rows: list[list[QWidget]] = []
        for one in self._shown():
            if rows and self._width([*rows[-1], one]) <= width:
                rows[-1].append(one)
            else:
                rows.append([one])
        return rows

    def _width(self, row: list[QWidget]) -> int:
        gaps = self._spacing * max(0, len(row) - 1)
        return sum(one.sizeHint().width() for one in row) + gaps

    def _height(self, rows: list[list[QWidget]]) -> int:
        highs = [max(one.sizeHint().height() for one in row) for row in rows]
        return sum(highs) + self._spacing * max(0, len(rows) - 1)

    def _place(self) -> None:
        rows = self._rows(self.width())
        top = max(0, self.height() - self._height(rows)) // 2
        for row in rows:
            high = max(one.sizeHint().height() for one in row)
            left = max(0, self.width() - self._width(row)) if self._right else 0
            for one in row:
                size = one.sizeHint().boundedTo(QSize(self.width(), high))
                one.setGeometry(left, top + (high - size.height()) // 2, *size.toTuple())
                left += size.width() + self._spacing
            top += high + self._spacing

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._place()
        return super().event(event)

    def heightForWidth(self, width: int) -> int:
        return self._height(self._rows(width))

    def minimumSizeHint(self) -> QSize:
        sizes = [one.sizeHint() for one in self._shown()]
        return QSize(
            max((size.width() for size in sizes), default=0),
            max((size.height() for size in sizes), default=0),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._place()

    def sizeHint(self) -> QSize:
        """All in one row."""
        row = self._shown()
        return QSize(self._width(row), self._height([row] if row else []))

"""A row of widgets that goes on in a second row where the window is too narrow for one."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

SPACING = 8


class FlowLayout(QLayout):
    """No widget of it is ever cut: each row holds as many as fit, at the left or the right."""

    def __init__(
        self, parent: QWidget | None = None, *, right: bool = False, spacing: int = SPACING
    ) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._right = right
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def insert_widget(self, place: int, widget: QWidget) -> None:
        self.addWidget(widget)
        self._items.insert(place, self._items.pop())
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._height(self._rows(width))

    def sizeHint(self) -> QSize:
        """All in one row."""
        sizes = [item.sizeHint() for item in self._shown()]
        gaps = self.spacing() * max(0, len(sizes) - 1)
        high = max((size.height() for size in sizes), default=0)
        return QSize(sum(size.width() for size in sizes) + gaps, high)

    def minimumSize(self) -> QSize:
        sizes = [item.sizeHint() for item in self._shown()]
        return QSize(
            max((size.width() for size in sizes), default=0),
            max((size.height() for size in sizes), default=0),
        )

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        rows = self._rows(rect.width())
        top = rect.top() + max(0, rect.height() - self._height(rows)) // 2
        for row in rows:
            high = max(item.sizeHint().height() for item in row)
            left = rect.left()
            if self._right:
                left += max(0, rect.width() - self._width(row))
            for item in row:
                size = item.sizeHint().boundedTo(QSize(rect.width(), high))
                item.setGeometry(QRect(left, top + (high - size.height()) // 2, *size.toTuple()))
                left += size.width() + self.spacing()
            top += high + self.spacing()

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _rows(self, width: int) -> list[list[QLayoutItem]]:
        rows: list[list[QLayoutItem]] = []
        for item in self._shown():
            if rows and self._width([*rows[-1], item]) <= width:
                rows[-1].append(item)
            else:
                rows.append([item])
        return rows

    def _width(self, row: list[QLayoutItem]) -> int:
        return sum(item.sizeHint().width() for item in row) + self.spacing() * (len(row) - 1)

    def _height(self, rows: list[list[QLayoutItem]]) -> int:
        highs = [max(item.sizeHint().height() for item in row) for row in rows]
        return sum(highs) + self.spacing() * max(0, len(rows) - 1)

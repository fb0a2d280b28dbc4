"""Where one types to find: each key answers, and the list obeys without losing the focus."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from fablab_desk.i18n import mark, translate, translate_many
from fablab_desk.ui import icons, theme, trace

TO_THE_LIST = {
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
}


class SearchField(QLineEdit):
    def __init__(self, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._list: QAbstractItemView | None = None
        self.setPlaceholderText(translate(hint))
        self.setAccessibleName(translate(mark("Search")))
        self.setAccessibleDescription(translate(hint))
        self.setClearButtonEnabled(False)
        self.addAction(
            icons.icon("search", icons.Ink.MUTED), QLineEdit.ActionPosition.LeadingPosition
        )
        self.count = QLabel(self)
        self.count.setProperty("kind", "muted")
        self.count.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._clear = QAction(icons.icon("close", icons.Ink.MUTED), "", self)
        self._clear.setToolTip(translate(mark("Clear")))
        self._clear.triggered.connect(self.clear)
        self.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setVisible(False)
        self.textChanged.connect(lambda text: self._clear.setVisible(bool(text)))

    def lead(self, rows: QAbstractItemView) -> None:
        """The list that arrows, page keys and Enter act on from here."""
        self._list = rows

    def show_count(self, n: int | None) -> None:
        found = translate_many(mark("{n} result"), mark("{n} results"), n) if n is not None else ""
        self.count.setText(found)
        self.setAccessibleDescription(found or self.placeholderText())
        self._place_count()

    def _place_count(self) -> None:
        self.count.adjustSize()
        clear = theme.px(34) if self._clear.isVisible() else theme.px(12)
        left = self.width() - clear - self.count.width()
        self.count.move(left, (self.height() - self.count.height()) // 2)
        self.setTextMargins(0, 0, self.count.width() if self.count.text() else 0, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        trace.key_pressed()
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if self._list is not None and (event.key() in TO_THE_LIST or enter):
            self._list.event(QKeyEvent(QEvent.Type.KeyPress, event.key(), event.modifiers()))
            return
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_count()


@dataclass(frozen=True)
class Filter:
    """One pill: its key is handed to the listing, "" being all of it."""

    key: str
    label: str  # a msgid


class FilterPills(QWidget):
    chosen_changed = Signal(str)

    def __init__(self, filters: Sequence[Filter], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(translate(mark("Filter")))
        self._filters = filters
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for place, one in enumerate(filters):
            pill = QPushButton(translate(one.label))
            pill.setProperty("kind", "pill")
            pill.setCheckable(True)
            pill.setChecked(place == 0)
            self._group.addButton(pill, place)
            layout.addWidget(pill)
        self._group.idClicked.connect(lambda _place: self.chosen_changed.emit(self.chosen()))

    def chosen(self) -> str:
        place = self._group.checkedId()
        return self._filters[place].key if place >= 0 else ""

    def said(self) -> str:
        """What the list is narrowed to, as the pill says it."""
        place = self._group.checkedId()
        return translate(self._filters[place].label) if self.chosen() else ""

    def choose(self, key: str) -> None:
        for place, one in enumerate(self._filters):
            if one.key == key and (pill := self._group.button(place)):
                pill.setChecked(True)
                self.chosen_changed.emit(key)

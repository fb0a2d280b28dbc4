"""Where one types to find: each key answers, and the list obeys without losing the focus."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QEvent, QMargins, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QButtonGroup,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QWidget,
)

from fablab_desk.i18n import mark, translate, translate_many
from fablab_desk.ui import icons, theme, trace
from fablab_desk.ui.cards import IconLabel
from fablab_desk.ui.flow import Flow
from fablab_desk.ui.shortened import as_tip, shortened

SIDE, EDGE = 16, 6
TO_THE_LIST = {
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
}
STEP = 60
LONGEST = 24  # letters of a pill


class SearchField(QLineEdit):
    def __init__(self, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._list: QAbstractItemView | None = None
        self.setPlaceholderText(translate(hint))
        self.setAccessibleName(translate(mark("Search")))
        self.setAccessibleDescription(translate(hint))
        self.setClearButtonEnabled(False)
        self._glass = IconLabel("search", icons.Ink.MUTED)  # Qt's own would not grow with the texts
        self._glass.setParent(self)
        self.count = QLabel(self)
        self.count.setProperty("kind", "muted")
        self.count.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._clear = QToolButton(self)
        self._clear.setProperty("kind", "line")
        self._clear.setIcon(icons.icon("close", icons.Ink.MUTED))
        self._clear.setIconSize(QSize(theme.px(SIDE), theme.px(SIDE)))
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Escape clears too
        self._clear.setCursor(Qt.CursorShape.ArrowCursor)
        self._clear.setToolTip(translate(mark("Clear")))
        self._clear.setAccessibleName(translate(mark("Clear")))
        self._clear.clicked.connect(self.clear)
        self._clear.hide()
        self.textChanged.connect(self._follow)

    def lead(self, rows: QAbstractItemView) -> None:
        """The list that arrows, page keys and Enter act on from here."""
        self._list = rows

    def show_count(self, n: int | None) -> None:
        found = translate_many(mark("{n} result"), mark("{n} results"), n) if n is not None else ""
        self.count.setText(found)
        self.setAccessibleDescription(found or self.placeholderText())
        self._place()

    def _follow(self, text: str) -> None:
        if self._clear.isHidden() is bool(text):
            self._clear.setVisible(bool(text))
            self._place()

    def _place(self) -> None:
        """The glass at the left; the count, then what clears, at the right."""
        self.count.adjustSize()
        clear = self._clear.width() + EDGE if self.text() else theme.px(12)
        left = self.width() - clear - self.count.width()
        self._put(self._glass, theme.px(EDGE) + EDGE)
        self._put(self._clear, self.width() - self._clear.width() - EDGE)
        self._put(self.count, left)
        taken = self.width() - left if self.count.text() else clear
        # By steps: a margin that changes has the whole page laid out anew, while a key waits.
        step = theme.px(STEP)
        taken = max(0, taken - theme.px(12))  # the field's own padding
        margins = QMargins(self._glass.geometry().right() - 2, 0, ceil(taken / step) * step, 0)
        if margins != self.textMargins():
            self.setTextMargins(margins)

    def _put(self, one: QWidget, left: int) -> None:
        one.move(left, (self.height() - one.height()) // 2)

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

    def event(self, event: QEvent) -> bool:
        # Qt would swallow Ctrl+Z where nothing that was typed is left to take back, and on X11
        # Ctrl+E, which is Encaisser here: End leads to the end of the line too.
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo = event.matches(QKeySequence.StandardKey.Undo)
            control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
            if (control and event.key() == Qt.Key.Key_E) or (undo and not self.isUndoAvailable()):
                event.ignore()
                return False
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.setText(self.text())  # what is done elsewhere comes before what was typed here

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._glass.adjustSize()
        self._clear.adjustSize()
        self._place()


@dataclass(frozen=True)
class Filter:
    """One pill: its key is handed to the listing, "" being all of it."""

    key: str
    label: str  # a msgid


class FilterPills(Flow):
    chosen_changed = Signal(str)

    def __init__(self, filters: Sequence[Filter], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(translate(mark("Filter")))
        self._filters = filters
        self._group = QButtonGroup(self)
        for place, one in enumerate(filters):
            pill = QPushButton(translate(one.label))
            pill.setProperty("kind", "pill")
            pill.setCheckable(True)
            pill.setChecked(place == 0)
            self._group.addButton(pill, place)
            self.add(pill)
        self._group.idClicked.connect(lambda _place: self.chosen_changed.emit(self.chosen()))

    def chosen(self) -> str:
        place = self._group.checkedId()
        return self._filters[place].key if place >= 0 else ""

    def said(self) -> str:
        """What the list is narrowed to, as the pill says it."""
        place = self._group.checkedId()
        pill = self._group.button(place)
        return (pill.accessibleName() or pill.text()) if self.chosen() else ""

    def call(self, key: str, text: str) -> None:
        """A pill that stands for one of several says which; a text, not a msgid."""
        pill, short = self._pill(key), shortened(text, LONGEST)
        pill.setText(short.replace("&", "&&"))
        pill.setAccessibleName(text)
        pill.setToolTip(as_tip(text))

    def corner(self, key: str) -> QPoint:
        """Where a menu of a pill is opened."""
        return self._pill(key).mapToGlobal(self._pill(key).rect().bottomLeft())

    def _pill(self, key: str) -> QAbstractButton:
        keys = [one.key for one in self._filters]
        return self._group.button(keys.index(key))

    def choose(self, key: str) -> None:
        for place, one in enumerate(self._filters):
            if one.key == key and (pill := self._group.button(place)):
                pill.setChecked(True)
                self.chosen_changed.emit(key)

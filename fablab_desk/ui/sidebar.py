"""The tabs down the left side: a list of page tabs to the keyboard and to screen readers."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from fablab_desk.i18n import mark, translate
from fablab_desk.ui import icons, theme
from fablab_desk.ui.avatar import Avatar
from fablab_desk.ui.cards import IconLabel, Label
from fablab_desk.ui.ground import ICONS, SIDEBAR
from fablab_desk.ui.icons import Ink
from fablab_desk.ui.letters import with_mnemonic
from fablab_desk.ui.shortened import as_tip
from fablab_desk.ui.tab_spec import TabSpec

ROW = 41
LEAST_ROW = 30
CAPTION = 30
MARGIN = 12


@dataclass(frozen=True)
class Entry:
    """One tab; `caption` stands above the first of a section, `foot` apart. Texts, not msgids."""

    text: str
    icon: str
    mnemonic: str
    caption: str = ""
    foot: bool = False


class TabList(QTabBar):
    """Its last entry may stand at the foot, apart from the others."""

    again = Signal(int)  # the letter of the tab that is shown: back to where it begins

    def __init__(self, entries: Sequence[Entry]) -> None:
        super().__init__()
        self._entries = entries
        self.setShape(QTabBar.Shape.RoundedWest)
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(translate(mark("Tabs")))
        self.compact = False  # icons alone, their texts as hints
        self._hovered = -1
        for entry in entries:
            self.addTab(with_mnemonic(entry.text, entry.mnemonic))
            self.setTabToolTip(self.count() - 1, _hint(entry))

    def event(self, event: QEvent) -> bool:
        before = self.currentIndex()
        done = super().event(event)
        if event.type() is QEvent.Type.Shortcut and self.currentIndex() == before:
            self.again.emit(before)
        return done

    def _row(self) -> int:
        captions = sum(theme.px(CAPTION) for entry in self._entries if entry.caption)
        room = (self.height() - captions) // max(1, len(self._entries))
        return max(theme.px(LEAST_ROW), min(theme.px(ROW), room))

    def _box(self, place: int) -> QRect:
        """Where an entry is drawn and pressed, without its caption and the room above the foot."""
        rect = self.tabRect(place)
        row = self._row()
        return QRect(0, rect.bottom() + 1 - row, self.width(), row - 2)

    def tabSizeHint(self, index: int) -> QSize:
        row = self._row()
        if self._entries[index].foot:
            above = sum(self.tabSizeHint(place).height() for place in range(index))
            return QSize(self.width(), max(row, self.height() - above))
        caption = theme.px(CAPTION) if self._entries[index].caption else 0
        return QSize(self.width(), row + caption)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(SIDEBAR - 2 * MARGIN), theme.px(ROW) * len(self._entries))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(80), theme.px(LEAST_ROW) * len(self._entries))

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        # Asks the bar to lay its tabs out again for the height it now has.
        self.setIconSize(QSize(theme.px(icons.SIDE), theme.px(icons.SIDE) + self.height() % 2))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, entry in enumerate(self._entries):
            self._paint_entry(painter, place, entry)

    def _paint_entry(self, painter: QPainter, place: int, entry: Entry) -> None:
        colours, box = theme.colours(), self._box(place)
        if entry.caption and not self.compact:
            painter.setFont(theme.font(11, 600))
            painter.setPen(QColor(colours.muted))
            above = QRect(box.left() + 10, box.top() - theme.px(24), box.width(), theme.px(20))
            painter.drawText(above, Qt.AlignmentFlag.AlignVCenter, entry.caption.upper())
        current = place == self.currentIndex()
        if current or place == self._hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.selection if current else colours.hover))
            painter.drawRoundedRect(box, 8, 8)
        if current and self.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 7, 7)
        ink = Ink.ACCENT if current else Ink.MUTED
        side = theme.px(icons.SIDE)
        drawn = icons.pixmap(entry.icon, ink, icons.SIDE, self.devicePixelRatioF())
        left = (box.width() - side) // 2 if self.compact else 12
        painter.drawPixmap(box.left() + left, box.center().y() + 1 - side // 2, drawn)
        painter.setFont(theme.font(13, 500))
        painter.setPen(QColor(icons.colour_of(ink)))
        if self.compact:
            return
        words = box.adjusted(12 + side + 9, 0, -8, 0)
        metrics = QFontMetrics(painter.font())
        shown = self.tabText(place)  # with its letter underlined
        if metrics.horizontalAdvance(entry.text) > words.width():
            shown = metrics.elidedText(entry.text, Qt.TextElideMode.ElideRight, words.width())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic
        painter.drawText(words, flags, shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Up: self.currentIndex() - 1,
            Qt.Key.Key_Down: self.currentIndex() + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: self.count() - 1,
        }
        if event.key() in steps:
            self.setCurrentIndex(max(0, min(self.count() - 1, steps[Qt.Key(event.key())])))
            return
        super().keyPressEvent(event)

    def _at(self, event: QMouseEvent) -> int:
        spot = event.position().toPoint()
        return next((p for p in range(self.count()) if self._box(p).contains(spot)), -1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if (place := self._at(event)) >= 0:
            self.setCurrentIndex(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hovered = self._at(event)
        self.update()

    def leaveEvent(self, event: object) -> None:
        self._hovered = -1
        super().leaveEvent(event)  # type: ignore[arg-type]
        self.update()


class Sidebar(QFrame):
    """The lab at the top, the tabs, whoever works here at the foot."""

    chosen = Signal(int)
    locked = Signal()
    switched = Signal()

    def __init__(self, entries: Sequence[Entry], lab: str) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.setFixedWidth(theme.px(SIDEBAR))
        self.tabs = TabList(entries)
        self.tabs.currentChanged.connect(self.chosen)
        self.tabs.again.connect(self.chosen)
        self._lab = Label(lab, "strong")
        self._lab.setFont(theme.font(15, 600))
        head = QHBoxLayout()
        head.setContentsMargins(10, 4, 0, 8)
        head.setSpacing(10)
        head.addWidget(IconLabel("logo", Ink.ACCENT, icons.SIDE))
        head.addWidget(self._lab, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 12, MARGIN, 12)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.tabs, 1)
        self._person = self._make_person()
        layout.addWidget(self._person)

    def _make_person(self) -> QWidget:
        box = QWidget()
        self._avatar = Avatar(side=28)
        self._name = QPushButton()
        self._name.setProperty("kind", "link")
        self._name.clicked.connect(self.switched)
        self.lock = QPushButton()
        self.lock.setProperty("kind", "quiet")
        self.lock.setIcon(icons.icon("lock", Ink.MUTED))
        self.lock.setIconSize(QSize(theme.px(icons.SIDE), theme.px(icons.SIDE)))
        self.lock.setAccessibleName(translate(mark("Lock the screen")))
        self.lock.setToolTip(f"{translate(mark('Lock the screen'))} (Ctrl+L)")
        self.lock.clicked.connect(self.locked)
        layout = QHBoxLayout(box)
        layout.setContentsMargins(8, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._avatar)
        layout.addWidget(self._name, 1)
        layout.addWidget(self.lock)
        box.hide()
        return box

    def set_compact(self, compact: bool) -> None:
        """Icons alone, where the window has no room for words."""
        self.tabs.compact = compact
        self._lab.setHidden(compact)
        self._name.setHidden(compact)
        self._avatar.setHidden(compact)
        self.setFixedWidth(theme.px(ICONS if compact else SIDEBAR))

    def show_lab(self, name: str) -> None:
        metrics = QFontMetrics(self._lab.font())
        room = theme.px(SIDEBAR - 62)
        self._lab.setText(metrics.elidedText(name, Qt.TextElideMode.ElideRight, room))
        self._lab.setToolTip(as_tip(name))
        self._lab.setAccessibleName(name)

    def show_person(self, name: str, *, lockable: bool = True) -> None:
        """Who works here; a lab of one without login has nobody to show."""
        self._person.setVisible(bool(name))
        self._avatar.show_name(name)
        room = theme.px(SIDEBAR - 24 - 36 - 56)
        metrics = QFontMetrics(theme.font(13, 500))
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
        self._name.setText(shown.replace("&", "&&"))
        self._name.setToolTip(translate(mark("Change who works here")))
        self._name.setAccessibleName(f"{name}, {translate(mark('Change who works here'))}")
        self.lock.setVisible(lockable)


def _hint(entry: Entry) -> str:
    return f"{entry.text} (Alt+{entry.mnemonic.upper()})" if entry.mnemonic else entry.text


def entries_of(specs: Sequence[TabSpec]) -> list[Entry]:
    entries, section = [], ""
    for spec in specs:
        caption = translate(spec.section) if spec.section != section else ""
        section = spec.section
        text = translate(spec.title)
        entries.append(Entry(text, spec.icon, spec.mnemonic, caption, foot=not spec.section))
    return entries

"""White cards and what stands in them: a record's head, its key facts, its short lists."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import (
    QAction,
    QColor,
    QContextMenuEvent,
    QGuiApplication,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from fablab_desk.i18n import mark, translate
from fablab_desk.ui import icons, theme, trace
from fablab_desk.ui.buttons import button
from fablab_desk.ui.colours import Tone
from fablab_desk.ui.icons import Ink
from fablab_desk.ui.shortened import as_tip

RING, CORNER = 2, 10  # pixels, of a card's focus and of its roundness, which do not grow
INKS = {
    Tone.OK: Ink.OK,
    Tone.WARN: Ink.WARN,
    Tone.BAD: Ink.BAD,
    Tone.INFO: Ink.ACCENT,
    Tone.GREY: Ink.MUTED,
}


SENTENCE = 440  # an empty list explains itself on one line
WORD = 160
LABELS = 100
LINK_ROOM = 4  # on each side of a link, for its focus ring


# A name written from right to left stands where the others do.
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute


class Label(QLabel):
    """A text of some kind of the stylesheet, plain whatever it holds."""

    def __init__(self, text: str = "", kind: str = "", *, wrap: bool = False) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(LEFT)
        self.setWordWrap(wrap)
        if kind:
            self.setProperty("kind", kind)

    def minimumSizeHint(self) -> QSize:
        """A word without an end is cut: it pushes nothing else out of sight."""
        hint = super().minimumSizeHint()
        return hint.boundedTo(QSize(theme.px(WORD), hint.height())) if self.wordWrap() else hint


class Caption(Label):
    """What a field is called, beside its first line, whatever grows under it."""

    def __init__(self, text: str, field: QWidget | None = None) -> None:
        super().__init__(text.replace("&", "&&") if field else text, "muted")
        self.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setContentsMargins(0, theme.px(9), 0, 0)
        if field is not None:  # Qt gives the keys to no buddy that hands them on
            self.setBuddy(field.focusProxy() or field)


class Sentence(Label):
    """A wrapped text that is never cut: as high as its width asks, in any layout."""

    def __init__(self, text: str = "", kind: str = "") -> None:
        super().__init__(text, kind, wrap=True)

    def say(self, text: str) -> None:
        self.setText(text)
        self._grow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def _grow(self) -> None:
        self.setMinimumHeight(0)  # or the height asked for is never less than it was
        self.setMinimumHeight(max(0, self.heightForWidth(self.width())) if self.text() else 0)


class Line(QFrame):
    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "line")


class Card(QFrame):
    def __init__(self, parent: QWidget | None = None, margin: int = 20) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(margin, margin, margin, margin)
        self.body.setSpacing(12)


class ListCard(Card):
    """A card around a list, with a ring while the list has the focus."""

    def __init__(self, parent: QWidget | None = None, margin: int = RING) -> None:
        super().__init__(parent, margin)
        # A list is square: it ends where the card's round corners have reached its sides.
        self.body.setContentsMargins(margin, margin, margin, max(margin, CORNER))
        self.body.setSpacing(0)
        self.ringed = False
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        ringed = isinstance(now, QAbstractScrollArea) and self.isAncestorOf(now)
        if ringed is not self.ringed:
            self.ringed = ringed
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.ringed:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.colours().accent), RING))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 11, 11)


class SectionTitle(Label):
    def __init__(self, msgid: str) -> None:
        super().__init__(translate(msgid).upper(), "section")
        self.setAccessibleName(translate(msgid))


class Fact(Label):
    """A text to select and copy; a word wider than its place, as an address is, keeps its ends."""

    def __init__(self, text: str) -> None:
        super().__init__(text, wrap=True)
        self._whole = text
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setToolTip(as_tip(text))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Copies the whole, whatever of it can be seen."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(translate(mark("Copy")), self.copy)
        menu.popup(event.globalPos())

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(self._whole)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        middle, room = Qt.TextElideMode.ElideMiddle, self.contentsRect().width()
        metrics = self.fontMetrics()
        words = re.split(r"(\s+)", self._whole)
        shown = "".join(metrics.elidedText(word, middle, room) for word in words)
        if shown != self.text():
            self.setText(shown)


class KeyFacts(QWidget):
    """Labels on the left, what they say on the right; what is empty is left out."""

    def __init__(self, facts: Sequence[tuple[str, str]] = (), *, narrow: bool = False) -> None:
        """In a narrow place a long label takes two lines, and leaves its room to the text."""
        super().__init__()
        self._narrow = narrow
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        for label, text in facts:
            self.add(label, text)

    def align(self, wide: int) -> None:
        """Its texts begin where those of another part do; pixels of texts at 100 %."""
        self._grid.setColumnMinimumWidth(0, theme.px(wide))

    def add(self, msgid: str, text: str) -> None:
        if not text:
            return
        row = self._grid.rowCount()
        top = Qt.AlignmentFlag.AlignTop
        label = Label(translate(msgid), "muted")
        if self._narrow and label.sizeHint().width() > theme.px(LABELS):
            label.setWordWrap(True)
            label.setMaximumWidth(theme.px(LABELS))
        self._grid.addWidget(label, row, 0, top)
        said = Fact(text)
        said.setAccessibleName(f"{translate(msgid)} {text}")
        self._grid.addWidget(said, row, 1, top)


@dataclass(frozen=True)
class Item:
    """One line of a short list: an icon in its tone, a text, and what stands at the right.

    `slot` is called by its text, `press` by a button after all the rest, named `verb`.
    """

    text: str
    right: str = ""
    icon: str = ""
    tone: Tone = Tone.GREY
    slot: Callable[[], None] | None = None
    verb: str = ""
    press: Callable[[], None] | None = None


class Link(QPushButton):
    """An item's text that leads somewhere; what does not fit is elided, never the card widened."""

    def __init__(self, item: Item) -> None:
        super().__init__()
        self._whole = item.text
        self.setProperty("kind", "link")
        self.setAutoDefault(True)  # Enter opens it too, as in a dialog
        self.setToolTip(as_tip(item.text))
        self.setAccessibleName(f"{item.text} {item.right}".strip())
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        if item.slot:
            self.clicked.connect(item.slot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        most = self.width() - 2 * LINK_ROOM
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, most)
        self.setText(shown.replace("&", "&&"))


class ItemLine(QWidget):
    def __init__(self, item: Item) -> None:
        super().__init__()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 5, 0, 5)
        layout.setSpacing(10)
        if item.icon:
            layout.addWidget(IconLabel(item.icon, INKS[item.tone]))
        if item.slot:
            layout.addWidget(Link(item), 1)
        else:
            layout.addWidget(Label(item.text, wrap=True), 1)
        if item.right:
            right = Label(item.right, "muted")
            right.setFont(theme.font(tabular=True))
            layout.addWidget(right)
        if item.press:
            button = QPushButton(item.verb)
            button.setAutoDefault(True)
            button.setAccessibleName(f"{item.verb} {item.text}")
            button.clicked.connect(item.press)
            layout.addWidget(button)


class IconLabel(QLabel):
    """An icon beside a text that says the same: nothing to be read out."""

    def __init__(self, name: str, ink: Ink = Ink.MUTED, side: int = 16) -> None:
        super().__init__()
        self._name, self._ink, self._side = name, ink, side
        self.redraw()

    def redraw(self) -> None:
        drawn = icons.pixmap(self._name, self._ink, self._side, self.devicePixelRatioF())
        self.setPixmap(drawn)

    def changeEvent(self, event: object) -> None:
        super().changeEvent(event)  # type: ignore[arg-type]
        self.redraw()


class EmptyState(QWidget):
    """What a list is for while it holds nothing, and the first act."""

    def __init__(self, icon: str, text: str, act: QAction | None = None) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setSpacing(16)
        layout.addStretch()
        self._icon = IconLabel(icon, Ink.MUTED, 36)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        self.text = Sentence(text, "muted")
        self.text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.text.setMaximumWidth(theme.px(SENTENCE))
        middle = QHBoxLayout()  # a sentence that is as wide as it may be stays under its icon
        middle.addStretch(1)
        middle.addWidget(self.text, 1000)
        middle.addStretch(1)
        layout.addLayout(middle)
        self._acts = QVBoxLayout()
        layout.addLayout(self._acts)
        layout.addStretch()
        self._offered: QPushButton | None = None
        if act is not None:
            self.offer(act)

    def offer(self, act: QAction) -> None:
        """The first act, as a plain button: the page has its primary one."""
        self._offered = button(act)
        self._acts.addWidget(self._offered, 0, Qt.AlignmentFlag.AlignHCenter)

    def first_button(self) -> QPushButton | None:
        return self._offered

    def say(self, text: str, offer: bool) -> None:
        self.text.say(text)
        if self._offered:
            self._offered.setVisible(offer)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for all of it, the picture goes: the words are never covered."""
        super().resizeEvent(event)
        layout = self.layout()
        assert layout
        self._icon.show()
        layout.invalidate()
        self._icon.setVisible(layout.totalHeightForWidth(self.width()) <= self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        trace.rows_painted()  # there are none

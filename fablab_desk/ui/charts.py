"""Charts in the palette: bars, or a grid of tints; arrows reach each mark, Enter its rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from fablab_desk.ui import theme
from fablab_desk.ui.shortened import as_tip

LOWEST = 160
AXIS, FOOT, GAP = 12, 22, 4
FAINT, STRONG = 0.08, 0.85  # of the accent over the ground, from the least to the most


@dataclass(frozen=True, slots=True)
class Mark:
    """One bar or one cell. Texts: under it, on it, and what is read out about it."""

    label: str
    value: float
    written: str
    told: str


class Chart(QWidget):
    """Takes the focus; left and right go from mark to mark, Enter and a click ask for its rows."""

    asked = Signal(int)
    stood = Signal(int)

    def __init__(self, title: str) -> None:
        """The title is a text, and what a screen reader calls it; a table says the same."""
        super().__init__()
        self._marks: Sequence[Mark] = ()
        self._rects: list[QRectF] = []
        self._at = 0
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(theme.px(LOWEST))

    def show_marks(self, marks: Sequence[Mark]) -> None:
        self._marks = marks
        self._at = min(self._at, max(0, len(marks) - 1))
        self._tell()
        self.update()

    def marks(self) -> Sequence[Mark]:
        return self._marks

    def sizeHint(self) -> QSize:
        return QSize(theme.px(520), theme.px(LOWEST + 40))

    def place_marks(self, room: QRectF) -> list[QRectF]:
        """Where each mark is pointed at."""
        raise NotImplementedError

    def draw(self, painter: QPainter, rects: Sequence[QRectF]) -> None:
        raise NotImplementedError

    def step(self, key: int) -> int:
        """How far an arrow leads from a mark to another, in their order; nought: nowhere."""
        return {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(key), 0)

    def most(self) -> float:
        return max((mark.value for mark in self._marks), default=0) or 1

    def _tell(self) -> None:
        told = self._marks[self._at].told if self._marks else ""
        self.setAccessibleDescription(told)

    def _stand(self, at: int) -> None:
        if 0 <= at < len(self._marks) and at != self._at:
            self._at = at
            self._tell()
            self.update()
            self.stood.emit(at)

    def _mark_under(self, point: QPointF) -> int:
        return next((at for at, rect in enumerate(self._rects) if rect.contains(point)), -1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        self._rects = self.place_marks(room) if self._marks else []
        if self._rects:
            self.draw(painter, self._rects)
        if self.hasFocus() and self._at < len(self._rects):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.colours().accent), 2))
            painter.drawRoundedRect(self._rects[self._at].adjusted(1, 1, -1, -1), 3, 3)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._marks:
            self.asked.emit(self._at)
        elif key == Qt.Key.Key_Home:
            self._stand(0)
        elif key == Qt.Key.Key_End:
            self._stand(len(self._marks) - 1)
        elif far := self.step(key):
            self._stand(self._at + far)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if (at := self._mark_under(event.position())) >= 0:
            self._stand(at)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if (at := self._mark_under(event.position())) >= 0:
            self.asked.emit(at)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = self._mark_under(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), as_tip(self._marks[at].told) if at >= 0 else "")
            return True
        return super().event(event)


class ColumnChart(Chart):
    """Upright bars, each with its figure above and its label below."""

    def place_marks(self, room: QRectF) -> list[QRectF]:
        width = room.width() / len(self._marks)
        return [
            QRectF(room.left() + at * width, room.top(), width, room.height())
            for at in range(len(self._marks))
        ]

    def draw(self, painter: QPainter, rects: Sequence[QRectF]) -> None:
        colours, most = theme.colours(), self.most()
        font = theme.font(12, tabular=True)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        head, foot = metrics.height() + GAP, theme.px(FOOT)
        for rect, mark in zip(rects, self._marks, strict=True):
            room = rect.height() - head - foot
            high = room * mark.value / most
            bar = min(rect.width() * 0.6, theme.px(48))
            left = rect.center().x() - bar / 2
            top = rect.bottom() - foot - high
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent if mark.value else colours.border))
            painter.drawRoundedRect(QRectF(left, top - 1, bar, high + 1), 2, 2)
            painter.setPen(QColor(colours.text))
            above = QRectF(rect.left(), top - head, rect.width(), head)
            if metrics.horizontalAdvance(mark.written) <= rect.width():
                painter.drawText(above, Qt.AlignmentFlag.AlignCenter, mark.written)
            painter.setPen(QColor(colours.muted))
            below = QRectF(rect.left(), rect.bottom() - foot, rect.width(), foot)
            shown = metrics.elidedText(
                mark.label, Qt.TextElideMode.ElideRight, int(rect.width()) - GAP
            )
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, shown)


class BarChart(Chart):
    """Lying bars, for labels of some length; the first on top."""

    LABELS = 200

    def step(self, key: int) -> int:
        return {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(key), 0)

    def place_marks(self, room: QRectF) -> list[QRectF]:
        high = min(theme.px(34), room.height() / len(self._marks))
        return [
            QRectF(room.left(), room.top() + at * high, room.width(), high)
            for at in range(len(self._marks))
        ]

    def draw(self, painter: QPainter, rects: Sequence[QRectF]) -> None:
        colours, most = theme.colours(), self.most()
        font = theme.font(13, tabular=True)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        labels = theme.px(self.LABELS)
        figures = max(metrics.horizontalAdvance(mark.written) for mark in self._marks)
        for rect, mark in zip(rects, self._marks, strict=True):
            side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            named = QRectF(rect.left() + AXIS, rect.top(), labels - AXIS, rect.height())
            painter.setPen(QColor(colours.text))
            shown = metrics.elidedText(
                mark.label, Qt.TextElideMode.ElideRight, int(named.width()) - GAP
            )
            painter.drawText(named, side, shown)
            room = rect.width() - labels - figures - 3 * AXIS
            wide = max(1.0, room * mark.value / most)
            bar = QRectF(rect.left() + labels, rect.top() + 7, wide, rect.height() - 14)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent if mark.value else colours.border))
            painter.drawRoundedRect(bar, 2, 2)
            painter.setPen(QColor(colours.text))
            beside = QRectF(bar.right() + AXIS, rect.top(), figures + AXIS, rect.height())
            painter.drawText(beside, side, mark.written)


class GridChart(Chart):
    """A cell for each of `across` columns and the rows of `downs`; the more, the deeper the tint.

    Each cell says its figure too, where there is room: a tint is never the only sign.
    """

    SIDE = 52

    def __init__(self, title: str, downs: Sequence[str], across: Sequence[str]) -> None:
        super().__init__(title)
        self._downs, self._across = downs, across
        self._shown = range(len(across))  # the columns that are drawn
        self.setMinimumHeight(theme.px((len(downs) + 1) * 24))

    def show_grid(self, marks: Sequence[Mark], shown: range) -> None:
        """All marks row by row; only the columns of `shown` are drawn, and reached."""
        self._shown = shown
        self.show_marks([mark for at, mark in enumerate(marks) if at % len(self._across) in shown])

    def column_of(self, at: int) -> tuple[int, int]:
        """The row and the column of a mark."""
        return at // len(self._shown), self._shown[at % len(self._shown)]

    def step(self, key: int) -> int:
        wide = len(self._shown)
        return {Qt.Key.Key_Up: -wide, Qt.Key.Key_Down: wide}.get(Qt.Key(key), super().step(key))

    def place_marks(self, room: QRectF) -> list[QRectF]:
        side, foot = theme.px(self.SIDE), theme.px(FOOT)
        wide = (room.width() - side) / len(self._shown)
        high = (room.height() - foot) / len(self._downs)
        return [
            QRectF(
                room.left() + side + at % len(self._shown) * wide,
                room.top() + at // len(self._shown) * high,
                wide,
                high,
            )
            for at in range(len(self._marks))
        ]

    def draw(self, painter: QPainter, rects: Sequence[QRectF]) -> None:
        colours, most = theme.colours(), self.most()
        font = theme.font(12, tabular=True)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        self._draw_axes(painter, rects)
        for rect, mark in zip(rects, self._marks, strict=True):
            share = mark.value / most
            depth = FAINT + (STRONG - FAINT) * share if mark.value else 0.0
            ground = _mixed(colours.surface, colours.accent, depth)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground if mark.value else QColor(colours.hover))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 3, 3)
            if mark.value and metrics.horizontalAdvance(mark.written) <= rect.width() - GAP:
                inks = (colours.text, colours.on_accent)
                painter.setPen(QColor(max(inks, key=lambda ink: contrast(ground, QColor(ink)))))
                painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, mark.written)

    def _draw_axes(self, painter: QPainter, rects: Sequence[QRectF]) -> None:
        painter.setPen(QColor(theme.colours().muted))
        wide, foot = len(self._shown), theme.px(FOOT)
        for row, label in enumerate(self._downs):
            cell = rects[row * wide]
            beside = QRectF(2, cell.top(), theme.px(self.SIDE) - GAP, cell.height())
            painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter, label)
        low = rects[-1].bottom()
        for place, column in enumerate(self._shown):
            cell = rects[place]
            below = QRectF(cell.left(), low, cell.width(), foot)
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self._across[column])


def _mixed(ground: str, ink: str, share: float) -> QColor:
    one, other = QColor(ground), QColor(ink)
    pairs = ((one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue()))
    return QColor(*(round(a + (b - a) * share) for a, b in pairs))


def contrast(one: QColor, other: QColor) -> float:
    """From 1 to 21, as WCAG 2.2 reckons it."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

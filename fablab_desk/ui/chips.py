"""A status as a dot and a word on a tint; drawn alike in a table's cell and as a widget."""

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from fablab_desk.ui import theme
from fablab_desk.ui.colours import Tone

HEIGHT = 22
PADDING = 10
DOT = 3.0


@dataclass(frozen=True)
class Chip:
    """The word is a text, already translated; without `dot` it is a label, not a status."""

    word: str
    tone: Tone = Tone.GREY
    dot: bool = True


def chip_width(chip: Chip) -> float:
    return _advance(chip.word, theme.px(12)) + theme.px(2 * PADDING + (11 if chip.dot else -2))


@lru_cache(maxsize=256)
def _advance(word: str, _pixels: int) -> int:
    return QFontMetrics(theme.font(12, 500)).horizontalAdvance(word)


def draw_chip(painter: QPainter, left: float, middle: float, most: float, chip: Chip) -> float:
    """Draw from `left` around the line `middle`, at most so wide; give the width taken."""
    tint = theme.colours().tint(chip.tone)
    height = theme.px(HEIGHT)
    width = min(chip_width(chip), most)
    box = QRectF(left + 0.5, middle - height / 2 + 0.5, width - 1, height - 1)
    edge = QColor(tint.text)
    edge.setAlphaF(0.28)
    painter.setPen(QPen(edge, 1))
    painter.setBrush(QColor(tint.ground))
    painter.drawRoundedRect(box, height / 2, height / 2)
    painter.setPen(QColor(tint.text))
    inner = box.adjusted(theme.px(PADDING - 1), 0, -theme.px(PADDING - 2), 0)
    if chip.dot:
        painter.setBrush(QColor(tint.text))
        painter.setPen(Qt.PenStyle.NoPen)
        radius = DOT * theme.px(1)
        painter.drawEllipse(QPointF(inner.left() + radius, box.center().y()), radius, radius)
        painter.setPen(QColor(tint.text))
        inner.setLeft(inner.left() + theme.px(11))
    font = theme.font(12, 500)
    painter.setFont(font)
    word = QFontMetrics(font).elidedText(
        chip.word, Qt.TextElideMode.ElideRight, int(inner.width()) + 2
    )
    painter.drawText(inner.adjusted(0, 0, 4, 0), Qt.AlignmentFlag.AlignVCenter, word)
    return width


class ChipLabel(QWidget):
    def __init__(self, chip: Chip, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_chip(chip)

    def show_chip(self, chip: Chip) -> None:
        self._chip = chip
        self.setAccessibleName(chip.word)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(chip_width(self._chip)), theme.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_chip(painter, 0, self.height() / 2, self.width(), self._chip)

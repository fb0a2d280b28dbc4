"""A status as a dot and a word on a tint; drawn alike in a table's cell and as a widget."""

from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from fablab_desk.ui import theme
from fablab_desk.ui.colours import Tint, Tone

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
    width = min(chip_width(chip), most)
    tint = theme.colours().tint(chip.tone)
    picture = _picture(chip, width, tint, theme.px(HEIGHT), painter.device().devicePixelRatioF())
    painter.drawPixmap(round(left), round(middle - theme.px(HEIGHT) / 2), picture)
    return width


@lru_cache(maxsize=128)
def _picture(chip: Chip, width: float, tint: Tint, height: int, ratio: float) -> QPixmap:
    """Drawn once: a list shows the same few words in every row."""
    picture = QPixmap(ceil(width * ratio), ceil(height * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(0.5, 0.5, width - 1, height - 1)
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
    painter.end()
    return picture


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

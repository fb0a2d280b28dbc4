"""The round picture of a person: a photo, or initials on a tint that stays the same for a name."""

from functools import lru_cache
from math import ceil
from zlib import crc32

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from fablab_desk.ui import theme
from fablab_desk.ui.colours import Tint, Tone

TONES = (Tone.GREY, Tone.WARN, Tone.INFO, Tone.OK)
CELL = 32
HEAD = 56


def initials(name: str) -> str:
    """Two letters at most: the first of the first word, the first of the last one."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalnum()]
    letters = words[:1] + words[1:][-1:]
    return "".join(word[0] for word in letters).upper()


def tone_of(name: str) -> Tone:
    return TONES[crc32(name.encode()) % len(TONES)]


def draw_avatar(
    painter: QPainter, box: QRectF, name: str, *, tone: Tone | None = None, photo: bytes = b""
) -> None:
    picture = _photo(photo, round(box.width())) if photo else None
    if picture:
        round_edge = QPainterPath()
        round_edge.addEllipse(box)
        painter.save()
        painter.setClipPath(round_edge)
        painter.drawPixmap(box.topLeft(), picture)
        painter.restore()
        return
    tint = theme.colours().tint(tone or tone_of(name))
    ratio = painter.device().devicePixelRatioF()
    drawn = _drawn(initials(name), tint, round(box.width()), ratio)
    painter.drawPixmap(box.topLeft().toPoint(), drawn)


@lru_cache(maxsize=256)
def _drawn(letters: str, tint: Tint, side: int, ratio: float) -> QPixmap:
    """Drawn once: many names begin alike."""
    picture = QPixmap(ceil(side * ratio), ceil(side * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tint.ground))
    box = QRectF(0, 0, side, side)
    painter.drawEllipse(box)
    painter.setPen(QColor(tint.text))
    painter.setFont(theme.font(max(11, round(side * 0.34 / theme.px(1))), 600))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letters)
    painter.end()
    return picture


@lru_cache(maxsize=256)
def _photo(data: bytes, side: int) -> QPixmap | None:
    picture = QPixmap()
    if not picture.loadFromData(data):
        return None
    grown = picture.scaled(
        QSize(side, side),
        Qt.AspectRatioMode.KeepAspectRatioByExpanding,
        Qt.TransformationMode.SmoothTransformation,
    )
    corner = QPointF((grown.width() - side) / 2, (grown.height() - side) / 2).toPoint()
    return grown.copy(corner.x(), corner.y(), side, side)


class Avatar(QWidget):
    def __init__(self, name: str = "", side: int = HEAD, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._photo = b""
        self._side = side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_name(self, name: str, photo: bytes = b"") -> None:
        self._name, self._photo = name, photo
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(self._side), theme.px(self._side))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        draw_avatar(painter, box, self._name, tone=Tone.INFO, photo=self._photo)

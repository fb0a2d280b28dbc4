"""The one place that names icons. Each is drawn in the colours worn when it is painted."""

from enum import StrEnum
from functools import cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from fablab_desk.paths import resources_folder
from fablab_desk.ui import theme

SIDE = 18


class Ink(StrEnum):
    """The part of the table of colours in which an icon is drawn."""

    TEXT = "text"
    MUTED = "muted"
    ACCENT = "accent_text"
    ON_ACCENT = "on_accent"
    ON_TOAST = "on_toast"
    OK = "ok"
    WARN = "warn"
    BAD = "bad"


def icon(name: str, ink: Ink = Ink.TEXT, *, chosen: Ink | None = None) -> QIcon:
    """An icon of resources/icons; `chosen` is its ink when it is checked or current."""
    return QIcon(_ThemedEngine(name, ink, chosen or ink))


def pixmap(name: str, ink: Ink = Ink.TEXT, side: int = SIDE, ratio: float = 1.0) -> QPixmap:
    return _drawn(name, colour_of(ink), theme.px(side), ratio)


def colour_of(ink: Ink) -> str:
    colours = theme.colours()
    if ink is Ink.ON_TOAST:
        return theme.toast_colours().muted
    if ink in (Ink.OK, Ink.WARN, Ink.BAD):
        return next(tint.text for tone, tint in colours.tones.items() if tone.value == ink.value)
    return str(getattr(colours, ink.value))


@cache
def _source(name: str) -> str:
    return (resources_folder() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@cache
def _drawn(name: str, colour: str, side: int, ratio: float, wide: int = 0) -> QPixmap:
    """The icon at the left of a picture that may be wider: the room before a button's text."""
    picture = _source(name).replace("#000000", colour)
    pixels = round(side * ratio)
    drawn = QPixmap(max(pixels, round(wide * ratio)), pixels)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(picture.encode())).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn


class _ThemedEngine(QIconEngine):
    def __init__(self, name: str, ink: Ink, chosen: Ink) -> None:
        super().__init__()
        _source(name)  # a name that does not exist is told where it is written
        self._name = name
        self._ink = ink
        self._chosen = chosen

    def _inked(self, mode: QIcon.Mode, state: QIcon.State) -> Ink:
        if mode == QIcon.Mode.Disabled:
            return Ink.MUTED
        return self._chosen if state == QIcon.State.On else self._ink

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        ratio = painter.device().devicePixelRatioF()
        drawn = _drawn(self._name, colour_of(self._inked(mode, state)), side, ratio)
        corner = rect.center() - QPoint((side - 1) // 2, (side - 1) // 2)
        painter.drawPixmap(corner, drawn)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        side, wide = min(size.width(), size.height()), size.width()
        return _drawn(self._name, colour_of(self._inked(mode, state)), side, scale, wide)

    def clone(self) -> QIconEngine:
        return _ThemedEngine(self._name, self._ink, self._chosen)

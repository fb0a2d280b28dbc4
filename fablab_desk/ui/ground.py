"""The ground on which the window is built: all that its first picture shows."""

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QWidget

from fablab_desk.ui.state import State

SIDEBAR, ICONS = 216, 67
NARROW = 880  # the sidebar shows its icons alone
GROUNDS = ["#f6f7f9", "#ffffff", "#e4e7ec"]  # the page's, the sidebar's and its edge's


def lay_ground(window: QMainWindow, state: State) -> None:
    """In the colours and the size that the window wore last."""
    page, sidebar, edge = state.read("grounds", GROUNDS)
    _fill(window, page)
    ground, side, line = QWidget(), QWidget(), QWidget()
    layout = QHBoxLayout(ground)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    scale = state.read("scale", 1.0)
    wide = SIDEBAR if window.width() >= round(NARROW * scale) else ICONS
    side.setFixedWidth(round(wide * scale) - 1)
    line.setFixedWidth(1)
    for widget, colour in ((side, sidebar), (line, edge)):
        _fill(widget, colour)
        layout.addWidget(widget)
    layout.addStretch(1)
    window.setCentralWidget(ground)


def _fill(widget: QWidget, colour: str) -> None:
    """By its palette: a painter's fillRect makes Qt's whole namespace, a sixth of c."""
    palette = widget.palette()
    palette.setColor(QPalette.ColorRole.Window, QColor(colour))
    widget.setPalette(palette)
    widget.setAutoFillBackground(True)

"""The room a screen gives, asked of no widget.

`QWidget.screen` makes the screen a child of the widget asked, for Shiboken: it is destroyed with a
widget that the garbage collector takes, and the next widget made stumbles over the screen gone.
"""

import json
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

PICTURED = "offscreen"  # the platform that paints pictures of any size, whatever its screen

USUAL = {"width": 1920, "height": 1080}


def pictured_on_a_usual_screen(scratch: Path) -> str:
    """What QT_QPA_PLATFORM says for dialogs to find as much room as at a desk, not 800 by 800."""
    file = scratch / "screen.json"
    edges = {"name": "desk", "x": 0, "y": 0, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    file.write_text(json.dumps({"screens": [edges | USUAL]}))
    return f"{PICTURED}:configfile={file}"


def room_around(widget: QWidget) -> QSize:
    """What is free of the screen on which a dialog of this window opens, less a frame like its own.

    A dialog that is not shown yet does not know its frame.
    """
    asked = widget.parentWidget() or widget
    middle = asked.mapToGlobal(asked.rect().center())
    return _free_around(middle).size() - frame_of(asked.window())


def frame_of(window: QWidget) -> QSize:
    """What its title bar and edges take; nothing while they are not known."""
    return window.frameGeometry().size() - window.geometry().size()


def keep_on_screen(widget: QWidget) -> None:
    """Move a window, with its frame, back as far as it left the screen."""
    place = within(widget.frameGeometry(), _free_around(widget.geometry().center()))
    if place.topLeft() != widget.pos():
        widget.move(place.topLeft())


def fit_on_screen(window: QWidget) -> None:
    """Make a window small enough for its frame to be seen whole, once it has one."""
    frame = frame_of(window)
    pictured = QGuiApplication.platformName() == PICTURED
    if pictured or frame.isNull() or window.isMaximized() or window.isFullScreen():
        return
    place = within(window.frameGeometry(), _free_around(window.geometry().center()))
    window.resize(place.size() - frame)
    keep_on_screen(window)


def within(framed: QRect, room: QRect) -> QRect:
    """No larger than the room and inside it, moved no further than needed."""
    size = framed.size().boundedTo(room.size())
    spare = room.size() - size
    x = min(max(framed.x(), room.x()), room.x() + spare.width())
    y = min(max(framed.y(), room.y()), room.y() + spare.height())
    return QRect(QPoint(x, y), size)


def _free_around(point: QPoint) -> QRect:
    screen = QGuiApplication.screenAt(point) or QGuiApplication.primaryScreen()
    return screen.availableGeometry()

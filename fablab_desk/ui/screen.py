"""The room a screen gives, asked of no widget.

`QWidget.screen` makes the screen a child of the widget asked, for Shiboken: it is destroyed with a
widget that the garbage collector takes, and the next widget made stumbles over the screen gone.
"""

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget


def room_around(widget: QWidget) -> QSize:
    """What is free of the screen on which a dialog of this window opens."""
    asked = widget.parentWidget() or widget
    middle = asked.mapToGlobal(asked.rect().center())
    screen = QGuiApplication.screenAt(middle) or QGuiApplication.primaryScreen()
    return screen.availableSize()


def keep_on_screen(widget: QWidget) -> None:
    """Move a window up as far as its lower edge left the screen."""
    screen = QGuiApplication.screenAt(widget.geometry().center())
    if screen is None:
        return
    below = widget.frameGeometry().bottom() - screen.availableGeometry().bottom()
    if below > 0:
        widget.move(widget.x(), max(screen.availableGeometry().top(), widget.y() - below))

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

"""What the fields of a form stand in, and how a form goes once it is closed."""

from functools import partial

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QDialog, QLayout, QWidget

from fablab_desk.ui import theme
from fablab_desk.ui.cards import Caption

CAPTION = 132
GONE_MS = 60  # what changed under the form is painted by then


class Body(QWidget):
    asks_room = Signal()  # a field came, went or became higher

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.asks_room.emit()
        return done


def height_of(layout: QLayout, width: int) -> int:
    """How high its parts want to be at that width, in pixels."""
    if layout.hasHeightForWidth():
        return layout.totalHeightForWidth(width)
    return layout.totalSizeHint().height()


def caption_of(text: str, field: QWidget) -> Caption:
    """The words before a field, as wide as all the others of a form."""
    caption = Caption(text, field)
    caption.setWordWrap(True)
    caption.setFixedWidth(theme.px(CAPTION))
    return caption


def vanish_when_closed(dialog: QDialog) -> None:
    """Its tab would keep it otherwise; destroying it takes as long as painting a list."""
    dialog.finished.connect(partial(_vanish_soon, dialog))


def _vanish_soon(dialog: QDialog, _result: int) -> None:
    QTimer.singleShot(GONE_MS, dialog, dialog.deleteLater)

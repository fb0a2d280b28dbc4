"""The one field of the door: who comes, typed, chosen and written without the mouse."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent

from fablab_desk.i18n import mark, translate
from fablab_desk.ui.search_field import SearchField

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ArrivalField(SearchField):
    """Arrows lead the list; Enter lets in whom it stands on, Ctrl+Enter records somebody new."""

    entered = Signal()
    new_asked = Signal()

    def __init__(self) -> None:
        super().__init__(mark("Name or number; +3 for a head-count"))
        self.setAccessibleName(translate(mark("Who comes")))

    def empty(self) -> None:
        """Without a way back to what was typed: Ctrl+Z takes back the arrival."""
        self.setText("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            (self.new_asked if control else self.entered).emit()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # Delete with nothing to delete here is the list's.
        deletes = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Delete
        asked = event.type() is QEvent.Type.ShortcutOverride
        if asked and deletes and not self.text():
            event.ignore()
            return False
        return super().event(event)

"""What is higher than its place is scrolled, never cut."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class Scroll(QScrollArea):
    """As wide as its content allows; what is inside takes the focus, not the frame."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)


def show_focused(window: QWidget) -> None:
    """Bring into sight what Tab led to: Qt only does where Tab was pressed inside as well."""
    focused = window.focusWidget()
    above = focused.parentWidget() if focused else None
    while focused and above is not None and above is not window:
        if isinstance(above, Scroll):
            above.ensureWidgetVisible(focused)
        above = above.parentWidget()

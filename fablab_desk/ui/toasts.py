"""Quiet words at the foot of the window: they go by themselves and never take the focus."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from fablab_desk.i18n import mark, translate
from fablab_desk.ui import icons, theme

SHOWN_MS = 6000
ACTION_MS = 10000
MOST = 3


@dataclass(frozen=True)
class Notice:
    text: str
    verb: str = ""
    slot: Callable[[], None] | None = None


class Toast(QFrame):
    def __init__(self, notice: Notice, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        self.setAccessibleName(notice.text)
        self.label = QLabel(notice.text)
        self.label.setWordWrap(len(notice.text) > 60)
        self.label.setMaximumWidth(theme.px(460))
        self.button: QPushButton | None = None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 6, 8, 6)
        layout.addWidget(self.label)
        if notice.slot:
            self.button = self._button(notice.verb)
            self.button.clicked.connect(notice.slot)
            self.button.clicked.connect(self.deleteLater)
            layout.addWidget(self.button)
        close = self._button("")
        close.setIcon(icons.icon("close", icons.Ink.ON_TOAST))
        close.setAccessibleName(translate(mark("Close")))
        close.clicked.connect(self.deleteLater)
        layout.addWidget(close)
        self._timer = QTimer(self, singleShot=True)
        self._timer.setInterval(ACTION_MS if notice.slot else SHOWN_MS)
        self._timer.timeout.connect(self.deleteLater)
        self._timer.start()

    def _button(self, text: str) -> QPushButton:
        made = QPushButton(text)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return made

    def enterEvent(self, event: QEvent) -> None:
        self._timer.stop()
        super().enterEvent(event)  # type: ignore[arg-type]

    def leaveEvent(self, event: QEvent) -> None:
        self._timer.start()
        super().leaveEvent(event)


class Toasts(QWidget):
    """The stack of them, over the foot of its window."""

    def __init__(self, over: QWidget, above: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self._above = above
        self._shown: list[Toast] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        over.installEventFilter(self)
        above.installEventFilter(self)
        self.hide()

    def show_notice(self, notice: Notice) -> None:
        toast = Toast(notice, self)
        self._layout.addWidget(toast, 0, Qt.AlignmentFlag.AlignHCenter)
        self._shown.append(toast)
        for old in self.toasts()[:-MOST]:
            old.deleteLater()
        self.show()
        self._settle()
        event = QAccessibleAnnouncementEvent(self._over, notice.text)
        QAccessible.updateAccessibility(event)

    def forget(self) -> None:
        """Somebody else sits down: what the one before did is not theirs to take back."""
        for toast in self.toasts():
            self._layout.removeWidget(toast)
            toast.hide()
            toast.deleteLater()
        self._shown.clear()
        self.hide()

    def toasts(self) -> list[Toast]:
        self._shown = [toast for toast in self._shown if isValid(toast)]
        return list(self._shown)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._settle()
        return super().event(event)

    def _settle(self) -> None:
        if not self.toasts():
            self.hide()
            return
        size = self.sizeHint()
        left = (self._over.width() - size.width()) // 2
        top = self._over.height() - self._above.height() - size.height() - 20
        self.setGeometry(left, top, size.width(), size.height())
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._settle()
        return super().eventFilter(watched, event)

"""Quiet words at the foot of the window: they go by themselves and never take the focus."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from fablab_desk.i18n import mark, translate
from fablab_desk.ui import icons, theme

SHOWN_MS = 6000
ACTION_MS = 10000
COMES_MS = 30  # what it tells of is painted first
MOST = 3
EDGE = 20
UNBOUNDED = 16_777_215  # Qt's own, QWIDGETSIZE_MAX


@dataclass(frozen=True)
class Notice:
    text: str
    verb: str = ""
    slot: Callable[[], None] | None = None
    holds: Callable[[], bool] | None = None  # whether its verb is still to be offered


class Toast(QFrame):
    def __init__(self, notice: Notice, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        self.setAccessibleName(notice.text)
        self.notice = notice
        self.label = QLabel(notice.text)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
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
        made.setAutoDefault(True)  # Enter presses it on a page too, as in a dialog
        return made

    def wait(self, waits: bool) -> None:
        """Its time passes only while it can be reached."""
        if not waits and not self._timer.isActive() and not self.underMouse():
            self._timer.start()
        if waits:
            self._timer.stop()

    def fit(self, width: int) -> None:
        """No wider than that, its words on several lines where one does not hold them."""
        for part in (self.label, *self.findChildren(QPushButton)):
            part.ensurePolished()
        self.label.setWordWrap(False)
        self.label.setMinimumWidth(0)
        self.label.setMaximumWidth(UNBOUNDED)
        beside = self.sizeHint().width() - self.label.sizeHint().width()
        most = min(theme.px(460), width - beside)
        self.label.setMaximumWidth(most)
        wraps = self.label.sizeHint().width() > most
        self.label.setWordWrap(wraps)
        self.label.setMinimumWidth(most if wraps else 0)

    def enterEvent(self, event: QEvent) -> None:
        self._timer.stop()
        super().enterEvent(event)  # type: ignore[arg-type]

    def leaveEvent(self, event: QEvent) -> None:
        self._timer.start()
        super().leaveEvent(event)


class Stack(QWidget):
    """Notices over the foot of a window or a dialog."""

    left = Signal()  # what it stands over, or waits under, was hidden

    def __init__(self, over: QWidget, above: QWidget) -> None:
        super().__init__(over)
        self.over = over
        self._above = above
        self._shown: list[Toast] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        over.installEventFilter(self)
        above.installEventFilter(self)
        self.hide()

    def add(self, toast: Toast) -> None:
        self._fit(toast)
        self._layout.addWidget(toast, 0, Qt.AlignmentFlag.AlignHCenter)
        self._shown.append(toast)
        for old in self.toasts()[:-MOST]:
            old.deleteLater()
        toast.show()
        self.show()
        self._settle()

    def give(self) -> list[Toast]:
        """Those that still stand here, for another stack."""
        given = self.toasts()
        for toast in given:
            self._layout.removeWidget(toast)
        self._shown.clear()
        self.hide()
        return given

    def toasts(self) -> list[Toast]:
        self._shown = [toast for toast in self._shown if isValid(toast)]
        return list(self._shown)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._settle()
        return super().event(event)

    def _fit(self, toast: Toast) -> None:
        toast.fit(self.over.width() - 2 * EDGE)

    def _settle(self) -> None:
        if not self.toasts():
            self.hide()
            return
        size = self.sizeHint()
        foot = self.over.height()
        if self._above.isVisible():
            foot = self._above.mapTo(self.over, QPoint()).y()
        left = (self.over.width() - size.width()) // 2
        self.setGeometry(left, foot - size.height() - EDGE, size.width(), size.height())
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            for toast in self.toasts():
                self._fit(toast)
            self._settle()
        if event.type() == QEvent.Type.Hide:
            self.left.emit()
        return super().eventFilter(watched, event)


@runtime_checkable
class CarriesNotices(Protocol):
    """A dialog one stays in: what is told while it is in front is told, and clicked, in it."""

    def foot(self) -> QWidget:
        """What no notice covers."""


class Toasts(Stack):
    """The window's notices, which follow whoever works into the dialog in front of it."""

    def __init__(self, over: QWidget, above: QWidget) -> None:
        super().__init__(over, above)
        self._front: Stack = self
        self._coming: list[Notice] = []
        self._come = QTimer(self, singleShot=True, interval=COMES_MS)
        self._come.timeout.connect(self._show_coming)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusWindowChanged.connect(self._follow)
        self.left.connect(self._follow)

    def show_notice(self, notice: Notice) -> None:
        self._coming.append(notice)
        self._come.start()

    def _show_coming(self) -> None:
        self._follow()
        coming, self._coming = self._coming, []
        for notice in coming:
            if notice.holds is None or notice.holds():
                self._front.add(Toast(notice, self._front))
                event = QAccessibleAnnouncementEvent(self._front.over, notice.text)
                QAccessible.updateAccessibility(event)
        self._wait()

    def drop_past(self) -> None:
        """What was offered and is done already, by its keys or elsewhere, is not offered on."""
        for toast in self._front.toasts():
            if toast.notice.holds and not toast.notice.holds():
                toast.hide()
                toast.deleteLater()

    def forget(self) -> None:
        """Somebody else sits down: what the one before did is not theirs to take back."""
        self._follow()
        self._coming.clear()
        for toast in self._front.give():
            toast.hide()
            toast.deleteLater()

    def _follow(self, _window: object = None) -> None:
        host = _host(self.window())
        before = self._front if isValid(self._front) else self
        self._front = self._stack_of(host, before)
        if self._front is not before:
            for toast in before.give():
                self._front.add(toast)
            if before is not self:
                before.deleteLater()
        self._wait()

    def _stack_of(self, host: CarriesNotices | None, before: Stack) -> Stack:
        over: object = host
        if not (host and isinstance(over, QWidget)):
            return self
        if over is before.over:
            return before
        made = Stack(over, host.foot())
        made.left.connect(self._follow)
        return made

    def _wait(self) -> None:
        front = QApplication.activeModalWidget()
        under = front is not None and front is not self._front.over
        if front and under:
            front.installEventFilter(self)
        for toast in self._front.toasts():
            toast.wait(under)


def _host(window: QWidget) -> CarriesNotices | None:
    """The dialog of that window that carries notices, in front or under what is in front."""
    carrying: CarriesNotices | None = None
    found: object = QApplication.activeModalWidget()
    while isinstance(found, QWidget) and found is not window:
        carries: object = found
        if carrying is None and isinstance(carries, CarriesNotices) and found.isVisible():
            carrying = carries
        found = found.parentWidget()
    return carrying if found is window else None

"""A bug is told, logged and survived: a dialog with a report that can be copied."""

import platform
import sys
import threading
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from fablab_desk.i18n import mark, translate
from fablab_desk.ui import theme
from fablab_desk.ui.logs import LOG, describe

PACKAGES = ("fablab-desk", "PySide6-Essentials", "SQLAlchemy", "reportlab")


def report(error: BaseException) -> str:
    """What a bug report needs: versions, types and places. No text of an error, no value."""
    lines = [
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.system()}",
        ", ".join(f"{name} {_version(name)}" for name in PACKAGES),
        "",
        describe(error),
    ]
    return "\n".join(lines)


class CrashDialog(QDialog):
    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(translate(mark("Something went wrong")))
        said = QLabel(
            translate(
                mark(
                    "The program met a fault of its own. What was saved is safe, and you can go"
                    " on. The report below holds no personal data: please copy it and send it to"
                    " whoever looks after the program."
                )
            )
        )
        said.setWordWrap(True)
        self.report = QPlainTextEdit(text)
        self.report.setReadOnly(True)
        self.report.setAccessibleName(translate(mark("Report")))
        copy = QPushButton(translate(mark("&Copy the report")))
        copy.clicked.connect(self.copy)
        go_on = QPushButton(translate(mark("&Go on")))
        go_on.setProperty("kind", "primary")
        go_on.setDefault(True)
        go_on.clicked.connect(self.accept)

        buttons = QHBoxLayout()
        buttons.addWidget(copy)
        buttons.addStretch()
        buttons.addWidget(go_on)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, 16)
        layout.setSpacing(12)
        layout.addWidget(said)
        layout.addWidget(self.report)
        layout.addLayout(buttons)
        self.resize(620, 420)
        go_on.setFocus()

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())


class CrashWatch(QObject):
    """Hears of every error that nothing caught, in any thread, and shows it once."""

    _heard = Signal(object)

    def __init__(self, show: Callable[[str], None] | None = None) -> None:
        super().__init__()
        self._show = show or self._open
        self._dialog: CrashDialog | None = None
        self._heard.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        sys.excepthook = self.hear
        threading.excepthook = lambda args: self.hear(
            args.exc_type, args.exc_value, args.exc_traceback
        )

    def hear(
        self,
        kind: type[BaseException],
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error or kind(), trace)
            return
        known = error or kind()
        LOG.error("A fault", exc_info=(kind, known, trace))
        self._heard.emit(report(known))

    def _tell(self, text: str) -> None:
        self._show(text)

    def _open(self, text: str) -> None:
        if self._dialog is None:  # one fault that repeats opens one box
            self._dialog = CrashDialog(text, QApplication.activeWindow())
            self._dialog.destroyed.connect(self._forget)
            self._dialog.open()

    def _forget(self) -> None:
        self._dialog = None


def _version(name: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return "?"

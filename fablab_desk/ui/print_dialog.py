"""Asking for a printer without opening any file: see `file_dialog` for what that would cost."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QDir, Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from fablab_desk.paths import resources_folder


class PrintDialog(QPrintDialog):
    """Qt's own looks through the home folder at once, and through each folder that is typed."""

    def __init__(self, printer: QPrinter, parent: QWidget | None) -> None:
        with _home_elsewhere():
            super().__init__(printer, parent)
        for path in self.findChildren(QLineEdit, "filename"):
            path.setCompleter(None)  # type: ignore[arg-type]
            path.setText(QDir.home().filePath(Path(path.text()).name))
        for browse in self.findChildren(QToolButton, "fileBrowser"):
            browse.setFixedSize(0, 0)  # Qt would show it again
            browse.setFocusPolicy(Qt.FocusPolicy.NoFocus)


@contextmanager
def _home_elsewhere() -> Iterator[None]:
    """For Qt alone: Python's own threads still read the home folder that is."""
    home = os.environ.get("HOME")
    if home is None:
        yield
        return
    os.putenv("HOME", str(resources_folder()))  # no base stands there
    try:
        yield
    finally:
        os.putenv("HOME", home)

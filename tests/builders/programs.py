"""The program as a test runs it, and its end."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from fablab_desk.ui.app import Program
from fablab_desk.ui.state import State


@contextmanager
def a_program(app: QApplication, language: str = "en") -> Iterator[Program]:
    """Ends with all that watches keys for it: two that did would share those of the next test."""
    program = Program(app, State(), language)
    yield program
    program.window.before_close = None
    program.window.close()
    program.window.deleteLater()
    delete(program)

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from fablab_desk.ui import theme
from fablab_desk.ui.theme import Scheme
from ui.heartbeat import Heartbeat


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    if theme.scheme() is not Scheme.LIGHT:
        theme.dress(qapp, Scheme.LIGHT)


@pytest.fixture
def heartbeat(qapp: QApplication) -> Heartbeat:
    return Heartbeat()


@pytest.fixture(autouse=True)
def put_away(qtbot: QtBot) -> Iterator[None]:
    """A dialog destroyed while it is shown trips over the screen that is none."""
    yield
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog):
            widget.hide()
    # What was let go of is destroyed here, between two tests, and not while a widget is made.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()

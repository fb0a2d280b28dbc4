import gc

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from fablab_desk.ui.screen import room_around


def test_the_screen_outlives_a_dialog_that_asked_for_its_room(qtbot: QtBot) -> None:
    lost: list[str] = []
    screen = QGuiApplication.primaryScreen()
    screen.destroyed.connect(lambda: lost.append("the screen"))
    dialog = QDialog()
    room_around(dialog)
    vars(dialog)["itself"] = dialog  # the collector alone lets go of it
    del dialog, screen
    gc.collect()
    assert lost == []


@pytest.mark.parametrize("shown", [True, False])
def test_the_room_is_that_of_the_screen(qtbot: QtBot, shown: bool) -> None:
    parent = QDialog()
    qtbot.addWidget(parent)
    if shown:
        parent.show()
    assert room_around(QDialog(parent)) == QGuiApplication.primaryScreen().availableSize()

import gc

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from fablab_desk.ui.desk import Desk
from fablab_desk.ui.main_window import MainWindow
from fablab_desk.ui.preview import PaperPreview
from fablab_desk.ui.screen import room_around, within
from fablab_desk.ui.state import State
from fablab_desk.ui.tabs import SPECS

FRAME = QSize(2, 25)
ROOM = QRect(0, 30, 1320, 790)  # a bar above


def framed(window: QWidget) -> QRect:
    """As a window manager frames it; there is none here."""
    return window.geometry().adjusted(-1, -20, 1, 5)


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


def test_the_room_is_that_of_the_screen(qtbot: QtBot) -> None:
    parent = QDialog()
    qtbot.addWidget(parent)
    assert room_around(QDialog(parent)) == QGuiApplication.primaryScreen().availableSize()


def test_a_frame_takes_its_part_of_the_room(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    parent = QDialog()
    qtbot.addWidget(parent)
    monkeypatch.setattr(QDialog, "frameGeometry", framed)
    assert room_around(QDialog(parent)) == QGuiApplication.primaryScreen().availableSize() - FRAME


def test_a_paper_and_its_frame_are_no_higher_than_the_screen(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    parent = QDialog()
    qtbot.addWidget(parent)
    monkeypatch.setattr(QDialog, "frameGeometry", framed)
    preview = PaperPreview(desk, parent, "Receipt", b"", "receipt.pdf")
    room = QGuiApplication.primaryScreen().availableSize()
    assert preview.height() + FRAME.height() <= room.height()
    assert preview.width() + FRAME.width() <= room.width()


def test_the_window_and_its_frame_fit_the_screen_once_there_is_a_frame(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fablab_desk.ui.screen.PICTURED", "elsewhere")
    monkeypatch.setattr(MainWindow, "frameGeometry", framed)
    window = MainWindow(SPECS, State())
    qtbot.addWidget(window)
    room = QGuiApplication.primaryScreen().availableGeometry()
    assert not room.contains(framed(window))
    with qtbot.waitSignal(window.painted):
        window.show()
    assert window.size() == room.size() - FRAME


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        (QRect(100, 100, 500, 400), QRect(100, 100, 500, 400)),
        (QRect(-1, 0, 1322, 845), ROOM),
        (QRect(900, 600, 600, 400), QRect(720, 420, 600, 400)),
    ],
)
def test_a_window_is_moved_and_made_smaller_no_further_than_needed(
    wanted: QRect, given: QRect
) -> None:
    assert within(wanted, ROOM) == given

"""What tests of the desk's screens do again and again, as somebody does it."""

from typing import TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from fablab_desk.ui.desk import Desk
from fablab_desk.ui.letters import bare
from fablab_desk.ui.payments.cash import CashDialog
from fablab_desk.ui.people.charge import ChargeDialog
from fablab_desk.ui.toasts import Notice

D = TypeVar("D", bound=QDialog)

ReadsFirst = TypeVar("ReadsFirst", CashDialog, ChargeDialog)


def type_text(field: QWidget, text: str) -> None:
    """Letter by letter; accents too, with which qtbot.keyClicks aborts."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(
                field, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
            )


def shown(qtbot: QtBot, owner: QWidget, kind: type[D]) -> D:
    """The dialog of that kind, once it is open."""

    def find() -> list[D]:
        return [one for one in owner.findChildren(kind) if one.isVisible()]

    qtbot.waitUntil(lambda: bool(find()))
    return find()[-1]


def opened_when_read(qtbot: QtBot, dialog: ReadsFirst) -> ReadsFirst:
    """A form that reads first what it shows."""
    dialog.open_when_read()
    qtbot.waitUntil(dialog.isVisible)
    return dialog


def wait_gone(qtbot: QtBot, dialog: QDialog) -> None:
    """A dialog that is closed is deleted too."""
    qtbot.waitUntil(lambda: not isValid(dialog) or not dialog.isVisible())


def undo(qtbot: QtBot, desk: Desk) -> None:
    """Take back what was done last, once it is known to be done."""
    qtbot.waitUntil(lambda: bool(desk.next_undo()) and not desk.is_waiting())
    desk.undo()


def press_enter(widget: QWidget) -> None:
    QTest.keyClick(widget, Qt.Key.Key_Return)


def press(dialog: QWidget, text: str) -> None:
    """The button of that text."""
    found = [one for one in dialog.findChildren(QPushButton) if bare(one.text()) == text]
    assert len(found) == 1, [one.text() for one in dialog.findChildren(QPushButton)]
    found[0].click()


def notices(desk: Desk) -> list[Notice]:
    """What is told from now on."""
    told: list[Notice] = []
    desk.told.connect(told.append)
    return told

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from fablab_desk.ui.messages import ask_reason
from fablab_desk.ui.record import RecordCard


def test_the_keys_stay_in_a_record_that_is_filled_anew(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    record = RecordCard()
    layout = QVBoxLayout(window)
    layout.addWidget(record)
    layout.addWidget(QPushButton("Undo"))
    record.set_head("Ada Exemple")
    act = QPushButton("Put on the slate")
    record.add(act)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    act.setFocus()
    record.set_head("Ada Exemple")
    assert QApplication.focusWidget() is record


def test_a_reason_is_given_by_the_keys_that_save_a_form(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    given: list[str] = []
    dialog = ask_reason(window, "Why?", "Waive", given.append)
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.setTextValue("a broken machine")
    field = QApplication.focusWidget()
    assert field
    QTest.keyPress(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert given == ["a broken machine"]
    qtbot.waitUntil(lambda: not isValid(dialog))

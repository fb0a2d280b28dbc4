from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

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

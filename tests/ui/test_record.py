from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from fablab_desk.ui.actions import action
from fablab_desk.ui.buttons import ActionButton
from fablab_desk.ui.cards import Label
from fablab_desk.ui.record import RecordCard
from fablab_desk.ui.scaffold import RECORD
from fablab_desk.ui.scroll import Scroll


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


def test_a_record_of_its_first_width_shows_its_acts_whole_and_on_one_line(qtbot: QtBot) -> None:
    record = RecordCard()
    qtbot.addWidget(record)
    for word in ("Adhésion", "Encaisser"):
        record.add_action(action(record, word, print, icon="cash"))
    record.more.add(action(record, "Archiver", print))
    record.set_head("Ada Exemple", avatar="Ada Exemple")
    record.facts([("Lettre d’information", "Oui"), ("Adresse", "1 rue des Copeaux\n" * 40)])
    record.resize(RECORD, 600)
    record.show()
    (scroll,) = record.findChildren(Scroll)
    qtbot.waitUntil(scroll.verticalScrollBar().isVisible)
    assert not scroll.horizontalScrollBar().isVisible()
    acts = [record.more, *record.findChildren(ActionButton)]
    assert len({(one.y(), one.height()) for one in acts}) == 1
    (wide,) = [one for one in record.findChildren(Label) if one.text() == "Lettre d’information"]
    assert wide.height() > wide.fontMetrics().height() * 1.5

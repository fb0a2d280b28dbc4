import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QSplitter, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from fablab_desk.ui.actions import action
from fablab_desk.ui.buttons import ActionButton
from fablab_desk.ui.cards import Fact, Label
from fablab_desk.ui.record import LONGEST, RecordCard
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


def test_an_endless_name_leaves_the_acts_in_sight_and_is_whole_in_its_tip(qtbot: QtBot) -> None:
    record, name = RecordCard(), "Anastasie " * 30
    qtbot.addWidget(record)
    record.set_head(name)
    title = record.titles()[0]
    assert len(title.text()) == LONGEST
    assert (title.toolTip(), title.accessibleName()) == (name, name)
    record.set_head("Ada Exemple")
    assert (title.text(), title.toolTip()) == ("Ada Exemple", "")


@pytest.mark.parametrize("words", [("Adhésion", "Encaisser"), ("Membership", "Take the money")])
def test_a_record_is_never_too_narrow_for_its_acts_on_one_line(
    words: tuple[str, ...], qtbot: QtBot
) -> None:
    split = QSplitter()
    qtbot.addWidget(split)
    record = RecordCard()
    for word in words:
        record.add_action(action(record, word, print, icon="cash"))
    record.more.add(action(record, "Archiver", print))
    record.set_head("Ada Exemple", avatar="Ada Exemple")
    record.facts([("Lettre d’information", "Oui"), ("Adresse", "1 rue des Copeaux\n" * 40)])
    split.addWidget(QWidget())
    split.addWidget(record)
    split.resize(800, 600)
    split.show()
    split.setSizes([700, 100])
    (scroll,) = record.findChildren(Scroll)
    qtbot.waitUntil(scroll.verticalScrollBar().isVisible)
    assert not scroll.horizontalScrollBar().isVisible()
    acts = [record.more, *record.findChildren(ActionButton)]
    assert len({(one.y(), one.height()) for one in acts}) == 1
    (wide,) = [one for one in record.findChildren(Label) if one.text() == "Lettre d’information"]
    assert wide.height() > wide.fontMetrics().height() * 1.5


def test_the_first_width_of_a_record_is_enough_in_french(qtbot: QtBot) -> None:
    record = RecordCard()
    qtbot.addWidget(record)
    for word in ("Adhésion", "Encaisser"):
        record.add_action(action(record, word, print, icon="cash"))
    record.more.add(action(record, "Archiver", print))
    record.ensurePolished()
    assert record.minimumSizeHint().width() <= RECORD


def test_a_long_address_keeps_its_ends_in_sight_and_is_copied_whole(qtbot: QtBot) -> None:
    record = RecordCard()
    qtbot.addWidget(record)
    record.resize(RECORD, 400)
    record.set_head("Ada Exemple")
    address = "parent.personne155.accueil.du.mercredi@example.org"
    record.facts([("E-mail", address), ("Address", "30 impasse de la Maquette\n42230 Roche")])
    record.show()
    said, place = record.findChildren(Fact)
    qtbot.waitUntil(lambda: "…" in said.text())
    assert said.text().startswith("parent")
    assert said.text().endswith("example.org")
    assert said.fontMetrics().horizontalAdvance(said.text()) <= said.width()
    assert place.text() == "30 impasse de la Maquette\n42230 Roche"
    said.copy()
    assert QApplication.clipboard().text() == address


def test_enter_presses_a_button_of_a_page_as_it_does_in_a_dialog(qtbot: QtBot) -> None:
    pressed: list[str] = []
    page = QWidget()
    qtbot.addWidget(page)
    made = ActionButton(action(page, "Encaisser", lambda: pressed.append("Encaisser")), parent=page)
    QTest.keyClick(made, Qt.Key.Key_Return)
    assert pressed == ["Encaisser"]

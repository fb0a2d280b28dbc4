"""A card that is scanned from anywhere in the window."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from builders import Worker
from builders.people import a_person
from builders.programs import a_program
from fablab_desk.people.service import archive_party
from fablab_desk.people.service_card import give_card
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.opening import open_lab
from fablab_desk.ui.people.found_card import FoundCardDialog
from fablab_desk.ui.people.person import PersonDialog
from fablab_desk.ui.people.scan import scan_person
from fablab_desk.ui.tab_spec import Scan
from fablab_desk.ui.wedge import read_code
from ui.accessible import assert_accessible
from ui.at_desk import notices, shown, undo
from ui.members import record_of


def scanned(worker: Worker, code: str) -> Scan:
    with worker.database.reading() as session:
        return scan_person(code)(session)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


def test_a_scanned_card_opens_its_record(administrator: Worker) -> None:
    key = a_person(administrator, card="10000007")
    assert scanned(administrator, " 10000007 ") == Scan(key)


def test_a_reader_set_to_another_keyboard_opens_the_same_record(administrator: Worker) -> None:
    key = a_person(administrator, card="1234567890")
    assert scanned(administrator, read_code("&é\"'(-è_çà")) == Scan(key)


def test_the_card_of_somebody_archived_is_told_with_the_way_back(
    desk: Desk, administrator: Worker, window: QWidget, qtbot: QtBot
) -> None:
    key = a_person(administrator, card="10000007")
    administrator.does(lambda act: archive_party(act, key))
    scan = scanned(administrator, "10000007")
    assert (scan.key, scan.verb) == (key, "Bring back")
    assert scan.told.startswith("Ada Exemple, whose card this is, is archived since")
    assert scan.act
    scan.act(desk, window)
    qtbot.waitUntil(lambda: record_of(desk, key).archived_on is None)
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: record_of(desk, key).archived_on is not None)


@pytest.mark.parametrize("held", ["", "A1B2C3D4"])
def test_a_card_nobody_has_is_given_to_somebody(
    held: str, desk: Desk, administrator: Worker, window: QWidget, qtbot: QtBot
) -> None:
    key = a_person(administrator, card=held)
    scan = scanned(administrator, "10000007")
    assert (scan.key, scan.told) == (None, "Nobody has the card 10000007.")
    assert scan.act
    scan.act(desk, window)
    dialog = shown(qtbot, window, FoundCardDialog)
    assert_accessible(dialog)
    dialog.who.set_value((key, "Ada"))
    dialog.who.changed.emit()
    qtbot.waitUntil(lambda: dialog._held.isVisible() is bool(held))  # noqa: SLF001
    dialog.accept()
    qtbot.waitUntil(lambda: record_of(desk, key).draft.card == "10000007")


def test_a_card_is_given_to_nobody_unless_somebody_is_chosen(
    desk: Desk, window: QWidget, qtbot: QtBot
) -> None:
    dialog = FoundCardDialog(desk, window, "10000007")
    dialog.open()
    dialog.accept()
    assert dialog.problems["who"].text()


def test_a_card_somebody_else_was_given_meanwhile_is_refused_beside_the_field(
    desk: Desk, administrator: Worker, window: QWidget, qtbot: QtBot
) -> None:
    ada, bea = a_person(administrator, "Ada"), a_person(administrator, "Bea")
    dialog = FoundCardDialog(desk, window, "10000007")
    dialog.open()
    dialog.who.set_value((ada, "Ada"))
    administrator.does(lambda act: give_card(act, bea, "10000007"))
    dialog.accept()
    qtbot.waitUntil(lambda: "Bea Exemple" in dialog.problem.text())
    assert record_of(desk, ada).draft.card == ""


def test_a_card_read_over_the_form_of_a_person_is_theirs(
    desk: Desk, window: QWidget, qtbot: QtBot
) -> None:
    dialog = PersonDialog(desk, window)
    dialog.open()
    dialog.take_scan("10000007")
    assert dialog.fields["card"].value() == "10000007"


def test_a_card_read_behind_a_dialog_that_does_not_ask_for_one_leaves_the_window_where_it_is(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr("fablab_desk.ui.entrance.copies_folder", lambda: tmp_path / "copies")
    monkeypatch.setattr("fablab_desk.ui.opening.copies_folder", lambda: tmp_path / "copies")
    monkeypatch.setattr("fablab_desk.ui.opening.keys_folder", lambda: tmp_path / "keys")
    with a_program(qapp) as program:
        window = program.window
        qtbot.addWidget(window)
        program.open_with(lambda: open_lab(tmp_path / "desk.sqlite"))
        qtbot.waitUntil(lambda: window.desk is not None, timeout=20_000)
        assert window.desk
        window.uncover()
        told = notices(window.desk)
        program.take_scan("10000007")
        qtbot.waitUntil(lambda: [one.verb for one in told] == ["Give it to somebody…"])
        dialog = QDialog(window)
        dialog.setModal(True)
        dialog.show()
        program.take_scan("10000007")
        qtbot.waitUntil(lambda: len(told) == 2)
        assert told[1].text.startswith("A card was read. Finish")
        dialog.close()
        with qtbot.waitSignal(window.closed, timeout=20_000):
            window.close()

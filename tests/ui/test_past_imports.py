"""Past imports in the window, and one of them undone: from its notice, or later from the list."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from builders import Worker
from builders.money import a_charge
from builders.people import a_person
from builders.sheets import taken_in
from fablab_desk.people.queries import find_by_number
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.people.past_imports import PastImportsDialog, UsedDialog
from ui.accessible import assert_accessible
from ui.at_desk import notices, press, press_enter, shown, undo, wait_gone
from ui.taking_in import LINES, a_file, looked_at, people

FILE = ("Nom;Prénom;E-mail;Profession", "Neuve;Camille;;", "Exemple;Ada;ada@exemple.fr;Menuisière")


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


def opened(desk: Desk, window: QWidget, qtbot: QtBot, rows: int = 1) -> PastImportsDialog:
    dialog = PastImportsDialog(desk, window)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.table.rows.rowCount() == rows)
    return dialog


def is_undone(dialog: PastImportsDialog) -> bool:
    chosen = dialog.table.chosen()
    return chosen is not None and chosen.undone_at is not None


def test_the_notice_of_an_import_offers_to_undo_it(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    told = notices(desk)
    dialog = looked_at(desk, qtbot, a_file(tmp_path, *LINES))
    dialog.write.click()
    wait_gone(qtbot, dialog)
    assert told[-1].verb == "Undo"
    assert people(desk) == ["Ada Exemple", "Camille Neuve"]
    working: list[object] = []
    desk.working.connect(working.append)
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: told[-1].text.startswith("Taken back: 2 records added"))
    assert people(desk) == []
    assert [getattr(one, "label", "") for one in working] == ["Undoing the import…"]


def test_a_past_import_is_undone_by_keys_once_it_was_said_what_goes(
    desk: Desk, window: QWidget, qtbot: QtBot, administrator: Worker
) -> None:
    a_person(administrator, "Ada", "Exemple", email="ada@exemple.fr")
    taken_in(administrator, *FILE)
    told = notices(desk)
    dialog = opened(desk, window, qtbot)
    assert_accessible(dialog)
    press_enter(dialog.table)
    box = shown(qtbot, dialog, QMessageBox)
    assert box.text() == "Undo the import of “people.csv”?"
    assert box.informativeText().splitlines()[0] == (
        "1 record is taken away · 1 record is again what it was"
    )
    press(box, "Take away what it brought")
    qtbot.waitUntil(lambda: not dialog.undo.isEnabled() and bool(told))
    assert told[-1].text == "The import of “people.csv” is undone."
    qtbot.waitUntil(lambda: is_undone(dialog))
    assert people(desk) == ["Ada Exemple"]
    press_enter(dialog.table)
    assert dialog.undo.isEnabled() is False


def test_who_was_used_since_is_listed_and_nothing_is_asked(
    desk: Desk, window: QWidget, qtbot: QtBot, administrator: Worker
) -> None:
    taken_in(administrator, *FILE)
    with administrator.database.reading() as session:
        key = find_by_number(session, "M-00001")
    assert key
    a_charge(administrator, key)
    dialog = opened(desk, window, qtbot)
    dialog.undo.click()
    used = shown(qtbot, dialog, UsedDialog)
    assert_accessible(used)
    assert used.told.text().endswith("1 of its records is used since.")
    row = used.table.chosen() or used.table.rows.row_at(0)
    assert row
    assert (row.name, [use.label for use in row.uses]) == ("Camille Neuve", ["a debt"])
    used.reject()
    assert dialog.table.chosen() is not None


def test_without_any_import_the_list_says_how_one_begins(
    desk: Desk, window: QWidget, qtbot: QtBot
) -> None:
    dialog = PastImportsDialog(desk, window)
    dialog.open()
    qtbot.waitUntil(dialog.nothing.isVisible)
    assert not dialog.undo.isEnabled()

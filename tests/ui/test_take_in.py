from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from builders import Worker
from builders.people import ADULT_BORN, a_person
from fablab_desk.overview.taking_in import Fate
from fablab_desk.people.exchange.fields import ImportField
from fablab_desk.sheets.reading import read_sheet
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.people import file_import, take_in
from fablab_desk.ui.people.choosing_table import FOLDER
from fablab_desk.ui.people.tab import PeopleTab
from fablab_desk.ui.people.take_in import TakeInDialog
from ui.accessible import assert_accessible
from ui.at_desk import notices, press, press_enter, shown, wait_gone
from ui.beside import Beside
from ui.taking_in import HEADER, LINES, a_file, counts, look, looked_at, opened, people, show


def test_columns_are_matched_with_two_examples_and_passwords_never_offered(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = opened(desk, qtbot, a_file(tmp_path, *LINES))
    assert dialog.columns.columns() == {
        "Nom": ImportField.LAST_NAME,
        "Prénom": ImportField.FIRST_NAME,
        "E-mail": ImportField.EMAIL,
        "Formule": ImportField.MEMBERSHIP_LABEL,
        "Date d’adhésion": ImportField.MEMBERSHIP_STARTS_ON,
    }
    assert dialog.columns.choices["Nom"].accessibleDescription() == "Nom, Neuve, Exemple"
    assert_accessible(dialog)


def test_a_field_is_taken_from_one_column_only(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = opened(desk, qtbot, a_file(tmp_path, *LINES))
    dialog.columns.choices["Formule"].set_value(ImportField.EMAIL)
    assert dialog.columns.choices["E-mail"].value() is None
    assert dialog.is_touched()


def test_the_preview_counts_each_fate_and_tells_each_line_in_full(
    desk: Desk, administrator: Worker, qtbot: QtBot, tmp_path: Path
) -> None:
    a_person(administrator, "Ada", "Exemple", email="ada@example.org", birth_date=ADULT_BORN)
    header = f"{HEADER};Profession"
    lines = (f"{LINES[0]};", f"{LINES[1]};Couturière", f"{LINES[2]};")
    dialog = looked_at(desk, qtbot, a_file(tmp_path, *lines, header=header))
    assert counts(dialog) == ["New: 1", "Changed: 1", "Unchanged: 0", "Refused: 1"]
    show(dialog, Fate.CHANGED)
    assert dialog.preview.detail.text() == "Profession: — → Couturière"
    show(dialog, Fate.REFUSED)
    assert dialog.preview.detail.text().startswith("E-mail: ")
    assert_accessible(dialog)


def test_nothing_is_written_before_the_last_button(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    told = notices(desk)
    dialog = looked_at(desk, qtbot, a_file(tmp_path, *LINES))
    assert people(desk) == []
    assert dialog.write.text() == "Import 2 records without 1 membership"
    dialog.write.click()
    wait_gone(qtbot, dialog)
    assert people(desk) == ["Ada Exemple", "Camille Neuve"]
    assert told[-1].text == "2 records added · 1 membership left aside · 1 refused line"


def test_payers_are_named_counted_on_the_button_and_told_at_the_end(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    told = notices(desk)
    header = "Nom;Prénom;Nom payeur;Prénom payeur"
    file = a_file(tmp_path, "Neuve;Camille;Neuve;Paule", "Autre;Zoé;;", header=header)
    dialog = looked_at(desk, qtbot, file)
    assert dialog.preview.told.text() == ("1 payer who stands in no line is added: Paule Neuve.")
    assert dialog.write.text() == "Import 2 records and 1 payer"
    dialog.write.click()
    wait_gone(qtbot, dialog)
    assert told[-1].text == "2 records added · 1 payer added"
    assert people(desk) == ["Camille Neuve", "Paule Neuve", "Zoé Autre"]


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (("Neuve;Zoé;no address;;;",), "every line is refused"),
        (("Exemple;Ada;ada@example.org;;;",), "everything is already here"),
        (("Exemple;Ada;ada@example.org;;;", "Neuve;Zoé;no address;;;"), "what is not refused"),
    ],
)
def test_where_nothing_is_to_be_imported_it_says_why_and_offers_another_file(
    desk: Desk,
    administrator: Worker,
    qtbot: QtBot,
    tmp_path: Path,
    lines: tuple[str, ...],
    why: str,
) -> None:
    a_person(administrator, "Ada", "Exemple", email="ada@example.org")
    dialog = looked_at(desk, qtbot, a_file(tmp_path, *lines))
    assert dialog.preview.told.text().startswith(f"Nothing to import: {why}")
    assert dialog.write.isHidden()
    assert dialog.other.isVisible()


def test_a_probable_duplicate_is_confirmed_by_keyboard(
    desk: Desk, administrator: Worker, qtbot: QtBot, tmp_path: Path
) -> None:
    a_person(administrator, "Ada", "Exemple")
    dialog = looked_at(desk, qtbot, a_file(tmp_path, LINES[1]))
    assert counts(dialog)[3] == "Refused: 1"
    assert dialog.preview.another.isVisible()
    QTest.keyClick(dialog.preview.table, Qt.Key.Key_Space)
    assert dialog.preview.confirmed() == {2}
    look(dialog, qtbot)
    assert counts(dialog)[0] == "New: 1"


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_the_refused_lines_are_saved_with_their_reasons_and_without_passwords(
    suffix: str, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = looked_at(desk, qtbot, a_file(tmp_path, *LINES, "cut short"))
    assert dialog.preview.save_refused.isHidden()
    show(dialog, Fate.REFUSED)
    dialog.preview.save_refused.click()
    chooser = shown(qtbot, dialog, QFileDialog)
    file = tmp_path / f"refused{suffix}"
    chooser.fileSelected.emit(str(file))
    qtbot.waitUntil(lambda: dialog.preview.told.text() == f"{file.name} is written.")
    chooser.close()
    sheet = read_sheet(file)
    assert sheet.header == (*HEADER.split(";")[:-1], "Line", "Why it is refused")
    first, second = sheet.rows
    assert first.cells[:3] == ("Fausse", "Jeanne", "no address")
    assert first.cells[5] == "4"
    assert first.cells[6].startswith("E-mail: ")
    assert second.cells[5:] == ("5", "This line has one column instead of 6.")
    assert dialog.write.isVisible()


def test_a_file_without_names_says_what_to_do(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = opened(desk, qtbot, a_file(tmp_path, "1;2", header="A;B"))
    look(dialog, qtbot)
    assert dialog.problem.text() == (
        "No column is matched with a name, among A, B."
        " Choose which one holds it, or title it “Last name” in the file."
    )
    assert dialog.look.isVisible()
    qtbot.waitUntil(dialog.columns.choices["A"].hasFocus)


def test_what_is_no_table_is_refused_and_another_file_may_be_chosen(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "photo.png"
    file.write_bytes(b"\x89PNG\r\n")
    dialog = opened(desk, qtbot, file)
    assert "is not a table" in dialog.problem.text()
    assert dialog.look.isHidden()
    qtbot.waitUntil(dialog.other.hasFocus)
    press_enter(dialog.other)
    chooser = shown(qtbot, dialog, QFileDialog)
    chooser.fileSelected.emit(str(a_file(tmp_path, *LINES)))
    qtbot.waitUntil(dialog.columns.isVisible)
    assert desk.state.read(FOLDER, "") == str(tmp_path)
    chooser.close()


def test_columns_are_remembered_for_the_next_file_of_that_shape(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    file = a_file(tmp_path, *LINES)
    dialog = opened(desk, qtbot, file)
    dialog.columns.choices["Formule"].set_value(None)
    look(dialog, qtbot)
    dialog.write.click()
    wait_gone(qtbot, dialog)
    again = opened(desk, qtbot, file)
    assert again.columns.choices["Formule"].value() is None
    assert "this very file was taken in on 2 March 2026" in again.what.text()


def test_a_record_changed_since_the_preview_is_refused_and_looked_at_again(
    desk: Desk, administrator: Worker, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = looked_at(desk, qtbot, a_file(tmp_path, *LINES))
    a_person(administrator, "Camille", "Neuve", email="camille@example.org")
    dialog.write.click()
    qtbot.waitUntil(lambda: bool(dialog.problem.text()))
    assert dialog.write.isHidden()
    look(dialog, qtbot)
    assert counts(dialog)[:3] == ["New: 1", "Changed: 0", "Unchanged: 1"]


def test_leaving_asks_only_where_something_was_chosen(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    plain = opened(desk, qtbot, a_file(tmp_path, *LINES))
    plain.reject()
    wait_gone(qtbot, plain)
    dialog = opened(desk, qtbot, a_file(tmp_path, *LINES))
    dialog.columns.choices["Formule"].set_value(None)
    dialog.reject()
    assert dialog.isVisible()
    press(shown(qtbot, dialog, QMessageBox), "Leave without importing")
    wait_gone(qtbot, dialog)


def test_the_tab_offers_the_import(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    tab = PeopleTab(desk)
    qtbot.addWidget(tab)
    tab.show()
    tab.import_action.trigger()
    chooser = shown(qtbot, tab, QFileDialog)
    chooser.fileSelected.emit(str(a_file(tmp_path, *LINES)))
    dialog = shown(qtbot, tab, TakeInDialog)
    qtbot.waitUntil(dialog.columns.isVisible)
    chooser.close()
    dialog.reject()


def test_the_list_of_lines_is_a_sound_model(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = opened(desk, qtbot, a_file(tmp_path, *LINES))
    QAbstractItemModelTester(
        dialog.preview.table.lines, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    look(dialog, qtbot)
    for fate in (Fate.REFUSED, Fate.NEW):
        show(dialog, fate)
    assert dialog.preview.table.lines.rowCount() == 2


def test_the_window_lives_on_while_a_file_is_read_compared_and_written(
    desk: Desk, qtbot: QtBot, tmp_path: Path, beside: Beside
) -> None:
    steps = ("open_file", "load_outcome", "import_members")
    beside.watch(file_import, steps[0])
    for step in steps[1:]:
        beside.watch(take_in, step)
    told, dialog = notices(desk), opened(desk, qtbot, a_file(tmp_path, *LINES))
    look(dialog, qtbot)
    dialog.write.click()
    qtbot.waitUntil(lambda: bool(told))
    assert beside.calls == dict.fromkeys(steps, True)


@pytest.mark.parametrize("moment", ["look", "write"])
def test_long_work_is_stopped_and_nothing_is_written(
    moment: str, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    told = notices(desk)
    lines = [f"Nom{n};Prénom{n};p{n}@example.org;;;x" for n in range(3000)]
    dialog = opened(desk, qtbot, a_file(tmp_path, *lines))
    if moment == "write":
        look(dialog, qtbot)
        dialog.write.click()
    else:
        dialog.look.click()
    dialog.reject()
    qtbot.waitUntil(lambda: bool(told), timeout=30_000)
    assert told[-1].text == "Stopped. Nothing was changed."
    assert dialog.isVisible()
    assert people(desk) == []

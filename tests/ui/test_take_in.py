from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from builders import Worker
from builders.memberships import a_kind, a_plan
from builders.people import ADULT_BORN, a_person
from fablab_desk.memberships.queries import list_memberships
from fablab_desk.overview.taking_in import Fate
from fablab_desk.people.exchange.fields import ImportField
from fablab_desk.people.kinds import PeopleFilter
from fablab_desk.people.queries import list_people
from fablab_desk.sheets.reading import read_sheet
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.people import take_in
from fablab_desk.ui.people.tab import PeopleTab
from fablab_desk.ui.people.take_in import FOLDER, TakeInDialog
from ui.accessible import assert_accessible
from ui.at_desk import notices, press, press_enter, shown, wait_gone
from ui.beside import Beside

HEADER = "Nom;Prénom;E-mail;Formule;Date d’adhésion;Mot de passe"
LINES = (
    "Neuve;Camille;camille@example.org;Plein tarif;01/02/2026;secret",
    "Exemple;Ada;ada@example.org;;;secret",
    "Fausse;Jeanne;no address;;;secret",
)


def a_file(folder: Path, *lines: str, header: str = HEADER) -> Path:
    file = folder / "members.csv"
    file.write_text("\n".join((header, *lines)), "utf-8")
    return file


def opened(desk: Desk, qtbot: QtBot, file: Path) -> TakeInDialog:
    dialog = TakeInDialog(desk, None, file)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitUntil(lambda: bool(dialog.columns.choices) or bool(dialog.problem.text()))
    return dialog


def looked_at(desk: Desk, qtbot: QtBot, file: Path) -> TakeInDialog:
    dialog = opened(desk, qtbot, file)
    look(dialog, qtbot)
    return dialog


def look(dialog: TakeInDialog, qtbot: QtBot) -> None:
    dialog.look.click()
    qtbot.waitUntil(lambda: dialog.look.isHidden() or bool(dialog.problem.text()), timeout=30_000)
    QApplication.sendPostedEvents()  # the buttons take their new widths


def counts(dialog: TakeInDialog) -> list[str]:
    pills = [dialog.preview.pills.button(place) for place in range(len(Fate))]
    return [pill.text() for pill in pills]


def show(dialog: TakeInDialog, fate: Fate) -> None:
    dialog.preview.pills.button(list(Fate).index(fate)).click()


def people(desk: Desk) -> list[str]:
    with desk.database.reading() as session:
        rows = list_people(PeopleFilter.ALL, desk.today(), "").every(session)
    return sorted(row.name for row in rows)


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
    assert told[-1].text == "2 records added · 1 membership left aside"


def plans_asked(
    desk: Desk, administrator: Worker, qtbot: QtBot, tmp_path: Path, *labels: str
) -> TakeInDialog:
    """The preview of a file with those names, none of which is a plan of the lab."""
    kind = a_kind(administrator)
    for label in ("Adultes", "Enfants"):
        a_plan(administrator, label, kind_id=kind)
    lines = [f"Nom{n};Zoé;;{label};01/02/2026;" for n, label in enumerate(labels)]
    return looked_at(desk, qtbot, a_file(tmp_path, *lines))


def choose(dialog: TakeInDialog, label: str, plan: str) -> None:
    choice = dialog.preview.plans.choices[label]
    choice.setCurrentIndex(choice.findText(plan))


def plans_shown(dialog: TakeInDialog) -> list[tuple[str, str]]:
    return [(name, one.currentText()) for name, one in dialog.preview.plans.choices.items()]


def test_the_only_plan_is_proposed_and_its_memberships_taken_over(
    desk: Desk, administrator: Worker, qtbot: QtBot, tmp_path: Path
) -> None:
    told = notices(desk)
    a_plan(administrator)
    dialog = looked_at(desk, qtbot, a_file(tmp_path, *LINES))
    assert plans_shown(dialog) == [("Plein tarif", "Adhésion annuelle")]
    show(dialog, Fate.NEW)
    assert "Adhésion annuelle from 01/02/2026" in dialog.preview.detail.text()
    assert dialog.preview.told.text() == "1 membership is taken over, paid elsewhere."
    dialog.write.click()
    wait_gone(qtbot, dialog)
    with desk.database.reading() as session:
        (row,) = list_people(PeopleFilter.ALL, desk.today(), "camille").every(session)
        (membership,) = list_memberships(session, row.id)
    assert membership.taken_over
    assert told[-1].text == "2 records added · 1 membership taken over"


def test_enter_goes_to_each_plan_that_is_not_decided_before_it_imports(
    desk: Desk, administrator: Worker, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = plans_asked(desk, administrator, qtbot, tmp_path, "Actif", "Ami", "Actif")
    preview = dialog.preview
    assert preview.open.text() == (
        "3 memberships are left aside. To take them over, choose a plan for: “Actif”, “Ami”."
    )
    assert dialog.write.text() == "Import 3 records without 3 memberships"
    for label, plan in (("Actif", "Adultes"), ("Ami", "Leave its memberships out")):
        focused = dialog.focusWidget()
        assert focused
        press_enter(focused)
        assert dialog.focusWidget() is preview.plans.choices[label]
        preview.plans.choices[label].hidePopup()
        choose(dialog, label, plan)
    assert preview.open.text() == ""
    press_enter(dialog)
    qtbot.waitUntil(dialog.write.isVisible)
    assert "2 memberships are taken over" in preview.told.text()
    assert "1 membership is left aside, as chosen." in preview.told.text()
    press_enter(dialog)
    wait_gone(qtbot, dialog)
    assert len(people(desk)) == 3


def test_plans_stay_in_the_order_of_the_file_while_they_are_chosen(
    desk: Desk, administrator: Worker, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = plans_asked(desk, administrator, qtbot, tmp_path, "Zèbre", "Enfants", "Actif")
    choose(dialog, "Actif", "Enfants")
    look(dialog, qtbot)
    choose(dialog, "Enfants", "Adultes")
    look(dialog, qtbot)
    assert plans_shown(dialog) == [
        ("Zèbre", "To be chosen…"),
        ("Enfants", "Adultes"),
        ("Actif", "Enfants"),
    ]


@pytest.mark.parametrize(("label", "is_shown"), [("Adultes", False), ("Adultes (2026)", True)])
def test_the_plans_are_shown_first_where_one_was_found_by_likeness_only(
    label: str,
    is_shown: bool,
    desk: Desk,
    administrator: Worker,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    dialog = plans_asked(desk, administrator, qtbot, tmp_path, label)
    assert plans_shown(dialog) == [(label, "Adultes")]
    assert dialog.preview.plans.isVisible() is is_shown
    assert dialog.preview.table.isVisible() is not is_shown
    assert dialog.write.isDefault()
    assert_accessible(dialog)


def test_a_lab_without_plans_is_told_and_enter_does_not_import(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = looked_at(desk, qtbot, a_file(tmp_path, *LINES))
    assert "1 membership is left aside. The lab has no plan yet" in dialog.preview.open.text()
    assert plans_shown(dialog) == []
    press_enter(dialog)
    assert dialog.write.isEnabled()
    assert not dialog.write.isDefault()
    assert people(desk) == []


def test_another_file_asks_for_its_plans_anew(
    desk: Desk, administrator: Worker, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = plans_asked(desk, administrator, qtbot, tmp_path, "Actif")
    choose(dialog, "Actif", "Adultes")
    dialog.back.click()
    dialog.other.click()
    chooser = shown(qtbot, dialog, QFileDialog)
    chooser.fileSelected.emit(str(a_file(tmp_path, LINES[1])))
    qtbot.waitUntil(lambda: dialog.look.isEnabled() and not dialog.is_touched())
    chooser.close()


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
    qtbot.waitUntil(lambda: bool(dialog.columns.choices))
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


def test_plans_are_remembered_for_the_next_file_of_that_shape(
    desk: Desk, administrator: Worker, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = plans_asked(desk, administrator, qtbot, tmp_path, "Actif")
    choose(dialog, "Actif", "Adultes")
    look(dialog, qtbot)
    dialog.write.click()
    wait_gone(qtbot, dialog)
    file = a_file(tmp_path, "Suivant;Zoé;;ACTIF;01/02/2026;", "Autre;Zoé;;Ami;01/02/2026;")
    again = looked_at(desk, qtbot, file)
    assert plans_shown(again) == [("ACTIF", "Adultes"), ("Ami", "To be chosen…")]
    assert not again.is_touched()


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
    qtbot.waitUntil(lambda: bool(dialog.columns.choices))
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
    for step in steps:
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

"""First visits, arrivals and figures of earlier years taken in by the window."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from builders import Worker
from builders.machines import a_machine
from builders.people import a_person
from builders.twins import Twins
from fablab_desk.agenda.models import Arrival
from fablab_desk.care.listed import ListKind
from fablab_desk.charges.kinds import ChargeState
from fablab_desk.charges.models import Charge
from fablab_desk.lab.models import EarlierFigure
from fablab_desk.overview.list_fates import LineFate
from fablab_desk.people.models import Party
from fablab_desk.sheets.reading import read_sheet
from fablab_desk.trainings.models import Certification
from fablab_desk.ui.agenda.tab import DoorTab
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.payments.tab import PaymentsTab
from fablab_desk.ui.people.list_import import ListImportDialog
from fablab_desk.ui.people.tab import PeopleTab
from fablab_desk.ui.settings.figures import FiguresPage
from ui.accessible import assert_accessible
from ui.at_desk import notices, press, shown, undo, wait_gone

ARRIVALS = (
    "Date;Nom;Prénom;Comptage",
    "26/02/2026;Exemple;Ada;",
    "26/02/2026;Exempl;Ada;",
    "27/02/2026;;;+3",
    "27/02/2026;Personne;Paul;",
    "05/03/2099;Exemple;Ada;",
)
FIGURES = ("Année;Chiffre;Nombre", "2019;Adhérents;212", "2019;Licornes;3")


def a_list(folder: Path, *lines: str) -> Path:
    file = folder / "list.csv"
    file.write_text("\n".join(lines), "utf-8")
    return file


def opened(desk: Desk, qtbot: QtBot, kind: ListKind, file: Path) -> ListImportDialog:
    dialog = ListImportDialog(desk, None, kind, file)
    qtbot.addWidget(dialog)
    dialog.open()
    settled(dialog, qtbot)
    return dialog


def settled(dialog: ListImportDialog, qtbot: QtBot) -> None:
    """The lines are shown, or what stands in their way is said."""

    def is_settled() -> bool:
        shows_lines = dialog.pages.currentWidget() is dialog.preview
        return not dialog.is_working() and (shows_lines or bool(dialog.problem.text()))

    qtbot.waitUntil(is_settled, timeout=30_000)
    QApplication.sendPostedEvents()  # the buttons take their new widths


def look_again(dialog: ListImportDialog, qtbot: QtBot) -> None:
    dialog.look.click()
    qtbot.waitUntil(lambda: not dialog.is_working() and dialog.look.isHidden(), timeout=30_000)


def counts(dialog: ListImportDialog) -> list[int]:
    return [dialog.preview.count(fate) for fate in LineFate]


def scalar(desk: Desk, wanted: object) -> object:
    with desk.database.reading() as session:
        return session.scalar(wanted)  # type: ignore[call-overload]


def write(dialog: ListImportDialog, qtbot: QtBot) -> None:
    dialog.write.click()
    wait_gone(qtbot, dialog)


def test_a_list_of_arrivals_shows_each_line_s_fate_at_once_and_writes_nothing_yet(
    desk: Desk, administrator: Worker, qtbot: QtBot, tmp_path: Path
) -> None:
    a_person(administrator)
    dialog = opened(desk, qtbot, ListKind.ARRIVALS, a_list(tmp_path, *ARRIVALS))
    assert counts(dialog) == [2, 1, 0, 2]
    assert dialog.write.text() == "Note 2 lines of arrivals"
    assert scalar(desk, select(func.count()).select_from(Arrival)) == 0
    assert_accessible(dialog)


def test_the_arrivals_are_written_by_the_last_button_and_undone_by_the_notice(
    desk: Desk, administrator: Worker, qtbot: QtBot, tmp_path: Path
) -> None:
    a_person(administrator)
    told = notices(desk)
    dialog = opened(desk, qtbot, ListKind.ARRIVALS, a_list(tmp_path, *ARRIVALS))
    write(dialog, qtbot)
    assert told[-1].text == "2 lines of arrivals noted · 3 refused lines"
    heads = select(func.sum(Arrival.heads)).where(Arrival.counted_on.is_not(None))
    assert scalar(desk, heads) == 4
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: told[-1].text.startswith("Taken back: 2 lines"))
    assert scalar(desk, heads) is None


def test_balances_are_taken_over_once_somebody_says_who_owes_and_are_undone(
    desk: Desk, administrator: Worker, qtbot: QtBot, tmp_path: Path
) -> None:
    key = a_person(administrator)
    told = notices(desk)
    lines = ("Nom;Prénom;Montant dû;En avance", "Exemple;Ada;12,50;", "Exemple;Ada;;4")
    dialog = opened(desk, qtbot, ListKind.BALANCES, a_list(tmp_path, *lines))
    assert "date" in dialog.problem.text()
    dialog.columns.day.setText("01/02/2026")
    look_again(dialog, qtbot)
    assert counts(dialog) == [0, 2, 0, 0]
    dialog.preview.accept_all.click()
    look_again(dialog, qtbot)
    assert counts(dialog) == [1, 0, 0, 1]
    assert dialog.write.text() == "Take 1 balance over"
    QApplication.sendPostedEvents()  # the buttons take their new widths
    assert_accessible(dialog)
    write(dialog, qtbot)
    assert told[-1].text == "1 balance taken over · 1 refused line"
    assert scalar(desk, select(Charge.payer_id)) == key
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: told[-1].text == "Taken back: 1 balance taken over")
    assert scalar(desk, select(Charge.state)) is ChargeState.CANCELLED


def test_what_was_found_is_let_go_of_once_the_columns_are_shown_again(
    desk: Desk, administrator: Worker, qtbot: QtBot, tmp_path: Path
) -> None:
    a_person(administrator)
    dialog = opened(desk, qtbot, ListKind.ARRIVALS, a_list(tmp_path, *ARRIVALS))
    before = dialog.preview.lines()
    dialog.back.click()
    qtbot.waitUntil(lambda: not any(before))
    dialog.look.click()
    settled(dialog, qtbot)
    assert counts(dialog) == [2, 1, 0, 2]


def test_what_was_found_is_let_go_of_once_it_is_compared_again_but_not_who_is_meant(
    desk: Desk, administrator: Worker, qtbot: QtBot, tmp_path: Path
) -> None:
    a_person(administrator)
    dialog = opened(desk, qtbot, ListKind.ARRIVALS, a_list(tmp_path, *ARRIVALS))
    before = dialog.preview.lines()
    dialog.preview.accept_all.click()
    look_again(dialog, qtbot)
    qtbot.waitUntil(lambda: not any(before))
    assert list(dialog.preview.chosen) == [3]


def test_a_name_that_is_not_sure_is_written_once_somebody_says_by_keys_who_it_is(
    desk: Desk, administrator: Worker, qtbot: QtBot, tmp_path: Path
) -> None:
    key = a_person(administrator)
    lines = (ARRIVALS[0], "26/02/2026;Exempl;Ada;")
    dialog = opened(desk, qtbot, ListKind.ARRIVALS, a_list(tmp_path, *lines))
    assert counts(dialog) == [0, 1, 0, 0]
    assert dialog.write.isHidden()
    assert dialog.preview.who.isVisible()
    QTest.keyClick(dialog.preview.who, Qt.Key.Key_Down)
    assert dialog.preview.who.currentText() == "Ada Exemple · M-00001"
    look_again(dialog, qtbot)
    assert counts(dialog) == [1, 0, 0, 0]
    write(dialog, qtbot)
    assert scalar(desk, select(Arrival.person_id)) == key
    assert scalar(desk, select(func.count()).select_from(Party)) == 1


def test_every_single_proposal_is_taken_by_one_button(
    desk: Desk, administrator: Worker, qtbot: QtBot, tmp_path: Path
) -> None:
    a_person(administrator)
    a_person(administrator, "Zoé", "Lefèvre")
    lines = ("Nom;Prénom;Première visite", "Exempl;Ada;03/02/2019", "Lefevre;Zoe;04/02/2019")
    dialog = opened(desk, qtbot, ListKind.FIRST_VISITS, a_list(tmp_path, *lines))
    assert counts(dialog)[:2] == [0, 2]
    dialog.preview.accept_all.click()
    look_again(dialog, qtbot)
    assert counts(dialog) == [2, 0, 0, 0]
    told = notices(desk)
    write(dialog, qtbot)
    with desk.database.reading() as session:
        days = session.scalars(select(Party.first_visit_on).order_by(Party.number)).all()
    assert days == [date(2019, 2, 3), date(2019, 2, 4)]
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: told[-1].text.startswith("Taken back: 2 first visits"))
    assert scalar(desk, select(Party.first_visit_on)) is None


def test_figures_are_taken_over_and_undone(
    desk: Desk, administrator: Worker, qtbot: QtBot, tmp_path: Path
) -> None:
    told = notices(desk)
    dialog = opened(desk, qtbot, ListKind.FIGURES, a_list(tmp_path, *FIGURES))
    assert counts(dialog) == [1, 0, 0, 1]
    dialog.preview.show_fate(LineFate.REFUSED)
    assert "“Licornes” is no figure of the report." in dialog.preview.detail.text()
    write(dialog, qtbot)
    assert scalar(desk, select(func.count()).select_from(EarlierFigure)) == 1
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: told[-1].text.startswith("Taken back: 1 figure"))
    assert scalar(desk, select(func.count()).select_from(EarlierFigure)) == 0


def test_columns_that_the_titles_do_not_tell_are_asked_for_and_matched_by_hand(
    desk: Desk, administrator: Worker, qtbot: QtBot, tmp_path: Path
) -> None:
    a_person(administrator)
    dialog = opened(desk, qtbot, ListKind.ARRIVALS, a_list(tmp_path, "Qui;Prénom", "Exemple;Ada"))
    assert dialog.pages.currentWidget() is dialog.columns
    assert dialog.problem.text().startswith("No column is titled")
    assert_accessible(dialog)
    dialog.columns.choices["last"].set_value("Qui")
    dialog.columns.day.setText("26/02/2026")
    look_again(dialog, qtbot)
    write(dialog, qtbot)
    assert scalar(desk, select(Arrival.day)) == date(2026, 2, 26)


def test_what_the_base_would_refuse_is_told_before_anything_is_written(
    desk: Desk, administrator: Worker, qtbot: QtBot, tmp_path: Path
) -> None:
    a_person(administrator)
    lines = (ARRIVALS[0], ARRIVALS[5], ARRIVALS[1], ARRIVALS[1])
    dialog = opened(desk, qtbot, ListKind.ARRIVALS, a_list(tmp_path, *lines))
    assert counts(dialog) == [1, 0, 1, 1]


def test_a_file_that_says_nothing_new_offers_no_writing(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = opened(desk, qtbot, ListKind.FIGURES, a_list(tmp_path, FIGURES[0], FIGURES[2]))
    assert dialog.write.isHidden()
    assert dialog.preview.told.text() == "Nothing to write: each line says why."


def test_leaving_asks_only_once_somebody_was_said_to_be_meant(
    desk: Desk, administrator: Worker, qtbot: QtBot, tmp_path: Path
) -> None:
    a_person(administrator)
    lines = (ARRIVALS[0], ARRIVALS[2])
    dialog = opened(desk, qtbot, ListKind.ARRIVALS, a_list(tmp_path, *lines))
    dialog.preview.accept_all.click()
    dialog.reject()
    press(shown(qtbot, dialog, QMessageBox), "Leave without importing")
    wait_gone(qtbot, dialog)


def test_the_window_s_cross_asks_before_what_was_chosen_is_lost(
    desk: Desk, administrator: Worker, qtbot: QtBot, tmp_path: Path
) -> None:
    a_person(administrator)
    dialog = opened(desk, qtbot, ListKind.ARRIVALS, a_list(tmp_path, ARRIVALS[0], ARRIVALS[2]))
    dialog.preview.accept_all.click()
    dialog.close()
    assert dialog.isVisible()
    press(shown(qtbot, dialog, QMessageBox), "Leave without importing")
    wait_gone(qtbot, dialog)


def test_the_lines_left_out_are_saved_with_their_reasons(
    desk: Desk, administrator: Worker, qtbot: QtBot, tmp_path: Path
) -> None:
    a_person(administrator)
    dialog = opened(desk, qtbot, ListKind.ARRIVALS, a_list(tmp_path, *ARRIVALS))
    dialog.preview.show_fate(LineFate.TAKEN)
    assert dialog.preview.save_refused.isHidden()
    dialog.preview.show_fate(LineFate.REFUSED)
    dialog.preview.save_refused.click()
    chooser = shown(qtbot, dialog, QFileDialog)
    file = tmp_path / "refused.csv"
    chooser.fileSelected.emit(str(file))
    qtbot.waitUntil(lambda: dialog.preview.told.text() == f"{file.name} is written.")
    chooser.close()
    sheet = read_sheet(file)
    assert sheet.header == (*ARRIVALS[0].split(";"), "Line", "Why it is refused")
    assert [row.cells[4] for row in sheet.rows] == ["3", "5", "6"]
    assert all(row.cells[5] for row in sheet.rows)


def test_columns_matched_by_hand_are_remembered_for_that_kind_of_list_alone(
    desk: Desk, administrator: Worker, qtbot: QtBot, tmp_path: Path
) -> None:
    a_person(administrator)
    file = a_list(tmp_path, "Qui;Prénom", "Exemple;Ada")
    dialog = opened(desk, qtbot, ListKind.ARRIVALS, file)
    dialog.columns.choices["last"].set_value("Qui")
    dialog.columns.day.setText("26/02/2026")
    look_again(dialog, qtbot)
    write(dialog, qtbot)
    again = opened(desk, qtbot, ListKind.ARRIVALS, file)
    assert again.columns.columns() == {"last": "Qui", "first": "Prénom"}
    assert "columns matched as last time" in again.what.text()
    other = opened(desk, qtbot, ListKind.FIRST_VISITS, file)
    assert "last_name" not in other.columns.columns()


def test_a_29_february_is_a_day_of_leap_years_only(
    desk: Desk, administrator: Worker, qtbot: QtBot, tmp_path: Path
) -> None:
    a_person(administrator)
    lines = (ARRIVALS[0], "29/02/2024;Exemple;Ada;", "29/02/2023;Exemple;Ada;")
    dialog = opened(desk, qtbot, ListKind.ARRIVALS, a_list(tmp_path, *lines))
    assert counts(dialog) == [1, 0, 0, 1]


def test_a_line_that_names_a_merged_record_means_the_one_that_was_kept(
    desk: Desk, administrator: Worker, qtbot: QtBot, tmp_path: Path
) -> None:
    kept = a_person(administrator, "Léa", "Dupré")
    gone = a_person(administrator, "Lea", "Durand")
    Twins(administrator, kept, gone).merge()
    lines = (ARRIVALS[0], "26/02/2026;Durand;Lea;")
    dialog = opened(desk, qtbot, ListKind.ARRIVALS, a_list(tmp_path, *lines))
    write(dialog, qtbot)
    assert scalar(desk, select(Arrival.person_id)) == kept
    assert scalar(desk, select(func.count()).select_from(Party)) == 1


@pytest.mark.parametrize("kind", ListKind)
def test_a_file_that_is_no_table_is_told_and_another_one_offered(
    desk: Desk, qtbot: QtBot, tmp_path: Path, kind: ListKind
) -> None:
    file = tmp_path / "empty.csv"
    file.write_bytes(b"")
    dialog = ListImportDialog(desk, None, kind, file)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitUntil(lambda: bool(dialog.problem.text()))
    assert dialog.other.isEnabled()
    assert dialog.write.isHidden()


@pytest.mark.parametrize(
    ("make", "act", "title"),
    [
        (PeopleTab, "visits_action", "Import first visits"),
        (DoorTab, "import_action", "Import a list of arrivals"),
        (DoorTab, "figures_action", "Import figures of earlier years"),
        (FiguresPage, "import_action", "Import figures of earlier years"),
        (PaymentsTab, "balances_action", "Take balances over"),
    ],
)
def test_each_menu_asks_for_the_file_and_shows_its_lines(
    desk: Desk, qtbot: QtBot, tmp_path: Path, make: Callable[[Desk], QWidget], act: str, title: str
) -> None:
    owner = make(desk)
    qtbot.addWidget(owner)
    owner.show()
    getattr(owner, act).trigger()
    asked = shown(qtbot, owner, QFileDialog)
    assert asked.windowTitle() == title
    asked.fileSelected.emit(str(a_list(tmp_path, *FIGURES)))
    dialog = shown(qtbot, owner, ListImportDialog)
    assert dialog.windowTitle() == title
    settled(dialog, qtbot)
    asked.reject()
    dialog.reject()
    wait_gone(qtbot, dialog)


def test_old_certifications_are_taken_in_and_taken_back(
    desk: Desk, administrator: Worker, tmp_path: Path, qtbot: QtBot
) -> None:
    a_machine(administrator, name="Laser")
    ada = a_person(administrator)
    file = a_list(
        tmp_path,
        "Nom;Prénom;Machine;Habilité le",
        "Exemple;Ada;Laser;12/03/2025",
        "Exempl;Ada;Laser;13/03/2025",
        "Exemple;Ada;Licorne;12/03/2025",
    )
    dialog = opened(desk, qtbot, ListKind.CERTIFICATIONS, file)
    assert_accessible(dialog)
    assert counts(dialog) == [1, 1, 0, 1]
    counted = select(func.count()).where(
        Certification.person_id == ada, Certification.withdrawn.is_(False)
    )
    press(dialog, "Take 1 certification over")
    qtbot.waitUntil(lambda: scalar(desk, counted) == 1)
    wait_gone(qtbot, dialog)
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: scalar(desk, counted) == 0)

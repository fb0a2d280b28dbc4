"""The page of the general assembly and the board, by keyboard and by its forms."""

from collections.abc import Callable
from datetime import date
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from builders import Worker
from builders.assembly import MEETS, a_mandate, an_assembly, convened, some_voters
from builders.lab import a_carrier
from builders.memberships import a_member, a_plan
from builders.people import a_person
from fablab_desk.assembly.board import list_mandates
from fablab_desk.assembly.queries import list_assemblies, load_assembly
from fablab_desk.assembly.service import close_assembly
from fablab_desk.assembly.service_mandates import resign
from fablab_desk.assembly.voters import list_called
from fablab_desk.db.database import Database
from fablab_desk.typed import HourError, parse_hour
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.preview import PaperPreview
from fablab_desk.ui.settings.assembly import AssemblyPage
from fablab_desk.ui.settings.assembly_dialogs import (
    AssemblyDialog,
    ConveneDialog,
)
from fablab_desk.ui.settings.assembly_papers import mail_convocations
from fablab_desk.ui.settings.attendance import AttendanceDialog, ProxyDialog
from fablab_desk.ui.settings.board_papers import BoardPaperDialog
from fablab_desk.ui.settings.mandate_dialogs import MandateDialog, ResignDialog
from ui.accessible import assert_accessible
from ui.at_desk import notices, press, press_enter, type_text, undo
from ui.at_desk import shown as opened
from ui.settings import a_lab_set_up, dialog, shown


@pytest.fixture(autouse=True)
def lab(administrator: Worker) -> None:
    a_lab_set_up(administrator)


def page_with(desk: Desk, qtbot: QtBot, count: int = 1) -> AssemblyPage:
    page = shown(qtbot, desk, AssemblyPage)
    qtbot.waitUntil(lambda: len(page.list.rows) == count)
    if count:
        page.list.table.selectRow(0)
    return page


def presences(database: Database, key: UUID) -> tuple[int, int]:
    with database.reading() as session:
        figures = load_assembly(session, key).figures
    assert figures
    return figures.present, figures.represented


def found(form: AttendanceDialog) -> Callable[[], bool]:
    def one() -> bool:
        return form.table.rows.rowCount() == 1 and form.table.chosen() is not None

    return one


def test_an_assembly_is_planned_corrected_and_taken_back(
    desk: Desk, database: Database, qtbot: QtBot
) -> None:
    page = page_with(desk, qtbot, 0)
    page.add_action.trigger()
    form = dialog(page, AssemblyDialog)
    assert_accessible(form)
    form.accept()
    assert set(form.problems) >= {"day", "place", "agenda"}
    assert form.isVisible()
    form.day.setText("14/3")
    form.place.set_value("Médiathèque")
    form.agenda.set_value("Rapport moral\n\nÉlections")
    form.begins.setText("19h")
    form.accept()
    qtbot.waitUntil(lambda: len(page.list.rows) == 1)
    (row,) = page.list.rows
    assert (row.day, row.record_on, row.agenda) == (
        date(2026, 3, 14),
        date(2026, 3, 14),
        "Rapport moral\nÉlections",
    )
    page.correct_action.trigger()
    form = dialog(page, AssemblyDialog)
    form.quorum.setText("30")
    form.accept()
    qtbot.waitUntil(lambda: page.list.rows[0].quorum == 30)
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: page.list.rows[0].quorum is None)
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: not page.list.rows)
    with database.reading() as session:
        assert list_assemblies(session) == []


def test_convening_says_who_has_no_email_and_is_taken_back(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    some_voters(administrator, "Ada", "Zoé")
    an_assembly(administrator, least_age=16)
    page = page_with(desk, qtbot)
    page.convene_action.trigger()
    qtbot.waitUntil(lambda: bool(page.findChildren(ConveneDialog)))
    form = opened(qtbot, page, ConveneDialog)
    said = " ".join(label.text() for label in form.findChildren(type(form.add_note(""))))
    assert "As of 2 March 2026: 2 voters." in said
    assert "2 have no e-mail" in said
    assert "2 without a birth date vote" in said
    form.accept()
    qtbot.waitUntil(lambda: page.list.rows[0].convened_on is not None)
    assert not page.convene_action.isEnabled()
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: page.list.rows[0].convened_on is None)


def test_attendance_is_entered_by_a_few_letters_and_enter(
    desk: Desk, administrator: Worker, database: Database, qtbot: QtBot
) -> None:
    some_voters(administrator, "Ada", "Blaise", "Camille")
    key = convened(administrator, an_assembly(administrator))
    page = page_with(desk, qtbot)
    page.attendance_action.trigger()
    form = opened(qtbot, page, AttendanceDialog)
    assert_accessible(form)
    type_text(form.search, "bla")
    qtbot.waitUntil(found(form))
    press_enter(form.search)
    qtbot.waitUntil(lambda: presences(database, key) == (1, 0))
    qtbot.waitUntil(lambda: form.state.text().startswith("Votes: 1 of 3 (1 present"))
    QTest.keyClick(form.search, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    type_text(form.search, "cam")
    qtbot.waitUntil(found(form))
    form.represented_action.trigger()
    proxy = opened(qtbot, form, ProxyDialog)
    blaise = next(row for row in database_rows(database, key) if row[1].startswith("Blaise"))
    proxy.holder.set_value(blaise)
    proxy.accept()
    qtbot.waitUntil(lambda: "1 represented" in form.state.text())
    assert presences(database, key) == (1, 1)
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: presences(database, key) == (1, 0))


def database_rows(database: Database, key: UUID) -> list[tuple[UUID, str]]:
    with database.reading() as session:
        return [(row.id, row.name) for row in list_called(key).every(session)]


def test_a_refused_proxy_stands_beside_its_field(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    ada, *_ = some_voters(administrator, "Ada", "Blaise")
    convened(administrator, an_assembly(administrator))
    page = page_with(desk, qtbot)
    page.attendance_action.trigger()
    form = opened(qtbot, page, AttendanceDialog)
    type_text(form.search, "ada")
    qtbot.waitUntil(found(form))
    form.represented_action.trigger()
    proxy = opened(qtbot, form, ProxyDialog)
    proxy.holder.set_value((ada, "Ada Exemple"))
    proxy.accept()
    qtbot.waitUntil(lambda: "represented by themselves" in proxy.problems["proxy_id"].text())
    assert proxy.isVisible()


def test_what_changed_since_the_convocation_is_told_and_taken_in_when_asked(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    some_voters(administrator, "Ada")
    convened(administrator, an_assembly(administrator))
    a_member(administrator, a_person(administrator, "Zoé"), a_plan(administrator, "Tardive"))
    page = page_with(desk, qtbot)
    page.attendance_action.trigger()
    form = opened(qtbot, page, AttendanceDialog)
    qtbot.waitUntil(form.renew_button.isVisible)
    assert form.more.text() == "Since the convocation, these would vote too: Zoé Exemple."
    form.renew_button.click()
    press(opened(qtbot, form, QMessageBox), "Take in the changes")
    qtbot.waitUntil(lambda: form.table.rows.rowCount() == 2)
    qtbot.waitUntil(lambda: not form.renew_button.isVisible())


def test_before_the_convocation_the_voters_are_only_listed(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    some_voters(administrator, "Ada")
    an_assembly(administrator)
    page = page_with(desk, qtbot)
    page.attendance_action.trigger()
    form = opened(qtbot, page, AttendanceDialog)
    qtbot.waitUntil(lambda: form.table.rows.rowCount() == 1)
    form.table.selectRow(0)
    assert not form.present_button.isEnabled()
    qtbot.waitUntil(lambda: "once the assembly is convened" in form.state.text())


def test_once_closed_the_attendance_is_only_read_and_says_how_to_correct_it(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    some_voters(administrator, "Ada")
    key = convened(administrator, an_assembly(administrator))
    administrator.does(lambda act: close_assembly(act, key))
    page = page_with(desk, qtbot)
    page.attendance_action.trigger()
    form = opened(qtbot, page, AttendanceDialog)
    qtbot.waitUntil(lambda: form.state.text().endswith("Open it again to correct something."))
    form.table.selectRow(0)
    assert not form.present_action.isEnabled()


def test_a_second_call_asks_for_no_quorum_and_there_is_one_at_most(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    some_voters(administrator, "Ada")
    first = convened(administrator, an_assembly(administrator))
    page = page_with(desk, qtbot)
    page.second_action.trigger()
    form = dialog(page, AssemblyDialog)
    assert form.quorum.value() is None
    form.day.setText("20/3")
    form.accept()
    qtbot.waitUntil(lambda: len(page.list.rows) == 2)
    assert page.list.rows[0].after_id == first
    assert page.list.chosen() == page.list.rows[0]
    page.list.table.selectRow(1)
    page.second_action.trigger()
    form = dialog(page, AssemblyDialog)
    form.day.setText("27/3")
    form.accept()
    qtbot.waitUntil(lambda: "second call already" in form.problem.text())


def test_convocations_go_into_a_folder_one_for_each_address(
    desk: Desk, administrator: Worker, qtbot: QtBot, tmp_path: Path
) -> None:
    plan = a_plan(administrator)
    for name, email in (("Ada", "ada@example.org"), ("Zoé", "")):
        a_member(administrator, a_person(administrator, name, email=email), plan)
    key = convened(administrator, an_assembly(administrator))
    page, told = page_with(desk, qtbot), notices(desk)
    folder = tmp_path / "mails"
    folder.mkdir()
    mail_convocations(desk, page, key, folder)
    qtbot.waitUntil(lambda: bool(told))
    assert told[-1].text == "1 e-mail is ready. 1 has no e-mail: print the convocation."
    (file,) = folder.glob("*.eml")
    mail = message_from_bytes(file.read_bytes(), policy=default)
    assert (mail["To"], mail["Subject"]) == (
        "ada@example.org",
        "Convocation: ordinary general assembly of 2 March 2026",
    )
    (paper,) = mail.iter_attachments()
    assert paper.get_content().startswith(b"%PDF")


def test_the_board_is_kept_by_its_forms_and_an_overlap_is_told(
    desk: Desk, administrator: Worker, database: Database, qtbot: QtBot
) -> None:
    ada = a_person(administrator)
    a_mandate(administrator, a_person(administrator, "Max"))
    page, told = page_with(desk, qtbot, 0), notices(desk)
    qtbot.waitUntil(lambda: len(page.board.rows) == 1)
    page.board.give_action.trigger()
    form = dialog(page, MandateDialog)
    assert_accessible(form)
    form.accept()
    assert form.problems["person_id"].text()
    form.person.set_value((ada, "Ada Exemple"))
    form.accept()
    qtbot.waitUntil(lambda: len(page.board.rows) == 2)
    assert "Max Exemple holds the office “President” too" in told[-1].text
    page.board.table.selectRow(0)
    page.board.resign_action.trigger()
    leaving = dialog(page, ResignDialog)
    leaving.accept()
    qtbot.waitUntil(lambda: any(row.resigned_on == MEETS for row in page.board.rows))
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: all(row.resigned_on is None for row in page.board.rows))
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: len(page.board.rows) == 1)
    with database.reading() as session:
        assert [row.name for row in list_mandates(session)] == ["Max Exemple"]


def test_a_convocation_and_a_resignation_are_withdrawn_later_too(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    ada, *_ = some_voters(administrator, "Ada")
    convened(administrator, an_assembly(administrator))
    mandate = a_mandate(administrator, ada)
    administrator.does(lambda act: resign(act, mandate, act.day))
    page = page_with(desk, qtbot)
    page.withdraw_action.trigger()
    qtbot.waitUntil(lambda: page.list.rows[0].convened_on is None)
    page.board.table.selectRow(0)
    page.board.stay_action.trigger()
    qtbot.waitUntil(lambda: page.board.rows[0].resigned_on is None)
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: page.board.rows[0].resigned_on == MEETS)


@pytest.mark.parametrize(
    ("paper", "title"),
    [("sheet_action", "Attendance sheet"), ("minutes_action", "Figures for the minutes")],
)
def test_its_papers_are_shown(
    desk: Desk, administrator: Worker, qtbot: QtBot, paper: str, title: str
) -> None:
    some_voters(administrator, "Ada")
    convened(administrator, an_assembly(administrator))
    page = page_with(desk, qtbot)
    getattr(page, paper).trigger()
    preview = opened(qtbot, page, PaperPreview)
    assert preview.windowTitle() == title
    assert preview.document.pageCount() == 1


@pytest.mark.parametrize("typed", ["18:30", "18h30", "18.30", "18 h 30"])
def test_an_hour_is_read_as_it_is_written(typed: str) -> None:
    assert f"{parse_hour(typed):%H:%M}" == "18:30"


@pytest.mark.parametrize("typed", ["25h", "18:75", "ce soir", "1875"])
def test_what_is_no_hour_is_refused(typed: str) -> None:
    with pytest.raises(HourError):
        parse_hour(typed)


def test_where_several_structures_carry_the_lab_an_assembly_and_a_mandate_ask_which(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    university = a_carrier(administrator)
    page = page_with(desk, qtbot, 0)
    qtbot.waitUntil(lambda: len(page.carriers) == 2)
    page.add_action.trigger()
    form = dialog(page, AssemblyDialog)
    form.fields["carrier_id"].set_value(university)
    form.day.setText("14/3")
    form.place.set_value("Amphithéâtre")
    form.agenda.set_value("Bilan")
    form.accept()
    qtbot.waitUntil(lambda: [row.carrier_id for row in page.list.rows] == [university])
    assert page.list.rows[0].carrier == "Université d’Essai"
    page.list.table.selectRow(0)
    page.correct_action.trigger()
    form = dialog(page, AssemblyDialog)
    assert form.fields["carrier_id"].value() == university
    form.reject()
    zoe = a_person(administrator, "Zoé")
    page.board.give_action.trigger()
    mandate = dialog(page, MandateDialog)
    mandate.person.set_value((zoe, "Zoé Exemple"))
    mandate.fields["carrier_id"].set_value(university)
    mandate.accept()
    qtbot.waitUntil(lambda: [row.carrier_id for row in page.board.rows] == [university])
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: not page.board.rows)


def test_a_single_structure_is_not_asked_for(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    page = page_with(desk, qtbot, 0)
    qtbot.waitUntil(lambda: len(page.carriers) == 1)
    page.add_action.trigger()
    assert "carrier_id" not in dialog(page, AssemblyDialog).fields
    page.board.give_action.trigger()
    assert "carrier_id" not in dialog(page, MandateDialog).fields


def test_the_board_of_a_day_is_laid_out_and_a_day_without_one_is_told(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    page = page_with(desk, qtbot, 0)
    assert not page.board.paper_action.isEnabled()
    a_mandate(administrator)
    page.read()
    qtbot.waitUntil(page.board.paper_action.isEnabled)
    page.board.paper_action.trigger()
    form = opened(qtbot, page, BoardPaperDialog)
    assert_accessible(form)
    form.day.setText("1/1/2020")
    press_enter(form.day)
    qtbot.waitUntil(lambda: "Nobody holds an office" in form.problems["day"].text())
    form.day.setText("2/3/2026")
    press_enter(form.day)
    preview = opened(qtbot, page, PaperPreview)
    assert preview.windowTitle() == "The board"


def test_a_mandate_is_attested_from_its_row(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    a_mandate(administrator)
    page = page_with(desk, qtbot, 0)
    qtbot.waitUntil(lambda: len(page.board.rows) == 1)
    page.board.table.selectRow(0)
    page.board.attest_action.trigger()
    preview = opened(qtbot, page, PaperPreview)
    assert preview.windowTitle() == "Attestation of a mandate"

"""A training in its windows: from the course to the certification, and what is corrected."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from builders import NOW, Worker
from builders.machines import a_machine
from builders.people import a_person, an_organisation
from builders.trainings import (
    a_certification,
    a_course,
    a_half_day,
    a_session,
    a_trainer,
    an_enrolment,
    assessed,
    closed,
    enrolment,
    present,
)
from fablab_desk.care.named_files import list_named_files
from fablab_desk.lab.models import Carrier
from fablab_desk.overview.files import list_signed_sheets
from fablab_desk.overview.next_actions import ActionKind
from fablab_desk.papers.models import Paper
from fablab_desk.trainings.kinds import Answer, EnrolmentState, Level, Presence, Result
from fablab_desk.trainings.models import Certification, Course, TrainingSession
from fablab_desk.trainings.rights import right_of
from fablab_desk.ui.cards import Link
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.kept_files import FilesDialog
from fablab_desk.ui.letters import bare
from fablab_desk.ui.preview import PaperPreview
from fablab_desk.ui.reason import ReasonDialog
from fablab_desk.ui.trainings.calendar import SessionsCalendarDialog
from fablab_desk.ui.trainings.certify import EventDialog, GrantDialog
from fablab_desk.ui.trainings.course_form import CourseDialog
from fablab_desk.ui.trainings.courses import CoursesDialog
from fablab_desk.ui.trainings.enrol import EnrolDialog
from fablab_desk.ui.trainings.former import FormerDialog
from fablab_desk.ui.trainings.matrix import NEXT, MatrixDialog
from fablab_desk.ui.trainings.rights import PersonRightsDialog
from fablab_desk.ui.trainings.run import AssessDialog, RunDialog
from fablab_desk.ui.trainings.session import SessionDialog
from fablab_desk.ui.trainings.session_form import SessionFormDialog
from fablab_desk.ui.trainings.tab import TrainingsTab
from ui.accessible import assert_accessible
from ui.at_desk import notices, press, shown, type_text, undo, wait_gone
from ui.park import accepted, telling
from ui.schooling import stand_on, trainings_tab

DAY = timedelta(days=1)


@pytest.fixture
def tab(desk: Desk, qtbot: QtBot) -> TrainingsTab:
    return trainings_tab(desk, qtbot)


def one(worker: Worker, kind: type[Any]) -> Any:
    with worker.database.reading() as session:
        found = session.scalars(select(kind)).one()
        session.expunge(found)
        return found


def answer(worker: Worker, person: object, machine: object) -> Answer:
    with worker.database.reading() as session:
        return right_of(session, person, machine, NOW.date()).answer  # type: ignore[arg-type]


def opened(tab: TrainingsTab, key: object, qtbot: QtBot, listed: str = "") -> SessionDialog:
    stand_on(tab, key, qtbot, listed)  # type: ignore[arg-type]
    QTest.keyClick(tab.table, Qt.Key.Key_Return)
    return shown(qtbot, tab, SessionDialog)


def test_without_a_course_a_new_session_begins_with_one(
    tab: TrainingsTab, administrator: Worker, qtbot: QtBot
) -> None:
    laser = a_machine(administrator, name="Laser")
    tab.plan_action.trigger()
    form = shown(qtbot, tab, CourseDialog)
    assert_accessible(form)
    form.accept()
    qtbot.waitUntil(lambda: "Say what the course is called." in telling(form))
    assert "Give it a short code" in telling(form)
    form.title.set_value("Découpe laser")
    form.code.set_value("laser-1")
    form.machines.set_value(frozenset({laser}))
    form.validity.setText("24")
    accepted(qtbot, form)
    course = one(administrator, Course)
    assert isinstance(course, Course)
    assert (course.code, course.validity_months, course.capacity) == ("LASER-1", 24, 6)


def test_a_session_is_planned_changed_and_cancelled(
    tab: TrainingsTab, administrator: Worker, desk: Desk, qtbot: QtBot
) -> None:
    a_course(administrator, capacity=8)
    samira = a_person(administrator, "Samira", "Formatrice")
    tab.plan_action.trigger()
    form = shown(qtbot, tab, SessionFormDialog)
    assert_accessible(form)
    assert form.seats.value() == 8
    form.accept()
    qtbot.waitUntil(lambda: "one half-day at least" in telling(form))
    assert "Say who gives it." in telling(form)
    form.halves[0].day.setText("12/03/2026")
    form.halves[0].starts.setText("14")
    form.halves[0].ends.setText("17")
    form.trainers[0].set_value((samira, "Samira Formatrice"))
    accepted(qtbot, form)
    planned = one(administrator, TrainingSession)
    assert isinstance(planned, TrainingSession)
    stand_on(tab, planned.id, qtbot)
    tab.change_action.trigger()
    form = shown(qtbot, tab, SessionFormDialog)
    form.seats.setText("5")
    accepted(qtbot, form)
    assert one(administrator, TrainingSession).seats == 5
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: one(administrator, TrainingSession).seats == 8)
    stand_on(tab, planned.id, qtbot)
    tab.cancel_action.trigger()
    asked = shown(qtbot, tab, ReasonDialog)
    asked.reason.set_value("Machine en panne")
    accepted(qtbot, asked)
    state = one(administrator, TrainingSession).state
    assert state == "cancelled"
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: one(administrator, TrainingSession).state == "planned")


def test_a_day_on_which_the_lab_is_closed_is_told_and_not_refused(
    tab: TrainingsTab, administrator: Worker, qtbot: QtBot
) -> None:
    a_course(administrator)
    samira = a_person(administrator, "Samira", "Formatrice")
    tab.plan_action.trigger()
    form = shown(qtbot, tab, SessionFormDialog)
    for field, typed in (
        (form.halves[0].day, "14/07/2026"),
        (form.halves[0].starts, "14"),
        (form.halves[0].ends, "17"),
    ):
        type_text(field, typed)
    qtbot.waitUntil(lambda: "closed on 14/07/2026" in form.note_closed.text())
    assert form.note_closed.isVisible()
    form.halves[0].day.clear()
    type_text(form.halves[0].day, "15/07/2026")
    qtbot.waitUntil(lambda: not form.note_closed.isVisible())
    form.halves[0].day.clear()
    type_text(form.halves[0].day, "14/07/2026")
    form.trainers[0].set_value((samira, "Samira Formatrice"))
    accepted(qtbot, form)
    assert one(administrator, TrainingSession).begins_on == date(2026, 7, 14)


def test_enrolled_waiting_and_moved_up(
    tab: TrainingsTab, administrator: Worker, desk: Desk, qtbot: QtBot
) -> None:
    key = a_session(
        administrator, a_course(administrator), seats=1, half_days=(a_half_day(NOW + DAY),)
    )
    first = an_enrolment(administrator, key, a_person(administrator, "Ida"))
    ada = a_person(administrator, "Ada")
    dialog = opened(tab, key, qtbot)
    assert_accessible(dialog)
    told = notices(desk)
    dialog.enrol.click()
    form = shown(qtbot, dialog, EnrolDialog)
    assert_accessible(form)
    form.accept()
    qtbot.waitUntil(lambda: "Say who is enrolled." in telling(form))
    form.person.set_value((ada, "Ada Exemple"))
    accepted(qtbot, form)
    qtbot.waitUntil(lambda: "Ada Exemple is on the waiting list." in str(told))
    qtbot.waitUntil(lambda: len(dialog._detail.trainees) == 2)  # noqa: SLF001
    dialog.table.stand_on(first)
    qtbot.waitUntil(lambda: (row := dialog.table.chosen()) is not None and row.id == first)
    dialog.leave.click()
    qtbot.waitUntil(lambda: enrolment(administrator, first).state is EnrolmentState.WITHDRAWN)
    qtbot.waitUntil(
        lambda: [row.name for row in dialog._detail.enrolled] == ["Ada Exemple"]  # noqa: SLF001
    )
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: enrolment(administrator, first).state is EnrolmentState.WAITING)


def test_presences_and_results_are_noted_in_one_act_and_the_session_closed(
    tab: TrainingsTab, administrator: Worker, desk: Desk, qtbot: QtBot
) -> None:
    laser = a_machine(administrator, name="Laser")
    course = a_course(administrator, laser)
    key = a_session(administrator, course, a_trainer(administrator, laser))
    ada, ida = (a_person(administrator, name) for name in ("Ada", "Ida"))
    passed, failed = (an_enrolment(administrator, key, who) for who in (ada, ida))
    dialog = opened(tab, key, qtbot, "to_close")
    dialog.close_it.click()
    qtbot.waitUntil(lambda: "The presence of Ada Exemple" in dialog.problem.text())
    assert "The presence of Ida Exemple" in dialog.problem.text()
    dialog.run.click()
    form = shown(qtbot, dialog, RunDialog)
    assert_accessible(form)
    buttons = {bare(each.text()): each for each in form.findChildren(type(dialog.run))}
    buttons["All present"].click()
    form.results[failed].set_value(Result.FAILED)
    buttons["All passed"].click()
    accepted(qtbot, form)
    assert enrolment(administrator, passed).result is Result.PASSED
    assert enrolment(administrator, failed).result is Result.FAILED
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: enrolment(administrator, passed).result is Result.NOT_ASSESSED)
    present(administrator, key, passed, failed)
    assessed(administrator, key, passed)
    assessed(administrator, key, failed, result=Result.FAILED)
    stand_on(tab, key, qtbot, "to_close")
    dialog.reject()
    wait_gone(qtbot, dialog)
    dialog = opened(tab, key, qtbot, "to_close")
    dialog.close_it.click()
    qtbot.waitUntil(lambda: answer(administrator, ada, laser) is Answer.AUTONOMOUS)
    assert answer(administrator, ida, laser) is Answer.TO_TRAIN
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: answer(administrator, ada, laser) is Answer.TO_TRAIN)


def test_a_trainee_is_assessed_by_the_criteria(
    tab: TrainingsTab, administrator: Worker, qtbot: QtBot
) -> None:
    course = a_course(administrator, criteria=("Règle la focale",))
    key = a_session(administrator, course)
    who = an_enrolment(administrator, key)
    dialog = opened(tab, key, qtbot, "to_close")
    dialog.grade.click()
    form = shown(qtbot, dialog, AssessDialog)
    assert_accessible(form)
    form.outcome.set_value(Result.PASSED)
    form.accept()
    qtbot.waitUntil(lambda: "was present in no half-day" in telling(form))
    present(administrator, key, who)
    form.remark.set_value("À l’aise")
    accepted(qtbot, form)
    assert enrolment(administrator, who).remark == "À l’aise"


def test_courses_are_listed_archived_and_restored(
    tab: TrainingsTab, administrator: Worker, desk: Desk, qtbot: QtBot
) -> None:
    a_course(administrator)
    tab.courses_action.trigger()
    dialog = shown(qtbot, tab, CoursesDialog)
    assert_accessible(dialog)
    qtbot.waitUntil(lambda: dialog.table.chosen() is not None)
    dialog.away.click()
    qtbot.waitUntil(lambda: one(administrator, Course).archived_on is not None)
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: one(administrator, Course).archived_on is None)


def test_the_matrix_tells_everybody_and_leads_to_the_person(
    tab: TrainingsTab, administrator: Worker, qtbot: QtBot
) -> None:
    laser = a_machine(administrator, name="Laser")
    a_course(administrator, laser)
    for name, level in (("Ada", Level.AUTONOMOUS), ("Ida", Level.ACCOMPANIED)):
        person = a_person(administrator, name)
        a_certification(administrator, person, machine_id=laser, level=level)
    tab.matrix_action.trigger()
    dialog = shown(qtbot, tab, MatrixDialog)
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 2)
    assert_accessible(dialog)
    assert [dialog.model.right(row, 0).answer for row in (0, 1)] == [
        Answer.AUTONOMOUS,
        Answer.WITH_ANIMATOR,
    ]
    assert dialog.told.text() == "2 people · Ada Exemple is autonomous on Laser."
    type_text(dialog.search, "ida")
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 1)
    assert dialog.told.text() == "1 person · Ida Exemple works on Laser with an animator."
    dialog.pills.choose(NEXT)
    action = dialog.actions_table.chosen()
    assert action is not None
    assert (action.person, action.kind) == ("Ida Exemple", ActionKind.ONE_STEP)
    assert_accessible(dialog)
    dialog.person.click()
    rights = shown(qtbot, dialog, PersonRightsDialog)
    qtbot.waitUntil(lambda: rights.rights.chosen() is not None)


def test_somebody_is_certified_suspended_and_restored_from_their_rights(
    tab: TrainingsTab, administrator: Worker, desk: Desk, qtbot: QtBot
) -> None:
    laser, ada = a_machine(administrator, name="Laser"), a_person(administrator, "Ada")
    a_course(administrator, laser)
    trainer = a_trainer(administrator, laser)
    dialog = PersonRightsDialog(desk, tab, ada, "Ada Exemple")
    dialog.open()
    qtbot.waitUntil(lambda: "has not followed the training" in dialog.told.text())
    assert_accessible(dialog)
    dialog.grant.click()
    form = shown(qtbot, dialog, GrantDialog)
    assert_accessible(form)
    form.accept()
    qtbot.waitUntil(lambda: "no trainer" in telling(form))
    form.trainer.set_value((trainer, "Samira Formatrice"))
    accepted(qtbot, form)
    assert answer(administrator, ada, laser) is Answer.AUTONOMOUS
    qtbot.waitUntil(lambda: dialog.history.chosen() is not None)
    dialog.suspend.click()
    event = shown(qtbot, dialog, EventDialog)
    assert_accessible(event)
    event.accept()
    qtbot.waitUntil(lambda: "Say why." in telling(event))
    event.reason.set_value("Capot ouvert")
    accepted(qtbot, event)
    assert answer(administrator, ada, laser) is Answer.TO_TRAIN
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: answer(administrator, ada, laser) is Answer.AUTONOMOUS)
    with administrator.database.reading() as session:
        assert len(list(session.scalars(select(Certification)))) == 2


def test_whoever_is_absent_is_told_so(
    tab: TrainingsTab, administrator: Worker, qtbot: QtBot
) -> None:
    key = a_session(administrator, a_course(administrator))
    who = an_enrolment(administrator, key)
    present(administrator, key, who, as_=Presence.ABSENT)
    dialog = opened(tab, key, qtbot, "to_close")
    assert dialog._presences(dialog._detail.trainees[0]) == "Absent"  # noqa: SLF001


def test_the_sheet_and_the_programme_are_shown_before_they_are_printed(
    tab: TrainingsTab, administrator: Worker, qtbot: QtBot
) -> None:
    halves = (a_half_day(NOW - 2 * DAY), a_half_day(NOW - DAY))
    key = a_session(administrator, a_course(administrator), half_days=halves)
    stand_on(tab, key, qtbot, "to_close")
    for act in (tab.sheet_action, tab.each_action):
        assert act.isVisible()
        act.trigger()
        preview = shown(qtbot, tab, PaperPreview)
        assert preview.windowTitle() == "Attendance sheet"
        preview.close()
        qtbot.waitUntil(lambda: not tab.findChildren(PaperPreview))
    tab.courses_action.trigger()
    dialog = shown(qtbot, tab, CoursesDialog)
    qtbot.waitUntil(dialog.paper.isEnabled)
    dialog.paper.click()
    assert shown(qtbot, dialog, PaperPreview).windowTitle() == "Découpe laser"


def test_the_attestations_of_a_session_and_a_certification_are_shown_on_paper(
    tab: TrainingsTab, administrator: Worker, desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    laser = a_machine(administrator, name="Laser")
    key = a_session(administrator, a_course(administrator, laser), a_trainer(administrator, laser))
    people = [a_person(administrator, name) for name in ("Ada", "Ida")]
    both = [an_enrolment(administrator, key, who) for who in people]
    present(administrator, key, *both)
    assessed(administrator, key, *both)
    closed(administrator, key)
    dialog = opened(tab, key, qtbot, "closed")
    dialog.printed.attest.trigger()
    preview = shown(qtbot, dialog, PaperPreview)
    assert preview.windowTitle() == "Attestations: Découpe laser"
    preview.close()
    folder = tmp_path / "attestations"
    folder.mkdir()
    dialog.printed.files.trigger()
    asked = shown(qtbot, dialog, QFileDialog)
    with qtbot.waitSignal(desk.told):
        asked.fileSelected.emit(str(folder))
    asked.close()
    names = ["A2026-00001 Ada Exemple.pdf", "A2026-00002 Ida Exemple.pdf"]
    assert sorted(one.name for one in folder.iterdir()) == names
    with administrator.database.reading() as session:
        issued = [one.pdf for one in session.scalars(select(Paper).order_by(Paper.number))]
    assert [(folder / name).read_bytes() for name in names] == issued
    dialog.printed.files.trigger()
    again = shown(qtbot, dialog, QFileDialog)
    again.fileSelected.emit(str(tmp_path / "nowhere"))
    qtbot.waitUntil(lambda: "cannot be written" in dialog.problem.text())
    rights = PersonRightsDialog(desk, tab, people[0], "Ada Exemple")
    rights.open()
    qtbot.waitUntil(lambda: rights.history.chosen() is not None)
    rights.paper.click()
    assert "A2026-" in shown(qtbot, rights, PaperPreview).windowTitle()


def test_a_signed_sheet_is_kept_with_its_session(
    tab: TrainingsTab, administrator: Worker, desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    session = a_session(administrator, a_course(administrator))
    an_enrolment(administrator, session)
    dialog = opened(tab, session, qtbot, "to_close")
    dialog.sheets.trigger()
    files = shown(qtbot, dialog, FilesDialog)
    assert_accessible(files)
    scan = tmp_path / "feuille.pdf"
    scan.write_bytes(b"%PDF")
    files.keep(scan)
    qtbot.waitUntil(lambda: files.table.rows.rowCount() == 1)
    with desk.database.reading() as reading:
        (row,) = list_signed_sheets(reading, session)
        assert row.file in set(list_named_files(reading))  # copied and checked with the base
    qtbot.waitUntil(files.off.isEnabled)
    press(files, "Remove")
    qtbot.waitUntil(lambda: files.table.rows.rowCount() == 0)
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: files.table.rows.rowCount() == 1)


def test_a_session_that_is_over_is_found_from_the_first_screen(
    tab: TrainingsTab, administrator: Worker, qtbot: QtBot
) -> None:
    over = a_session(administrator, a_course(administrator))
    tab.open_record(over)
    qtbot.waitUntil(lambda: (row := tab.chosen()) is not None and row.id == over)


def test_the_people_of_an_organisation_stand_in_the_matrix_certified_or_not(
    tab: TrainingsTab, administrator: Worker, desk: Desk, qtbot: QtBot
) -> None:
    laser = a_machine(administrator, name="Laser")
    a_course(administrator, laser)
    a_certification(administrator, a_person(administrator, "Ada"), machine_id=laser)
    school = an_organisation(administrator, "Lycée Exemple")
    session = a_session(administrator, a_course(administrator, code="CNC"), host_id=school)
    an_enrolment(administrator, session, a_person(administrator, "Ida"))
    dialog = MatrixDialog(desk, tab)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 1)
    dialog.body_field.set_value((school, "Lycée Exemple"))
    dialog.read()
    qtbot.waitUntil(lambda: [row.name for row in dialog.model.matrix.rows] == ["Ida Exemple"])
    dialog.body_field.clear()
    dialog.read()
    qtbot.waitUntil(lambda: [row.name for row in dialog.model.matrix.rows] == ["Ada Exemple"])
    dialog.machine.set_value(laser)
    assert dialog.model.columnCount() == 1


def test_sessions_are_looked_through_by_months(
    tab: TrainingsTab, administrator: Worker, qtbot: QtBot
) -> None:
    course = a_course(administrator, title="Découpe laser")
    first, second = a_half_day(NOW + DAY), a_half_day(NOW + DAY + timedelta(hours=4))
    key = a_session(administrator, course, half_days=(first, second))
    a_session(administrator, course, half_days=(a_half_day(NOW + 62 * DAY),))
    tab.calendar_action.trigger()
    dialog = shown(qtbot, tab, SessionsCalendarDialog)
    qtbot.waitUntil(lambda: (row := dialog.table.chosen()) is not None and row.row.id == key)
    assert_accessible(dialog)
    row = dialog.table.chosen()
    assert row is not None
    assert dialog.table.rows.rowCount() == 1
    assert [(one.hour, one.minute) for one, _ in row.hours] == [
        (half.starts_at.hour, half.starts_at.minute) for half in (first, second)
    ]
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    assert shown(qtbot, dialog, SessionDialog).windowTitle() == "Découpe laser"


def test_a_session_with_too_few_people_is_cancelled_or_takes_place_all_the_same(
    tab: TrainingsTab, administrator: Worker, desk: Desk, qtbot: QtBot
) -> None:
    course = a_course(administrator)
    said = {"minimum": 3, "decide_on": NOW.date(), "half_days": (a_half_day(NOW + DAY),)}
    key = a_session(administrator, course, **said)
    an_enrolment(administrator, key)
    stand_on(tab, key, qtbot)
    told = "Too few people: 1 enrolled, of 3 at least."
    qtbot.waitUntil(lambda: any(told in one.text() for one in tab.findChildren(QLabel)))
    decided = {link.accessibleName(): link for link in tab.record.findChildren(Link)}
    decided["It takes place all the same"].click()
    qtbot.waitUntil(lambda: one(administrator, TrainingSession).minimum == 1)
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: one(administrator, TrainingSession).minimum == 3)
    qtbot.waitUntil(lambda: any(told in one.text() for one in tab.findChildren(QLabel)))
    decided = {link.accessibleName(): link for link in tab.record.findChildren(Link)}
    decided["Cancel the session"].click()
    asked = shown(qtbot, tab, ReasonDialog)
    asked.reason.set_value("Trop peu")
    accepted(qtbot, asked)
    assert one(administrator, TrainingSession).state == "cancelled"


def test_a_list_of_before_is_typed_by_keys_alone(
    tab: TrainingsTab, administrator: Worker, desk: Desk, qtbot: QtBot
) -> None:
    laser, cutter = (a_machine(administrator, name=name, code=name) for name in ("Laser", "Vinyle"))
    a_course(administrator, laser, cutter, title="Découpe", validity_months=24)
    ada, ida = (a_person(administrator, name) for name in ("Ada", "Ida"))
    tab.former_action.trigger()
    form = shown(qtbot, tab, FormerDialog)
    assert_accessible(form)
    form.accept()
    qtbot.waitUntil(lambda: "Type at least one line" in telling(form))
    first, second = form.lines[:2]
    for line, typed in ((first, "ada ex"), (second, "ida ex")):
        type_text(line.person, typed)
        QTest.keyClick(line.person, Qt.Key.Key_Return)
        qtbot.waitUntil(line.day.hasFocus)
        if line is first:
            form.accept()
            qtbot.waitUntil(lambda: "Say on which day" in telling(form))
            type_text(first.day, "12/03/2025")
            QTest.keyClick(first.day, Qt.Key.Key_Return)
            assert first.by.hasFocus()
            type_text(first.by, "Samira")
            QTest.keyClick(first.by, Qt.Key.Key_Return)
            assert second.person.hasFocus()
    assert second.by.placeholderText() == "Samira"
    accepted(qtbot, form)

    def counting() -> list[Certification]:
        with administrator.database.reading() as session:
            wanted = select(Certification).where(Certification.withdrawn.is_(False))
            return list(session.scalars(wanted))

    given = counting()
    assert {(one.person_id, one.machine_id) for one in given} == {
        (person, machine) for person in (ada, ida) for machine in (laser, cutter)
    }
    assert {(one.granted_on, one.granted_by, one.fixed_until) for one in given} == {
        (date(2025, 3, 12), "Samira", date(2027, 3, 12))
    }
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: counting() == [])


def test_what_is_wrong_in_a_list_of_before_is_told_in_its_line(
    tab: TrainingsTab, administrator: Worker, qtbot: QtBot
) -> None:
    laser = a_machine(administrator, name="Laser")
    ada = a_person(administrator, "Ada")
    a_certification(administrator, ada, machine_id=laser, granted_on=date(2025, 3, 12))
    tab.former_action.trigger()
    form = shown(qtbot, tab, FormerDialog)
    form.lines[1].person.set_value((ada, "Ada Exemple"))
    form.lines[1].day.setText("12/03/2025")
    form.accept()
    qtbot.waitUntil(lambda: "Ada Exemple" in form.problems["1.person_id"].text())
    form.lines[1].day.setText("12/03/2099")
    form.accept()
    qtbot.waitUntil(lambda: "2099" in form.problems["1.granted_on"].text())


def test_the_papers_of_a_session_are_printed_from_its_window(
    tab: TrainingsTab, administrator: Worker, qtbot: QtBot
) -> None:
    laser = a_machine(administrator, name="Laser")
    course = a_course(administrator, laser)
    key = a_session(administrator, course, a_trainer(administrator, laser))
    enrolled = an_enrolment(administrator, key)
    dialog = opened(tab, key, qtbot, "to_close")
    menu = dialog.printed
    assert [one.isVisible() for one in (menu.call_all, menu.attest)] == [True, False]
    for act in (menu.call_all, menu.call_one, menu.sheet):
        assert act.isEnabled()
        act.trigger()
        shown(qtbot, dialog, PaperPreview).reject()
    present(administrator, key, enrolled)
    assessed(administrator, key, enrolled)
    closed(administrator, key)
    dialog.reject()
    dialog = opened(tab, key, qtbot, "closed")
    menu = dialog.printed
    assert [one.isVisible() for one in (menu.call_all, menu.attest)] == [False, True]
    assert not menu.completion.isVisible()  # the lab is no declared training body
    with administrator.database.writing() as session:
        session.scalars(select(Carrier)).one().training_body = "84420123456"
    dialog.reject()
    dialog = opened(tab, key, qtbot, "closed")
    menu = dialog.printed
    for act in (menu.attest, menu.presence, menu.completion, menu.cards):
        assert act.isEnabled()
        act.trigger()
        shown(qtbot, dialog, PaperPreview).reject()


def test_skills_and_cards_are_printed_of_a_person_and_of_the_day(
    tab: TrainingsTab, administrator: Worker, desk: Desk, qtbot: QtBot
) -> None:
    laser = a_machine(administrator, name="Laser")
    a_course(administrator, laser)
    ada = a_person(administrator, "Ada")
    a_certification(administrator, ada, machine_id=laser)
    rights = PersonRightsDialog(desk, tab, ada, "Ada Exemple")
    rights.open()
    qtbot.waitUntil(lambda: rights.rights.chosen() is not None)
    for button in (rights.all_of_it, rights.card, rights.paper):
        button.click()
        shown(qtbot, rights, PaperPreview).reject()
    rights.reject()
    tab.alone_action.trigger()
    shown(qtbot, tab, PaperPreview).reject()

"""Projects, who takes part and their meetings, through the real dialogs."""

from uuid import UUID

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from builders import NOW, Worker
from builders.people import a_person
from builders.projects import a_meeting, a_project
from fablab_desk.overview.projects import ProjectDetail, list_projects, load_project
from fablab_desk.projects.kinds import ProjectRole, ProjectStage
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.projects.dialog import FollowDialog, ProjectsDialog
from fablab_desk.ui.projects.forms import MeetingDialog, MemberDialog, ProjectDialog
from ui.accessible import assert_accessible
from ui.at_desk import press, press_enter, shown, type_text, undo, wait_gone

TODAY = NOW.date()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def dialog(desk: Desk, window: QWidget, qtbot: QtBot) -> ProjectsDialog:
    dialog = ProjectsDialog(desk, window)
    dialog.open()
    qtbot.waitUntil(lambda: not desk.is_waiting())
    return dialog


def detail(desk: Desk, key: UUID) -> ProjectDetail:
    with desk.database.reading() as session:
        found = load_project(session, key)
    assert found
    return found


def test_a_project_is_made_by_keys_and_taken_back(
    dialog: ProjectsDialog, desk: Desk, qtbot: QtBot
) -> None:
    assert_accessible(dialog)
    press(dialog, "New project…")
    form = shown(qtbot, dialog, ProjectDialog)
    assert_accessible(form)
    type_text(form.link, "exemple.fr")
    press_enter(form.title)
    assert form.problems["title"].text() == "A project has a title."
    assert "https://" in form.problems["link"].text()
    type_text(form.title, "Lampe en bois")
    form.link.set_value("https://exemple.fr")
    press_enter(form.title)
    wait_gone(qtbot, form)
    qtbot.waitUntil(lambda: dialog.table.rows.rowCount() == 1)
    assert dialog.link.isVisible()
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: dialog.table.rows.rowCount() == 0)


def test_it_is_changed_archived_and_restored(
    dialog: ProjectsDialog, desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    a_project(administrator)
    dialog.read()
    qtbot.waitUntil(lambda: dialog.table.chosen() is not None)
    press(dialog, "Change…")
    form = shown(qtbot, dialog, ProjectDialog)
    form.stage.set_value(ProjectStage.DONE)
    form.verb.click()
    wait_gone(qtbot, form)
    qtbot.waitUntil(lambda: dialog.table.rows.rowCount() == 0)  # no more under way
    dialog.pills.choose("over")
    qtbot.waitUntil(lambda: dialog.table.chosen() is not None)
    press(dialog, "Archive")
    qtbot.waitUntil(lambda: dialog.table.rows.rowCount() == 0)
    dialog.pills.choose("archived")
    qtbot.waitUntil(lambda: dialog.table.chosen() is not None)
    assert not dialog.change.isEnabled()
    press(dialog, "Restore")
    qtbot.waitUntil(lambda: dialog.table.rows.rowCount() == 0)
    with desk.database.reading() as session:
        (row,) = list_projects(session)
    assert (row.archived_on, row.draft.stage) == (None, ProjectStage.DONE)


def test_people_and_meetings_are_noted_corrected_and_taken_back(
    desk: Desk, administrator: Worker, window: QWidget, qtbot: QtBot
) -> None:
    ada, key = a_person(administrator), a_project(administrator)
    dialog = FollowDialog(desk, window, detail(desk, key).row)
    dialog.open()
    qtbot.waitUntil(lambda: not desk.is_waiting())
    assert_accessible(dialog)
    press(dialog, "Name somebody…")
    named = shown(qtbot, dialog, MemberDialog)
    named.verb.click()
    assert named.problems["person_id"].text() == "Say who."
    named.person.set_value((ada, "Ada Exemple"))
    named.verb.click()
    wait_gone(qtbot, named)
    qtbot.waitUntil(lambda: dialog.people.rows.rowCount() == 1)
    assert detail(desk, key).members[0].role is ProjectRole.LEADS
    press(dialog, "Note a meeting…")
    meeting = shown(qtbot, dialog, MeetingDialog)
    meeting.verb.click()
    assert meeting.problems["minutes"].text()
    type_text(meeting.minutes, "1h30")
    meeting.stage.set_value(ProjectStage.TRIAL)
    meeting.verb.click()
    wait_gone(qtbot, meeting)
    qtbot.waitUntil(lambda: dialog.meetings.rows.rowCount() == 1)
    assert "1 h 30 of accompaniment" in dialog.told.text()
    assert detail(desk, key).row.draft.stage is ProjectStage.TRIAL
    qtbot.waitUntil(dialog.withdraw.isEnabled)
    press(dialog, "Withdraw it")
    qtbot.waitUntil(lambda: dialog.meetings.rows.rowCount() == 0)
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: dialog.meetings.rows.rowCount() == 1)
    press(dialog, "Take off")
    qtbot.waitUntil(lambda: dialog.people.rows.rowCount() == 0)
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: [one.id for one in detail(desk, key).members] == [ada])


def test_a_meeting_is_corrected(
    desk: Desk, administrator: Worker, window: QWidget, qtbot: QtBot
) -> None:
    key = a_project(administrator)
    a_meeting(administrator, key, 60, text="premier essai")
    dialog = FollowDialog(desk, window, detail(desk, key).row)
    dialog.open()
    qtbot.waitUntil(dialog.correct.isEnabled)
    press(dialog, "Correct the meeting…")
    form = shown(qtbot, dialog, MeetingDialog)
    form.minutes.set_value(45)
    form.verb.click()
    wait_gone(qtbot, form)
    qtbot.waitUntil(lambda: detail(desk, key).row.minutes == 45)
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: detail(desk, key).row.minutes == 60)

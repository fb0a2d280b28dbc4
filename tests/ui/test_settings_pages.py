from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QFileDialog, QMainWindow, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from builders import NOW, Worker
from builders.lab import an_audience
from builders.papers import a_paper
from builders.staff import an_account
from fablab_desk.db.database import Database
from fablab_desk.lab.queries import find_settings, load_carrier
from fablab_desk.lab.service import correct_carrier
from fablab_desk.overview.settings import load_identity
from fablab_desk.papers.queries import public_keys
from fablab_desk.papers.revoked_list import read_list
from fablab_desk.papers.service import revoke_paper
from fablab_desk.schema import BLUEPRINT
from fablab_desk.seals import public_keys_in
from fablab_desk.staff.act import REGISTRY
from fablab_desk.staff.rights import Role
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.letters import bare
from fablab_desk.ui.settings.accounts import AccountsPage
from fablab_desk.ui.settings.backups import BackupsPage
from fablab_desk.ui.settings.journal import JournalPage
from fablab_desk.ui.settings.lab import LabPage
from fablab_desk.ui.settings.lab_dialogs import HoursDialog, IdentityDialog
from fablab_desk.ui.settings.pages import PAGES
from fablab_desk.ui.settings.service_words import SERVICE_TEXTS
from fablab_desk.ui.settings.tab import SettingsTab
from fablab_desk.ui.settings.workstation import WorkstationPage
from ui.accessible import assert_accessible
from ui.at_desk import press_enter
from ui.settings import a_lab_set_up, dialog, shown


@pytest.fixture(autouse=True)
def lab(administrator: Worker) -> None:
    a_lab_set_up(administrator)


@pytest.fixture
def copies(desk: Desk) -> Path:
    return desk.copies


@pytest.mark.parametrize("place", range(len(PAGES)), ids=[entry.icon for entry in PAGES])
def test_each_page_is_accessible(desk: Desk, place: int, qtbot: QtBot) -> None:
    tab = SettingsTab(desk)
    qtbot.addWidget(tab)
    tab.resize(1000, 640)
    with qtbot.waitExposed(tab):
        tab.show()
    tab.page(place)
    qtbot.wait(150)
    assert_accessible(tab)


def test_the_page_last_seen_is_shown_again(desk: Desk, qtbot: QtBot) -> None:
    tab = SettingsTab(desk)
    qtbot.addWidget(tab)
    tab.page(3)
    again = SettingsTab(desk)
    qtbot.addWidget(again)
    assert again.names.currentRow() == 3
    assert [act.text() for act in again.actions()] == [entry.title for entry in PAGES]


def test_the_identity_is_corrected_with_its_logo(
    desk: Desk, database: Database, qtbot: QtBot
) -> None:
    page = shown(qtbot, desk, LabPage)
    qtbot.waitUntil(page.correct_action.isEnabled)
    page.correct_action.trigger()
    form = dialog(page, IdentityDialog)
    picture = BytesIO()
    Image.new("RGB", (20, 10), "navy").save(picture, "PNG")
    form.fields["logo"].set_value(picture.getvalue())
    form.fields["email"].set_value("bonjour@example.org")
    with qtbot.waitSignal(form.accepted):
        form.accept()
    with database.reading() as session:
        carrier = load_carrier(session)
        assert (carrier.email, carrier.logo) == ("bonjour@example.org", picture.getvalue())


@pytest.mark.parametrize("since", ["", "ailleurs@example.org"])
def test_the_identity_is_taken_back_unless_another_desk_corrected_it_since(
    desk: Desk, database: Database, administrator: Worker, qtbot: QtBot, since: str
) -> None:
    page = shown(qtbot, desk, LabPage)
    qtbot.waitUntil(page.correct_action.isEnabled)
    page.correct_action.trigger()
    form = dialog(page, IdentityDialog)
    form.fields["email"].set_value("bonjour@example.org")
    with qtbot.waitSignal(form.accepted):
        form.accept()
    with database.reading() as session:
        now = load_identity(session)
    key, other = now.carrier_id, replace(now.carrier, email=since)
    if since and key:
        administrator.does(lambda act: correct_carrier(act, key, other, now.version))

    def email() -> str:
        with database.reading() as session:
            return load_carrier(session).email

    desk.undo()
    if since:
        qtbot.waitUntil(lambda: bool(page.findChildren(QMessageBox)))
        assert "changed meanwhile" in dialog(page, QMessageBox).text()
    qtbot.waitUntil(lambda: email() == since)


def test_the_hours_of_the_desk_are_taken_back(desk: Desk, database: Database, qtbot: QtBot) -> None:
    def idle_minutes() -> int:
        with database.reading() as session:
            return find_settings(session).idle_minutes

    before = idle_minutes()
    page = shown(qtbot, desk, LabPage)
    qtbot.waitUntil(page.hours_action.isEnabled)
    page.hours_action.trigger()
    form = dialog(page, HoursDialog)
    form.fields["idle_minutes"].set_value(before + 7)
    with qtbot.waitSignal(form.accepted):
        form.accept()
    assert idle_minutes() == before + 7
    desk.undo()
    qtbot.waitUntil(lambda: idle_minutes() == before)


def test_every_problem_of_the_identity_is_told_at_once(desk: Desk, qtbot: QtBot) -> None:
    page = shown(qtbot, desk, LabPage)
    qtbot.waitUntil(page.correct_action.isEnabled)
    page.correct_action.trigger()
    form = dialog(page, IdentityDialog)
    wrong = {"name": "", "email": "nulle part", "siret": "1", "iban": "FR00", "logo": b"GIF"}
    for name, value in wrong.items():
        form.fields[name].set_value(value)
    form.accept()
    assert {name for name, one in form.problems.items() if one.text()} == set(wrong)


def test_the_public_key_is_exported_once_a_paper_was_sealed(
    desk: Desk, administrator: Worker, tmp_path: Path, qtbot: QtBot
) -> None:
    page = shown(qtbot, desk, LabPage)
    qtbot.waitUntil(page.key_action.isEnabled)
    page.key_action.trigger()
    qtbot.waitUntil(lambda: bool(page.findChildren(QMessageBox)))
    (box,) = page.findChildren(QMessageBox)
    assert "No paper was issued here yet" in box.text()
    box.close()
    a_paper(administrator)
    page.key_action.trigger()
    qtbot.waitUntil(lambda: bool(page.findChildren(QFileDialog)))
    (asked,) = page.findChildren(QFileDialog)
    file = tmp_path / "lab.pem"
    with qtbot.waitSignal(desk.told):
        asked.fileSelected.emit(str(file))
    assert len(public_keys_in(file)) == 1


def test_the_signed_list_of_revoked_papers_is_exported(
    desk: Desk, administrator: Worker, tmp_path: Path, qtbot: QtBot
) -> None:
    page = shown(qtbot, desk, LabPage)
    qtbot.waitUntil(page.list_action.isEnabled)
    key = a_paper(administrator)
    administrator.does(lambda act: revoke_paper(act, key, "erreur de nom"))
    page.list_action.trigger()
    qtbot.waitUntil(lambda: bool(page.findChildren(QFileDialog)))
    (asked,) = page.findChildren(QFileDialog)
    file = tmp_path / "list.json"
    with qtbot.waitSignal(desk.told):
        asked.fileSelected.emit(str(file))
    with administrator.database.reading() as session:
        listed = read_list(file.read_text("utf-8"), public_keys(session))
    assert list(listed.papers) == ["A2026-00001"]


def test_a_login_is_asked_only_when_somebody_could_log_in(
    desk: Desk, database: Database, administrator: Worker, qtbot: QtBot
) -> None:
    page = shown(qtbot, desk, LabPage)
    qtbot.waitUntil(page.hours_action.isEnabled)
    page.hours_action.trigger()
    form = dialog(page, HoursDialog)
    form.fields["asks_login"].set_value(True)
    form.fields["idle_minutes"].setText("un peu")  # type: ignore[attr-defined]
    form.fields["zone_name"].set_value("Lune/Mer")
    form.accept()
    assert {name for name, one in form.problems.items() if one.text()} == {
        *("idle_minutes", "zone_name")
    }
    form.fields["idle_minutes"].set_value(30)
    form.fields["zone_name"].set_value("Europe/Paris")
    with qtbot.waitSignal(form.accepted):
        form.accept()
    with database.reading() as session:
        assert find_settings(session).idle_minutes == 30


def test_who_may_not_see_a_page_reads_why_at_its_top(desk: Desk, qtbot: QtBot) -> None:
    page = shown(qtbot, desk, AccountsPage)
    qtbot.waitUntil(lambda: page.list.table.rows.rowCount() == 1)
    page.list.hide()
    QApplication.processEvents()
    assert page.about.mapTo(page, QPoint()).y() < 60


def test_a_copy_is_made_and_the_base_put_back_to_it(
    desk: Desk, database: Database, administrator: Worker, copies: Path, qtbot: QtBot
) -> None:
    with database.writing() as session:
        connection = session.connection()
        BLUEPRINT.put(connection)
    page = shown(qtbot, desk, BackupsPage)
    page.activateWindow()
    page.copy_action.trigger()
    qtbot.waitUntil(page.list.table.hasFocus)
    qtbot.waitUntil(lambda: page.list.table.rows.rowCount() == 1)
    an_audience(administrator, "Repair", 9)
    page.list.table.selectRow(0)
    press_enter(page.list.table)
    (box,) = page.findChildren(QMessageBox)
    verb = next(one for one in box.buttons() if bare(one.text()) == "Restore this copy")
    with qtbot.waitSignal(desk.replaced):
        verb.click()
    assert len(list(copies.glob("*before-restore*.db"))) == 1


def test_the_journal_tells_what_an_act_changed(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    an_account(administrator)
    page = shown(qtbot, desk, JournalPage)
    qtbot.waitUntil(lambda: page.list.table.rows.rowCount() == 2)
    page.list.table.selectRow(0)
    qtbot.waitUntil(lambda: page.changes.table.rows.rowCount() > 3)
    rows = page.changes.table.rows
    said = {
        str(rows.index(n, 0).data()): str(rows.index(n, 2).data()) for n in range(rows.rowCount())
    }
    assert said["Account · Camille Essai, Login"] == "camille"
    assert said["Account · Camille Essai, Roles"] == "Reception"
    assert said["Account · Camille Essai, Password"] == "…"


def test_who_may_not_read_the_journal_is_told_so(database: Database, qtbot: QtBot) -> None:
    worker = Worker(database, (Role.RECEPTION,))
    desk = Desk(database, worker.seat, lambda: NOW)
    page = shown(qtbot, desk, JournalPage)
    qtbot.waitUntil(lambda: "may not" in page.about.text())
    assert not page.list.isVisible()
    desk.close()


def test_the_journal_closes_when_somebody_else_sits_down(
    desk: Desk, database: Database, administrator: Worker, qtbot: QtBot
) -> None:
    page = shown(qtbot, desk, JournalPage)
    qtbot.waitUntil(lambda: page.list.table.rows.rowCount() == 1)
    desk.sit(Worker(database, (Role.RECEPTION,)).seat)
    assert page.list.table.rows.rowCount() == 0
    qtbot.waitUntil(lambda: "may not" in page.about.text())
    desk.sit(administrator.seat)
    qtbot.waitUntil(lambda: page.list.table.rows.rowCount() == 1)
    assert page.list.isVisible()


def test_the_journal_has_words_for_every_service() -> None:
    assert {*REGISTRY, "staff.log_in", "staff.wrong_password"} <= set(SERVICE_TEXTS)


def test_a_choice_of_the_workstation_pulls_the_act_of_the_window(desk: Desk, qtbot: QtBot) -> None:
    window, pulled = QMainWindow(), list[str]()
    qtbot.addWidget(window)
    page = WorkstationPage(desk)
    window.setCentralWidget(page)
    for choice in page.choices:
        for name in choice.buttons:
            act = QAction(name, window)
            act.setObjectName(name)
            act.triggered.connect(lambda _on, name=name: pulled.append(name))
    with qtbot.waitExposed(window):
        window.show()
    checked = [
        name
        for choice in page.choices
        for name, pill in choice.buttons.items()
        if isinstance(pill, QPushButton) and pill.isChecked()
    ]
    assert checked == ["language en", "scheme light", "scale 100"]
    page.choices[2].buttons["scale 150"].click()
    assert pulled == ["scale 150"]

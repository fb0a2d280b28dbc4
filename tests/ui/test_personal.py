"""Requests on personal data, at the desk."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID
from zipfile import ZipFile

from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from builders import Worker
from builders.money import a_cashing, a_charge
from builders.people import a_person, an_organisation
from fablab_desk.care.erasure import preview_erasure
from fablab_desk.people.models import Person
from fablab_desk.staff.rights import Role
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.people.erase import EraseDialog
from fablab_desk.ui.people.retention import RetentionDialog
from fablab_desk.ui.people.tab import PeopleTab
from ui.accessible import assert_accessible
from ui.at_desk import notices, press, shown, undo, wait_gone
from ui.members import people_tab, stand_on, texts


def asked(desk: Desk, qtbot: QtBot, key: UUID) -> tuple[PeopleTab, EraseDialog]:
    tab = people_tab(desk, qtbot)
    stand_on(qtbot, tab, key)
    tab.personal.erase_action.trigger()
    return tab, shown(qtbot, tab, EraseDialog)


def name_of(desk: Desk, key: UUID) -> str:
    with desk.database.reading() as session:
        return session.get_one(Person, key).name


def test_a_person_is_erased_once_the_number_is_typed(
    desk: Desk, qtbot: QtBot, administrator: Worker
) -> None:
    key = a_person(administrator, "Ada", "Exemple")
    a_cashing(administrator, key)
    told = notices(desk)
    _tab, dialog = asked(desk, qtbot, key)
    assert_accessible(dialog)
    said = texts(dialog)
    assert "1 payment" in said
    assert "It cannot be undone" in said
    dialog.typed.set_value("M-00001")
    dialog.verb.click()
    wait_gone(qtbot, dialog)
    assert name_of(desk, key) == "Fiche effacée"
    assert told[-1].verb != "Undo"


def test_another_word_erases_nobody(desk: Desk, qtbot: QtBot, administrator: Worker) -> None:
    key = a_person(administrator, "Ada", "Exemple")
    _tab, dialog = asked(desk, qtbot, key)
    dialog.typed.set_value("Eve")
    dialog.verb.click()
    qtbot.waitUntil(lambda: "Type the number" in texts(dialog))
    assert name_of(desk, key) == "Ada Exemple"


def test_while_something_is_owed_nothing_can_be_typed(
    desk: Desk, qtbot: QtBot, administrator: Worker
) -> None:
    key = a_person(administrator, "Ada", "Exemple")
    a_charge(administrator, key)
    _tab, dialog = asked(desk, qtbot, key)
    assert any("owed" in said for said in dialog.hinders)
    assert not dialog.verb.isEnabled()
    assert not dialog.typed.isEnabled()


def test_what_is_kept_of_a_person_is_written_where_it_was_asked(
    desk: Desk, qtbot: QtBot, administrator: Worker, tmp_path: Path
) -> None:
    key = a_person(administrator, "Ada", "Exemple")
    told = notices(desk)
    tab = people_tab(desk, qtbot)
    stand_on(qtbot, tab, key)
    tab.personal.access_action.trigger()
    file = tmp_path / "ada.zip"
    shown(qtbot, tab, QFileDialog).fileSelected.emit(str(file))
    qtbot.waitUntil(lambda: bool(told) and "ada.zip" in told[-1].text)
    with ZipFile(file) as archive:
        assert any(name.endswith(".html") for name in archive.namelist())


def test_an_organisation_offers_neither(desk: Desk, qtbot: QtBot, administrator: Worker) -> None:
    tab = people_tab(desk, qtbot)
    stand_on(qtbot, tab, an_organisation(administrator))
    assert not tab.personal.erase_action.isEnabled()
    assert not tab.personal.access_action.isEnabled()


def test_a_preview_counts_what_stays(desk: Desk, administrator: Worker) -> None:
    key = a_person(administrator)
    a_cashing(administrator, key)
    with desk.database.reading() as session:
        found = preview_erasure(session, key, date(2026, 3, 2))
    assert found.kept_until == date(2036, 12, 31)


def test_who_rests_for_long_is_archived_at_once_and_taken_out_again(
    desk: Desk, qtbot: QtBot, administrator: Worker
) -> None:
    then = replace(administrator, now=administrator.now - timedelta(days=1500))
    key = a_person(then, "Éloïse", "Duprévert")
    tab = people_tab(desk, qtbot)
    tab.personal.retention_action.trigger()
    dialog = shown(qtbot, tab, RetentionDialog)
    qtbot.waitUntil(lambda: dialog.table.rows.rowCount() == 1)
    assert_accessible(dialog)
    dialog.seal.click()
    press(shown(qtbot, dialog, QMessageBox), "Archive")
    qtbot.waitUntil(lambda: "Dupr" not in name_of(desk, key))
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: name_of(desk, key) == "Éloïse Duprévert")


def test_nobody_but_an_administrator_looks_into_the_archive(
    desk: Desk, qtbot: QtBot, administrator: Worker
) -> None:
    desk.sit(Worker(administrator.database, roles=(Role.RECEPTION,)).seat)
    tab = people_tab(desk, qtbot)
    tab.personal.retention_action.trigger()
    shown(qtbot, tab, RetentionDialog)
    box = shown(qtbot, tab, QMessageBox)
    assert "answer requests on personal data" in box.text()
    box.close()

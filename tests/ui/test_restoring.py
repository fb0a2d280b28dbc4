"""A base that does not open: a copy put back from the screen that says so."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMessageBox
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from builders import Worker
from builders.programs import a_program
from builders.visits import visit, visits
from fablab_desk.db.backup import take
from fablab_desk.db.database import Database
from fablab_desk.db.errors import (
    DamagedError,
    DatabaseError,
    DiskFullError,
    NewerError,
    NotADatabaseError,
    UnfinishedVersionError,
)
from fablab_desk.ui import entrance as entrances
from fablab_desk.ui.app import Program
from fablab_desk.ui.cover import ShutDoor
from fablab_desk.ui.desk import ANYTHING
from fablab_desk.ui.letters import bare
from fablab_desk.ui.opening import Opened, open_lab
from fablab_desk.ui.restoring import RestoreDialog
from ui.accessible import assert_accessible
from ui.settings import a_lab_set_up

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
PATIENCE = 20_000  # ms


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    return tmp_path / "copies"


@pytest.fixture
def program(
    qapp: QApplication,
    copies: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Program]:
    for room in ("opening", "restoring", "entrance"):
        monkeypatch.setattr(f"fablab_desk.ui.{room}.copies_folder", lambda: copies)
    for room in ("opening", "restoring"):
        monkeypatch.setattr(f"fablab_desk.ui.{room}.keys_folder", lambda: tmp_path / "keys")
    monkeypatch.setattr(entrances.Entrance, "_ask_questions", lambda _entrance: None)
    with a_program(qapp) as program:
        yield program


@pytest.fixture
def whole(database: Database, administrator: Worker, copies: Path) -> Path:
    """A base with two visits, of which there is a copy with one."""
    a_lab_set_up(administrator)
    visit(database)
    take(database, copies, NOW)
    visit(database)
    database.close()
    return Path(database.place)


@pytest.fixture
def place(whole: Path) -> Path:
    """A base that nobody can read any more."""
    return cut(whole)


def cut(place: Path) -> Path:
    os.truncate(place, place.stat().st_size // 2)
    return place


def the_door(program: Program, place: Path, qtbot: QtBot) -> ShutDoor:
    program.open_with(lambda: open_lab(place), place)
    qtbot.waitUntil(program.window.is_covered, timeout=PATIENCE)
    door = program.window.layers.currentWidget()
    assert isinstance(door, ShutDoor)
    return door


def the_dialog(program: Program, place: Path, qtbot: QtBot) -> RestoreDialog:
    the_door(program, place, qtbot).restore.click()
    return shown(program, qtbot)


def shown(program: Program, qtbot: QtBot) -> RestoreDialog:
    """The dialog, its copies read."""
    (dialog,) = program.window.findChildren(RestoreDialog)
    qtbot.waitUntil(dialog.other.isEnabled, timeout=PATIENCE)
    return dialog


def asked(dialog: RestoreDialog, qtbot: QtBot) -> QMessageBox:
    qtbot.waitUntil(lambda: bool(dialog.findChildren(QMessageBox)), timeout=PATIENCE)
    (box,) = dialog.findChildren(QMessageBox)
    return box


def agree(box: QMessageBox) -> None:
    next(one for one in box.buttons() if bare(one.text()) == "Restore this copy").click()


def test_a_copy_is_put_back_by_the_keyboard_and_the_base_opens(
    program: Program, place: Path, database: Database, qtbot: QtBot
) -> None:
    before = place.read_bytes()
    door = the_door(program, place, qtbot)
    assert door.focusProxy() is door.restore
    assert_accessible(door)
    QTest.keyClick(door.restore, Qt.Key.Key_Return)
    dialog = shown(program, qtbot)
    assert_accessible(dialog)
    chosen = dialog.table.chosen()
    assert chosen
    assert (chosen.place, chosen.proved) == (str(place), True)
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    box = asked(dialog, qtbot)
    assert "02/03/2026" in box.text()
    assert "Fablab" in box.informativeText()
    assert "is not deleted" in box.informativeText()
    assert "another base" not in box.informativeText()
    agree(box)
    qtbot.waitUntil(lambda: program.window.desk is not None, timeout=PATIENCE)
    (damaged,) = place.parent.glob("*.damaged")
    assert damaged.read_bytes() == before
    desk = program.window.desk
    assert desk
    assert visits(desk.database) == 1
    with desk.database.reading() as session:
        told = session.scalars(text("SELECT file_name FROM restore_records")).one()
    assert told == chosen.path.name
    qtbot.waitUntil(lambda: str(damaged) in said(program), timeout=PATIENCE)


def test_a_base_found_damaged_at_work_is_shut_and_a_copy_offered(
    program: Program, whole: Path, qtbot: QtBot
) -> None:
    program.open_with(lambda: open_lab(whole), whole)
    qtbot.waitUntil(lambda: program.window.desk is not None, timeout=PATIENCE)
    desk = program.window.desk
    assert desk
    desk.database.close()  # or what is in memory would be shown on
    cut(whole)
    desk.changed.emit(ANYTHING)
    qtbot.waitUntil(lambda: program.window.desk is None, timeout=PATIENCE)
    assert program.window.is_covered()
    door = program.window.layers.currentWidget()
    assert isinstance(door, ShutDoor)
    assert "is damaged" in " ".join(one.text() for one in door.findChildren(QLabel))
    assert [one for one in QApplication.topLevelWidgets() if isinstance(one, QMessageBox)] == []
    door.restore.click()
    dialog = shown(program, qtbot)
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    agree(asked(dialog, qtbot))
    qtbot.waitUntil(lambda: program.window.desk is not None, timeout=PATIENCE)
    opened = program.window.desk
    assert opened
    assert visits(opened.database) == 1


def said(program: Program) -> str:
    return "\n".join(one.text() for one in program.window.findChildren(QLabel))


def a_flipped_byte(copy: Path) -> None:
    whole = bytearray(copy.read_bytes())
    whole[len(whole) // 2] ^= 1
    copy.write_bytes(whole)


def a_newer_one(copy: Path) -> None:
    changed(copy, "UPDATE alembic_version SET version_num = '9999'")


def an_unfinished_one(copy: Path) -> None:
    changed(copy, "ALTER TABLE backup_records DROP COLUMN strays")


def changed(copy: Path, sql: str) -> None:
    other = Database(f"sqlite:///{copy}")
    with other.writing() as session:
        session.execute(text(sql))
    other.close()
    copy.with_suffix(".json").unlink()


def a_full_disk(_copy: Path) -> None:
    """Told by the place itself."""


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (a_flipped_byte, "is damaged and was left aside"),
        (a_newer_one, "by a later version"),
        (an_unfinished_one, "by an unfinished version"),
        (Path.unlink, "There is no copy at"),
        (a_full_disk, "is full"),
    ],
)
def test_a_copy_that_cannot_be_put_back_says_why_and_nothing_is_touched(
    program: Program,
    place: Path,
    copies: Path,
    spoil: Callable[[Path], None],
    sentence: str,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    dialog = the_dialog(program, place, qtbot)
    (copy,) = copies.glob("*.db")
    before = place.read_bytes()
    spoil(copy)
    if spoil is a_full_disk:
        none = shutil.disk_usage(copies)._replace(free=0)
        monkeypatch.setattr(shutil, "disk_usage", lambda _folder: none)
    dialog.verb.click()
    agree(asked(dialog, qtbot))
    qtbot.waitUntil(lambda: sentence in dialog.problem.text(), timeout=PATIENCE)
    assert place.read_bytes() == before
    assert dialog.verb.isEnabled()
    assert dialog.focusWidget() is dialog.table
    dialog.reject()
    assert program.window.is_covered()


def test_without_any_copy_another_file_is_asked_for_and_its_origin_told(
    program: Program, place: Path, copies: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    stick = tmp_path / "stick"
    copies.rename(stick)
    (copy,) = stick.glob("*.db")
    manifest = copy.with_suffix(".json")
    manifest.write_text(manifest.read_text().replace(str(place), "/srv/other/desk.sqlite"))
    dialog = the_dialog(program, place, qtbot)
    assert not dialog.verb.isEnabled()
    qtbot.waitUntil(dialog.other.hasFocus)
    assert dialog.table.empty
    assert dialog.table.empty.isVisible()
    dialog.other.click()
    (asks,) = dialog.findChildren(QFileDialog)
    asks.fileSelected.emit(str(copy))
    asks.close()
    box = asked(dialog, qtbot)
    assert "another base, /srv/other/desk.sqlite" in box.informativeText()
    agree(box)
    qtbot.waitUntil(lambda: program.window.desk is not None, timeout=PATIENCE)


def test_a_server_is_offered_its_own_copies_before_those_of_others(
    program: Program, place: Path, copies: Path, qtbot: QtBot
) -> None:
    for hour, base in enumerate(("other/lab", "here/lab", "other/lab")):
        copy = copies / f"fablab-20260302T1{hour}0000Z.dump"
        copy.write_bytes(b"PGDMP")
        about = {"base": base, "proved": True}
        copy.with_suffix(".json").write_text(json.dumps(about))
    RestoreDialog(program.window, "postgresql://desk:secret@here/lab")
    dialog = shown(program, qtbot)
    chosen = dialog.table.chosen()
    assert dialog.table.rows.rowCount() == 3  # and not those of files
    assert chosen
    assert chosen.place == "here/lab"
    dialog.open()
    dialog.verb.click()
    said = asked(dialog, qtbot).informativeText()
    assert "another base" not in said
    assert "What the server holds now is copied" in said
    assert "secret" not in said


@pytest.mark.parametrize(
    ("refusal", "offered", "leads"),
    [
        (DamagedError("desk.sqlite"), True, True),
        (UnfinishedVersionError("desk.sqlite", ["parties"]), True, True),
        (NotADatabaseError("desk.sqlite"), True, False),
        (NewerError("desk.sqlite"), False, False),
        (DiskFullError("desk.sqlite"), False, False),
    ],
)
def test_a_copy_is_offered_only_where_it_would_mend_what_is_wrong(
    program: Program,
    tmp_path: Path,
    refusal: DatabaseError,
    offered: bool,
    leads: bool,
    qtbot: QtBot,
) -> None:
    def call() -> Opened:
        raise refusal

    program.open_with(call, tmp_path / "desk.sqlite")
    qtbot.waitUntil(program.window.is_covered, timeout=PATIENCE)
    door = program.window.layers.currentWidget()
    assert isinstance(door, ShutDoor)
    assert door.restore.isVisible() is offered
    assert (door.restore if leads else door.again).property("kind") == "primary"
    assert door.focusProxy() is (door.restore if leads else door.again)

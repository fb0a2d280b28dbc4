"""Photos and papers of faults, maintenance, uses and projects, through the real dialogs."""

from functools import partial
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from builders import Worker
from builders.machines import a_machine
from builders.people import a_person, a_photo
from builders.projects import a_project
from builders.upkeep import a_fault, an_order
from builders.uses import recorded, the_use
from fablab_desk.care.named_files import list_named_files
from fablab_desk.overview.files import (
    FileRow,
    list_fault_files,
    list_order_files,
    list_project_files,
)
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.kept_files import FilesDialog
from fablab_desk.ui.machines.files import fault_files
from fablab_desk.ui.machines.timeline import TimelineDialog
from fablab_desk.ui.machines.upkeep import ORDERS, UpkeepDialog
from fablab_desk.ui.projects.dialog import ProjectsDialog
from ui.accessible import assert_accessible
from ui.at_desk import press, shown, undo


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


def files(desk: Desk, fault_id: UUID | None = None, order_id: UUID | None = None) -> list[FileRow]:
    with desk.database.reading() as session:
        if order_id:
            return list_order_files(session, order_id)
        assert fault_id
        return list_fault_files(session, fault_id)


def test_a_photo_of_a_fault_is_kept_taken_off_and_put_back(
    desk: Desk, administrator: Worker, window: QWidget, tmp_path: Path, qtbot: QtBot
) -> None:
    laser = a_machine(administrator)
    fault = a_fault(administrator, laser)
    logbook = TimelineDialog(desk, window, laser, "Laser")
    logbook.open()
    qtbot.waitUntil(lambda: logbook.table.rows.rowCount() == 1)
    logbook.table.selectRow(0)
    qtbot.waitUntil(logbook.files.isEnabled)
    press(logbook, "Files…")
    dialog = shown(qtbot, logbook, FilesDialog)
    assert_accessible(dialog)
    photo = tmp_path / "lentille.jpg"
    photo.write_bytes(b"pixels")
    dialog.keep(photo)
    qtbot.waitUntil(lambda: dialog.table.rows.rowCount() == 1)
    (row,) = files(desk, fault)
    assert desk.database.attachments.read(row.file) == b"pixels"
    with desk.database.reading() as session:
        assert row.file in set(list_named_files(session))  # copied and checked with the base
    qtbot.waitUntil(dialog.off.isEnabled)
    press(dialog, "Remove")
    qtbot.waitUntil(lambda: files(desk, fault) == [])
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: files(desk, fault) == [row])


def test_a_file_that_is_not_there_is_told(
    desk: Desk, administrator: Worker, window: QWidget, tmp_path: Path, qtbot: QtBot
) -> None:
    fault = a_fault(administrator, a_machine(administrator))
    dialog = fault_files(desk, window, "Lentille", fault)
    dialog.open()
    dialog.keep(tmp_path / "absent.jpg")
    qtbot.waitUntil(lambda: "absent.jpg" in dialog.problem.text())
    empty = tmp_path / "vide.jpg"
    empty.write_bytes(b"")
    dialog.keep(empty)
    qtbot.waitUntil(lambda: "empty" in dialog.problem.text())
    assert files(desk, fault) == []


def test_a_quote_is_attached_to_a_maintenance(
    desk: Desk, administrator: Worker, window: QWidget, tmp_path: Path, qtbot: QtBot
) -> None:
    laser = a_machine(administrator)
    order = an_order(administrator, laser)
    upkeep = UpkeepDialog(desk, window, laser, "Laser")
    upkeep.open()
    upkeep.pills.choose(ORDERS)
    qtbot.waitUntil(upkeep.files.isEnabled)
    press(upkeep, "Files…")
    dialog = shown(qtbot, upkeep, FilesDialog)
    quote = tmp_path / "devis.pdf"
    quote.write_bytes(b"%PDF")
    dialog.keep(quote)
    qtbot.waitUntil(lambda: [one.name for one in files(desk, order_id=order)] == ["devis.pdf"])


def test_a_use_has_one_photo_and_the_one_before_comes_back(
    desk: Desk, administrator: Worker, window: QWidget, tmp_path: Path, qtbot: QtBot
) -> None:
    laser = a_machine(administrator)
    use = recorded(administrator, laser, a_person(administrator))
    logbook = TimelineDialog(desk, window, laser, "Laser")
    logbook.open()
    qtbot.waitUntil(lambda: logbook.table.rows.rowCount() == 1)
    logbook.table.selectRow(0)
    qtbot.waitUntil(logbook.files.isEnabled)
    press(logbook, "Files…")
    dialog = shown(qtbot, logbook, FilesDialog)

    def photo() -> str:
        return the_use(administrator, use).photo

    def another(before: str) -> bool:
        return photo() not in ("", before)

    kept = []
    for side in (40, 60):
        file = tmp_path / f"{side}.png"
        file.write_bytes(a_photo(side, side))
        before = photo()
        dialog.keep(file)
        qtbot.waitUntil(partial(another, before))
        kept.append(photo())
    with desk.database.reading() as session:
        assert kept[1] in set(list_named_files(session))  # copied and checked with the base
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: photo() == kept[0])
    qtbot.waitUntil(dialog.off.isEnabled)
    qtbot.waitUntil(lambda: (row := dialog.table.chosen()) is not None and row.file == kept[0])
    press(dialog, "Remove")
    qtbot.waitUntil(lambda: photo() == "")
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: photo() == kept[0])
    no_picture = tmp_path / "texte.png"
    no_picture.write_bytes(b"no")
    dialog.keep(no_picture)
    qtbot.waitUntil(lambda: dialog.problem.text() != "")
    assert photo() == kept[0]


def test_a_project_keeps_its_photos(
    desk: Desk, administrator: Worker, window: QWidget, tmp_path: Path, qtbot: QtBot
) -> None:
    project = a_project(administrator)
    projects = ProjectsDialog(desk, window)
    projects.open()
    qtbot.waitUntil(projects.photos.isEnabled)
    press(projects, "Photos and files…")
    dialog = shown(qtbot, projects, FilesDialog)
    plan = tmp_path / "plan.pdf"
    plan.write_bytes(b"%PDF")
    dialog.keep(plan)
    qtbot.waitUntil(lambda: dialog.table.rows.rowCount() == 1)
    with desk.database.reading() as session:
        (row,) = list_project_files(session, project)
        assert row.file in set(list_named_files(session))
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: dialog.table.rows.rowCount() == 0)

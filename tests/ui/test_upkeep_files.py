"""Photos and papers of faults and maintenance, through the real dialogs."""

from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from builders import Worker
from builders.machines import a_machine
from builders.upkeep import a_fault, an_order
from fablab_desk.care.named_files import list_named_files
from fablab_desk.overview.files import FileRow, list_fault_files, list_order_files
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.kept_files import FilesDialog
from fablab_desk.ui.machines.files import fault_files
from fablab_desk.ui.machines.timeline import TimelineDialog
from fablab_desk.ui.machines.upkeep import ORDERS, UpkeepDialog
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

import subprocess
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from builders.visits import visit
from fablab_desk.db.backup import list_backups
from fablab_desk.db.file_head import DESCRIPTORS
from fablab_desk.ui.desk import Desk


def test_a_desk_that_only_waits_tells_by_itself_that_its_base_was_deleted(
    desk: Desk, qtbot: QtBot
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    visit(desk.database)
    base = Path(desk.database.place)
    base.with_name(f"{base.name}-wal").unlink()
    qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox)))
    (rescued,) = list_backups(base.parent)
    qtbot.wait(600)
    (box,) = window.findChildren(QMessageBox)
    assert f"deleted or replaced {base}-wal" in box.text()
    assert str(rescued.path) in box.text()


@pytest.mark.skipif(not DESCRIPTORS.is_dir(), reason="noticed on Linux only")
def test_a_desk_that_only_waits_tells_once_that_another_file_was_written_over_its_base(
    desk: Desk, qtbot: QtBot
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    visit(desk.database)
    base = Path(desk.database.place)
    subprocess.run(["cp", "/dev/null", base], check=True)
    qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox)))
    qtbot.wait(600)
    (box,) = window.findChildren(QMessageBox)
    assert f"wrote another file over {base}" in box.text()

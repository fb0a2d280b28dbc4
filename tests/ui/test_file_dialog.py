"""The base's folder may be looked into while the base is open."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QDir
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QFileSystemModel, QLineEdit, QToolButton
from pytestqt.qtbot import QtBot

from fablab_desk.db.file import sqlite_module
from fablab_desk.ui.file_dialog import FileDialog
from fablab_desk.ui.print_dialog import PrintDialog

LOCKS = Path("/proc/locks")


def locks_on(file: Path) -> int:
    mine = f":{file.stat().st_ino} "
    lines = LOCKS.read_text("utf-8").splitlines()
    return sum(f" {os.getpid()} " in line and mine in line for line in lines)


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Path]:
    """One that is open, and holds its locks."""
    base = tmp_path / "lab.sqlite"
    connection = sqlite_module().connect(base)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE member (name)")
    connection.execute("SELECT * FROM member").fetchall()
    yield base
    connection.close()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads the kernel's locks")
def test_looking_into_the_folder_of_an_open_base_leaves_its_locks(
    base: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    held = locks_on(base)
    assert held
    dialog = FileDialog(None, "Save")
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setDirectory(QDir(str(tmp_path)))
    dialog.open()
    (model,) = dialog.findChildren(QFileSystemModel)
    place = model.index(str(base))
    qtbot.waitUntil(lambda: model.data(place.siblingAtColumn(2)) == "SQLITE")
    assert locks_on(base) == held


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads the kernel's locks")
def test_choosing_a_printer_leaves_the_locks_of_a_base_at_home(
    base: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    held = locks_on(base)
    assert held
    printer = QPrinter()
    dialog = PrintDialog(printer, None)
    qtbot.addWidget(dialog)
    dialog.show()
    (path,) = dialog.findChildren(QLineEdit, "filename")
    assert Path(path.text()).parent == tmp_path
    assert dialog.findChildren(QToolButton, "fileBrowser")[0].size().isEmpty()
    path.clear()
    QTest.keyClicks(path, f"{tmp_path}/lab")
    qtbot.wait(300)
    assert locks_on(base) == held

"""Where a table is looked for, and which files are offered."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fablab_desk.ui.desk import Desk
from fablab_desk.ui.people.choosing_table import FOLDER, choose_table, first_folder


@pytest.mark.parametrize(
    ("table", "last", "found"),
    [
        ("documents/LIST.CSV", "", "documents"),
        ("downloads/list.xlsx", "", "downloads"),
        ("documents/letter.pdf", "", "downloads"),
        ("documents/list.csv", "lists", "lists"),
        ("documents/list.csv", "gone", "documents"),
    ],
)
def test_the_last_folder_comes_before_a_usual_one_in_which_a_table_lies(
    tmp_path: Path, table: str, last: str, found: str
) -> None:
    for name in ("downloads", "documents", "lists"):
        (tmp_path / name).mkdir()
    (tmp_path / table).touch()
    usual = [tmp_path / "downloads", tmp_path / "documents"]
    assert first_folder([str(tmp_path / last) if last else ""], usual) == tmp_path / found


def test_without_a_usual_folder_there_is_none(tmp_path: Path) -> None:
    assert first_folder([""], [tmp_path / "gone"]) is None


def test_every_readable_kind_is_offered_in_capitals_too(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    desk.state.write(FOLDER, str(tmp_path))
    dialog = choose_table(desk, owner, "Import members", lambda _path: None)
    offered = dialog.nameFilters()[0]
    assert all(f"*.{kind}" in offered for kind in ("csv", "CSV", "ods", "XLSX", "xls", "tsv"))
    assert Path(dialog.directory().absolutePath()) == tmp_path
    dialog.close()

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from builders.programs import a_program
from fablab_desk.ui import entrance as entrances
from fablab_desk.ui import theme
from fablab_desk.ui.app import Program
from fablab_desk.ui.opening import open_lab


@pytest.fixture
def program(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> Iterator[Program]:
    monkeypatch.setattr(entrances, "copies_folder", lambda: tmp_path / "copies")
    monkeypatch.setattr("fablab_desk.ui.opening.copies_folder", lambda: tmp_path / "copies")
    monkeypatch.setattr("fablab_desk.ui.opening.keys_folder", lambda: tmp_path / "keys")
    with a_program(qapp) as program:
        program.open_with(lambda: open_lab(tmp_path / "desk.sqlite"))
        qtbot.waitUntil(lambda: program.window.desk is not None, timeout=20_000)
        yield program
    theme.dress(qapp, theme.scheme())


def test_everything_is_written_larger_in_a_window_made_anew(program: Program) -> None:
    before, desk = program.window, program.window.desk
    act = before.findChild(QAction, "scale 150")
    assert isinstance(act, QAction)
    act.trigger()
    assert program.window is not before
    assert program.window.desk is desk
    assert theme.px(100) == 150
    assert program.window.size() == before.size()


def test_a_base_that_was_put_back_is_opened_anew(program: Program, qtbot: QtBot) -> None:
    before, desk = program.window, program.window.desk
    assert desk is not None
    desk.replaced.emit()
    assert program.window is not before
    qtbot.waitUntil(lambda: program.window.desk is not None, timeout=20_000)
    assert program.window.desk is not desk

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from fablab_desk.ui.state import State


def test_what_was_written_is_there_at_the_next_start(tmp_path: Path, qapp: object) -> None:
    file = tmp_path / "deep" / "window.json"
    state = State(file)
    state.write("size", [1320, 820])
    state.save()
    assert State(file).read("size", [0, 0]) == [1320, 820]


def test_it_is_kept_by_itself_after_a_while(tmp_path: Path, qtbot: QtBot) -> None:
    state = State(tmp_path / "window.json")
    state.write("tab", "people")
    qtbot.waitUntil(lambda: State(tmp_path / "window.json").read("tab", "") == "people")


@pytest.mark.parametrize("text", ["", "{", "[1]", '{"size": "large"}', "\x00"])
def test_a_file_that_is_no_use_is_forgotten(tmp_path: Path, qapp: object, text: str) -> None:
    file = tmp_path / "window.json"
    file.write_text(text, encoding="utf-8")
    assert State(file).read("size", [1, 2]) == [1, 2]


def test_a_place_that_cannot_be_written_hinders_nobody(tmp_path: Path, qapp: object) -> None:
    (tmp_path / "file").touch()
    state = State(tmp_path / "file" / "window.json")
    state.write("tab", "people")
    state.save()
    assert state.read("tab", "") == "people"

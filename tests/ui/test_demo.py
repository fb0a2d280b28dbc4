from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from fablab_desk.ui import demo as demos
from fablab_desk.ui.demo import making_demo
from fablab_desk.ui.main_window import MainWindow
from fablab_desk.ui.opening import demo_place, new_demo
from fablab_desk.ui.progress import StoppedError
from fablab_desk.ui.state import State
from fablab_desk.ui.tabs import SPECS


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr(demos, "DEMO_PEOPLE", 8)
    window = MainWindow(SPECS, State())
    qtbot.addWidget(window)
    return window


def test_the_demo_lab_is_made_once_and_opened(window: MainWindow) -> None:
    for _ in range(2):
        opened = making_demo(window, demo_place())()
        assert opened.settings.name
        opened.database.close()
        made = demo_place().stat().st_ino
    assert made == demo_place().stat().st_ino


def test_a_demo_lab_that_is_stopped_leaves_nothing(window: MainWindow) -> None:
    call = making_demo(window, demo_place())
    (line,) = window.work.lines()
    line.stop.setEnabled(True)
    line.stop.click()
    with pytest.raises(StoppedError):
        call()
    assert not demo_place().exists()
    assert list(demo_place().parent.glob("demo.sqlite*")) == []


def test_a_demo_lab_is_made_where_it_is_asked_for_and_nothing_stands(tmp_path: Path) -> None:
    asked, kept = tmp_path / "essai.sqlite", tmp_path / "lab.sqlite"
    kept.touch()
    assert new_demo(asked, demo=True) == asked
    assert new_demo(kept, demo=True) is None
    assert new_demo(asked, demo=False) is None
    assert new_demo("postgresql://lab", demo=True) is None

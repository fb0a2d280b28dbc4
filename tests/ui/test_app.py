import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from builders.programs import a_program
from fablab_desk import i18n
from fablab_desk.errors import DeskError
from fablab_desk.paths import default_database
from fablab_desk.ui import entrance as entrances
from fablab_desk.ui.app import Program
from fablab_desk.ui.colours import LIGHT
from fablab_desk.ui.cover import ShutDoor
from fablab_desk.ui.ground import GROUNDS, SIDEBAR
from fablab_desk.ui.inside import Inside
from fablab_desk.ui.main_window import MainWindow
from fablab_desk.ui.opening import Opened, open_lab, place_of
from fablab_desk.ui.start import Starting
from fablab_desk.ui.state import State
from ui.accessible import assert_accessible


class ShutError(DeskError):
    def __init__(self) -> None:
        super().__init__("The folder is not there.")


@pytest.fixture(scope="module")
def loaded() -> set[str]:
    """What a fresh process has loaded when its window is made."""
    code = "import sys, fablab_desk.ui.start; print(*sys.modules)"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(ended.stdout.split())


@pytest.fixture
def program(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> Iterator[Program]:
    monkeypatch.setattr(entrances, "copies_folder", lambda: tmp_path / "copies")
    monkeypatch.setattr("fablab_desk.ui.opening.copies_folder", lambda: tmp_path / "copies")
    monkeypatch.setattr("fablab_desk.ui.opening.keys_folder", lambda: tmp_path / "keys")
    with a_program(qapp) as program:
        qtbot.addWidget(program.window)
        yield program


def is_open(program: Program) -> bool:
    return program.window.desk is not None


def test_the_base_opens_behind_the_painted_window(
    program: Program, tmp_path: Path, qtbot: QtBot
) -> None:
    program.open_with(lambda: open_lab(tmp_path / "desk.sqlite"))
    assert not is_open(program)
    qtbot.waitUntil(lambda: is_open(program), timeout=20_000)
    assert program.window.tab("today")


def test_a_window_is_painted_before_anything_is_built_in_it(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setenv("FABLAB_DESK_DATABASE", str(tmp_path / "desk.sqlite"))
    monkeypatch.setattr("fablab_desk.ui.opening.copies_folder", lambda: tmp_path / "copies")
    monkeypatch.setattr("fablab_desk.ui.opening.keys_folder", lambda: tmp_path / "keys")
    monkeypatch.setattr(Starting, "_keep_watch", lambda _starting: None)
    state = State()
    window = MainWindow(None, state)
    qtbot.addWidget(window)
    starting = Starting(qapp, state, window, "en")
    window.painted.connect(starting.begin)
    with qtbot.waitSignal(window.painted):
        window.show()
    ground = window.grab().toImage()
    assert not isinstance(window.centralWidget(), Inside)
    assert [LIGHT.bg, LIGHT.surface, LIGHT.border] == GROUNDS
    assert ground.pixelColor(SIDEBAR // 2, 300).name() == LIGHT.surface
    assert ground.pixelColor(SIDEBAR + 9, 300).name() == LIGHT.bg
    qtbot.waitUntil(lambda: window.desk is not None, timeout=20_000)
    assert window.sidebar.width() == SIDEBAR
    window.before_close = None
    window.close()


def test_leaving_makes_the_copy_of_the_day(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    program.open_with(lambda: open_lab(tmp_path / "desk.sqlite"))
    qtbot.waitUntil(lambda: is_open(program), timeout=20_000)
    with qtbot.waitSignal(program.window.closed, timeout=20_000):
        program.window.close()
    assert list((tmp_path / "copies").glob("*.db"))


def test_a_base_that_stays_shut_says_why_and_is_tried_again(
    program: Program, tmp_path: Path, qtbot: QtBot
) -> None:
    tries: list[int] = []

    def call() -> Opened:
        tries.append(1)
        if len(tries) == 1:
            raise ShutError
        return open_lab(tmp_path / "desk.sqlite")

    program.open_with(call)
    qtbot.waitUntil(program.window.is_covered, timeout=20_000)
    door = program.window.layers.currentWidget()
    assert isinstance(door, ShutDoor)
    assert_accessible(door)
    door.again.click()
    qtbot.waitUntil(lambda: is_open(program), timeout=20_000)
    assert not isinstance(program.window.layers.currentWidget(), ShutDoor)


@pytest.mark.parametrize("sought", ["try again", "open another"])
def test_ctrl_k_knows_what_can_be_done_about_a_base_that_stays_shut(
    program: Program, qtbot: QtBot, sought: str
) -> None:
    def call() -> Opened:
        raise ShutError

    program.open_with(call)
    qtbot.waitUntil(program.window.is_covered, timeout=20_000)
    command = program.window.command
    program.window.command_action.trigger()
    command.field.setText(sought)
    (offer,) = command.offers()
    assert offer.title.lower().startswith(sought)
    command.field.setText("lock")
    assert command.offers() == []


def test_the_window_turns_to_another_language_at_once(
    program: Program, tmp_path: Path, qtbot: QtBot
) -> None:
    program.open_with(lambda: open_lab(tmp_path / "desk.sqlite"))
    qtbot.waitUntil(lambda: is_open(program), timeout=20_000)
    old = program.window
    program.turn("fr")
    qtbot.addWidget(program.window)
    assert program.window is not old
    assert is_open(program)
    assert i18n.current() == "fr"
    assert QApplication.translate("QPlatformTheme", "Cancel") == "Annuler"
    program.turn("en")
    qtbot.addWidget(program.window)


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ("postgresql://here/lab", "postgresql://here/lab"),
        ("/tmp/lab.sqlite", Path("/tmp/lab.sqlite")),
        (None, default_database()),
    ],
)
def test_a_base_is_a_path_or_a_server(
    monkeypatch: pytest.MonkeyPatch, given: str | None, place: object
) -> None:
    monkeypatch.delenv("FABLAB_DESK_DATABASE", raising=False)
    assert place_of(given) == place


@pytest.mark.parametrize(
    "module",
    [
        *("sqlalchemy", "reportlab", "pikepdf", "qtawesome", "PySide6.QtPdf", "PySide6.QtSvg"),
        *("babel", "zoneinfo", "fablab_desk.i18n", "fablab_desk.ui.theme"),
    ],
)
def test_nothing_slow_is_loaded_before_the_first_paint(loaded: set[str], module: str) -> None:
    assert "PySide6.QtWidgets" in loaded
    assert module not in loaded

"""What is loaded when it is asked for."""

import ast
import sys
import threading
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from threading import current_thread, main_thread

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

import fablab_desk.ui
from fablab_desk.ui import heap, late
from fablab_desk.ui.actions import action
from fablab_desk.ui.late import load_then, when_loaded

PARTS = Path(fablab_desk.ui.__file__).parent
SELDOM = "people.photo"  # a module that stands for those that are opened seldom


@pytest.fixture(autouse=True)
def not_loaded_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, f"fablab_desk.ui.{SELDOM}", raising=False)


class Opener:
    """No QObject: what it opens must come in the window's thread all the same."""

    def __init__(self) -> None:
        self.opened: list[bool] = []

    def open(self) -> None:
        self.opened.append(current_thread() is main_thread())


def test_it_is_opened_in_the_thread_of_the_window_once_it_is_loaded(qtbot: QtBot) -> None:
    owner, opener = QWidget(), Opener()
    qtbot.addWidget(owner)
    action(owner, "Open", opener.open, loads=SELDOM).trigger()
    assert opener.opened == []
    qtbot.waitUntil(lambda: opener.opened == [True])
    assert f"fablab_desk.ui.{SELDOM}" in sys.modules
    action(owner, "Open", opener.open, loads=SELDOM).trigger()
    assert opener.opened == [True, True]


def test_nothing_is_opened_for_an_owner_that_is_gone(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[str] = []
    monkeypatch.setattr(late, "import_module", begun.append)
    opener = Opener()
    for _ in range(50):
        owner = QObject()
        when_loaded(SELDOM, owner, opener.open)
        delete(owner)
    qtbot.wait(50)
    assert begun == [f"fablab_desk.ui.{SELDOM}"] * 50
    assert opener.opened == []


def test_what_cannot_be_loaded_is_a_fault_and_no_wait_without_end(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner, opener = QWidget(), Opener()
    faults: list[object] = []
    qtbot.addWidget(owner)

    def fails() -> object:
        raise ImportError("gone")

    monkeypatch.setattr(threading, "excepthook", lambda told: faults.append(told.exc_type))
    load_then(fails, owner, opener.open)
    qtbot.waitUntil(lambda: faults == [ImportError])
    qtbot.wait(50)
    assert opener.opened == []


def promised() -> Iterator[tuple[str, str]]:
    """Every module that an act says it loads, with the file that says so."""
    for file in PARTS.rglob("*.py"):
        tree = ast.parse(file.read_text("utf-8"))
        named = {
            target.id: node.value.value
            for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.keyword) and node.arg == "loads":
                said = node.value
                value = named[said.id] if isinstance(said, ast.Name) else ast.literal_eval(said)
                yield file.name, str(value)


def test_what_an_act_says_it_loads_is_there() -> None:
    found = set(promised())
    assert ("tab.py", "people.take_in") in found
    assert [one for one in found if find_spec(f"fablab_desk.ui.{one[1]}") is None] == []


@pytest.mark.parametrize("refusal", [OSError, AttributeError, TypeError])
def test_another_library_than_the_gnu_one_is_left_alone(
    refusal: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(_name: None) -> object:
        raise refusal

    monkeypatch.setattr("ctypes.CDLL", none)
    heap.share_one()
    heap.give_back()

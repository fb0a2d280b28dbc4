"""Twelve lines of the paper beside the machines, typed in the real window by keys alone."""

import time
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from builders.programs import a_program
from fablab_desk import i18n
from fablab_desk.db.file import sqlite_module
from fablab_desk.ui.machines.sheet import SheetDialog
from fablab_desk.ui.machines.sheet_line import WhoField
from fablab_desk.ui.machines.tab import MachinesTab
from fablab_desk.ui.opening import open_lab
from stories.keyboard import Keyboard
from stories.sheet_lab import LAB, PAPER, make_lab

KEY = Qt.Key
MOST_KEYS = 12  # of a usual line: somebody, a start, a length


class Counted(Keyboard):
    """How many keys were pressed, and on what."""

    pressed = 0

    def type(self, text: str) -> None:
        self.pressed += len(text)
        super().type(text)

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        self.pressed += 1
        super().press(key, modifier)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    i18n.use("fr")
    place = tmp_path / "desk.sqlite"
    make_lab(place)
    return place


@pytest.fixture
def keys(place: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Counted]:
    with a_program(qapp, "fr") as program:
        qtbot.addWidget(program.window)
        program.open_with(partial(open_lab, place))
        qtbot.waitUntil(lambda: program.window.windowTitle() == LAB, timeout=15_000)
        keys = Counted(qtbot, program.window)
        keys.press(KEY.Key_M, Qt.KeyboardModifier.AltModifier)
        keys.wait(
            lambda: (
                isinstance(tab := program.window.tab("machines"), MachinesTab)
                and tab.table.rows.rowCount()
            )
        )
        yield keys


def rows(place: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite_module().connect(f"file:{place}?mode=ro", uri=True)) as base:
        return list(base.execute(sql))


def on_top() -> SheetDialog | None:
    top, focus = QApplication.activeModalWidget(), QApplication.focusWidget()
    if isinstance(top, SheetDialog) and (focus is None or not top.isAncestorOf(focus)):
        top.activateWindow()  # as a window manager does
    return top if isinstance(top, SheetDialog) and focus and top.isAncestorOf(focus) else None


def type_line(
    keys: Counted, who: str, machine: str, start: str, lasted: str, material: tuple[str, ...]
) -> int:
    """The keys it took; Enter goes on from each cell to the next."""
    before = keys.pressed
    keys.type(who)
    keys.press(KEY.Key_Return)
    dialog = on_top()
    assert dialog
    keys.wait(lambda: not isinstance(QApplication.focusWidget(), WhoField))
    machines = [line.machine for line in dialog.lines]
    if machine and QApplication.focusWidget() not in machines:
        keys.press(KEY.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert (QApplication.focusWidget() in machines) == bool(machine)
    if machine:
        keys.type(machine)
        keys.press(KEY.Key_Return)
    keys.type(start)
    keys.press(KEY.Key_Return)
    keys.type(lasted)
    if material:
        keys.press(KEY.Key_Tab)
        for word in material:
            keys.type(word)
            keys.press(KEY.Key_Return)
    else:
        keys.press(KEY.Key_Return)
    return keys.pressed - before


def test_twelve_lines_are_entered_by_keys_alone(keys: Counted, place: Path) -> None:
    keys.control(KEY.Key_G)
    keys.wait(on_top)
    for _ in range(2):
        keys.press(KEY.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    keys.control(KEY.Key_A)
    keys.type("hier")
    for _ in range(2):
        keys.press(KEY.Key_Tab)
    began = time.perf_counter()
    taken = [type_line(keys, *line) for line in PAPER]
    keys.control(KEY.Key_Return)
    keys.wait(lambda: QApplication.activeModalWidget() is None)
    lasted = time.perf_counter() - began
    usual = [
        pressed
        for pressed, (who, machine, _, _, material) in zip(taken, PAPER, strict=True)
        if not machine and not material and not who.startswith("=")
    ]
    print(f"{taken} keys, usual {usual}; {lasted / len(PAPER):.2f} s a line")  # noqa: T201
    assert max(usual) <= MOST_KEYS
    found = rows(
        place,
        "SELECT m.code, coalesce(p.name, u.label), u.heads, u.source,"
        " round((julianday(u.ends_at) - julianday(u.starts_at)) * 1440)"
        " FROM uses u JOIN machines m ON m.id = u.machine_id"
        " LEFT JOIN parties p ON p.id = u.user_id ORDER BY u.rowid",
    )
    assert [(code, name, heads, minutes) for code, name, heads, _, minutes in found] == [
        ("LASER", "Adèle Brunet", 1, 45),
        ("LASER", "Boris Corti", 1, 30),
        ("LASER", "Chloé Dumas", 1, 75),
        ("LASER", "Driss Essaïd", 1, 20),
        ("I1", "Elsa Fabre", 1, 90),
        ("I1", "Farid Ghali", 1, 60),
        ("I1", "Gaëlle Huet", 1, 120),
        ("I1", "classe de 4e", 12, 45),
        ("VINYLE", "Hugo Imbert", 1, 15),
        ("VINYLE", "Iris Jolly", 1, 25),
        ("VINYLE", "Jonas Keller", 1, 40),
        ("VINYLE", "Adèle Brunet", 1, 35),
    ]
    assert {source for *_, source, _ in found} == {"sheet"}
    drawn = rows(
        place,
        "SELECT a.code, m.quantity FROM use_materials m JOIN articles a"
        " ON a.id = m.article_id ORDER BY a.code",
    )
    assert [(code, quantity / 10**4) for code, quantity in drawn] == [("PLA", 40), ("PMMA", 1.5)]
    assert (
        len(rows(place, "SELECT * FROM audit_entries WHERE service = 'logbook.record_sheet'")) == 1
    )

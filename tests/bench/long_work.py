"""The window's loop while something long goes on behind it, and how long that takes."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from shiboken6 import isValid

from bench.figures import Figure
from bench.held import Heart
from bench.people_file import lines
from bench.stage import Stage, staged
from fablab_desk.ui.late import when_loaded

if TYPE_CHECKING:
    from fablab_desk.ui.people.take_in import TakeInDialog

HELD = 50
LOCKED_FOR = 3.0  # seconds
LOCKER = """
import sys, time
from fablab_desk.db.file import sqlite_module
base = sqlite_module().connect(sys.argv[1], isolation_level=None)
base.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
time.sleep(float(sys.argv[2]))
base.execute("ROLLBACK")
"""


def measure(lab: Path, count: int = 100_000) -> list[Figure]:
    found: list[Figure] = []

    @contextmanager
    def watched(name: str) -> Iterator[None]:
        with Heart() as heart:
            began = time.perf_counter()
            yield
            took = time.perf_counter() - began
        held = heart.longest()
        note = f"waited for a processor {held.waited:.0f} ms; {took:.1f} s in all"
        found.append(Figure(part="loop", name=name, value=held.own, limit=HELD, note=note))

    with staged(lab) as stage:
        locker = _locked(stage.home / "desk.sqlite")
        with watched("another process holds the lock"):
            _meet_a_lock(stage, locker)
        with watched("backup"):
            _back_up(stage)
        file = stage.home / "people.csv"
        file.write_text("\r\n".join(lines(count)), "utf-8")
        with watched("import stopped"):
            _import(stage, file, stop=True)
        with watched(f"import of {count} lines"):
            _import(stage, file)
    return found


def _locked(base: Path) -> subprocess.Popen[bytes]:
    """Another process that holds the write lock, from now on and for a while."""
    locker = subprocess.Popen(
        [sys.executable, "-c", LOCKER, str(base), str(LOCKED_FOR)], stdout=subprocess.PIPE
    )
    assert locker.stdout
    locker.stdout.readline()
    return locker


def _meet_a_lock(stage: Stage, locker: subprocess.Popen[bytes]) -> None:
    """Somebody goes on searching, and records something that has to wait."""
    row = stage.tab.table.rows.row_at(0)
    stage.tab.open_record(row.id)
    stage.rest(0.3)
    stage.tab.archive_action.trigger()
    stage.tab.search.setFocus()
    for letter in "martin":
        stage.type_letter(stage.tab.search, letter)
        stage.rest(0.15)
    stage.tab.search.clear()
    stage.until(lambda: locker.poll() is not None)
    stage.rest(1)


def _back_up(stage: Stage) -> None:
    from fablab_desk.care.backup import back_up
    from fablab_desk.clock import utc_now

    desk, ended = stage.window.desk, [False]
    assert desk
    progress, database, seat = desk.progress("Copie"), desk.database, desk.seat

    def end(_made: object) -> None:
        ended[0] = True

    desk.work(
        lambda: back_up(database, seat, utc_now, stage.home / "copies", progress),
        end,
        stage.window,
        progress,
    )
    stage.until(lambda: ended[0], patience=180)


def _import(stage: Stage, file: Path, *, stop: bool = False) -> None:
    dialog = _asked_for(stage, file)
    _press_when_ready(stage, lambda: dialog.look)
    _press_when_ready(stage, lambda: dialog.write)
    if stop:
        stage.rest(1.5)
        dialog.reject()
        stage.until(dialog.write.isEnabled, patience=120)
        dialog.reject()
    else:
        stage.until(lambda: not isValid(dialog), patience=300)
    stage.rest(1)


def _asked_for(stage: Stage, file: Path) -> "TakeInDialog":
    """As the tab opens it: what the dialog needs is loaded in a thread."""
    opened: list[TakeInDialog] = []

    def open_it() -> None:
        from fablab_desk.ui.people.take_in import TakeInDialog

        assert stage.window.desk
        opened.append(TakeInDialog(stage.window.desk, stage.tab, file))
        opened[0].open()

    when_loaded("people.take_in", stage.tab, open_it)
    stage.until(lambda: bool(opened))
    return opened[0]


def _press_when_ready(stage: Stage, button: Callable[[], Any]) -> None:
    stage.until(lambda: button().isVisible() and button().isEnabled(), patience=300)
    stage.press(button(), Qt.Key.Key_Space, " ")

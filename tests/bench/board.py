"""The machines tab and its dialogs in the real window, over a million uses and sixty machines."""

import os
import time
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import func, select

from bench.figures import Figure, middle
from bench.held import Heart
from bench.lab import copied, home_in
from bench.painted import Painted
from bench.stage import Stage
from fablab_desk.db.database import Database
from fablab_desk.db.opening import url_of
from fablab_desk.keys import new_key
from fablab_desk.machines.models import Machine, UseDay
from fablab_desk.memberships.members import members_on
from fablab_desk.people.models import Person
from fablab_desk.ui.cells import CELL_ROLE

MACHINES, TIMES, STARTED = 60, 25, 10
MIB = 1024 * 1024
REDRAWN, SHOWN, HELD, MORE_MIB = 16, 20, 50, 10


def measure(lab: Path) -> list[Figure]:
    with copied(lab) as home:
        os.environ.update(home_in(home))
        with closing(Database(url_of(home / "desk.sqlite"))) as database:
            added, busiest = _more_machines(database)
        stage = Stage(home, "machines")
        found = [_redrawn(stage), *_used(stage, added), *_logbook(stage, busiest)]
        found.append(_figures(stage))
        stage.close()
        return found


def _more_machines(database: Database) -> tuple[list[UUID], UUID]:
    """The keys of those added, and the machine that was used most."""
    with database.writing() as session:
        there = list(session.scalars(select(Machine)))
        like = min(there, key=lambda one: (one.needs_pieces, one.code))
        keys = [new_key() for _ in range(MACHINES - len(there))]
        for place, key in enumerate(keys):
            session.add(
                Machine(
                    id=key,
                    code=f"POSTE-{place:02}",
                    name=f"Poste {place:02}",
                    sort_name=f"poste {place:02}",
                    tag=f"90{key.int % 10**17:017}",
                    category_id=like.category_id,
                    commissioned_on=like.commissioned_on,
                    needs_membership=False,
                    needs_pieces=False,
                )
            )
        most = select(UseDay.machine_id).group_by(UseDay.machine_id).order_by(func.count().desc())
        return keys, session.scalars(most).first() or like.id


def _redrawn(stage: Stage) -> Figure:
    """All that is seen of the board, painted anew as each minute does."""
    port = stage.tab.table.viewport()
    taken = [_once(port.repaint) for _ in range(TIMES)]
    return Figure(
        part="board",
        name=f"{MACHINES} machines redrawn",
        value=middle(taken),
        limit=REDRAWN,
        runs=TIMES,
    )


def _used(stage: Stage, machines: list[UUID]) -> list[Figure]:
    """From the key that starts a use until the board tells it."""
    from fablab_desk.overview.using import load_using
    from fablab_desk.ui.machines.start import StartDialog

    desk = stage.window.desk
    assert desk
    with desk.database.reading() as session:
        grown = Person.birth_date < desk.today() - timedelta(days=20 * 366)
        there = Person.id.in_(members_on(desk.today())), Person.archived_on.is_(None)
        wanted = select(Person.id).where(*there, grown)
        people = list(session.scalars(wanted.limit(STARTED)))
    stage.tab.search.setText("poste")
    stage.rest(0.5)
    taken = []
    with Heart() as heart:
        for machine, person in zip(machines, people, strict=False):
            with desk.database.reading() as session:
                using = load_using(session, machine, desk.today())
            dialog = StartDialog(desk, stage.tab, machine, "Poste", using)
            dialog.open()
            dialog.user.set_value((person, "Quelqu’un"))
            stage.rest(0.3)
            painted = Painted(stage)
            taken.append(
                painted.wait(dialog.verb.click, answered=True, shown=partial(_runs, stage, machine))
            )
            painted.stop()
            stage.rest(0.2)
    held = heart.longest()
    rest = taken[1:]
    return [
        Figure(
            part="board",
            name="a use started, to its line",
            value=middle(rest),
            limit=SHOWN,
            runs=len(rest),
            note=f"the first one {taken[0]:.0f} ms",
        ),
        Figure(part="loop", name="uses started", value=held.own, limit=HELD),
    ]


def _runs(stage: Stage, key: UUID) -> bool:
    rows = stage.tab.table.rows
    found = (rows.row_at(place) for place in range(rows.rowCount()))
    return any(row is not None and row.id == key and row.running for row in found)


def _logbook(stage: Stage, machine: UUID) -> list[Figure]:
    from fablab_desk.ui.machines.timeline import TimelineDialog

    desk = stage.window.desk
    assert desk
    before = _resident()
    dialog = TimelineDialog(desk, stage.tab, machine, "Machine")
    with Heart() as heart:
        first = _until_shown(stage, dialog, dialog.open)
        rows, bar = dialog.table.rows, dialog.table.verticalScrollBar()
        stage.until(lambda: bar.maximum() > 0)
        jumps = []
        for at in range(1, TIMES + 1):
            place = rows.rowCount() * at // (TIMES + 1)
            jumps.append(_until_shown(stage, dialog, _to(dialog, place)))
            stage.rest(0.05)  # or the heart hears all of them as one
        stage.rest(0.3)
    held, more = heart.longest(), (_resident() - before) / MIB
    with Heart() as heart:
        QTest.keyClick(dialog.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        stage.rest(0.5)
    told = f"{rows.rowCount()} lines"
    dialog.close()
    return [
        Figure(part="board", name="logbook opened", value=first, limit=80, note=told),
        Figure(part="board", name="logbook, jump", value=middle(jumps), limit=REDRAWN, runs=TIMES),
        Figure(part="board", name="logbook, memory", value=more, unit="MiB", limit=MORE_MIB),
        Figure(part="loop", name="logbook", value=held.own, limit=HELD),
        Figure(part="loop", name="logbook, Ctrl+A", value=heart.longest().own, limit=HELD),
    ]


def _to(dialog: Any, place: int) -> Callable[[], None]:
    def go() -> None:
        bar = dialog.table.verticalScrollBar()
        bar.setValue(bar.maximum() * place // dialog.table.rows.rowCount())

    return go


def _until_shown(stage: Stage, dialog: Any, act: Callable[[], object]) -> float:
    """Until every row in sight has come."""
    table = dialog.table
    began = time.perf_counter()
    act()

    def complete() -> bool:
        rows, port = table.rows, table.viewport()
        if not rows.rowCount():
            return False
        first, last = max(table.rowAt(0), 0), table.rowAt(port.height() - 1)
        last = rows.rowCount() - 1 if last < 0 else last
        return all(rows.index(at, 0).data(CELL_ROLE) is not None for at in range(first, last + 1))

    stage.until(complete)
    return (time.perf_counter() - began) * 1000


def _figures(stage: Stage) -> Figure:
    from fablab_desk.ui.machines.figures import FiguresDialog

    desk = stage.window.desk
    assert desk
    with Heart() as heart:
        dialog = FiguresDialog(desk, stage.tab, None)
        dialog.open()
        stage.until(lambda: not desk.is_waiting())
        stage.rest(0.5)
    dialog.close()
    return Figure(part="loop", name="figures opened", value=heart.longest().own, limit=HELD)


def _resident() -> int:
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def _once(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return (time.perf_counter() - began) * 1000

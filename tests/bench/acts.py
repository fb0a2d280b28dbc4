"""Enrolling and taking money: from Enter in the real dialog to the act committed and shown."""

import time
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from bench.figures import Figure, middle
from bench.held import Heart
from bench.painted import Painted
from bench.stage import Stage, staged
from fablab_desk.overview.members import list_members
from fablab_desk.people.kinds import PartyKind, PeopleFilter

TIMES = 25
ALLOWED = 30
Taken = tuple[float, float]  # milliseconds by the clock, and of the processor


def measure(lab: Path) -> list[Figure]:
    with staged(lab) as stage:
        keys = _newcomers(stage)
        with Heart() as heart:
            enrolled = [_enrol(stage, key) for key in keys]
            paid = [_pay(stage, key) for key in keys]
        held = heart.longest()
    times = (("enrol", enrolled), ("Encaisser", paid))
    load = f"waited for a processor {held.waited:.0f} ms"
    loop = Figure(part="loop", name="enrol, Encaisser", value=held.own, limit=50, note=load)
    return [*(_figure(name, taken) for name, taken in times), loop]


def _figure(name: str, taken: list[Taken]) -> Figure:
    rest, used = [one[0] for one in taken[1:]], middle([one[1] for one in taken[1:]])
    note = f"{used:.1f} ms of processor, all threads; the first one {taken[0][0]:.0f} ms"
    return Figure(
        part="acts", name=name, value=middle(rest), limit=ALLOWED, runs=len(rest), note=note
    )


def _newcomers(stage: Stage) -> list[UUID]:
    desk = stage.window.desk
    assert desk
    with desk.database.reading() as session:
        never = list_members(PeopleFilter.NEVER, desk.today(), "")
        rows = never.page(session, 20, 4 * TIMES)
    return [row.id for row in rows if row.kind is PartyKind.PERSON][:TIMES]


def _enrol(stage: Stage, key: UUID) -> Taken:
    _stand_on(stage, key)
    dialog = _opened(stage, stage.tab.enrol_action)
    dialog.now.setChecked(False)
    return _enter(stage, dialog)


def _pay(stage: Stage, key: UUID) -> Taken:
    _stand_on(stage, key)
    return _enter(stage, _opened(stage, stage.tab.cash_action))


def _stand_on(stage: Stage, key: UUID) -> None:
    stage.tab.open_record(key)
    stage.until(lambda: (row := stage.tab.chosen()) is not None and row.id == key)
    stage.rest(0.25)


def _opened(stage: Stage, action: Any) -> Any:
    action.trigger()
    stage.until(lambda: _dialog(stage) is not None)
    stage.rest(0.3)
    return _dialog(stage)


def _dialog(stage: Stage) -> QDialog | None:
    return next((one for one in stage.window.findChildren(QDialog) if one.isVisible()), None)


def _enter(stage: Stage, dialog: QDialog) -> Taken:
    painted = Painted(stage)
    used = time.process_time()
    taken = painted.wait(lambda: stage.press(dialog, Qt.Key.Key_Return), answered=True)
    painted.stop()
    used = (time.process_time() - used) * 1000
    stage.until(lambda: _dialog(stage) is not dialog)
    stage.rest(0.15)
    if asks := _dialog(stage):  # who answers for a minor
        asks.reject()
        stage.until(lambda: _dialog(stage) is None)
    return taken, used

"""Letting people in at the real door: from Enter to the arrival committed and shown."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from bench.figures import Figure, middle, slow
from bench.held import Heart
from bench.painted import Painted
from bench.stage import Stage, staged
from fablab_desk.agenda.queries import arrivals_on
from fablab_desk.overview.members import list_members
from fablab_desk.people.kinds import PartyKind, PeopleFilter

TIMES = 25
ALLOWED = 20
IN_A_ROW = 12
KEY_PAUSE = 0.05  # seconds: faster than anybody types


def measure(lab: Path) -> list[Figure]:
    with staged(lab, "agenda") as stage:
        numbers = _comers(stage, TIMES + IN_A_ROW)
        stage.tab.field.setFocus()
        with Heart() as heart:
            named = [_let_in(stage, number) for number in numbers[:TIMES]]
            counted = [_count(stage) for _ in range(TIMES)]
        held = heart.longest()
        row = _in_a_row(stage, numbers[TIMES:])  # it reads by itself, which holds the loop
    load = f"waited for a processor {held.waited:.0f} ms"
    return [
        _figure("arrival by name", named),
        _figure("arrival, +3", counted),
        row,
        Figure(part="loop", name="arrivals", value=held.own, limit=50, note=load),
    ]


def _figure(name: str, taken: list[float]) -> Figure:
    rest = taken[1:]
    note = f"95 of 100 within {slow(rest):.0f} ms; the first one {taken[0]:.0f} ms"
    return Figure(
        part="door", name=name, value=middle(rest), limit=ALLOWED, runs=len(rest), note=note
    )


def _comers(stage: Stage, count: int) -> list[str]:
    """The numbers of people who were not here today, as they are typed."""
    desk = stage.window.desk
    assert desk
    with desk.database.reading() as session:
        rows = list_members(PeopleFilter.NEVER, desk.today(), "").page(session, 20, 4 * count)
    return [row.shown_number for row in rows if row.kind is PartyKind.PERSON][:count]


def _type(stage: Stage, text: str, pause: float = 0.0) -> None:
    """Seconds between two keys; without any the window's loop does not turn between them."""
    for letter in text:
        stage.press(stage.tab.field, Qt.Key(ord(letter.upper())), letter)
        if pause:
            stage.rest(pause)


def _let_in(stage: Stage, number: str) -> float:
    tab = stage.tab
    _type(stage, number, KEY_PAUSE)
    stage.until(lambda: tab.offers.chosen() is not None and tab.lists.currentIndex() == 1)
    stage.rest(0.25)
    wanted = tab.offers.chosen().id
    return _entered(stage, lambda row: row.party_id == wanted)


def _count(stage: Stage) -> float:
    before = stage.tab.table.rows.row_at(0).id
    _type(stage, "+3", KEY_PAUSE)
    stage.rest(0.25)
    return _entered(stage, lambda row: row.id != before)


def _entered(stage: Stage, is_it: Any) -> float:
    tab = stage.tab
    painted = Painted(stage)
    enter = partial(stage.press, tab.field, Qt.Key.Key_Return)
    taken = painted.wait(
        enter,
        answered=True,
        shown=lambda: tab.lists.currentIndex() == 0 and is_it(tab.table.rows.row_at(0)),
    )
    painted.stop()
    stage.rest(0.3)
    return taken


def _in_a_row(stage: Stage, numbers: list[str]) -> Figure:
    """Typed without waiting for anything; each has to be let in, in that order."""
    desk = stage.window.desk
    assert desk
    day = desk.today()

    def last() -> list[str]:
        with desk.database.reading() as session:
            return [row.shown_number for row in arrivals_on(day).page(session, 0, IN_A_ROW)]

    for number in numbers:
        _type(stage, number)
        stage.press(stage.tab.field, Qt.Key.Key_Return)
    stage.until(lambda: last() == numbers[::-1])
    return Figure(part="door", name="twelve in a row", value=len(numbers), unit="let in")

"""Searching, opening, jumping and sorting the real list of people, to the painted rows."""

import random
import time
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QPushButton

from bench.figures import Figure, middle, slow
from bench.held import Heart
from bench.painted import Painted
from bench.stage import Stage, staged

TYPED = (
    "marie", "dupont", "Lefevre", "andre", "benoit", "elise", "zoe", "martin l", "ba rosalia",
    "m 50001", "personne4926", "06 12 34 56 20", "0612345645", "colin wassim", "example org",
    "42000", "ferreira", "gonç", "thomas", "inconnu",
)  # fmt: skip
PAUSE = 0.04
KEY_PAUSE = 0.12  # seconds between two keys of a quick typist


def measure(lab: Path) -> list[Figure]:
    with staged(lab) as stage:
        with Heart() as heart:
            keys, used = _keys(stage)
            jumps = _jumps(stage)
            sorts = _sorts(stage)
            openings = _openings(stage)
        held = heart.longest()
        load = f"waited for a processor {held.waited:.0f} ms"
    return [
        _figure("key to painted rows, median", middle(keys), 8, len(keys), _of(middle(used))),
        _figure("key to painted rows, p95", slow(keys), 24, len(keys), _of(slow(used))),
        _figure("list opened", middle(openings), 16, len(openings)),
        _figure("jumped", middle(jumps), 16, len(jumps)),
        _figure("sorted", middle(sorts), 16, len(sorts)),
        Figure(part="loop", name="search, jump, sort", value=held.own, limit=50, note=load),
    ]


def _figure(name: str, value: float, limit: float, runs: int, note: str = "") -> Figure:
    return Figure(part="lists", name=name, value=value, limit=limit, runs=runs, note=note)


def _of(used: float) -> str:
    return f"{used:.1f} ms of processor, all threads"


def _keys(stage: Stage) -> tuple[list[float], list[float]]:
    """Milliseconds by the clock, and of the processor in every thread."""
    search: Any = stage.tab.search
    search.setFocus()
    found: list[float] = []
    used: list[float] = []
    for query in TYPED:
        for place, letter in enumerate(query):
            stage.told.take("key-painted")
            began = time.process_time()
            stage.type_letter(search, letter)
            stage.until(lambda: any(name == "key-painted" for name, _ in stage.told.found))
            taken = (time.process_time() - began) * 1000
            times = stage.told.take("key-painted")
            if place >= 1 and letter != " ":
                found += times
                used.append(taken)
            stage.rest(KEY_PAUSE)
        search.clear()
        stage.rest(0.15)
    return found, used


def _jumps(stage: Stage) -> list[float]:
    bar = stage.tab.table.verticalScrollBar()
    chance, painted, found = random.Random(1), Painted(stage), []
    for _ in range(60):
        there = chance.randrange(bar.maximum())
        found.append(painted.wait(partial(bar.setValue, there), answered=False))
        stage.rest(PAUSE)
    painted.stop()
    bar.setValue(0)
    return found


def _sorts(stage: Stage) -> list[float]:
    painted, found = Painted(stage), []
    for _ in range(8):
        for act in stage.tab.table.sort_actions(stage.window):
            found.append(painted.wait(act.trigger, answered=True))
            stage.rest(PAUSE)
    painted.stop()
    return found


def _openings(stage: Stage) -> list[float]:
    """Each filter in turn: another list is shown, with its count."""
    painted, found = Painted(stage), []
    pills = stage.tab.pills.findChildren(QPushButton)
    for _ in range(4):
        for pill in (*pills[1:], pills[0]):
            found.append(painted.wait(pill.click, answered=True))
            stage.rest(PAUSE)
    painted.stop()
    return found

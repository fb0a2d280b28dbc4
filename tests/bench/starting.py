"""From the start of the process to the window, to its rows, and what it then holds in memory."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Timer

from bench.bare import empty_memory, first_paint
from bench.figures import Figure, middle
from bench.lab import ROOT, copied, home_in

RUNS = 7
PATIENCE = 20  # seconds
# Both show what they begin with before SQLAlchemy is loaded.
TABS = {"people": ("Members", "first rows"), "today": ("Today", "first figures")}


def measure(lab: Path) -> list[Figure]:
    painted: list[float] = []
    built: dict[str, list[float]] = {tab: [] for tab in TABS}
    rows: dict[str, list[float]] = {tab: [] for tab in TABS}
    memory: list[float] = []
    held: dict[str, list[tuple[float, float]]] = {tab: [] for tab in TABS}
    bare: list[float] = []
    with copied(lab) as home:
        _started(home, "people")  # compiles what is new
        for _ in range(RUNS):
            bare.append(first_paint(1))
            for tab in TABS:
                seen = _started(home, tab)
                painted.append(seen["window-painted"])
                rows[tab].append(seen["first-rows"])
                built[tab].append(seen["tab-built"])
                held[tab].append(_held(home, tab))
                if tab == "people":
                    memory.append(seen["memory"])
    c = middle(bare)
    note = f"c = {c * 1000:.0f} ms"
    return [
        Figure(
            part="start", name="window painted", unit="c", limit=1.2, note=note, runs=len(painted),
            value=middle(painted) / c,
        ),
        *(
            Figure(
                part="start", name=f"{first}, {title}", unit="c", limit=3, runs=RUNS,
                value=middle(rows[tab]) / c, note="aim 2; a glimpse",
            )
            for tab, (title, first) in TABS.items()
        ),
        *(
            Figure(
                part="start", name=f"{title} answers to every act", unit="c", runs=RUNS,
                value=middle(built[tab]) / c, note="its tab stands",
            )
            for tab, (title, _) in TABS.items()
        ),
        _memory(memory),
        *(_loop(title, held[tab]) for tab, (title, _) in TABS.items()),
    ]  # fmt: skip


def _memory(found: list[float]) -> Figure:
    empty = empty_memory()
    return Figure(
        part="memory",
        name="list open",
        unit="× empty",
        limit=1.6,
        value=middle(found) / empty,
        runs=len(found),
        note=f"{middle(found):.0f} MiB, empty window with SQLAlchemy {empty:.0f}",
    )


def _loop(title: str, held: list[tuple[float, float]]) -> Figure:
    waited = middle([one[1] for one in held])
    return Figure(
        part="loop",
        name=f"start, {title}",
        value=middle([one[0] for one in held]),
        limit=50,
        runs=len(held),
        note=f"waited for a processor {waited:.0f} ms",
    )


def _held(home: Path, tab: str) -> tuple[float, float]:
    """Milliseconds that the loop was held at most, and that it waited for a processor then."""
    _leave_in(home, tab)
    told = subprocess.run(
        [sys.executable, "-m", "bench.begun", str(home / "desk.sqlite")],
        env={**home_in(home), "PYTHONPATH": os.pathsep.join(map(str, (ROOT, ROOT / "tests")))},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout.split()
    return float(told[0]), float(told[1])


def _leave_in(home: Path, tab: str) -> None:
    """As if the window had been closed in that tab."""
    state = home / "state" / "fablab_desk"
    state.mkdir(parents=True, exist_ok=True)
    (state / "window.json").write_text(json.dumps({"tab": tab, "language": "fr"}))


def _started(home: Path, tab: str) -> dict[str, float]:
    _leave_in(home, tab)
    process = subprocess.Popen(
        [sys.executable, "-m", "fablab_desk", "--database", str(home / "desk.sqlite")],
        env={**home_in(home), "FABLAB_DESK_TRACE": "1"},
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr
    patience = Timer(PATIENCE, process.kill)
    patience.start()
    seen: dict[str, float] = {}
    try:
        for line in process.stderr:
            name, _, value = line.partition(" ")
            with suppress(ValueError):
                seen[name] = float(value)
            if {"first-rows", "tab-built"} <= seen.keys():
                seen["memory"] = _settled(lambda: _resident(process.pid))
                return seen
    finally:
        patience.cancel()
        process.kill()
        process.wait()
    raise RuntimeError(f"no rows were painted: {seen}")


def _settled(read: Callable[[], float]) -> float:
    """The greatest of what is read until it no longer grows."""
    found = read()
    for _ in range(6):
        time.sleep(0.5)
        found = max(found, read())
    return found


def _resident(pid: int) -> float:
    """MiB."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024

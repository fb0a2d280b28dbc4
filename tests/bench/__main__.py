"""Every limit of speed and memory, measured in one run: `python -m bench` in the tests' folder.

Each part runs in a process of its own. The exit status is 1 if something is over its limit.
"""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path

from bench.bare import first_paint
from bench.figures import Figure, table
from bench.lab import home_in, made_lab

PARTS = {
    "start": "starting",
    "lists": "lists",
    "acts": "acts",
    "door": "door",
    "members": "members",
    "loop": "long_work",
    "import": "taking_in",
    "list": "list_import",
    "machines": "machines",
    "board": "board",
    "trainings": "trainings",
    "other": "other",
}
PEOPLE = 100_000
USES = 1_000_000
QUIET = "110 to 140"  # c where the limits in milliseconds were set


def main() -> int:
    wanted = _parser().parse_args()
    cache: Path = wanted.cache.expanduser().absolute()
    lab, took = made_lab(cache, wanted.people, wanted.uses)
    if took:
        _say(f"the lab was made in {took:.0f} s")
    os.environ.update(home_in(lab))
    found: list[Figure] = []
    before, pace = os.getloadavg()[0], first_paint()
    for part in wanted.parts or PARTS:
        figures = _alone(import_module(f"bench.{PARTS[part]}").measure, lab)
        _say(f"\n{table(figures)}")
        found += figures
    load = f"load {before:.1f} before, {os.getloadavg()[0]:.1f} after"
    _say(
        f"\n{wanted.people} people; {load}; c = {pace * 1000:.0f} ms ({QUIET} on a quiet machine)\n"
    )
    _say(table(found))
    return int(any(figure.verdict == "OVER" for figure in found))


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], metavar="PART")
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--uses", type=int, default=USES)
    home = Path("~/.cache/fablab_desk_bench")
    parser.add_argument("--cache", type=Path, default=home, help="where the lab is kept, once made")
    return parser


def _alone(measure: Callable[[Path], list[Figure]], lab: Path) -> list[Figure]:
    """In a new process: nothing is warm from the part before."""
    with ProcessPoolExecutor(1, get_context("spawn")) as process:
        return process.submit(measure, lab).result()


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())

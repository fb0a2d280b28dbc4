"""The demo lab, made the first time it is asked for, while the window says so."""

from functools import partial
from pathlib import Path

from fablab_desk.cli.parser import DEMO_PEOPLE, DEMO_SEED
from fablab_desk.i18n import mark, translate
from fablab_desk.ui.main_window import MainWindow
from fablab_desk.ui.opening import Opened, open_lab
from fablab_desk.ui.progress import Progress

INVENTING = mark("Inventing three seasons of a lab…")


def making_demo(window: MainWindow, place: Path) -> "partial[Opened]":
    """What makes the lab at that place and opens it, in the thread that opens bases."""
    progress = Progress(translate(INVENTING))
    window.work.add(progress)
    return partial(_make_and_open, place, progress)


def _make_and_open(place: Path, progress: Progress) -> Opened:
    from fablab_desk.demo.making import make_demo_at
    from fablab_desk.schema import BLUEPRINT

    try:
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            make_demo_at(place, BLUEPRINT, people=DEMO_PEOPLE, seed=DEMO_SEED, progress=progress)
    finally:
        progress.ended.emit()
    return open_lab(place)

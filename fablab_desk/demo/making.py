"""A demo lab in a file of its own."""

from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

from fablab_desk.clock import local_day, utc_now
from fablab_desk.db.blueprint import Blueprint
from fablab_desk.db.opening import open_database, remove
from fablab_desk.demo.lab import DAY_BEGINS, Progress, make_demo
from fablab_desk.lab.queries import USUAL_ZONE

USES = 6000  # over three years


def make_demo_at(
    place: Path,
    blueprint: Blueprint,
    *,
    people: int,
    seed: int,
    uses: int = USES,
    progress: Progress = lambda _done, _all: None,
    now: Callable[[], datetime] = utc_now,
) -> None:
    """At `place`, where nothing is yet; whole, or not at all."""
    at = now()
    today = local_day(at, USUAL_ZONE, time(DAY_BEGINS))
    part = place.with_name(f"{place.name}.part")
    remove(part)
    try:
        database = open_database(part, blueprint)
        try:
            # No paper of an invented lab is signed with the key of a real one.
            with TemporaryDirectory() as folder:
                keys = Path(folder)
                make_demo(
                    database,
                    keys,
                    people=people,
                    seed=seed,
                    today=today,
                    until=at,
                    uses=uses,
                    progress=progress,
                )
        finally:
            database.close()
        part.rename(place)
    finally:
        remove(part)

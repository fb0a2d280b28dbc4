"""A file of people, read, compared and written, against a Core insert of the same rows."""

import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.bench_import import FIELDS, PER_FIELD, copied, inserted, lines, previewed
from bench.figures import Figure
from builders import Worker
from fablab_desk.db.opening import open_database
from fablab_desk.people.service_import import import_people
from fablab_desk.schema import BLUEPRINT
from fablab_desk.sheets.reading import parse_sheet


def measure(_lab: Path, count: int = 100_000) -> list[Figure]:
    with TemporaryDirectory(prefix="bench-") as folder:
        database = open_database(Path(folder) / "import.sqlite", BLUEPRINT)
        bare = open_database(Path(folder) / "core.sqlite", BLUEPRINT)
        worker = Worker(database)
        data = "\r\n".join(lines(count)).encode()
        reading, sheet = _timed(lambda: parse_sheet("people.csv", data))
        looking, preview = _timed(lambda: previewed(database, sheet))
        writing, _ = _timed(lambda: worker.does(lambda act: import_people(act, preview)))
        rows = copied(database)
        core, _ = _timed(lambda: inserted(bare, rows))
        database.close()
        bare.close()
    spent = [sum(pair) for pair in zip(reading, looking, writing, strict=True)]
    allowed = [4 * one + PER_FIELD * FIELDS * count for one in core]
    parts = f"Core {core[0]:.1f} s; read {reading[0]:.1f}, preview {looking[0]:.1f}"
    name = f"{count} lines"
    return [
        Figure(
            part="import", name=f"{name}, wall", unit="s", value=spent[0], limit=allowed[0],
            note=f"{parts}, write {writing[0]:.1f}",
        ),
        Figure(
            part="import", name=f"{name}, processor", unit="s", value=spent[1], limit=allowed[1],
        ),
    ]  # fmt: skip


def _timed(call: Callable[[], Any]) -> tuple[tuple[float, float], Any]:
    """Seconds by the clock and of the processor."""
    began, used = time.perf_counter(), time.process_time()
    result = call()
    return (time.perf_counter() - began, time.process_time() - used), result

"""A file of people, read, compared and written, against a Core insert of the same rows."""

import csv
import io
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import insert, select

from bench.figures import Figure
from bench.people_file import FIELDS, lines
from builders import Worker
from fablab_desk.db.database import Database
from fablab_desk.db.opening import open_database
from fablab_desk.people.exchange.columns import match_columns
from fablab_desk.people.exchange.making import preview_members
from fablab_desk.people.exchange.preview import Preview, Source
from fablab_desk.people.models import Party, Person
from fablab_desk.people.service_import import import_people
from fablab_desk.schema import BLUEPRINT
from fablab_desk.sheets.reading import parse_sheet
from fablab_desk.sheets.sheet import Sheet

TODAY = date(2026, 11, 22)
PER_FIELD = 0.0001  # seconds allowed for the check of one field
PEOPLE: tuple[Any, ...] = (Party.__table__, Person.__table__)


def measure(_lab: Path, count: int = 100_000) -> list[Figure]:
    with TemporaryDirectory(prefix="bench-") as folder:
        database = open_database(Path(folder) / "import.sqlite", BLUEPRINT)
        bare = open_database(Path(folder) / "core.sqlite", BLUEPRINT)
        worker = Worker(database)
        text = "\r\n".join(lines(count))
        parsing, _ = _timed(lambda: list(csv.reader(io.StringIO(text), delimiter=";")))
        reading, sheet = _timed(lambda: parse_sheet("people.csv", text.encode()))
        looking, preview = _timed(lambda: _previewed(database, sheet))
        writing, _ = _timed(lambda: worker.does(lambda act: import_people(act, preview)))
        again, second = _timed(lambda: _previewed(database, sheet))
        assert not second.writes
        rows = _copied(database)
        core, _ = _timed(lambda: _inserted(bare, rows))
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
        Figure(
            part="import", name="read, against the parser alone", unit="×",
            value=reading[1] / parsing[1],
        ),
        Figure(
            part="import", name="preview of the same file again", unit="s", value=again[0],
        ),
    ]  # fmt: skip


def _timed(call: Callable[[], Any]) -> tuple[tuple[float, float], Any]:
    """Seconds by the clock and of the processor."""
    began, used = time.perf_counter(), time.process_time()
    result = call()
    return (time.perf_counter() - began, time.process_time() - used), result


def _previewed(database: Database, sheet: Sheet) -> Preview:
    with database.reading() as session:
        columns = match_columns(session, sheet).columns
        return preview_members(session, sheet, Source("people.csv", "0" * 64), columns, TODAY)


def _inserted(database: Database, rows: list[list[dict[str, Any]]]) -> None:
    with database.writing() as session:
        for table, ready in zip(PEOPLE, rows, strict=True):
            session.connection().execute(insert(table), ready)


def _copied(database: Database) -> list[list[dict[str, Any]]]:
    """What the import wrote, without what ties it to its own base."""
    with database.reading() as session:
        found = [session.execute(select(table)).mappings().all() for table in PEOPLE]
    return [
        [dict(row) | ({"import_id": None} if table is PEOPLE[0] else {}) for row in rows]
        for table, rows in zip(PEOPLE, found, strict=True)
    ]

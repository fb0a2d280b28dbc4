"""How long a file of people takes, against a Core insert of the same rows into the same tables.

python tests/bench/bench_import.py [COUNT]
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select

from bench.bench_lists import a_name
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
HEADER = "Nom;Prénom;Date de naissance;E-mail;Téléphone;Adresse;Code postal;Ville;Profession"
FIELDS = HEADER.count(";") + 1
PER_FIELD = 0.0001  # seconds allowed for the check of one field
PEOPLE: tuple[Any, ...] = (Party.__table__, Person.__table__)


def lines(count: int) -> Iterator[str]:
    chance = random.Random(1)
    names = [a_name(chance) for _ in range(20_000)]
    yield HEADER
    for number in range(count):
        born = date(1940, 1, 1) + timedelta(chance.randrange(28_000))
        first, last, town = chance.choices(names, k=3)
        phone = f"06 {number // 10**6 % 100:02} {number // 10**4 % 100:02} {number % 10**4:04}"
        yield (
            f"{last};{first};{born:%d/%m/%Y};p{number}@example.org;{phone};"
            f"{number % 200} rue de l’Essai;42{number % 1000:03};{town};{chance.choice(names)}"
        )


def timed(label: str, call: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    result = call()
    seconds = time.perf_counter() - began
    print(f"{label:<40} {seconds:8.2f} s")  # noqa: T201
    return seconds, result


def previewed(database: Database, sheet: Sheet) -> Preview:
    with database.reading() as session:
        columns = match_columns(session, sheet).columns
        return preview_members(session, sheet, Source("people.csv", "0" * 64), columns, TODAY)


def inserted(database: Database, rows: list[list[dict[str, Any]]]) -> None:
    with database.writing() as session:
        for table, ready in zip(PEOPLE, rows, strict=True):
            session.connection().execute(insert(table), ready)


def copied(database: Database) -> list[list[dict[str, Any]]]:
    """What the import wrote, without what ties it to its own base."""
    with database.reading() as session:
        found = [session.execute(select(table)).mappings().all() for table in PEOPLE]
    return [
        [dict(row) | ({"import_id": None} if table is PEOPLE[0] else {}) for row in rows]
        for table, rows in zip(PEOPLE, found, strict=True)
    ]


def main(count: int, place: Path | str, other: Path | str) -> None:
    database, bare = open_database(place, BLUEPRINT), open_database(other, BLUEPRINT)
    worker = Worker(database)
    data = "\r\n".join(lines(count)).encode()
    reading, sheet = timed("read the file", lambda: parse_sheet("people.csv", data))
    looking, preview = timed("preview", lambda: previewed(database, sheet))
    writing, _ = timed("write", lambda: worker.does(lambda act: import_people(act, preview)))
    rows = copied(database)
    core, _ = timed("Core insert of the same rows", lambda: inserted(bare, rows))
    again, second = timed("preview of the same file again", lambda: previewed(database, sheet))
    assert not second.writes
    allowed = 4 * core + PER_FIELD * FIELDS * count
    spent = reading + looking + writing
    print(f"{spent:.1f} s of {allowed:.1f} s allowed, {spent / core:.1f} × Core")  # noqa: T201
    print(f"again: {again / core:.1f} × Core")  # noqa: T201
    assert spent <= allowed


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        chosen = Path(folder)
        main(
            int(sys.argv[1]) if len(sys.argv) > 1 else 100_000,
            chosen / "import.sqlite",
            chosen / "core.sqlite",
        )

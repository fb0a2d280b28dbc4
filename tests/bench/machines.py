"""A use from its service to its commit, the logbook of a machine, the board, hours by month."""

import time
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, text

from bench.figures import Figure, middle
from bench.lab import copied
from fablab_desk.clock import utc_now
from fablab_desk.db.database import Database
from fablab_desk.db.opening import url_of
from fablab_desk.keys import new_key
from fablab_desk.logbook.drafts import UseDraft
from fablab_desk.logbook.models import Use
from fablab_desk.logbook.service import record_use
from fablab_desk.logbook.timeline import timeline
from fablab_desk.machines.figures import hours_by_month
from fablab_desk.machines.models import Machine, UseDay
from fablab_desk.memberships.members import members_on
from fablab_desk.overview.machines import load_board
from fablab_desk.staff.login import built_in_seat
from fablab_desk.staff.unit import perform

TIMES, PAGE = 25, 64
ROWS = ("uses", "use_days", "occupancies", "log_entries", "arrivals")
# The same sums in the base's own words.
RAW = (
    "SELECT machine_id, CAST(strftime('%Y', day) AS INTEGER), CAST(strftime('%m', day) AS INTEGER),"
    " sum(seconds), sum(uses) FROM (SELECT machine_id, day, sum(seconds) AS seconds,"
    " sum(CASE WHEN first THEN 1 ELSE 0 END) AS uses FROM use_days GROUP BY machine_id, day)"
    " GROUP BY 1, 2, 3"
)


def measure(lab: Path) -> list[Figure]:
    with copied(lab) as folder, closing(Database(url_of(folder / "desk.sqlite"))) as database:
        with database.reading() as session:
            uses = session.scalar(select(func.count()).select_from(Use)) or 0
            busiest = session.execute(
                select(UseDay.machine_id, func.count())
                .group_by(UseDay.machine_id)
                .order_by(func.count().desc())
            ).first()
        assert busiest
        told = f"{uses} uses, {busiest[1]} of the machine"
        return [
            *_record(database, folder),
            *_logbook(database, busiest[0], told),
            *_sums(database),
        ]


def _record(database: Database, folder: Path) -> list[Figure]:
    seat = built_in_seat(database, "Accueil", folder / "keys")
    now = utc_now()
    with database.reading() as session:
        machine = session.scalars(
            select(Machine.id).where(~Machine.needs_pieces).order_by(Machine.code)
        ).first()
        people = list(session.scalars(members_on(date.today()).limit(TIMES + 5)))  # noqa: DTZ011
    assert machine
    taken = []
    for place, person in enumerate(people[:TIMES]):
        end = now - timedelta(days=400, minutes=60 * place)
        draft = UseDraft(
            machine_id=machine,
            user_id=person,
            starts_at=end - timedelta(minutes=1),
            ends_at=end,
            override_reason="mesure",
        )
        call = partial(record_use, use_id=new_key(), draft=draft)
        began = time.perf_counter()
        try:
            perform(database, seat, utc_now, call)
        except Exception:
            continue
        taken.append((time.perf_counter() - began) * 1000)
    raw = [_copied_rows(database) for _ in range(TIMES)]
    ratio = middle(taken) / middle(raw)
    note = f"raw commit of {len(ROWS)} rows {middle(raw):.1f} ms, ratio {ratio:.2f} (at most 2)"
    return [
        Figure(
            part="machines",
            name="one use, to its commit",
            value=middle(taken),
            limit=20,
            runs=len(taken),
            note=note,
        )
    ]


def _copied_rows(database: Database) -> float:
    """The last row of each table once more, under another key, in one commit."""
    with database.engine.connect() as connection:
        rows: list[tuple[str, dict[str, Any]]] = []
        for table in ROWS:
            last = text(f"SELECT * FROM {table} ORDER BY rowid DESC LIMIT 1")
            rows.append((table, dict(connection.execute(last).mappings().one())))
    for table, row in rows:
        key = "use_id" if table == "use_days" else "id"
        row[key] = new_key().bytes
        if table == "uses":
            row["bill_id"] = row["corrects_id"] = None
        if table == "occupancies":
            row["resource_id"] = new_key().bytes
        if table == "arrivals":
            row["counted_on"] = None
    began = time.perf_counter()
    with database.engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys=ON")
        for table, row in rows:
            names = ", ".join(row)
            marks = ", ".join("?" for _ in row)
            connection.exec_driver_sql(
                f"INSERT INTO {table} ({names}) VALUES ({marks})",
                tuple(row.values()),
            )
    return (time.perf_counter() - began) * 1000


def _logbook(database: Database, machine_id: UUID, told: str) -> list[Figure]:
    listing = timeline(machine_id)
    with database.reading() as session:
        count = listing.count(session)
        first = _timed(lambda: timeline(machine_id).start(session, None, PAGE), 5)
        places = [count * at // TIMES // PAGE for at in range(TIMES)]
        jumps = [_once(partial(listing.page, session, number, PAGE)) for number in places]
        turned = _timed(lambda: listing.ordered("at").start(session, None, PAGE), 5)
    return [
        Figure(part="machines", name="logbook, first rows", value=first, limit=80, note=told),
        Figure(part="machines", name="logbook, jump", value=middle(jumps), limit=16, runs=TIMES),
        Figure(part="machines", name="logbook, sorted", value=turned, limit=20),
    ]


def _sums(database: Database) -> list[Figure]:
    with database.reading() as session:
        ours = _timed(lambda: hours_by_month(session), 5)
        raw = _timed(lambda: session.connection().exec_driver_sql(RAW).fetchall(), 5)
        now = utc_now()
        board = _timed(lambda: load_board(session, now), 9)
    return [
        Figure(
            part="machines",
            name="hours by machine and month",
            value=ours / raw,
            unit="× the same SQL",
            limit=1.2,
            note=f"{ours:.0f} ms",
        ),
        Figure(part="machines", name="board, read", value=board, note="off the loop"),
    ]


def _timed(call: Callable[[], Any], times: int) -> float:
    return middle([_once(call) for _ in range(times)])


def _once(call: Callable[[], Any]) -> float:
    began = time.perf_counter()
    call()
    return (time.perf_counter() - began) * 1000

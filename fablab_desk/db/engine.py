"""Engines whose transactions are what they seem, on SQLite and on PostgreSQL."""

import contextlib
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url

from fablab_desk.db import long_json
from fablab_desk.db.file import sqlite_module
from fablab_desk.db.refusals import refuse
from fablab_desk.db.where import is_network

BUSY_SECONDS = 10
SERVER_SECONDS = 5  # to reach the server at all
SERVER_OPTIONS = (
    "-c timezone=UTC -c lock_timeout=10s -c statement_timeout=60s"
    " -c idle_in_transaction_session_timeout=60s"
)
# From 3.7.0 on, until these, a second connection could corrupt a file in WAL mode:
# https://www.sqlite.org/wal.html#walresetbug
MENDED = {44: 6, 50: 7}  # 3.44.6, 3.50.7
MENDED_FOR_GOOD = (3, 51, 3)


def wal_is_safe(version: tuple[int, int, int]) -> bool:
    _, minor, patch = version
    return version >= MENDED_FOR_GOOD or (minor in MENDED and patch >= MENDED[minor])


def make_engine(url: str | URL, *, reading: bool = False) -> Engine:
    """An engine for `url`; a `reading` one cannot write even by mistake."""
    wanted = make_url(url)
    if wanted.get_backend_name() != "sqlite":
        return _make_server_engine(wanted, reading)
    module = sqlite_module()
    engine = create_engine(
        wanted, module=module, json_serializer=long_json.dumps, json_deserializer=long_json.loads
    )
    wal = wal_is_safe(module.sqlite_version_info) and not is_network(Path(wanted.database or ""))
    pragmas = [
        f"busy_timeout={BUSY_SECONDS * 1000}",  # first, as the next ones may need a lock
        f"journal_mode={'WAL' if wal else 'DELETE'}",
        "synchronous=FULL",
        "foreign_keys=ON",
        "trusted_schema=OFF",
        "journal_size_limit=67108864",
        *(["query_only=ON"] if reading else []),
    ]

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver never begins by itself: `_begin` does
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}").close()

    def tidy(connection: Any, _record: Any) -> None:
        with contextlib.suppress(module.Error):  # a courtesy to the planner, never waited for
            connection.execute("PRAGMA busy_timeout=0").close()
            # All tables that grew, not only those this connection asked: readers ask, it writes.
            connection.execute("PRAGMA optimize=0x10012").close()

    if not reading:
        event.listen(engine, "close", tidy)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", refuse)
    return engine


def _make_server_engine(url: URL, reading: bool) -> Engine:
    connect_args = {"connect_timeout": SERVER_SECONDS, "options": SERVER_OPTIONS}
    engine = create_engine(
        url,
        pool_pre_ping=True,
        connect_args=connect_args,
        json_serializer=long_json.dumps,
        json_deserializer=long_json.loads,
    )
    event.listen(engine, "handle_error", refuse)
    if reading:
        # A read unit sees one moment, as on SQLite.
        engine = engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
    return engine


def _begin(connection: Connection) -> None:
    # A read that turns into a write fails at once, so a write takes its lock up front.
    write = connection.get_execution_options().get("write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

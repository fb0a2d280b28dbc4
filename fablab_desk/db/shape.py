"""Whether what stands in a database was written by this version of the program."""

import re
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection, MetaData, inspect, text

from fablab_desk.db.errors import ForeignError, NewerError, UnfinishedVersionError
from fablab_desk.db.file import REVISIONS


class State(StrEnum):
    EMPTY = "empty"
    CURRENT = "current"
    OLDER = "older"
    NEWER = "newer"
    FOREIGN = "foreign"


_COLUMNS = {
    "sqlite": """
SELECT tables.name, columns.name FROM sqlite_master AS tables, pragma_table_info(tables.name)
AS columns WHERE tables.sql LIKE 'CREATE TABLE%'
""",
    "postgresql": """
SELECT relname, attname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND attnum > 0
AND NOT attisdropped
""",
}


_PARTS = """
SELECT name, sql FROM sqlite_master WHERE type = 'trigger' OR sql LIKE 'CREATE VIRTUAL TABLE%'
"""
FINGERPRINT = Path(__file__).parent / "migrations" / "versions" / "fingerprint.txt"


def is_as_made(connection: Connection) -> bool:
    """Whether a file is, to the letter, what this version makes: then nothing else is compared."""
    if connection.dialect.name != "sqlite":
        return False
    return fingerprint(connection) == FINGERPRINT.read_text("utf-8").strip()


def fingerprint(connection: Connection) -> str:
    """Of a file’s revision, columns, triggers and search indexes; without what SQLite adds."""
    parts = sorted(tuple(row) for row in connection.execute(text(_PARTS)))
    added = ("sqlite_", *(f"{name}_" for name, sql in parts if "VIRTUAL" in sql))
    columns = connection.execute(text(_COLUMNS["sqlite"]))
    own = sorted(tuple(row) for row in columns if not row[0].startswith(added))
    has_revision = any(table == "alembic_version" for table, _column in own)
    wanted = text("SELECT version_num FROM alembic_version")
    revision = list(connection.execute(wanted).scalars()) if has_revision else []
    return sha256(repr((revision, REVISIONS[-1], own, parts)).encode()).hexdigest()


def state_of(connection: Connection) -> State:
    """What stands there, without Alembic: it takes longer to load than all the rest."""
    names = set(inspect(connection).get_table_names())
    if not names:
        return State.EMPTY
    if "alembic_version" not in names:
        return State.FOREIGN
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
    revision = found[0] if len(found) == 1 else ""
    if revision in REVISIONS:
        return State.CURRENT if revision == REVISIONS[-1] else State.OLDER
    return State.NEWER if re.fullmatch(r"\d{4}", revision) else State.FOREIGN


def known_state(connection: Connection, place: str) -> State:
    """The same, or a ForeignError or NewerError about `place`."""
    match state := state_of(connection):
        case State.FOREIGN:
            raise ForeignError(place)
        case State.NEWER:
            raise NewerError(place)
    return state


def refuse_unfinished(connection: Connection, metadata: MetaData, place: str) -> State:
    """The same, with an UnfinishedVersionError besides where the tables are others."""
    state = known_state(connection, place)
    others = other_tables(connection, metadata) if state is State.CURRENT else []
    if others:
        raise UnfinishedVersionError(place, others)
    return state


def other_tables(connection: Connection, metadata: MetaData) -> list[str]:
    """Those that are missing or have other columns; takes a few milliseconds."""
    found: dict[str, set[str]] = {}
    for table, column in connection.execute(text(_COLUMNS[connection.dialect.name])):
        found.setdefault(table, set()).add(column)
    return sorted(
        name
        for name, table in metadata.tables.items()
        if found.get(name) != set(table.columns.keys())
    )

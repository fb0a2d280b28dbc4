"""Proving that a copy of the database could be worked with."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from fablab_desk.db.errors import DamagedCopyError, ForeignError, NotADatabaseError
from fablab_desk.db.file import APPLICATION_ID, sqlite_module
from fablab_desk.db.refusals import disk
from fablab_desk.db.shape import State, known_state
from fablab_desk.errors import DeskError
from fablab_desk.live import refuse_live

Check = Callable[[Session], Sequence[DeskError]]


def prove(copy: Path, checks: Iterable[Check] = ()) -> dict[str, int]:
    """How many rows each table of the copy holds; a DatabaseError where it is not sound.

    The copy must be nobody's live database: it is read as a file that cannot change.
    """
    module = sqlite_module()
    try:
        with closing(_opened(copy)) as connection:
            rows = _rows(connection, copy)
    except module.DatabaseError as error:
        if getattr(error, "sqlite_errorname", "") == "SQLITE_NOTADB":
            raise NotADatabaseError(copy.name) from error
        raise DamagedCopyError(copy.name) from error
    with looking_into(copy) as session:
        read_through(session, copy.name, checks)
    return rows


@contextmanager
def looking_into(copy: Path) -> Iterator[Session]:
    """A session that reads a copy, which must be nobody's live database, and writes nothing."""
    refuse_live(copy)
    engine = create_engine(
        "sqlite://", module=sqlite_module(), creator=lambda: _opened(copy), poolclass=NullPool
    )
    with Session(engine) as session:
        yield session


def read_through(session: Session, name: str, checks: Iterable[Check]) -> None:
    """Run the checks over a copy of that name, once it is known that this version can read it."""
    if known_state(session.connection(), name) is State.EMPTY:
        raise DamagedCopyError(name)
    for check in checks:
        for found in check(session):
            raise DamagedCopyError(name, found)


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with disk(path), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _opened(copy: Path) -> Any:
    uri = f"{copy.absolute().as_uri()}?mode=ro&immutable=1"
    return sqlite_module().connect(uri, uri=True)


def _rows(connection: Any, copy: Path) -> dict[str, int]:
    if connection.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,):
        raise ForeignError(copy.name)
    if connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
        raise DamagedCopyError(copy.name)
    if connection.execute("PRAGMA foreign_key_check").fetchone():
        raise DamagedCopyError(copy.name)
    tables = connection.execute(
        "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main'"
        " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
    ).fetchall()
    counted = (
        connection.execute(f'SELECT count(*) FROM "{name}"').fetchone() for (name,) in tables
    )
    return {name: count for (name,), (count,) in zip(tables, counted, strict=True)}

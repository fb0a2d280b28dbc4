"""Copies of a server's database, by PostgreSQL's own programs."""

import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from sqlalchemy import URL, Connection, Engine, func, inspect, select, table, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from fablab_desk.db.database import Database
from fablab_desk.db.engine import make_engine
from fablab_desk.db.errors import DamagedCopyError, NoTwinError, ServerCopyError, ServerProgramError
from fablab_desk.db.proof import Check, read_through

NO_RIGHT = "42501"


def dump(database: Database, part: Path, checks: Iterable[Check]) -> tuple[dict[str, int], bool]:
    """Write the whole database into `part`: the rows of each table, and whether it was proved."""
    with database.reading() as session:
        rows = _rows(session.connection())
    _run(database.engine.url, "pg_dump", "--format=custom", "--no-owner", f"--file={part}")
    read_contents(part)
    proved = prove(database, part, checks)
    return (rows, False) if proved is None else (proved, True)


def read_contents(path: Path) -> None:
    """A copy whose list of contents cannot be read is damaged: the rest is not looked at."""
    program = _program("pg_restore")
    done = subprocess.run([program, "--list", path], capture_output=True, text=True, check=False)
    if done.returncode or "alembic_version" not in done.stdout:
        raise DamagedCopyError(path.name, done.stderr.strip())


def prove(database: Database, copy: Path, checks: Iterable[Check]) -> dict[str, int] | None:
    """Put the copy into a database of its own, read it through there, and count its rows.

    None where this user of the server may not make one: nothing is proved then.
    """
    with _throw_away(database) as engine:
        if engine is None:
            return None
        try:
            _pour(engine.url, copy)
        except ServerCopyError as error:
            raise DamagedCopyError(copy.name, error) from error
        with Session(engine) as session:
            read_through(session, copy.name, checks)
            return _rows(session.connection())


@contextmanager
def twin(database: Database, scratch: Path) -> Iterator[URL]:
    """The address of a whole copy on the same server, which is dropped at the end."""
    part = scratch / "twin.dump"
    _run(database.engine.url, "pg_dump", "--format=custom", "--no-owner", f"--file={part}")
    with _throw_away(database) as engine:
        if engine is None:
            raise NoTwinError(database.place)
        _pour(engine.url, part)
        yield engine.url


def bring_back(database: Database, path: Path) -> None:
    """Replace what the database holds by the copy, in one transaction."""
    _pour(database.engine.url, path, "--clean", "--if-exists")


def _pour(url: URL, path: Path, *how: str) -> None:
    _run(
        url, "pg_restore", *how, "--no-owner", "--single-transaction", "--exit-on-error", str(path)
    )


def _rows(connection: Connection) -> dict[str, int]:
    names = sorted(inspect(connection).get_table_names())
    return {
        name: connection.scalar(select(func.count()).select_from(table(name))) or 0
        for name in names
    }


@contextmanager
def _throw_away(database: Database) -> Iterator[Engine | None]:
    """An empty database of the same server, dropped at the end; None without the right."""
    name = f"fablab_proof_{uuid4().hex}"
    server = database.engine.execution_options(isolation_level="AUTOCOMMIT")
    try:
        with server.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
    except ProgrammingError as error:
        if getattr(error.orig, "sqlstate", "") != NO_RIGHT:
            raise
        yield None
        return
    engine = make_engine(database.engine.url.set(database=name), reading=True)
    try:
        yield engine
    finally:
        engine.dispose()
        with server.connect() as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))


def _run(url: URL, program: str, *arguments: str) -> None:
    plain = url.set(drivername="postgresql", password=None)
    where = f"--dbname={plain.render_as_string(hide_password=False)}"
    done = subprocess.run(
        [_program(program), "--no-password", where, *arguments],
        env={**os.environ, **({"PGPASSWORD": str(url.password)} if url.password else {})},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise ServerCopyError(program, done.stderr.strip())


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise ServerProgramError(name)
    return found

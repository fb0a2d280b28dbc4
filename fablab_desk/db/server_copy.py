"""Copies of a server's database, by PostgreSQL's own programs."""

import os
import shutil
import subprocess
from pathlib import Path

from sqlalchemy import func, inspect, select, table

from fablab_desk.db.database import Database
from fablab_desk.db.errors import DamagedCopyError, ServerCopyError, ServerProgramError


def dump(database: Database, part: Path) -> dict[str, int]:
    """Write the whole database into `part`, and tell how many rows each table held before."""
    rows = {}
    with database.reading() as session:
        for name in sorted(inspect(session.connection()).get_table_names()):
            rows[name] = session.scalar(select(func.count()).select_from(table(name))) or 0
    _run(database, "pg_dump", "--format=custom", "--no-owner", f"--file={part}")
    prove_dump(part)
    return rows


def prove_dump(path: Path) -> dict[str, int]:
    """A copy whose list of contents cannot be read is damaged; its rows are not counted."""
    program = _program("pg_restore")
    done = subprocess.run([program, "--list", path], capture_output=True, text=True, check=False)
    if done.returncode or "alembic_version" not in done.stdout:
        raise DamagedCopyError(path.name, done.stderr.strip())
    return {}


def bring_back(database: Database, path: Path) -> None:
    """Replace what the database holds by the copy, in one transaction."""
    arguments = ("--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error")
    _run(database, "pg_restore", *arguments, str(path))


def _run(database: Database, program: str, *arguments: str) -> None:
    url = database.engine.url.set(drivername="postgresql", password=None)
    password = database.engine.url.password
    where = f"--dbname={url.render_as_string(hide_password=False)}"
    done = subprocess.run(
        [_program(program), "--no-password", where, *arguments],
        env={**os.environ, **({"PGPASSWORD": str(password)} if password else {})},
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

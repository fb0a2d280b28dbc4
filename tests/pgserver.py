"""A throw-away PostgreSQL on a socket of its own: as root or as anybody, no service, no port."""

import os
import pwd
import shutil
import subprocess
import tempfile
from itertools import count
from pathlib import Path
from typing import Any

USER = "lab"
SHAPE = """
SELECT md5(string_agg(name, ',' ORDER BY name)) FROM (
  SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace
  UNION ALL SELECT tgname || tgenabled::text FROM pg_trigger
  UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
) AS things (name)
"""
WRITTEN = """
SELECT quote_ident(relname) FROM pg_class
 WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
   AND pg_relation_size(oid) > 0 AND relname <> 'alembic_version'
"""
FORGETFUL = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def server_programs() -> Path | None:
    """The folder of initdb and pg_ctl; PG_BIN names it where it is somewhere unusual."""
    named = os.environ.get("PG_BIN")
    found = shutil.which("postgres")
    folders = [
        *([Path(named)] if named else []),
        *sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True),
        *([Path(found).resolve().parent] if found else []),
    ]
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


class PgServer:
    def __init__(self, programs: Path) -> None:
        self._programs = programs
        self._folder = Path(tempfile.mkdtemp(prefix="pg-"))  # a socket's path is 107 bytes at most
        self._numbers = count()
        self._user: int | None = None
        if os.geteuid() == 0:  # the server refuses to run as root
            owner = next(one for one in pwd.getpwall() if one.pw_name in {"postgres", "nobody"})
            os.chown(self._folder, owner.pw_uid, owner.pw_gid)
            self._user = owner.pw_uid

    def start(self) -> None:
        data = str(self._folder / "data")
        self._run(
            "initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--no-locale", "-N"
        )
        options = f"-k {self._folder} -c listen_addresses='' -c max_connections=50 {FORGETFUL}"
        log = str(self._folder / "log")
        self._run("pg_ctl", "-D", data, "-l", log, "-w", "-t", "30", "-o", options, "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-D", str(self._folder / "data"), "-m", "immediate", "-w", "stop")
        shutil.rmtree(self._folder, ignore_errors=True)

    def url(self, name: str = "postgres") -> str:
        return f"postgresql+psycopg://{USER}@/{name}?host={self._folder}"

    def create(self, template: str = "template1") -> str:
        """The name of a new database like `template`, which nobody may be using."""
        name = f"desk_{next(self._numbers)}"
        self._say(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def drop(self, name: str) -> None:
        self._say(f"DROP DATABASE {name} WITH (FORCE)")

    def shape(self, name: str) -> object:
        """The same for two databases with the same tables, triggers and functions."""
        with self._connected(name) as connection:
            return connection.execute(SHAPE).fetchone()

    def empty(self, name: str) -> None:
        """Take away every row: ten times faster than a new database."""
        with self._connected(name) as connection:
            written = [table for (table,) in connection.execute(WRITTEN)]
            if written:
                connection.execute("SET session_replication_role = replica")  # past the guards
                connection.execute(
                    f"TRUNCATE {', '.join(written)} RESTART IDENTITY CASCADE".encode()
                )

    def _say(self, sql: str) -> None:
        with self._connected("postgres") as connection:
            connection.execute(sql.encode())

    def _connected(self, name: str) -> Any:
        import psycopg

        where = f"host={self._folder} user={USER} dbname={name}"
        return psycopg.connect(where, autocommit=True)

    def _run(self, program: str, *arguments: str) -> None:
        # pg_ctl leaves its output open to the server: it goes to a file, never to a pipe.
        with (self._folder / f"{program}.out").open("w+") as out:
            done = subprocess.run(
                [str(self._programs / program), *arguments],
                cwd=self._folder,
                stdout=out,
                stderr=out,
                env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": str(self._folder)},
                user=self._user,
                check=False,
            )
            if done.returncode:
                out.seek(0)
                raise RuntimeError(f"{program}: {out.read()}")

"""A throw-away PostgreSQL on a socket of its own: as root or as anybody, no service, no port."""

import os
import pwd
import shutil
import subprocess
import tempfile
from itertools import count
from pathlib import Path

USER = "lab"
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

    def _say(self, sql: str) -> None:
        import psycopg

        where = f"host={self._folder} user={USER} dbname=postgres"
        with psycopg.connect(where, autocommit=True) as connection:
            connection.execute(sql.encode())

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

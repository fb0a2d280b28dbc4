"""Opening a database: a new one is made, an older one brought forward, any other refused."""

import os
import re
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlalchemy import URL, Connection, make_url, text
from sqlalchemy.exc import ArgumentError

from fablab_desk.db.blueprint import Blueprint
from fablab_desk.db.database import Database
from fablab_desk.db.errors import (
    AddressError,
    DamagedError,
    DatabaseError,
    ForeignError,
    GuardsError,
    IsACopyError,
    IsAFolderError,
    MissingFolderError,
    NetworkFolderError,
    NoRightError,
    ReadOnlyError,
    SynchronisedFolderError,
)
from fablab_desk.db.file import APPLICATION_ID, COPY_NAME, sqlite_module
from fablab_desk.db.refusals import refusal_of, stands
from fablab_desk.db.shape import State, is_as_made, refuse_unfinished
from fablab_desk.db.where import is_network, synchronised_by

ADVISORY_LOCK = APPLICATION_ID
BESIDE = ("", "-wal", "-shm", "-journal")


def open_database(
    place: Path | str, blueprint: Blueprint, *, copies: Path | None = None
) -> Database:
    """Open a file by its path or a server by its URL, or raise a DatabaseError that says why not.

    An older database is copied into `copies`, or beside itself, before it is migrated. This may
    wait for locks and for the network: never to be called in the window's thread.
    """
    url = url_of(place)
    path = Path(url.database or "") if url.get_backend_name() == "sqlite" else None
    notices = check_place(path, copies) if path else []
    fresh = path is not None and not path.exists()
    if path and not fresh and path.stat().st_size:
        check_owner(path)
    database = Database(url, notices, copies)
    try:
        bring_forward(database, blueprint, copies)
        database.changed_elsewhere()  # what is there now is no news
    except BaseException:
        database.close()
        if fresh and path:
            remove(path)
        raise
    return database


def url_of(place: Path | str) -> URL:
    if isinstance(place, str) and "://" in place:
        try:
            url = make_url(re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", place))
        except (ArgumentError, ValueError):
            raise AddressError from None  # nothing of it is said again: a password may stand in it
        if url.get_backend_name() not in {"sqlite", "postgresql"}:
            raise AddressError
        return url
    return URL.create("sqlite", database=str(Path(place).expanduser().absolute()))


def check_place(path: Path, copies: Path | None = None) -> list[DatabaseError]:
    """Refuse a place where no base can be kept, a copy's or the folder `copies` among them.

    The sentences returned only warn.
    """
    there = stands(path)  # a closed folder above it would refuse every other question
    folder = path.parent
    if not folder.is_dir():
        raise MissingFolderError(folder)
    if path.is_dir():
        raise IsAFolderError(str(path))
    real = path.resolve()
    if COPY_NAME.fullmatch(real.name) or (copies and real.parent == copies.resolve()):
        raise IsACopyError(path.name)
    if there and not os.access(path, os.R_OK):
        raise NoRightError(str(path))
    if there and not (os.access(path, os.W_OK) and os.access(folder, os.W_OK)):
        raise ReadOnlyError(str(path))
    if not os.access(folder, os.W_OK):
        raise NoRightError(str(path))
    program = synchronised_by(folder)
    return [
        *([NetworkFolderError(folder)] if is_network(folder) else []),
        *([SynchronisedFolderError(folder, program)] if program else []),
    ]


def check_owner(path: Path) -> None:
    """Refuse another program's file before anything, even its journal mode, is changed in it."""
    module = sqlite_module()
    try:
        with closing(module.connect(f"{path.as_uri()}?mode=ro", uri=True)) as looking:
            (owner,) = looking.execute("PRAGMA application_id").fetchone()
            (things,) = looking.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except module.Error as error:
        raise (refusal_of(error, str(path)) or DamagedError(str(path))) from error
    if owner != APPLICATION_ID and (owner or things):
        raise ForeignError(str(path))


def bring_forward(database: Database, blueprint: Blueprint, copies: Path | None) -> None:
    with database.engine.connect() as connection:
        if is_as_made(connection):
            return
        state = refuse_unfinished(connection, blueprint.metadata, database.place)
        gone = blueprint.missing(connection) if state is State.CURRENT else set()
    if state is State.OLDER:
        from fablab_desk.db.backup import copy_before_migration

        copy_before_migration(database, copies)
    if state in {State.EMPTY, State.OLDER}:
        migrate(database, blueprint)
    elif gone:
        with database.writing() as session:
            blueprint.put(session.connection())
        database.notices += (GuardsError(database.place, sorted(gone)),)


def migrate(database: Database, blueprint: Blueprint) -> None:
    """All migrations in one transaction, or none of them."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    folder = Path(__file__).parent / "migrations"
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    with _alone(database) as connection:
        config.attributes.update(connection=connection, metadata=blueprint.metadata)
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        command.upgrade(config, "head")
        blueprint.put(connection)
        if connection.dialect.name == "sqlite" and _broken(connection):
            raise DamagedError(database.place)


@contextmanager
def _alone(database: Database) -> Iterator[Connection]:
    """A transaction that rebuilds tables: with keys on, dropping one would empty its children."""
    with database.engine.connect().execution_options(write=True) as connection:
        if connection.dialect.name != "sqlite":
            with connection.begin():
                connection.execute(
                    text("SELECT pg_advisory_xact_lock(:key)"), {"key": ADVISORY_LOCK}
                )
                yield connection
            return
        driven = connection.connection.driver_connection
        assert driven is not None
        driven.execute("PRAGMA foreign_keys=OFF").close()  # ignored inside a transaction
        try:
            with connection.begin():
                yield connection
        finally:
            driven.execute("PRAGMA foreign_keys=ON").close()


def _broken(connection: Connection) -> bool:
    return connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None


def remove(path: Path) -> None:
    """Take away a file that was not there before, and what SQLite laid beside it."""
    for suffix in BESIDE:
        with suppress(OSError):
            path.with_name(path.name + suffix).unlink()

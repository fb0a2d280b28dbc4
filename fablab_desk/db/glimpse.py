"""A look into a base before SQLAlchemy is loaded: at once or not at all, and nothing is written."""

import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

from fablab_desk.db.file import APPLICATION_ID, COPY_NAME, REVISIONS, sqlite_module
from fablab_desk.db.where import is_network

T = TypeVar("T")


def glimpse(path: Path, read: Callable[[Any], T]) -> T | None:
    """What `read` finds on a connection of the driver in one unit, or None.

    None too where the base would not be opened as it is, or does not answer at once: whoever
    opens it in earnest says why.
    """
    if not _is_at_home(path):
        return None
    module = sqlite_module()
    try:
        uri = f"{path.resolve().as_uri()}?mode=ro"
        connection = module.connect(uri, uri=True, timeout=0, isolation_level=None)
        with closing(connection):
            connection.execute("PRAGMA query_only=ON")
            connection.execute("PRAGMA trusted_schema=OFF")
            connection.execute("BEGIN")
            return read(connection) if _is_ours(connection) else None
    except (module.Error, LookupError, TypeError, ValueError):  # a damaged base may hold anything
        return None


def _is_at_home(path: Path) -> bool:
    """A file that may be written, in its own place: beside it SQLite lays what it needs."""
    return (
        path.is_file()
        and os.access(path, os.W_OK)
        and os.access(path.parent, os.W_OK)
        and not COPY_NAME.fullmatch(path.resolve().name)
        and not is_network(path)
    )


def _is_ours(connection: Any) -> bool:
    if connection.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,):
        return False
    known = [(REVISIONS[-1],)]
    return bool(connection.execute("SELECT version_num FROM alembic_version").fetchall() == known)

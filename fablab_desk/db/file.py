"""A base in a file: what it is known by, and the driver that opens it. Loads no SQLAlchemy."""

import re
from importlib import import_module
from importlib.util import find_spec
from typing import Any

APPLICATION_ID = 0x46414C42  # “FALB”, in the header of the file
REVISIONS = ("0001",)  # oldest first, as in migrations/versions
COPY_NAME = re.compile(r"fablab-(\d{8}T\d{6})Z(?:-([a-z-]+))?\.(?:db|dump)")


def sqlite_module() -> Any:
    """pysqlite3 where it is installed: two SQLite libraries on one file would drop its locks."""
    return import_module("pysqlite3.dbapi2" if find_spec("pysqlite3") else "sqlite3")

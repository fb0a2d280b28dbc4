"""Write the first migration and its fingerprint anew from the models, until a release ships it.

    packaging/first_migration.py

Once a release is out it is frozen: write the next migration instead.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import MetaData, create_mock_engine

from fablab_desk.db import migrations
from fablab_desk.db.opening import open_database
from fablab_desk.db.shape import FINGERPRINT, fingerprint
from fablab_desk.schema import BLUEPRINT

FOLDER = Path(migrations.__file__).parent / "versions"
ENGINES = {"sqlite": "sqlite://", "postgresql": "postgresql+psycopg://"}


def statements(metadata: MetaData, url: str) -> Iterator[str]:
    found: list[str] = []

    def note(statement: Any, *_values: object, **_options: object) -> None:
        found.append(str(statement.compile(dialect=engine.dialect)))

    engine = create_mock_engine(url, note)
    by_name = sorted(metadata.tables.values(), key=lambda table: table.name)
    metadata.create_all(engine, tables=by_name, checkfirst=False)
    # A table's indexes are a set: they come last, by name, or each run would write another file.
    for statement in sorted(
        found, key=lambda sql: sql if " INDEX " in sql.partition("\n")[0] else ""
    ):
        yield re.sub(r"[ \t]+$", "", statement.strip(), flags=re.MULTILINE) + ";\n"


def first_migration(metadata: MetaData) -> dict[Path, str]:
    return {
        FOLDER / f"r0001_first.{name}.sql": "\n".join(statements(metadata, url))
        for name, url in ENGINES.items()
    }


def first_fingerprint() -> str:
    """Of a new base, the SQL above read back."""
    with TemporaryDirectory() as folder:
        database = open_database(Path(folder) / "new.sqlite", BLUEPRINT)
        with database.engine.connect() as connection:
            found = fingerprint(connection)
        database.close()
    return found + "\n"


if __name__ == "__main__":
    for path, text in first_migration(BLUEPRINT.metadata).items():
        path.write_text(text, "utf-8")
    FINGERPRINT.write_text(first_fingerprint(), "utf-8")

"""Write the SQL of the first migration anew from the models, while no release has shipped it.

    packaging/first_migration.py

Once a release is out it is frozen: write the next migration instead.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import MetaData, create_mock_engine

from fablab_desk.db import migrations
from fablab_desk.schema import METADATA

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


if __name__ == "__main__":
    for path, text in first_migration(METADATA).items():
        path.write_text(text, "utf-8")

import re
from collections.abc import Iterator
from pathlib import Path
from runpy import run_path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from fablab_desk.db import migrations
from fablab_desk.db.database import Database
from fablab_desk.db.file import REVISIONS
from fablab_desk.db.opening import open_database
from fablab_desk.db.shape import is_as_made
from fablab_desk.people.queries import PARTIES_SEARCH
from fablab_desk.schema import BLUEPRINT

PACKAGING = Path(__file__).parents[2] / "packaging"

WHOLE_SQLITE = (
    "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%'"
)
WHOLE_POSTGRESQL = """
SELECT table_name, column_name, data_type, collation_name, column_default, is_nullable,
       character_maximum_length::text
  FROM information_schema.columns WHERE table_schema = 'public'
UNION ALL SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), '', '', '', ''
  FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT tablename, indexname, indexdef, '', '', '', ''
  FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid), '', '', '', ''
  FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT proname, prosrc, '', '', '', '', ''
  FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname LIKE 'desk%'
"""


def whole_schema(connection: Connection) -> set[tuple[str, ...]]:
    sql = WHOLE_SQLITE if connection.dialect.name == "sqlite" else WHOLE_POSTGRESQL
    found = {
        tuple(re.sub(r"\s+", " ", str(value)) for value in row)
        for row in connection.execute(text(sql))
    }
    return {row for row in found if "alembic_version" not in " ".join(row)}


def schema_of(database: Database) -> set[tuple[str, ...]]:
    with database.engine.connect() as connection:
        return whole_schema(connection)


@pytest.fixture(params=["sqlite", "postgresql"])
def migrated(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    place = f"sqlite:///{tmp_path}/migrated.sqlite"
    if request.param == "postgresql":
        server = request.getfixturevalue("server")
        place = server.url(server.create())
    database = open_database(place, BLUEPRINT)
    yield database
    database.close()


def test_the_first_migration_is_written_from_the_models() -> None:
    """Mended by packaging/first_migration.py, until a release has shipped it."""
    first_migration = run_path(str(PACKAGING / "first_migration.py"))["first_migration"]
    for path, written in first_migration(BLUEPRINT.metadata).items():
        assert path.read_text("utf-8") == written, path.name


def test_migrations_make_what_the_models_say(
    migrated: Database, request: pytest.FixtureRequest
) -> None:
    sqlite = migrated.engine.dialect.name == "sqlite"
    modelled = request.getfixturevalue("database" if sqlite else "server_database")
    assert schema_of(migrated) == schema_of(modelled)


def test_the_known_revisions_are_those_of_the_folder() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    scripts = ScriptDirectory.from_config(config)
    assert tuple(script.revision for script in scripts.walk_revisions())[::-1] == REVISIONS


def test_a_new_file_is_known_by_its_fingerprint_and_a_changed_one_is_not(tmp_path: Path) -> None:
    """The fingerprint is mended by packaging/first_migration.py too."""
    database = open_database(tmp_path / "new.sqlite", BLUEPRINT)
    changes = (
        "ALTER TABLE parties ADD COLUMN spare TEXT",
        "DROP TRIGGER audit_entries_no_delete",
        f"DROP TABLE {PARTIES_SEARCH.name}",
        "UPDATE alembic_version SET version_num = '0002'",
    )
    with database.engine.connect() as connection:
        assert is_as_made(connection)
    for change in changes:
        with database.engine.connect() as connection, connection.begin() as undone:
            connection.execute(text(change))
            assert not is_as_made(connection), change
            undone.rollback()
    database.close()

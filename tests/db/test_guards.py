from collections.abc import Iterator

import pytest
from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    text,
)
from sqlalchemy.exc import IntegrityError

from fablab_desk.db.database import Database
from fablab_desk.db.guards import append_only, missing, put

LEDGER = Table(
    "ledger",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("series", String),
    Column("number", Integer),
    Column("note", String),
    UniqueConstraint("series", "number"),
)
GUARDS = append_only(LEDGER, may_change=["note"])


@pytest.fixture
def guarded(either_engine: Engine) -> Iterator[Connection]:
    with either_engine.connect() as connection:
        LEDGER.create(connection)
        put(connection, GUARDS)
        put(connection, GUARDS)
        connection.exec_driver_sql("INSERT INTO ledger VALUES (1, 'F', 1, 'as written')")
        connection.commit()
        yield connection


@pytest.mark.parametrize(
    "forbidden",
    [
        "UPDATE ledger SET number = 2",
        "UPDATE ledger SET series = 'G', note = 'x'",
        "DELETE FROM ledger",
    ],
)
def test_a_row_of_an_append_only_table_stays(guarded: Connection, forbidden: str) -> None:
    with pytest.raises(IntegrityError, match="ledger is append-only"):
        guarded.execute(text(forbidden))
    guarded.rollback()
    assert guarded.execute(text("SELECT number FROM ledger")).scalars().all() == [1]


def test_a_free_column_may_change_and_rows_may_follow(guarded: Connection) -> None:
    guarded.execute(text("UPDATE ledger SET note = 'seen'"))
    guarded.execute(text("INSERT INTO ledger VALUES (2, 'F', 2, '')"))
    found = guarded.execute(text("SELECT note FROM ledger ORDER BY id")).scalars().all()
    assert found == ["seen", ""]


@pytest.mark.parametrize("row", ["(1, 'F', 7, '')", "(7, 'F', 1, '')"])
def test_replacing_does_not_get_past_the_guard(database: Database, row: str) -> None:
    with database.writing() as session:
        connection = session.connection()
        LEDGER.create(connection)
        put(connection, GUARDS)
        connection.exec_driver_sql("INSERT INTO ledger VALUES (1, 'F', 1, '')")
        with pytest.raises(IntegrityError, match="ledger is append-only"):
            connection.exec_driver_sql(f"INSERT OR REPLACE INTO ledger VALUES {row}")


def test_truncating_does_not_get_past_the_guard(server_database: Database) -> None:
    with server_database.engine.connect() as connection:
        LEDGER.create(connection)
        put(connection, GUARDS)
        with pytest.raises(IntegrityError, match="ledger is append-only"):
            connection.execute(text("TRUNCATE ledger"))


def test_a_guard_that_is_gone_is_told(guarded: Connection) -> None:
    assert missing(guarded, GUARDS) == set()
    on = " ON ledger" if guarded.dialect.name == "postgresql" else ""
    guarded.exec_driver_sql(f"DROP TRIGGER ledger_no_update{on}")
    assert missing(guarded, GUARDS) == {"ledger_no_update"}

"""Triggers that keep what was written as it was written, on both engines."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, FromClause, Index, PrimaryKeyConstraint, Table, UniqueConstraint

REFUSE = """CREATE OR REPLACE FUNCTION desk_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = '23000', MESSAGE = TG_TABLE_NAME || ' is append-only';
END $$"""


@dataclass(frozen=True, kw_only=True)
class Guards:
    """SQLite triggers by name; PostgreSQL functions, and triggers by name with their table."""

    sqlite: Mapping[str, str] = field(default_factory=dict)
    postgresql_functions: tuple[str, ...] = ()
    postgresql_triggers: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def __add__(self, other: "Guards") -> "Guards":
        functions = dict.fromkeys((*self.postgresql_functions, *other.postgresql_functions))
        return Guards(
            sqlite={**self.sqlite, **other.sqlite},
            postgresql_functions=tuple(functions),
            postgresql_triggers={**self.postgresql_triggers, **other.postgresql_triggers},
        )


def put(connection: Connection, guards: Guards) -> None:
    """Safe to repeat. Never through text(): a colon in the SQL would be taken for a parameter."""
    if connection.dialect.name == "sqlite":
        for name, sql in guards.sqlite.items():
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
            connection.exec_driver_sql(sql)
        return
    for sql in guards.postgresql_functions:
        connection.exec_driver_sql(sql)
    for name, (table, sql) in guards.postgresql_triggers.items():
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name} ON {table}")
        connection.exec_driver_sql(sql)


def missing(connection: Connection, guards: Guards) -> set[str]:
    """The names of the guards that are gone, changed or switched off."""
    if connection.dialect.name == "sqlite":
        found = connection.exec_driver_sql(
            "SELECT name, sql FROM sqlite_master WHERE type='trigger'"
        )
        there = {row.name: row.sql for row in found}
        return {name for name, sql in guards.sqlite.items() if there.get(name) != sql}
    found = connection.exec_driver_sql(
        "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE tgenabled IN ('O', 'A')"
    )
    on = {(name, table) for name, table in found}
    wanted = guards.postgresql_triggers.items()
    return {name for name, (table, _sql) in wanted if (name, table) not in on}


def append_only(table: FromClause, may_change: Iterable[str] = ()) -> Guards:
    """Refuse to change, delete, replace or truncate rows; columns of `may_change` stay free."""
    if not isinstance(table, Table):
        raise TypeError(f"{table} is no table")
    free = frozenset(may_change)
    frozen = [column.name for column in table.columns if column.name not in free]
    update = f"UPDATE OF {', '.join(frozen)}" if free else "UPDATE"
    name = table.name
    return Guards(
        sqlite={
            f"{name}_no_update": _sqlite(f"{name}_no_update", f"BEFORE {update}", name),
            f"{name}_no_delete": _sqlite(f"{name}_no_delete", "BEFORE DELETE", name),
            f"{name}_no_replace": _sqlite(
                f"{name}_no_replace", "BEFORE INSERT", name, f" WHERE {_standing(table)}"
            ),
        },
        postgresql_functions=(REFUSE,),
        postgresql_triggers={
            f"{name}_no_update": (
                name,
                f"CREATE TRIGGER {name}_no_update BEFORE {update} OR DELETE ON {name}"
                " FOR EACH ROW EXECUTE FUNCTION desk_append_only()",
            ),
            f"{name}_no_truncate": (
                name,
                f"CREATE TRIGGER {name}_no_truncate BEFORE TRUNCATE ON {name}"
                " FOR EACH STATEMENT EXECUTE FUNCTION desk_append_only()",
            ),
        },
    )


def _sqlite(name: str, moment: str, table: str, condition: str = "") -> str:
    return (
        f"CREATE TRIGGER {name} {moment} ON {table} BEGIN"
        f" SELECT RAISE(ABORT, '{table} is append-only'){condition}; END"
    )


def _standing(table: Table) -> str:
    """A row with one of the new row's keys stands already: INSERT OR REPLACE would delete it."""
    keys = [
        [column.name for column in key.columns]
        for key in (*table.constraints, *table.indexes)
        if isinstance(key, PrimaryKeyConstraint | UniqueConstraint)
        or (isinstance(key, Index) and key.unique)
    ]
    same = (" AND ".join(f"{column} = NEW.{column}" for column in key) for key in sorted(keys))
    either = " OR ".join(f"({key})" for key in same)
    return f"EXISTS (SELECT 1 FROM {table.name} WHERE {either})"

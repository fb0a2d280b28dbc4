"""Whether the tables that stand there are those that the program writes."""

from sqlalchemy import Connection, MetaData, text

_COLUMNS = {
    "sqlite": """
SELECT tables.name, columns.name FROM sqlite_master AS tables, pragma_table_info(tables.name)
AS columns WHERE tables.sql LIKE 'CREATE TABLE%'
""",
    "postgresql": """
SELECT relname, attname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND attnum > 0
AND NOT attisdropped
""",
}


def other_tables(connection: Connection, metadata: MetaData) -> list[str]:
    """Those that are missing or have other columns; takes a few milliseconds."""
    found: dict[str, set[str]] = {}
    for table, column in connection.execute(text(_COLUMNS[connection.dialect.name])):
        found.setdefault(table, set()).add(column)
    return sorted(
        name
        for name, table in metadata.tables.items()
        if found.get(name) != set(table.columns.keys())
    )

"""The first tables, as packaging/first_migration.py wrote them for each engine."""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    connection = op.get_bind()
    statements = Path(__file__).with_name(f"r0001_first.{connection.dialect.name}.sql")
    for statement in statements.read_text("utf-8").split(";\n"):
        if statement.strip():
            connection.exec_driver_sql(statement, execution_options={"no_parameters": True})

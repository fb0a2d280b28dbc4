"""The smallest thing that can be written in a base, and read again."""

from sqlalchemy import text

from fablab_desk.db.counters import take_numbers
from fablab_desk.db.database import Database


def visits(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(text("SELECT last FROM counters WHERE name = 'visits'")) or 0


def visit(database: Database) -> None:
    with database.writing() as session:
        take_numbers(session, "visits")

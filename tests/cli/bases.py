"""Looking at a base from outside, and writing into it past its guards."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from fablab_desk.db.database import Database
from fablab_desk.db.opening import url_of
from fablab_desk.schema import BLUEPRINT


def rows_of(place: Path | str) -> dict[str, int]:
    """How many rows stand in each table."""
    database = Database(url_of(place))
    with database.reading() as session:
        found = {
            name: session.scalar(select(func.count()).select_from(table)) or 0
            for name, table in BLUEPRINT.metadata.tables.items()
        }
    database.close()
    return found


def forge(place: Path | str, change: Callable[[Session], object]) -> None:
    """As another program would, that knows nothing of the guards."""
    database = Database(url_of(place))
    with database.writing() as session:
        kept = session.execute(
            text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        ).all()
        for trigger in kept:
            session.execute(text(f"DROP TRIGGER {trigger.name}"))
        change(session)
        for trigger in kept:
            session.connection().exec_driver_sql(trigger.sql)
    database.close()

"""An INSERT that knows ON CONFLICT, of the engine in use: the other one's is never loaded."""

from typing import Any

from sqlalchemy.orm import Session


def insert_into(session: Session, target: Any) -> Any:
    """For a table or a mapped class; both engines take the same `on_conflict_…` methods."""
    if session.get_bind().dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert as insert_on_server

        return insert_on_server(target)
    from sqlalchemy.dialects.sqlite import insert

    return insert(target)

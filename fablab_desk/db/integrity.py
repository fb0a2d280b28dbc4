"""Whether the base itself is sound: its pages, its references, its guards."""

from sqlalchemy import text
from sqlalchemy.orm import Session

from fablab_desk.db.blueprint import Blueprint
from fablab_desk.db.errors import DamagedError, GuardsError
from fablab_desk.db.refusals import place_of
from fablab_desk.errors import DeskError


def check_base(session: Session, blueprint: Blueprint) -> list[DeskError]:
    """A sentence for each thing that is wrong. A server checks its own pages and references."""
    place = place_of(session.get_bind().engine.url)
    found: list[DeskError] = []
    if session.get_bind().dialect.name == "sqlite":
        said = session.scalars(text("PRAGMA integrity_check(5)")).all()
        if said != ["ok"] or session.execute(text("PRAGMA foreign_key_check")).first():
            found.append(DamagedError(place))
    if gone := blueprint.missing(session.connection()):
        found.append(GuardsError(place, sorted(gone)))
    return found

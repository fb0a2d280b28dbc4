"""Reading again the row that a form of the settings was filled from."""

from collections.abc import Sequence

from fablab_desk.db.database import Query
from fablab_desk.ui.paging import Row


def row_again(known: Row | None, rows: Query[Sequence[Row]]) -> Query[Row | None] | None:
    """None from the query: it was removed meanwhile. A new row has nothing to be read again."""
    if known is None:
        return None
    key = known.id
    return lambda session: next((row for row in rows(session) if row.id == key), None)

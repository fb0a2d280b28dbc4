"""The article whose label was read."""

from uuid import UUID

from fablab_desk.db.database import Query
from fablab_desk.i18n import mark, translate
from fablab_desk.stock.queries import find_by_tag
from fablab_desk.ui.tab_spec import Scan


def scan_article(code: str) -> Query[Scan]:
    """The label of a shelf or a drawer was read: what is kept of that article opens."""
    return lambda session: _scan(find_by_tag(session, code))


def _scan(key: UUID | None) -> Scan:
    unknown = translate(mark("No article that is kept in stock has this label."))
    return Scan(key) if key else Scan(None, unknown)

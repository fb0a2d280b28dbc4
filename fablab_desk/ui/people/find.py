"""People in the search for everything."""

from fablab_desk.clock import utc_now
from fablab_desk.db.database import Query
from fablab_desk.people.kinds import PartyKind, PeopleFilter
from fablab_desk.people.queries import list_people
from fablab_desk.people.rows import PersonRow
from fablab_desk.ui.tab_spec import Hit

OFFERED = 8


def find_people(text: str) -> Query[list[Hit]]:
    listing = list_people(PeopleFilter.ALL, utc_now().date(), text)
    return lambda session: [_hit(row) for row in listing.page(session, 0, OFFERED)]


def _hit(row: PersonRow) -> Hit:
    icon = "people" if row.kind is PartyKind.PERSON else "organisation"
    detail = " · ".join(part for part in (row.shown_number, row.email or row.city) if part)
    return Hit(icon, row.name, detail, "people", row.id)

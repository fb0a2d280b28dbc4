"""The people of a list, in the columns that an import reads back."""

from uuid import UUID

from fablab_desk.db.listing import Listing
from fablab_desk.overview.categories import with_categories
from fablab_desk.overview.covered import with_covers
from fablab_desk.overview.member_row import MemberRow
from fablab_desk.people.service_export import export_people
from fablab_desk.sheets.writing import Cell
from fablab_desk.staff.act import Act


def take_out(act: Act, export_id: UUID, listing: Listing[MemberRow]) -> list[list[Cell]]:
    """The same people in the columns of an export."""
    table = export_people(act, export_id, [row.id for row in listing.every(act.session)])
    return with_categories(act.session, with_covers(act.session, table, act.day))

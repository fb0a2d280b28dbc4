"""People in a file of their own: who took them out stands in the journal."""

from collections.abc import Sequence
from uuid import UUID

from fablab_desk.people.exchange.leaving import list_for_export
from fablab_desk.sheets.writing import Cell
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.queries import last_change
from fablab_desk.staff.rights import Right


@needs(Right.EXPORT_PEOPLE)
def export_people(
    act: Act, export_id: UUID, party_ids: Sequence[UUID] | None = None
) -> list[list[Cell]]:
    """The titles, then these parties in their order, or everybody who is not archived."""
    table = list_for_export(act.session, party_ids)
    if last_change(act.session, export_id) is None:
        act.note("export", {"records": len(table) - 1})
        act.about(export_id)
    return table

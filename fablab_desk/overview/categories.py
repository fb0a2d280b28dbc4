"""The category of each member, beside the columns that an import reads back."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.i18n import mark, translate
from fablab_desk.lab.premises_models import ListEntry
from fablab_desk.people.models import Party
from fablab_desk.people.numbers import member_number
from fablab_desk.sheets.writing import Cell


def with_categories(session: Session, table: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """The same table, titles first, with one column more; its lines begin with the number."""
    wanted = select(Party.number, ListEntry.label).join(
        ListEntry, ListEntry.id == Party.category_id
    )
    found = {member_number(number): label for number, label in session.execute(wanted)}
    titles, *lines = table
    more = translate(mark("Member category"))
    return [[*titles, more], *([*line, found.get(str(line[0]), "")] for line in lines)]

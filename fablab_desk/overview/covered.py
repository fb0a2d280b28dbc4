"""Whom an export says to be covered, beside the columns that an import reads back."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from fablab_desk.i18n import mark, translate
from fablab_desk.memberships.covered import covered_by_number
from fablab_desk.people.numbers import member_number
from fablab_desk.sheets.writing import Cell


def with_covers(session: Session, table: Sequence[Sequence[Cell]], day: date) -> list[list[Cell]]:
    """The same table, titles first, with two columns more; its lines begin with the number."""
    found = {
        member_number(number): (by, until) for number, by, until in covered_by_number(session, day)
    }
    titles, *lines = table
    more = [translate(mark("Covered by")), translate(mark("Covered until"))]
    return [[*titles, *more], *([*line, *found.get(str(line[0]), ("", None))] for line in lines)]

"""Pairs of records that may be one person, as a list shows them."""

from fablab_desk.care.duplicates import Known, Likeness
from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, translate
from fablab_desk.people.numbers import member_number
from fablab_desk.ui.cells import TwoLines
from fablab_desk.ui.paging import Column


def _reasons(pair: Likeness) -> TwoLines:
    """The strongest over all the others: chips would hide some behind a number."""
    first, *others = (translate(reason) for reason in pair.reasons)
    return TwoLines(first, " · ".join(others))


def _record(one: Known) -> TwoLines:
    said = [member_number(one.number)]
    if one.birth_date:
        said.append(format_day(one.birth_date, current(), short=True))
    said.append(one.email or one.phone or one.postal_code)
    if one.archived:
        said.append(translate(mark("archived")))
    return TwoLines(one.name, " · ".join(text for text in said if text))


COLUMNS: list[Column[Likeness]] = [
    Column(mark("Record"), lambda pair: _record(pair.elder), width=280),
    Column(mark("Looks like"), lambda pair: _record(pair.younger), width=280),
    Column(mark("Because"), _reasons, width=320, stretch=True),
]

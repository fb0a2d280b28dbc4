"""Pairs of records that may be one person, as a list shows them."""

from fablab_desk.care.duplicates import Known, Likeness
from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, translate
from fablab_desk.people.numbers import member_number
from fablab_desk.ui.cells import TwoLines
from fablab_desk.ui.paging import Column

BETWEEN = " · "


def _reasons(pair: Likeness) -> TwoLines:
    """All of them on two lines, the strongest first: chips would hide some behind a number."""
    told = [translate(reason) for reason in pair.reasons]
    parts = [(BETWEEN.join(told[:n]), BETWEEN.join(told[n:])) for n in range(1, len(told) + 1)]
    return TwoLines(*min(parts, key=lambda lines: max(map(len, lines))))


def _record(one: Known) -> TwoLines:
    said = [member_number(one.number)]
    if one.birth_date:
        said.append(format_day(one.birth_date, current(), short=True))
    said.append(one.email or one.phone or one.postal_code)
    if one.archived:
        said.append(translate(mark("archived")))
    return TwoLines(one.name, BETWEEN.join(text for text in said if text))


COLUMNS: list[Column[Likeness]] = [
    Column(mark("Record"), lambda pair: _record(pair.elder), width=240),
    Column(mark("Looks like"), lambda pair: _record(pair.younger), width=240),
    Column(mark("Because"), _reasons, width=420, stretch=True),
]

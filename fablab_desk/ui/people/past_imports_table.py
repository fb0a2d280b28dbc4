"""Past imports, and whom something refers to since, as lists show them."""

from zoneinfo import ZoneInfo

from fablab_desk.care.import_trace import PastImport
from fablab_desk.care.import_uses import Used
from fablab_desk.care.import_words import brought_told
from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, translate
from fablab_desk.people.numbers import member_number
from fablab_desk.ui.cells import TwoLines
from fablab_desk.ui.chips import Chip
from fablab_desk.ui.colours import Tone
from fablab_desk.ui.paging import Column

USED: list[Column[Used]] = [
    Column(mark("Record"), lambda one: TwoLines(one.name, member_number(one.number)), width=220),
    Column(
        mark("What refers to it"),
        lambda one: ", ".join(translate(use.label) for use in one.uses),
        width=300,
        stretch=True,
    ),
]


def imports_columns(zone: ZoneInfo) -> list[Column[PastImport]]:
    def when(one: PastImport) -> TwoLines:
        at = one.at.astimezone(zone)
        return TwoLines(format_day(at.date(), current(), short=True), f"{at:%H:%M}")

    def state(one: PastImport) -> Chip | str:
        if one.undone_at is None:
            return ""
        day = format_day(one.undone_at.astimezone(zone).date(), current(), short=True)
        return Chip(translate(mark("Undone on {day}")).format(day=day), Tone.GREY)

    return [
        Column(mark("When"), when, width=110),
        Column(mark("File"), lambda one: TwoLines(one.file_name, one.by), width=220),
        Column(mark("What it brought"), brought_told, width=250, stretch=True),
        Column(mark("Status"), state, width=190),
    ]

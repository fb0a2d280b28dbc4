"""How people stand in their list."""

from collections.abc import Callable
from datetime import date

from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, translate
from fablab_desk.identifiers import display_phone
from fablab_desk.money import format_amount
from fablab_desk.overview.member_row import MemberRow
from fablab_desk.people.kinds import MemberState
from fablab_desk.ui.cells import Muted, TwoLines
from fablab_desk.ui.chips import Chip
from fablab_desk.ui.colours import Tone
from fablab_desk.ui.paging import Column

STATES = {
    MemberState.CURRENT: (mark("Up to date"), Tone.OK),
    MemberState.UPCOMING: (mark("To come"), Tone.INFO),
    MemberState.LATE: (mark("To renew"), Tone.WARN),
    MemberState.NEVER: (mark("Not a member"), Tone.GREY),
    MemberState.WAITING: (mark("Requested"), Tone.INFO),
    MemberState.COVERED: (mark("Covered"), Tone.OK),
}


def state_chip(state: MemberState) -> Chip:
    word, tone = STATES[state]
    return Chip(translate(word), tone)


def columns(today: Callable[[], date]) -> list[Column[MemberRow]]:
    return [
        Column(mark("Member"), _who, width=190, stretch=True, order="name"),
        Column(mark("Status"), lambda row: _status(row, today()), width=140),
        Column(
            mark("Until"),
            lambda row: Muted(_day(last)) if (last := row.until(today())) else "",
            width=101,
            spare=True,
            order="due",
            export=lambda row: row.until(today()),
        ),
        Column(mark("Contact"), _contact, width=168, spare=True, grows=True),
        Column(
            mark("To pay"),
            lambda row: format_amount(row.owed, current()) if row.owed else "",
            width=94,
            numeric=True,
            export=lambda row: row.owed,
        ),
        Column(mark("Category"), lambda row: Muted(row.category), width=156, spare=True),
    ]


def _who(row: MemberRow) -> TwoLines:
    detail = " · ".join(part for part in (row.shown_number, row.city) if part)
    return TwoLines(row.name, detail, avatar=row.name)


def _status(row: MemberRow, day: date) -> Chip:
    if row.archived_on:
        return Chip(translate(mark("Archived")))
    return state_chip(row.state_on(day))


def _contact(row: MemberRow) -> TwoLines | str:
    phone = display_phone(row.phone) if row.phone else ""
    first, second = phone or row.email, row.email if phone else ""
    return TwoLines(first, second) if first else ""


def _day(day: date) -> str:
    return format_day(day, current(), short=True)

"""Requests before the board: on screen, and as the paper on which the meeting ticks them."""

from collections.abc import Mapping
from uuid import UUID

from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, translate
from fablab_desk.memberships.waiting import WaitingRow
from fablab_desk.money import format_amount
from fablab_desk.ui.cells import Cell, Muted, TwoLines
from fablab_desk.ui.chips import Chip
from fablab_desk.ui.colours import Tone
from fablab_desk.ui.paging import Column

TO_TICK = "[\u00a0\u00a0\u00a0\u00a0\u00a0]"


def decisions_columns(decided: Mapping[UUID, bool]) -> list[Column[WaitingRow]]:
    """`decided` holds, by membership, whether it is accepted."""

    def outcome(row: WaitingRow) -> Chip | str:
        if row.id not in decided:
            return ""
        if decided[row.id]:
            return Chip(translate(mark("Membership accepted")), Tone.OK)
        return Chip(translate(mark("Membership refused")), Tone.BAD)

    return [
        Column(mark("Who asks"), _who, width=200, stretch=True),
        Column(mark("Plan"), _plan, width=190),
        Column(mark("Asked on"), _asked, width=110),
        Column(mark("Fee paid"), _paid, width=100, numeric=True, spare=True),
        Column(mark("Decision"), outcome, width=120),
    ]


def _who(row: WaitingRow) -> TwoLines:
    return TwoLines(row.name, row.shown_number, avatar=row.name)


def _plan(row: WaitingRow) -> Cell:
    return TwoLines(row.plan, row.category) if row.category else row.plan


def _asked(row: WaitingRow) -> Muted:
    return Muted(format_day(row.asked_on, current(), short=True))


def _paid(row: WaitingRow) -> str:
    return format_amount(row.paid, current()) if row.paid else ""


SHEET: list[Column[WaitingRow]] = [
    Column(mark("No."), lambda row: row.shown_number),
    Column(mark("Name"), lambda row: row.name),
    Column(mark("Category"), lambda row: row.category),
    Column(mark("Plan"), lambda row: row.plan),
    Column(mark("Asked on"), _asked),
    Column(mark("Membership accepted"), lambda _row: TO_TICK),
    Column(mark("Membership refused"), lambda _row: TO_TICK),
]

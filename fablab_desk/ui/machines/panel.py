"""What the board tells of each machine, and the panel beside it of the chosen one."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, translate, translate_many
from fablab_desk.machines.kinds import MachineState
from fablab_desk.overview.machines import MachineDetail, MachineRow
from fablab_desk.ui.cards import Item
from fablab_desk.ui.cells import TwoLines
from fablab_desk.ui.chips import Chip
from fablab_desk.ui.colours import Tone
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.machines.figure_pages import write_hours
from fablab_desk.ui.machines.words import (
    chip_of,
    due_when,
    said_instant,
    sentence_of,
    upkeep_of,
    written_hours,
)
from fablab_desk.ui.paging import Column
from fablab_desk.ui.record import RecordCard


def tell_machine(
    record: RecordCard,
    desk: Desk,
    row: MachineRow,
    detail: MachineDetail,
    *,
    repair: Callable[[UUID], None],
    upkeep: Callable[[UUID], None],
) -> None:
    """Below the head; `repair` is called with a fault, `upkeep` with a plan."""
    now, zone, day = desk.now(), desk.zone, desk.today()
    if row.state not in (MachineState.FREE, MachineState.IN_USE) or row.standing.partly:
        record.alert(sentence_of(row, now, zone))
    hours = translate(mark("{hours} h · {uses}")).format(
        hours=written_hours(detail.month_seconds),
        uses=translate_many(mark("{n} use"), mark("{n} uses"), detail.month_uses),
    )
    record.facts(
        [
            (mark("This month"), hours),
            (mark("Since the beginning"), f"{write_hours(detail.total_seconds)} h"),
            (mark("Risk family"), row.family),
            (mark("Needs"), ", ".join(detail.needs)),
            (mark("Model"), detail.brand),
            (mark("Serial number"), detail.serial),
            (
                mark("Warranty until"),
                format_day(detail.warranty_until, current()) if detail.warranty_until else "",
            ),
        ]
    )
    if detail.faults:
        record.section(mark("Open faults"))
        record.items(
            [
                Item(
                    fault.text,
                    said_instant(fault.at, now, zone),
                    "warn",
                    Tone.BAD if fault.stops else Tone.WARN,
                    partial(repair, fault.id),
                )
                for fault in detail.faults
            ]
        )
    record.section(mark("Upkeep"))
    record.items(
        [
            Item(
                due.label,
                due_when(due, day),
                "calendar-check",
                Tone.BAD if due.is_due else Tone.WARN if due.is_soon else Tone.GREY,
                partial(upkeep, due.plan_id),
            )
            for due in detail.due
        ],
        translate(mark("No plan of upkeep yet.")),
    )
    if detail.note:
        record.section(mark("Note"))
        record.items([Item(detail.note)])


def columns_of(desk: Desk) -> list[Column[MachineRow]]:
    return [
        Column(
            mark("Machine"),
            lambda row: TwoLines(row.name, row.code),
            width=160,
            order="name",
        ),
        Column(
            mark("State"),
            lambda row: Chip(sentence_of(row, desk.now(), desk.zone), chip_of(row).tone),
            width=230,
            stretch=True,
            order="state",
        ),
        Column(
            mark("Upkeep"),
            lambda row: TwoLines(*upkeep_of(row, desk.today())),
            width=180,
            spare=True,
            grows=True,
            order="due",
        ),
        Column(
            mark("Where"),
            lambda row: row.space,
            width=130,
            spare=True,
            order="space",
            parts=mark("No room said"),
        ),
        Column(
            mark("Family"),
            lambda row: row.family,
            width=160,
            spare=True,
            order="family",
            parts=mark("No family said"),
        ),
    ]

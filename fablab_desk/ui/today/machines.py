"""Machines and stock on the first screen, as lines."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from fablab_desk.i18n import mark, translate
from fablab_desk.money import plain_decimal
from fablab_desk.overview.machines import MachineRow
from fablab_desk.overview.machines_today import SHOWS, MachinesToday, load_machines_today
from fablab_desk.stock.queries import LevelRow
from fablab_desk.ui.cards import Item
from fablab_desk.ui.colours import Tone
from fablab_desk.ui.machines.words import due_when, said_instant, sentence_of, write_elapsed

__all__ = ("SHOWS", "MachinesToday", "load_machines_today")

Opens = Callable[[UUID], None]


def running_items(
    rows: Sequence[MachineRow], now: datetime, zone: ZoneInfo, opens: Opens, stops: Opens
) -> list[Item]:
    """Who has a machine and since when; one that was forgotten overnight is told as such."""
    items = []
    for row in rows:
        use = row.running
        assert use
        since = use.starts_at.astimezone(zone)
        late = use.planned_end < now if use.planned_end else not use.unattended
        forgotten = late and since.date() != now.astimezone(zone).date()
        right = said_instant(use.starts_at, now, zone) if forgotten else ""
        items.append(
            Item(
                f"{row.name} · {use.who}",
                right or write_elapsed(use.elapsed(now)),
                "warn" if forgotten else "play",
                Tone.WARN if forgotten else Tone.INFO,
                _opening(opens, row.id),
                translate(mark("Stop…")),
                _opening(stops, use.id),
            )
        )
    return items


def still_items(
    rows: Sequence[MachineRow], now: datetime, zone: ZoneInfo, opens: Opens
) -> list[Item]:
    return [
        Item(
            f"{row.name} · {sentence_of(row, now, zone)}",
            "",
            "warn",
            Tone.BAD,
            _opening(opens, row.id),
        )
        for row in rows
    ]


def pressing_items(rows: Sequence[MachineRow], day: date, opens: Opens) -> list[Item]:
    return [
        Item(
            f"{row.name} · {row.due.label}",
            due_when(row.due, day),
            "calendar-check",
            Tone.BAD if row.due.is_due else Tone.WARN,
            _opening(opens, row.id),
        )
        for row in rows
        if row.due
    ]


def stock_items(rows: Sequence[LevelRow], opens: Opens) -> list[Item]:
    return [
        Item(
            row.label,
            f"{plain_decimal(row.quantity)} {row.unit}".strip(),
            "alert",
            Tone.WARN if row.quantity > 0 else Tone.BAD,
            _opening(opens, row.id),
        )
        for row in rows
    ]


def _opening(opens: Opens, key: UUID) -> Callable[[], None]:
    return lambda: opens(key)

"""Trainings on the first screen, as lines."""

from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID
from zoneinfo import ZoneInfo

from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, translate
from fablab_desk.overview.next_actions import NextAction
from fablab_desk.overview.trainings import SessionRow
from fablab_desk.overview.trainings_today import SHOWS, TrainingsToday, load_trainings_today
from fablab_desk.ui.cards import Item
from fablab_desk.ui.colours import Tone
from fablab_desk.ui.trainings.words import seats, when

__all__ = ("SHOWS", "TrainingsToday", "ending_items", "load_trainings_today", "session_items")

Opens = Callable[[UUID], None]


def session_items(told: TrainingsToday, zone: ZoneInfo, opens: Opens) -> list[Item]:
    """Those of today, then those that cannot take place as they are, then those to be closed."""
    items = [_item(row, when(row, zone), seats(row), Tone.INFO, opens) for row in told.of_day]
    too_few = translate(mark("{enrolled} of {least} at least"))
    for row in told.short:
        right = too_few.format(enrolled=row.enrolled, least=row.minimum)
        items.append(_item(row, when(row, zone), right, Tone.BAD, opens))
    to_close = translate(mark("to be closed"))
    items += [_item(row, when(row, zone), to_close, Tone.WARN, opens) for row in told.to_close]
    return items


def ending_items(rows: Sequence[NextAction], opens: Opens) -> list[Item]:
    return [
        Item(
            f"{row.person} · {row.machine}",
            format_day(row.on, current(), short=True) if row.on else "",
            "certificate",
            Tone.WARN,
            partial(opens, row.person_id),
        )
        for row in rows
    ]


def _item(row: SessionRow, said: str, right: str, tone: Tone, opens: Opens) -> Item:
    return Item(f"{row.title} · {said}", right, "trainings", tone, partial(opens, row.id))

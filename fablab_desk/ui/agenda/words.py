"""What the tab says of an opening, and of whoever comes in."""

from datetime import datetime
from zoneinfo import ZoneInfo

from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, translate, translate_many
from fablab_desk.overview.door import DoorState, Sign
from fablab_desk.people.record import PersonRecord

SIGN_TEXTS = {
    Sign.NO_PHOTO: mark("No photo: image rights were refused."),
    Sign.MINOR: mark("A minor."),
    Sign.NO_GUARDIAN: mark("A minor, and no guardian is known."),
    Sign.FETCHED: mark("A minor who does not leave alone."),
}


def said_of_signs(record: PersonRecord, signs: tuple[Sign, ...]) -> list[str]:
    alert = record.draft.alert
    return [alert if sign is Sign.ALERT else translate(SIGN_TEXTS[sign]) for sign in signs]


def hour(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%H:%M}"


def state_of(door: DoorState, zone: ZoneInfo, *, is_today: bool) -> str:
    """One sentence: open or not, and how many came."""
    visits = translate_many("{n} visit", "{n} visits", door.figures.visits)
    if door.figures.newcomers:
        new = translate_many("{n} of them new", "{n} of them new", door.figures.newcomers)
        visits = f"{visits}, {new}"
    return f"{_openness(door, zone, is_today=is_today)} · {visits}"


def _openness(door: DoorState, zone: ZoneInfo, *, is_today: bool) -> str:
    running = door.running
    if running and running.day == door.day:
        since = hour(running.opened_at, zone)
        return translate(mark("Open today since {time}")).format(time=since)
    if not is_today:
        return format_day(door.day, current())
    if not door.openings:
        return translate(mark("Not open yet today"))
    last = door.openings[-1]
    closed = hour(last.closed_at, zone) if last.closed_at else ""
    return translate(mark("Closed at {time}")).format(time=closed)

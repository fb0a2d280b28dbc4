"""Whether the lab is open and how many came, in a few words."""

from datetime import datetime
from zoneinfo import ZoneInfo

from fablab_desk.agenda.figures import Figures
from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, translate, translate_many
from fablab_desk.overview.door import DoorState


def hour(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%H:%M}"


def visits_of(told: Figures) -> str:
    visits = translate_many("{n} visit", "{n} visits", told.visits)
    if not told.newcomers:
        return visits
    new = translate_many("{n} of them new", "{n} of them new", told.newcomers)
    return f"{visits}, {new}"


def openness(door: DoorState, zone: ZoneInfo, *, is_today: bool) -> str:
    if not is_today:
        return format_day(door.day, current())
    running = door.running
    if running and running.day == door.day:
        since = hour(running.opened_at, zone)
        return translate(mark("Open today since {time}")).format(time=since)
    if not door.openings:
        return translate(mark("Not open yet today"))
    last = door.openings[-1]
    closed = hour(last.closed_at, zone) if last.closed_at else ""
    return translate(mark("Closed at {time}")).format(time=closed)

"""The lab as the first picture of the window needs it, before the program is loaded."""

from datetime import date, datetime, time
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from fablab_desk.clock import local_day

_LAB = "SELECT name, zone_name, day_ends_at FROM labs WHERE NOT asks_login"


class FirstLab(NamedTuple):
    name: str
    today: date  # the working day at the moment of reading
    zone: ZoneInfo


def find_first_lab(connection: Any, now: datetime) -> FirstLab | None:
    """None where nobody may see anything who has not sat down first."""
    lab = connection.execute(_LAB).fetchone()
    if lab is None:
        return None
    name, zone_name, ends_at = lab
    zone = ZoneInfo(zone_name)
    return FirstLab(name, local_day(now, zone, time.fromisoformat(ends_at)), zone)

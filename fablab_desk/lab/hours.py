"""The hours of one weekday: read as they are typed, kept in one form, and said."""

import re
from collections.abc import Sequence
from datetime import time
from itertools import pairwise
from typing import NamedTuple

from fablab_desk.errors import DeskError
from fablab_desk.i18n import current, mark, translate
from fablab_desk.typed import HourError, parse_hour

MIDNIGHT = time(0)
_NIGHTS = frozenset({"24", "24h", "24h00", "24:00", "24.00", "minuit", "midnight"})
_TO = r"(?:-|–|—|à|to\b)"
_HOUR = r"(?:\d{{1,2}}(?:\s*[h:.]\s*\d{{2}}(?!\s*{after})|\s*h)?|minuit|midnight)"
_OPENS = _HOUR.format(after="[h:.]")
_CLOSES = _HOUR.format(after=f"(?:[h:.]|{_TO})")  # in “10h-13h 14-18” it closes at 13:00
_RANGE = re.compile(rf"({_OPENS})\s*{_TO}\s*({_CLOSES})")
_BETWEEN = re.compile(r"[\s,;/&+]*(?:(?:et|and|puis)\s+)?")


class Range(NamedTuple):
    """From an hour to a later one of the same day; closing at 00:00 is midnight, its end."""

    opens: time
    closes: time

    @property
    def end(self) -> int:
        """In minutes of the day, midnight being the last."""
        return _minutes(self.closes) or 24 * 60


class UnreadHoursError(DeskError):
    def __init__(self, text: str) -> None:
        super().__init__(
            mark("“{text}” cannot be read. Write for example 10:00-12:00 14:00-18:00."), text=text
        )


class BackwardsRangeError(DeskError):
    def __init__(self, one: Range) -> None:
        super().__init__(
            mark("{hours}: the end comes before the beginning. A day ends at midnight."),
            hours=write_range(one),
        )


class OverlapError(DeskError):
    def __init__(self, first: Range, second: Range) -> None:
        super().__init__(
            mark("{first} and {second} overlap: make one of them."),
            first=write_range(first),
            second=write_range(second),
        )


def read_hours(text: str) -> tuple[Range, ...]:
    """“10h-12h, 14h-18h” in their order; refused as a whole where one of them cannot be."""
    rest = text.strip().lower()
    found: list[Range] = []
    while rest:
        one = _RANGE.match(rest)
        if one is None:
            raise UnreadHoursError(text.strip()[:60])
        found.append(_range(one, text))
        after = rest[one.end() :]
        gap = _BETWEEN.match(after)
        rest = after[gap.end() :] if gap else after
        if rest and not (gap and gap.end()):  # “10-12-14”
            raise UnreadHoursError(text.strip()[:60])
    found.sort(key=lambda each: each.opens)
    for first, second in pairwise(found):
        if _minutes(second.opens) < first.end:
            raise OverlapError(first, second)
    return tuple(found)


def write_hours(ranges: Sequence[Range]) -> str:
    """As they are kept: 10:00-12:00 14:00-24:00."""
    return " ".join(write_range(one) for one in ranges)


def write_range(one: Range) -> str:
    closes = "24:00" if one.closes == MIDNIGHT else f"{one.closes:%H:%M}"
    return f"{one.opens:%H:%M}-{closes}"


def say_hours(ranges: Sequence[Range], language: str | None = None) -> str:
    """“from 10:00 to 12:00 and from 14:00 to 18:00”, in words of the reader."""
    said = [
        translate(mark("from {opens} to {closes}"), language).format(
            opens=_say(one.opens, language),
            closes=translate(mark("midnight"), language)
            if one.closes == MIDNIGHT
            else _say(one.closes, language),
        )
        for one in ranges
    ]
    if len(said) < 2:
        return "".join(said)
    both = translate(mark("{first} and {last}"), language)
    return both.format(first=", ".join(said[:-1]), last=said[-1])


def _range(found: re.Match[str], text: str) -> Range:
    opens, closes = found.groups()
    try:
        one = Range(_hour(opens, first=True), _hour(closes))
    except HourError:
        raise UnreadHoursError(text.strip()[:60]) from None
    if one.end <= _minutes(one.opens):
        raise BackwardsRangeError(one)
    return one


def _hour(typed: str, *, first: bool = False) -> time:
    if "".join(typed.split()) in _NIGHTS:
        if first and typed.startswith("24"):
            raise HourError(typed)
        return MIDNIGHT
    return parse_hour(typed)


def _minutes(hour: time) -> int:
    return hour.hour * 60 + hour.minute


def _say(hour: time, language: str | None) -> str:
    if (language or current()) == "en":
        return f"{hour:%H:%M}"
    return f"{hour.hour}\u00a0h" + (f"\u00a0{hour.minute:02}" if hour.minute else "")

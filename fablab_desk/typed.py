"""Days, durations and counts as people type them at the desk or keep them in files."""

import re
import unicodedata
from datetime import date, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark

# A table of words, not a library of dates: those cost more than the start of the whole program.
_MONTHS = (
    *(("janvier", "january"), ("fevrier", "february"), ("mars", "march"), ("avril", "april")),
    *(("mai", "may"), ("juin", "june"), ("juillet", "july"), ("aout", "august")),
    *(("septembre", "september"), ("octobre", "october"), ("novembre", "november")),
    ("decembre", "december"),
)
_WEEKDAYS = (
    *(("lundi", "monday"), ("mardi", "tuesday"), ("mercredi", "wednesday")),
    *(("jeudi", "thursday"), ("vendredi", "friday"), ("samedi", "saturday")),
    ("dimanche", "sunday"),
)
_DISTANCES = {
    "avant-hier": -2,
    "hier": -1,
    "yesterday": -1,
    "aujourd'hui": 0,
    "today": 0,
    "demain": 1,
    "tomorrow": 1,
    "apres-demain": 2,
}
_SHORTEST_WORD = 3
_FURTHEST = 3660
_YEARS = range(1000, 3000)
# The first day of a spreadsheet's calendar, once its 29 February 1900 that never was is past.
_SERIAL_START = date(1899, 12, 30)
_SERIALS = range(61, 109_575)
_YEARS_AHEAD = 10
_HOUR = re.compile(r"(\d{1,2})\s*(?:[h:.]\s*(\d{2})?)?")
_HOUR_IN_FIGURES = re.compile(r"(\d{1,2})(\d{2})")
_MOST_MINUTES = 60 * 24 * 366

_DISTANCE = re.compile(r"([+-])\s*([0-9]{1,4})")
_FIGURES = re.compile(r"([0-9]{1,2})[/. -]([0-9]{1,2})(?:[/. -]([0-9]{4}|[0-9]{2}))?")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_WITH_WORD = re.compile(r"([0-9]{1,2})(?:er)? ([a-z]+)\.?(?: ([0-9]{4}|[0-9]{2}))?")
_FILE_FIGURES = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_TIME_OF_DAY = re.compile(r"[ t][0-9]{1,2}[:h][0-9]{2}.*")
_HOURS = re.compile(r"([0-9]{1,5})(?:h|:|heures?|hours?)(?:([0-9]{1,2})(?:min|mn|m|minutes?)?)?")
_DECIMAL_HOURS = re.compile(r"([0-9]{1,5}[.,][0-9]{1,4})(?:h|heures?|hours?)")
_MINUTES = re.compile(r"([0-9]{1,6})(?:min|mn|m|minutes?|')?")
_DECIMAL = re.compile(r"([+-]?[0-9]{1,9})(?:[.,]([0-9]{1,8}))?")
_COUNT = re.compile(r"\+?([0-9]{1,12})")


class DayError(DeskError):
    def __init__(self, text: str) -> None:
        super().__init__(
            mark("“{text}” is not a date. Write for example 03/02/2026."), text=_shown(text)
        )


class NoSuchDayError(DeskError):
    def __init__(self, text: str) -> None:
        super().__init__(mark("There is no day {text} in the calendar."), text=_shown(text))


class HourError(DeskError):
    def __init__(self, typed: str) -> None:
        super().__init__(mark("“{typed}” is no hour of the day. Type 18:30."), typed=typed)


class DurationError(DeskError):
    def __init__(self, text: str) -> None:
        super().__init__(
            mark("“{text}” is not a duration. Write for example 1h30, or 90 for minutes."),
            text=_shown(text),
        )


class CountError(DeskError):
    def __init__(self, text: str) -> None:
        super().__init__(
            mark("“{text}” is not a whole number. Write for example 12."), text=_shown(text)
        )


class DecimalError(DeskError):
    def __init__(self, text: str) -> None:
        super().__init__(
            mark("“{text}” is not a number. Write for example 1.5."), text=_shown(text)
        )


class LargeCountError(DeskError):
    def __init__(self, count: int, most: int) -> None:
        super().__init__(mark("{count} is too much: at most {most}."), count=count, most=most)


def parse_day(text: str, today: date) -> date:
    """A day typed at the desk, in figures, with a month's name, or as a distance from today.

    Without a year it is the one that brings the day nearest to today; a two-digit year is at
    most ten years ahead; a weekday is the last such day, today included.
    """
    plain = _plain(text)
    for read in (_distant_day, _weekday, _iso_day, _day_in_figures, _day_with_word):
        if day := read(plain, text, today):
            return day
    raise DayError(text)


def parse_import_day(text: str, today: date, *, serials: bool = False) -> date:
    """A whole date in a file: 03/02/2026, 2026-02-03, 03-02-26; a time after it is left out.

    A two-digit year is at most ten years ahead. `serials`: the file says the column holds dates,
    so that a spreadsheet's number of days is one too.
    """
    plain = _TIME_OF_DAY.sub("", _plain(text))
    if day := _iso_day(plain, text, today):
        return day
    if figures := _FILE_FIGURES.fullmatch(plain):
        day_number, _, month, year = figures.groups()
        return _day(text, _full_year(year, today), month, day_number)
    if serials and plain.isdecimal() and len(plain) <= 6 and int(plain) in _SERIALS:
        return _SERIAL_START + timedelta(int(plain))
    raise DayError(text)


def parse_hour(text: str) -> time:
    """“18:30”, “18h30”, “18h”, and in figures alone “1830”, “930”."""
    plain = text.strip().lower()
    found = _HOUR.fullmatch(plain) or _HOUR_IN_FIGURES.fullmatch(plain)
    try:
        if found:
            return time(int(found[1]), int(found[2] or 0))
    except ValueError:
        pass
    raise HourError(text)


def parse_duration(text: str) -> int:
    """Minutes in “1h30”, “1:30”, “1,5h”, “45 min”; a number alone is minutes."""
    plain = "".join(_plain(text).split())
    if found := _HOURS.fullmatch(plain):
        minutes = int(found[2] or 0)
        if minutes > 59:
            raise DurationError(text)
        minutes += int(found[1]) * 60
    elif found := _DECIMAL_HOURS.fullmatch(plain):
        hours = Decimal(found[1].replace(",", "."))
        minutes = int((hours * 60).quantize(Decimal(1), ROUND_HALF_UP))
    elif found := _MINUTES.fullmatch(plain):
        minutes = int(found[1])
    else:
        raise DurationError(text)
    if minutes > _MOST_MINUTES:
        raise DurationError(text)
    return minutes


def parse_count(text: str, most: int = 100_000) -> int:
    """A whole number from 0 to `most`, spaces between thousands allowed."""
    found = _COUNT.fullmatch("".join(unicodedata.normalize("NFKC", text).split()))
    if not found:
        raise CountError(text)
    if int(found[1]) > most:
        raise LargeCountError(int(found[1]), most)
    return int(found[1])


def parse_decimal(text: str) -> Decimal:
    """A number with a comma or a point; spaces and a sign of the euro are passed over."""
    found = _DECIMAL.fullmatch("".join(_plain(text).replace("€", "").split()))
    if not found:
        raise DecimalError(text)
    return Decimal(f"{found[1]}.{found[2] or '0'}")


def _plain(text: str) -> str:
    """Small letters without accents, single spaces, straight apostrophes and hyphens."""
    wide = unicodedata.normalize("NFKD", text.casefold().replace("’", "'").replace("\u2212", "-"))
    return " ".join("".join(c for c in wide if not unicodedata.combining(c)).split())


def _shown(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"


def _distant_day(plain: str, text: str, today: date) -> date | None:
    days = _DISTANCES.get(plain)
    if found := _DISTANCE.fullmatch(plain):
        days = int(found[1] + found[2])
        if abs(days) > _FURTHEST:
            raise DayError(text)
    return None if days is None else today + timedelta(days)


def _weekday(plain: str, text: str, today: date) -> date | None:
    place = _place_of_word(plain, _WEEKDAYS)
    return None if place is None else today - timedelta((today.weekday() - place) % 7)


def _iso_day(plain: str, text: str, today: date) -> date | None:
    found = _ISO.fullmatch(plain)
    return _day(text, found[1], found[2], found[3]) if found else None


def _day_in_figures(plain: str, text: str, today: date) -> date | None:
    found = _FIGURES.fullmatch(plain)
    return _day_of_year(text, found[1], int(found[2]), found[3], today) if found else None


def _day_with_word(plain: str, text: str, today: date) -> date | None:
    found = _WITH_WORD.fullmatch(plain)
    month = _place_of_word(found[2], _MONTHS) if found else None
    if not found or month is None:
        return None
    return _day_of_year(text, found[1], month + 1, found[3], today)


def _place_of_word(word: str, table: tuple[tuple[str, ...], ...]) -> int | None:
    """The only entry with a word that begins so, from three letters on."""
    begun = {place for place, words in enumerate(table) if any(w.startswith(word) for w in words)}
    return begun.pop() if len(word) >= _SHORTEST_WORD and len(begun) == 1 else None


def _day_of_year(text: str, day: str, month: int, year: str | None, today: date) -> date:
    if year:
        return _day(text, _full_year(year, today), month, day)
    near = []
    # Eight years hold a 29 February on either side.
    for candidate in range(today.year - 8, today.year + 9):
        try:
            near.append(date(candidate, month, int(day)))
        except ValueError:
            continue
    if not near:
        raise NoSuchDayError(text)
    return min(near, key=lambda candidate: abs(candidate - today))


def _full_year(year: str, today: date) -> int:
    if len(year) == 4:
        return int(year)
    latest = today.year + _YEARS_AHEAD
    return latest - (latest - int(year)) % 100


def _day(text: str, year: int | str, month: int | str, day: int | str) -> date:
    if int(year) not in _YEARS:
        raise DayError(text)
    try:
        return date(int(year), int(month), int(day))
    except ValueError as problem:
        raise NoSuchDayError(text) from problem

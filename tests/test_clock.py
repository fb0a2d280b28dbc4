from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from fablab_desk.clock import add_months, format_day, local_day, utc_now

PARIS, NOUMEA = ZoneInfo("Europe/Paris"), ZoneInfo("Pacific/Noumea")


def test_now_is_aware_and_in_utc() -> None:
    assert utc_now().tzinfo is UTC


@pytest.mark.parametrize(
    ("zone", "day_ends_at", "day"),
    [
        (PARIS, time(0), 3),
        (PARIS, time(4), 2),
        (PARIS, time(0, 30), 3),
        (PARIS, time(0, 31), 2),
        (NOUMEA, time(4), 3),
    ],
)
def test_a_night_belongs_to_the_day_before_until_the_set_hour(
    zone: ZoneInfo, day_ends_at: time, day: int
) -> None:
    half_past_midnight = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
    assert local_day(half_past_midnight, zone, day_ends_at) == date(2026, 3, day)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 28), 12, date(2025, 2, 28)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
    ],
)
def test_months_are_clamped_to_the_end_of_a_shorter_one(
    day: date, months: int, later: date
) -> None:
    assert add_months(day, months) == later


@pytest.mark.parametrize(
    ("day", "language", "text", "short"),
    [
        (date(2026, 3, 3), "fr", "3 mars 2026", "03/03/2026"),
        (date(2026, 8, 1), "fr", "1er août 2026", "01/08/2026"),
        (date(2026, 8, 11), "fr", "11 août 2026", "11/08/2026"),
        (date(2026, 8, 1), "en", "1 August 2026", "01/08/2026"),
    ],
)
def test_a_day_is_written_in_full_or_short(day: date, language: str, text: str, short: str) -> None:
    assert format_day(day, language) == text
    assert format_day(day, language, short=True) == short

from collections.abc import Callable
from contextlib import suppress
from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fablab_desk.errors import DeskError
from fablab_desk.i18n import say
from fablab_desk.typed import (
    CountError,
    DayError,
    DecimalError,
    DurationError,
    HourError,
    LargeCountError,
    NoSuchDayError,
    parse_count,
    parse_day,
    parse_decimal,
    parse_duration,
    parse_hour,
    parse_import_day,
)

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("3/2", date(2027, 2, 3)),
        ("3/6", date(2026, 6, 3)),
        ("03/02/2026", date(2026, 2, 3)),
        ("3.2.26", date(2026, 2, 3)),
        ("3-2-85", date(1985, 2, 3)),
        ("3/2/36", date(2036, 2, 3)),
        ("3/2/37", date(1937, 2, 3)),
        ("2026-02-03", date(2026, 2, 3)),
        ("3 février", date(2027, 2, 3)),
        ("3 fév 2026", date(2026, 2, 3)),
        ("3 Févr. 26", date(2026, 2, 3)),
        ("1er août 2026", date(2026, 8, 1)),
        ("14 July 2026", date(2026, 7, 14)),
        ("29/02", date(2028, 2, 29)),
        ("hier", date(2026, 11, 21)),
        ("Aujourd\u2019hui", SUNDAY),
        ("demain", date(2026, 11, 23)),
        ("après-demain", date(2026, 11, 24)),
        ("+7", date(2026, 11, 29)),
        ("-3", date(2026, 11, 19)),
        ("\u22123", date(2026, 11, 19)),
        ("lundi", date(2026, 11, 16)),
        ("dim", SUNDAY),
        ("  SAMEDI ", date(2026, 11, 21)),
    ],
)
def test_a_day_is_understood_as_it_is_said(typed: str, day: date) -> None:
    assert parse_day(typed, SUNDAY) == day


@pytest.mark.parametrize("typed", ["30/02", "31/04/2026", "29/02/2025", "2026-13-01", "30 février"])
def test_a_day_that_never_is_is_named(typed: str) -> None:
    with pytest.raises(NoSuchDayError) as refusal:
        parse_day(typed, SUNDAY)
    assert typed in say(refusal.value, "en")


@pytest.mark.parametrize(
    "typed", ["", "bientôt", "3 jui", "3", "ma", "3/2/202", "0099-01-01", "+9999"]
)
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(DayError):
        parse_day(typed, SUNDAY)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_a_whole_date_is_the_same_in_every_form(day: date) -> None:
    for form in ("%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d"):
        assert parse_day(day.strftime(form), SUNDAY) == day
        assert parse_import_day(day.strftime(form), SUNDAY) == day


@given(st.integers(-150, 150))
def test_a_day_without_a_year_is_the_nearest_one(distance: int) -> None:
    day = SUNDAY + timedelta(distance)
    assert parse_day(day.strftime("%d/%m"), SUNDAY) == day


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("14/02/1991", date(1991, 2, 14)),
        ("03/09/2026 18:42", date(2026, 9, 3)),
        ("2026-02-03T14:05:00", date(2026, 2, 3)),
        ("1978-05-31", date(1978, 5, 31)),
        ("03-02-26", date(2026, 2, 3)),
        ("3.2.36", date(2036, 2, 3)),
        ("3.2.37", date(1937, 2, 3)),
    ],
)
def test_a_date_in_a_file_is_read(cell: str, day: date) -> None:
    assert parse_import_day(cell, SUNDAY) == day


def test_a_number_of_days_is_a_date_only_where_the_file_says_so() -> None:
    assert parse_import_day("46056", SUNDAY, serials=True) == date(2026, 2, 3)
    with pytest.raises(DayError):
        parse_import_day("46056", SUNDAY)


@pytest.mark.parametrize(
    ("cell", "refusal"),
    [
        *(("31/02/1990", NoSuchDayError), ("2026-02-30", NoSuchDayError)),
        *(("3/2", DayError), ("hier", DayError), ("lundi", DayError), ("+7", DayError)),
        *(("3/2-2026", DayError), ("", DayError), ("0", DayError)),
    ],
)
def test_a_file_is_not_guessed_at(cell: str, refusal: type[DeskError]) -> None:
    with pytest.raises(refusal):
        parse_import_day(cell, SUNDAY, serials=True)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        *(("1h30", 90), ("1 h 30", 90), ("1:30", 90), ("1H05", 65), ("90", 90), ("45 min", 45)),
        *(("45mn", 45), ("1,5h", 90), ("0.25 h", 15), ("1,33 h", 80), ("2h", 120), ("0", 0)),
        *(("1 heure 30", 90), ("2 heures", 120), ("1h30min", 90), ("26h", 1560)),
    ],
)
def test_a_duration_is_counted_in_minutes(typed: str, minutes: int) -> None:
    assert parse_duration(typed) == minutes


@pytest.mark.parametrize("typed", ["", "1h75", "-5", "1,5", "longtemps", "9999999", "99999h"])
def test_what_is_no_duration_is_refused(typed: str) -> None:
    with pytest.raises(DurationError):
        parse_duration(typed)


@pytest.mark.parametrize(("typed", "count"), [("12", 12), (" 1\u202f200 ", 1200), ("+3", 3)])
def test_a_count_is_a_whole_number(typed: str, count: int) -> None:
    assert parse_count(typed) == count


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        *(("", CountError), ("3,5", CountError), ("-1", CountError), ("douze", CountError)),
        *(("41", LargeCountError), ("1" * 500, CountError)),
    ],
)
def test_what_is_no_count_is_refused(typed: str, refusal: type[DeskError]) -> None:
    with pytest.raises(refusal):
        parse_count(typed, most=40)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        *(("1,5", "1.5"), ("1.5", "1.5"), ("0,081234 €", "0.081234"), ("-5", "-5")),
        *((" 1\u202f200,50\u00a0€", "1200.50"), ("€12.00", "12"), ("3", "3")),
    ],
)
def test_a_number_has_a_comma_or_a_point(typed: str, number: str) -> None:
    assert parse_decimal(typed) == Decimal(number)


@pytest.mark.parametrize("typed", ["", "deux", "1e9", "NaN", "1,2,3", ",5", "1,123456789"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(DecimalError):
        parse_decimal(typed)


@pytest.mark.parametrize(
    "parse",
    [
        lambda text: parse_day(text, SUNDAY),
        lambda text: parse_import_day(text, SUNDAY, serials=True),
        parse_duration,
        parse_count,
        parse_decimal,
    ],
)
@given(text=st.text(max_size=20) | st.text("0123456789/-.+:, hjmé'", max_size=12))
def test_anything_is_either_understood_or_refused(
    parse: Callable[[str], object], text: str
) -> None:
    with suppress(DeskError):
        assert parse(text) is not None


@pytest.mark.parametrize(
    ("typed", "hour"),
    [
        *(("18:30", time(18, 30)), ("18h30", time(18, 30)), ("18h", time(18)), ("9", time(9))),
        *(("1830", time(18, 30)), ("930", time(9, 30)), ("0005", time(0, 5)), ("000", time(0))),
    ],
)
def test_an_hour_is_typed_with_or_without_a_sign(typed: str, hour: time) -> None:
    assert parse_hour(typed) == hour


@pytest.mark.parametrize("typed", ["25", "1860", "2460", "960", "12345", "midi", ""])
def test_what_is_no_hour_is_refused(typed: str) -> None:
    with pytest.raises(HourError):
        parse_hour(typed)

from contextlib import suppress
from decimal import Decimal

import pytest
from babel.numbers import format_currency
from hypothesis import given
from hypothesis import strategies as st

from fablab_desk.money import AmountError, format_amount, parse_amount, priced, to_cent

AMOUNTS = st.decimals(min_value=-(10**9), max_value=10**9, places=2)


@pytest.mark.parametrize(
    ("exact", "rounded"), [("0.005", "0.01"), ("-0.005", "-0.01"), ("2.675", "2.68"), ("1", "1.00")]
)
def test_half_a_cent_is_rounded_away_from_zero(exact: str, rounded: str) -> None:
    assert str(to_cent(Decimal(exact))) == rounded


def test_a_quantity_is_priced_to_the_cent() -> None:
    assert priced(Decimal("1.5"), Decimal("0.123457")) == Decimal("0.19")


@given(AMOUNTS)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_amount_is_written_as_the_language_does(language: str, amount: Decimal) -> None:
    expected = format_currency(abs(amount), "EUR", locale=language)
    assert format_amount(amount, language) == ("\u2212" if amount < 0 else "") + expected


@pytest.mark.parametrize("language", ["fr", "en"])
@given(amount=AMOUNTS)
def test_an_amount_that_is_written_is_read_back(amount: Decimal, language: str) -> None:
    assert parse_amount(format_amount(amount, language)) == amount


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("12,50", "12.50"),
        ("12,5", "12.50"),
        ("12.50", "12.50"),
        (" 12 ", "12.00"),
        ("0,01", "0.01"),
        ("1 234,50 €", "1234.50"),
        ("1\u202f234,50\u00a0€", "1234.50"),
        ("-5", "-5.00"),
        ("\u22125€", "-5.00"),
    ],
)
def test_an_amount_is_read_as_people_type_it(typed: str, amount: str) -> None:
    assert str(parse_amount(typed)) == amount


@pytest.mark.parametrize(
    "typed",
    [
        *("", " ", "€", "abc", "12,505", "12,", ",50", "1e3", "1E3", "12,5,0", "1,234.50"),
        *("12 34", "1234 567", "--5", "+5", "5 - 3", "NaN", "Infinity", "0x1F", "١٢", "12\n50"),
        *("9" * 13, "1_000", "12 € 50", "$5"),
    ],
)
def test_anything_else_is_no_amount(typed: str) -> None:
    with pytest.raises(AmountError):
        parse_amount(typed)


@given(st.text())
def test_whatever_is_typed_gives_an_amount_to_the_cent_or_a_refusal(typed: str) -> None:
    with suppress(AmountError):
        assert parse_amount(typed).as_tuple().exponent == -2

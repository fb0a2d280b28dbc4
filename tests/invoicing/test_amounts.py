"""Sums worked by hand, and what must hold of any of them."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from fablab_desk.catalogue.kinds import RATES, VatNature
from fablab_desk.invoicing.amounts import Priced, totals_of, worth_of
from fablab_desk.money import CENT, ZERO

TWENTY, REDUCED = VatNature.TAXED_20, VatNature.TAXED_5_5


def priced(quantity: str, price: str, vat: VatNature = TWENTY, *, included: bool = False) -> Priced:
    return Priced(
        quantity=Decimal(quantity), unit_price=Decimal(price), vat=vat, tax_included=included
    )


def test_the_vector_of_the_french_rules_comes_out_to_the_cent() -> None:
    lines = [
        priced("2", "120.00"),
        priced("3.25", "8.50"),
        priced("4", "6.35"),
        priced("1", "18.90", REDUCED),
        priced("1.5", "55.00"),
    ]
    assert [str(line.net) for line in worth_of(lines)] == [
        *("240.00", "27.63", "25.40", "18.90", "82.50")
    ]
    found = totals_of(lines)
    assert [(part.vat, str(part.base), str(part.tax)) for part in found.parts] == [
        (TWENTY, "375.53", "75.11"),
        (REDUCED, "18.90", "1.04"),
    ]
    assert [str(one) for one in (found.net, found.tax, found.payable, found.rounding)] == [
        *("394.43", "76.15", "470.58", "0.00")
    ]


def test_prices_with_their_vat_come_back_to_what_was_asked_at_the_counter() -> None:
    """3 × 0.99 with 20 %: 2.97 asked; the base of the sum is 2.48 (2.475), the VAT 0.50: 2.98."""
    lines = [priced("1", "0.99", included=True)] * 3
    found = totals_of(lines)
    assert [str(line.net) for line in worth_of(lines)] == ["0.82", "0.83", "0.83"]
    assert [str(one) for one in (found.net, found.tax, found.gross)] == ["2.48", "0.50", "2.98"]
    assert (str(found.rounding), str(found.payable)) == ("-0.01", "2.97")


def test_what_is_exempt_or_out_of_scope_bears_none_and_regimes_mix() -> None:
    found = totals_of(
        [
            priced("1", "20", VatNature.OUT_OF_SCOPE, included=True),
            priced("2", "12.50", VatNature.EXEMPT_261_7_1_A, included=True),
            priced("1", "10"),
        ]
    )
    assert (str(found.net), str(found.tax), str(found.payable)) == ("55.00", "2.00", "57.00")
    assert [part.rate for part in found.parts] == [Decimal("0.20"), ZERO, ZERO]


def test_a_discount_is_a_quantity_below_nought() -> None:
    found = totals_of([priced("10", "12"), priced("-1", "20")])
    assert (str(found.net), str(found.tax), str(found.payable)) == ("100.00", "20.00", "120.00")


def test_nothing_comes_to_nothing() -> None:
    assert totals_of([]).payable == ZERO
    assert totals_of([priced("1", "0")]).payable == ZERO


LINES = st.lists(
    st.builds(
        Priced,
        quantity=st.decimals("-50", "500", places=4).filter(bool),
        unit_price=st.decimals("0", "5000", places=6),
        vat=st.sampled_from(VatNature),
        tax_included=st.booleans(),
    ),
    max_size=12,
)


@given(LINES)
def test_the_sums_agree_whatever_is_sold(lines: list[Priced]) -> None:
    worth, found = worth_of(lines), totals_of(lines)
    assert sum((line.net for line in worth), ZERO) == found.net
    assert found.gross == found.net + found.tax
    for part in found.parts:
        assert abs(part.base * part.rate - part.tax) <= CENT / 2
        assert part.base == sum((line.net for line in worth if line.vat is part.vat), ZERO)
    assert abs(found.rounding) <= CENT * len(found.parts)


@given(LINES)
def test_a_counter_is_paid_what_it_asked(lines: list[Priced]) -> None:
    asked = [
        Priced(quantity=one.quantity, unit_price=one.unit_price, vat=one.vat, tax_included=True)
        for one in lines
    ]
    total = sum(
        ((one.quantity * one.unit_price).quantize(CENT, "ROUND_HALF_UP") for one in asked), ZERO
    )
    assert totals_of(asked).payable == total


def test_every_rate_is_known_to_the_sums() -> None:
    assert set(RATES) == {one for one in VatNature if one.name.startswith("TAXED")}

"""What machine time costs: worked by hand, then for any numbers."""

from datetime import date
from decimal import Decimal
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import Worker
from builders.catalogue import an_article
from builders.lab import an_audience
from builders.machines import machine_time
from builders.refused import refused
from fablab_desk.catalogue.drafts import PriceDraft
from fablab_desk.catalogue.errors import BlockMinutesError, GraceMinutesError, TimelessRuleError
from fablab_desk.catalogue.kinds import VatNature
from fablab_desk.catalogue.price_list import load_price_list
from fablab_desk.catalogue.service import set_price
from fablab_desk.catalogue.time_price import TimeRate, find_time_rate, price_time
from fablab_desk.documents.page import Table
from fablab_desk.keys import new_key

DAY = date(2026, 3, 2)


def rate(
    hourly: str, block: int, grace: int = 0, set_up: str = "0", minimum: str = "0"
) -> TimeRate:
    return TimeRate(
        price_id=new_key(),
        article_id=new_key(),
        hourly=Decimal(hourly),
        vat_nature=VatNature.OUT_OF_SCOPE,
        block_minutes=block,
        grace_minutes=grace,
        set_up=Decimal(set_up),
        minimum=Decimal(minimum),
    )


@pytest.mark.parametrize(
    ("hourly", "block", "grace", "set_up", "minimum", "minutes", "billed", "amount"),
    [
        ("12", 15, 0, "0", "0", 60, 60, "12.00"),
        ("12", 15, 0, "0", "0", 61, 75, "15.00"),  # a block that is begun is asked for
        ("12", 15, 0, "0", "0", 15, 15, "3.00"),
        ("12", 15, 0, "0", "0", 1, 15, "3.00"),
        ("12", 15, 0, "0", "0", 0, 15, "3.00"),  # at least one
        ("12", 15, 5, "0", "0", 65, 60, "12.00"),  # 65 - 5 = 60
        ("12", 15, 5, "0", "0", 66, 75, "15.00"),
        ("12", 15, 5, "0", "0", 3, 15, "3.00"),  # within the grace: one block all the same
        ("12", 15, 5, "2", "0", 65, 60, "14.00"),
        ("12", 15, 0, "0", "5", 15, 15, "5.00"),  # the minimum of a use
        ("12", 15, 0, "2", "5", 15, 15, "5.00"),  # 3 + 2 = 5: the minimum holds the set-up
        ("12", 15, 0, "2", "4", 15, 15, "5.00"),
        ("12", 60, 0, "0", "0", 61, 120, "24.00"),
        ("12", 60, 10, "0", "0", 70, 60, "12.00"),
        ("12", 60, 10, "0", "0", 71, 120, "24.00"),
        ("1.20", 30, 10, "0", "1", 40, 30, "1.00"),  # 0.60, at least 1
        ("1.20", 30, 10, "0", "1", 600, 600, "12.00"),  # 590 → 20 blocks
        ("10", 1, 0, "0", "0", 50, 50, "8.33"),  # 8.333… to the cent
        ("10", 1, 0, "0", "0", 47, 47, "7.83"),
        ("0", 15, 0, "0", "0", 90, 90, "0.00"),
        ("0", 15, 0, "3", "0", 90, 90, "3.00"),
        ("18", 15, 5, "2", "4", 70, 75, "24.50"),  # 65 → 5 blocks: 22.50 + 2
    ],
)
def test_a_table_worked_by_hand(
    hourly: str,
    block: int,
    grace: int,
    set_up: str,
    minimum: str,
    minutes: int,
    billed: int,
    amount: str,
) -> None:
    found = price_time(rate(hourly, block, grace, set_up, minimum), minutes)
    assert (found.billed, found.amount) == (billed, Decimal(amount))
    assert found.lines


@given(
    hourly=st.integers(0, 10_000),
    block=st.integers(1, 240),
    grace=st.integers(0, 60),
    set_up=st.integers(0, 500),
    minimum=st.integers(0, 2000),
    minutes=st.integers(0, 3000),
)
def test_longer_never_costs_less_nor_any_use_less_than_its_minimum(
    hourly: int, block: int, grace: int, set_up: int, minimum: int, minutes: int
) -> None:
    asked = rate(str(Decimal(hourly) / 100), block, grace, str(set_up), str(minimum))
    one, longer = price_time(asked, minutes), price_time(asked, minutes + 1)
    assert one.amount <= longer.amount
    assert one.amount >= minimum
    assert one.billed % block == 0
    assert one.billed >= max(block, minutes - grace)


def test_the_price_of_an_audience_beats_that_of_all_and_has_its_own_rules(
    administrator: Worker,
) -> None:
    article, students = an_article(administrator), an_audience(administrator)
    for amount, audience, block, since in (
        ("12", None, 15, date(2026, 2, 1)),
        ("6", students, 30, date(2025, 1, 1)),  # older: it is that of the audience all the same
    ):
        draft = PriceDraft(
            amount=Decimal(amount),
            valid_from=since,
            audience_id=audience,
            block_minutes=block,
            grace_minutes=5,
        )
        key = new_key()
        administrator.does(partial(set_price, price_id=key, article_id=article, draft=draft))
    with administrator.database.reading() as session:
        theirs = find_time_rate(session, article, students, DAY)
        others = find_time_rate(session, article, None, DAY)
        assert theirs is not None
        assert others is not None
        assert (theirs.hourly, theirs.block_minutes) == (Decimal(6), 30)
        assert (others.hourly, others.block_minutes) == (Decimal(12), 15)
        assert find_time_rate(session, article, None, date(2024, 1, 1)) is None


def test_set_up_and_minimum_are_announced_as_the_price_is(administrator: Worker) -> None:
    article = an_article(administrator, vat_nature=VatNature.TAXED_20)
    draft = PriceDraft(
        amount=Decimal(10),
        valid_from=DAY,
        tax_included=False,
        block_minutes=60,
        set_up=Decimal(2),
        minimum=Decimal(5),
    )
    administrator.does(lambda act: set_price(act, new_key(), article, draft))
    with administrator.database.reading() as session:
        found = find_time_rate(session, article, None, DAY)
    assert found is not None
    assert (found.hourly, found.set_up, found.minimum) == (
        Decimal(12),
        Decimal("2.40"),
        Decimal("6.00"),
    )


def test_bad_rules_of_time_are_told_beside_their_fields(administrator: Worker) -> None:
    article = an_article(administrator)
    wrong = PriceDraft(amount=Decimal(1), valid_from=DAY, block_minutes=0, grace_minutes=-1)
    with refused(("block_minutes", BlockMinutesError), ("grace_minutes", GraceMinutesError)):
        administrator.does(lambda act: set_price(act, new_key(), article, wrong))
    timeless = PriceDraft(amount=Decimal(1), valid_from=DAY, minimum=Decimal(5))
    with refused(("block_minutes", TimelessRuleError)):
        administrator.does(lambda act: set_price(act, new_key(), article, timeless))


def test_the_printed_list_says_how_an_hour_is_counted(administrator: Worker) -> None:
    machine_time(administrator, "18", block=15, grace=5, set_up="2", minimum="4")
    machine_time(administrator, "1.20", block=30, code="T3D")
    an_article(administrator, "PMMA", "Acrylique", price="9.00")
    with administrator.database.reading() as session:
        page, _ = load_price_list(session, date(2026, 3, 2), "fr")
    (table,) = [one for one in page.blocks if isinstance(one, Table)]
    assert [row[0].replace("\u00a0", " ") for row in table.rows] == [
        "Acrylique",
        "Temps machine\nl’heure, par 30 min",
        "Temps machine\nl’heure, par 15 min · 5 min offertes · mise en route 2,00 €"
        " · 4,00 € au moins",
    ]

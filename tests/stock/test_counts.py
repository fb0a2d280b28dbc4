"""An inventory that was a mistake is taken back, unless something was built upon it."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import func, select

from builders import Worker
from builders.stock import a_level, delivered, level_of
from fablab_desk.errors import Problems
from fablab_desk.keys import new_key
from fablab_desk.lab.bounds import EarlyDayError, OutsizedError
from fablab_desk.staff.models import AuditEntry
from fablab_desk.stock.drafts import CountLine, MoveDraft
from fablab_desk.stock.errors import (
    CountedSinceError,
    CountedTwiceError,
    MovedSinceError,
)
from fablab_desk.stock.kinds import MovementReason, Store
from fablab_desk.stock.models import StockCount, StockLevel, StockMovement
from fablab_desk.stock.service import (
    record_count,
    record_delivery,
    record_loss,
    withdraw_count,
    withdraw_movements,
)


def counted(worker: Worker, *found: tuple[UUID, str]) -> UUID:
    key: UUID = new_key()
    lines = [
        CountLine(level_id=level, found=Decimal(much), seen=level_of(worker, level).quantity)
        for level, much in found
    ]
    worker.does(lambda act: record_count(act, key, Store.LAB, lines))
    return key


def take_back(worker: Worker, key: UUID, *levels: UUID) -> None:
    worker.does(lambda act: withdraw_count(act, key, dict.fromkeys(levels)))


def stock_of(worker: Worker, *levels: UUID) -> list[Decimal]:
    return [level_of(worker, level).quantity for level in levels]


def levels_of(worker: Worker, levels: tuple[UUID, ...]) -> list[StockLevel]:
    return [level_of(worker, level) for level in levels]


def test_all_is_as_if_nobody_had_counted_and_the_ledger_tells_both(administrator: Worker) -> None:
    more, less, none, same = (a_level(administrator, code) for code in ("ABS", "PET", "PLA", "VIS"))
    for level, cost in ((more, "2"), (less, "3.123457"), (none, "5"), (same, "1")):
        delivered(administrator, level, "10", cost)
    levels = (more, less, none, same)
    before = [(one.quantity, one.unit_cost, one.warned) for one in levels_of(administrator, levels)]
    key = counted(administrator, (more, "12.5"), (less, "7"), (none, "0"), (same, "10"))
    assert stock_of(administrator, *levels) == [Decimal("12.5"), 7, 0, 10]
    take_back(administrator, key, *levels)
    after = levels_of(administrator, levels)
    assert [(one.quantity, one.unit_cost, one.warned) for one in after] == before
    assert [one.counted_on for one in after] == [None] * 4
    with administrator.database.reading() as session:
        written = session.scalars(
            select(StockMovement).where(StockMovement.fact_id == key).order_by(StockMovement.id)
        ).all()
        assert session.get(StockCount, key) is None
        service = session.scalars(select(AuditEntry.service).order_by(AuditEntry.seq)).all()
    assert [one.reason for one in written] == [MovementReason.COUNT] * 3 + [
        MovementReason.RETURN
    ] * 3
    assert {one.corrects_id for one in written[3:]} == {one.id for one in written[:3]}
    assert sum(one.quantity for one in written) == 0
    assert service[-2:] == ["stock.record_count", "stock.withdraw_count"]


def test_the_day_it_was_counted_before_comes_back(administrator: Worker) -> None:
    level = a_level(administrator)
    delivered(administrator, level, "10")
    counted(administrator, (level, "9"))
    first = level_of(administrator, level).counted_on
    later = Worker(administrator.database, now=administrator.now + timedelta(days=30))
    key = counted(later, (level, "4"))
    assert level_of(administrator, level).counted_on != first
    later.does(lambda act: withdraw_count(act, key, {level: first}))
    found = level_of(administrator, level)
    assert (found.quantity, found.counted_on) == (Decimal(9), first)


def test_what_moved_since_stands_in_the_way_only_where_the_count_wrote_something(
    administrator: Worker,
) -> None:
    wrong, same = a_level(administrator, "PLA"), a_level(administrator, "ABS")
    for level in (wrong, same):
        delivered(administrator, level, "10")
    key = counted(administrator, (wrong, "2"), (same, "10"))
    used = MoveDraft(quantity=Decimal(1), note="usé")
    administrator.does(lambda act: record_loss(act, new_key(), same, used))
    lost = new_key()
    administrator.does(lambda act: record_loss(act, lost, wrong, used))
    with pytest.raises(MovedSinceError, match="Pla"):
        take_back(administrator, key, wrong, same)
    assert stock_of(administrator, wrong, same) == [1, 9]
    administrator.does(lambda act: withdraw_movements(act, lost))
    take_back(administrator, key, wrong, same)
    assert stock_of(administrator, wrong, same) == [10, 9]


def test_a_count_that_another_one_confirmed_is_taken_back_after_it(administrator: Worker) -> None:
    level = a_level(administrator)
    delivered(administrator, level, "10")
    first = counted(administrator, (level, "8"))
    second = counted(administrator, (level, "8"))  # nothing differs: no movement tells of it
    with pytest.raises(CountedSinceError):
        take_back(administrator, first, level)
    take_back(administrator, second, level)
    take_back(administrator, first, level)
    assert stock_of(administrator, level) == [10]


def test_an_inventory_of_the_other_stock_stands_in_nobodys_way(administrator: Worker) -> None:
    level, sold = a_level(administrator), a_level(administrator, "TASSE", Store.SALE)
    delivered(administrator, level, "10")
    key, other = counted(administrator, (level, "8")), new_key()
    line = CountLine(level_id=sold, found=Decimal(3), seen=Decimal(0))
    administrator.does(lambda act: record_count(act, other, Store.SALE, [line]))
    take_back(administrator, key, level)
    assert stock_of(administrator, level, sold) == [10, 3]


def test_it_may_be_counted_anew_under_the_same_key(administrator: Worker) -> None:
    level, key = a_level(administrator), new_key()
    line = CountLine(level_id=level, found=Decimal(3), seen=Decimal(0))
    for _ in range(2):
        administrator.does(lambda act: record_count(act, key, Store.LAB, [line]))
        assert stock_of(administrator, level) == [3]
        take_back(administrator, key, level)
        assert stock_of(administrator, level) == [0]
    with administrator.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(StockMovement)) == 4


def test_an_article_is_counted_on_one_line_only(administrator: Worker) -> None:
    level = a_level(administrator)
    delivered(administrator, level, "4")
    with pytest.raises(Problems) as refusal:
        counted(administrator, (level, "3"), (level, "2"))
    assert [(name, type(one)) for name, one in refusal.value.found] == [
        ("1.found", CountedTwiceError)
    ]


def test_numbers_and_days_that_nobody_means_are_refused(administrator: Worker) -> None:
    level = a_level(administrator)
    draft = MoveDraft(quantity=Decimal("NaN"), unit_cost=Decimal("1e12"), day=date(1980, 1, 1))
    with pytest.raises(Problems) as refusal:
        administrator.does(lambda act: record_delivery(act, new_key(), level, draft))
    assert [(name, type(one)) for name, one in refusal.value.found] == [
        ("quantity", OutsizedError),
        ("unit_cost", OutsizedError),
        ("day", EarlyDayError),
    ]

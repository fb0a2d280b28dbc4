"""Deliveries, losses, transfers and counts: a ledger that never goes below nothing."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from builders import Worker
from builders.refused import refused
from builders.stock import a_level, delivered, level_of
from fablab_desk.keys import new_key
from fablab_desk.stock.drafts import CountLine, LevelDraft, MoveDraft
from fablab_desk.stock.errors import (
    ComingDayError,
    FactMovementError,
    KeptError,
    MovedMeanwhileError,
    NegativeCostError,
    NegativeLevelError,
    NoQuantityError,
    SameStoreError,
    ShortStockError,
    WordlessLossError,
)
from fablab_desk.stock.kinds import MovementReason, Store
from fablab_desk.stock.models import StockLevel, StockMovement
from fablab_desk.stock.queries import list_to_order, value_of
from fablab_desk.stock.service import (
    archive_level,
    correct_level,
    keep_article,
    move_between,
    record_count,
    record_delivery,
    record_loss,
    withdraw_movements,
)


def test_the_mean_cost_follows_each_delivery(administrator: Worker) -> None:
    level = a_level(administrator)
    delivered(administrator, level, "10", "2")
    delivered(administrator, level, "30", "3")  # (10 × 2 + 30 × 3) / 40 = 2,75
    found = level_of(administrator, level)
    assert (found.quantity, found.unit_cost) == (Decimal(40), Decimal("2.75"))
    with administrator.database.reading() as session:
        assert value_of(session) == Decimal(110)


def test_the_balance_is_the_sum_of_the_movements(administrator: Worker) -> None:
    level = a_level(administrator)
    delivered(administrator, level, "10", "2")
    loss = MoveDraft(quantity=Decimal(3), note="mouillé")
    administrator.does(lambda act: record_loss(act, new_key(), level, loss))
    with administrator.database.reading() as session:
        rows = list(session.scalars(select(StockMovement).order_by(StockMovement.id)))
    assert [(one.quantity, one.balance) for one in rows] == [
        (Decimal(10), Decimal(10)),
        (Decimal(-3), Decimal(7)),
    ]
    assert level_of(administrator, level).quantity == 7


def test_nothing_goes_that_is_not_there(administrator: Worker) -> None:
    level = a_level(administrator)
    delivered(administrator, level, "2")
    much = MoveDraft(quantity=Decimal(3), note="volé")
    with refused(("quantity", ShortStockError)):
        administrator.does(lambda act: record_loss(act, new_key(), level, much))
    with pytest.raises(DatabaseError), administrator.database.writing() as session:
        session.execute(text("UPDATE stock_levels SET quantity = -1"))


def test_a_movement_is_never_edited(administrator: Worker) -> None:
    delivered(administrator, a_level(administrator), "2")
    with pytest.raises(DatabaseError), administrator.database.writing() as session:
        session.execute(text("UPDATE stock_movements SET quantity = 50000"))


def test_a_delivery_by_mistake_is_taken_back_at_its_cost_and_once(administrator: Worker) -> None:
    level = a_level(administrator)
    delivered(administrator, level, "10", "2")
    wrong = delivered(administrator, level, "5", "9")
    for _ in range(2):
        administrator.does(lambda act: withdraw_movements(act, wrong, "doublon"))
    assert level_of(administrator, level).quantity == 10


def test_a_transfer_moves_its_cost_along_and_back(administrator: Worker) -> None:
    level, key = a_level(administrator), new_key()
    delivered(administrator, level, "10", "2")
    draft = MoveDraft(quantity=Decimal(4))
    administrator.does(lambda act: move_between(act, key, level, Store.SALE, draft))
    with administrator.database.reading() as session:
        sale = session.scalars(select(StockLevel).where(StockLevel.store == Store.SALE)).one()
        assert (sale.quantity, sale.unit_cost) == (Decimal(4), Decimal(2))
    assert level_of(administrator, level).quantity == 6
    administrator.does(lambda act: withdraw_movements(act, key))
    assert level_of(administrator, level).quantity == 10
    assert level_of(administrator, sale.id).quantity == 0


def test_what_falls_to_its_threshold_is_to_be_ordered_until_there_is_more(
    administrator: Worker,
) -> None:
    level = a_level(administrator, threshold=Decimal(5))
    delivered(administrator, level, "8")
    loss = MoveDraft(quantity=Decimal(3), note="usé")
    administrator.does(lambda act: record_loss(act, new_key(), level, loss))
    with administrator.database.reading() as session:
        assert [row.id for row in list_to_order(session)] == [level]
    assert level_of(administrator, level).warned
    delivered(administrator, level, "1")
    assert not level_of(administrator, level).warned


def test_a_count_writes_what_differs_and_refuses_what_moved_meanwhile(
    administrator: Worker,
) -> None:
    pla, petg = a_level(administrator), a_level(administrator, "PETG")
    delivered(administrator, pla, "10", "2")
    delivered(administrator, petg, "5", "2")
    lines = [
        CountLine(level_id=pla, found=Decimal(8), seen=Decimal(10)),
        CountLine(level_id=petg, found=Decimal(5), seen=Decimal(5)),
    ]
    key = new_key()
    told = administrator.does(lambda act: record_count(act, key, Store.LAB, lines)).result
    assert told == 1
    assert level_of(administrator, pla).quantity == 8
    again = administrator.does(lambda act: record_count(act, key, Store.LAB, lines)).result
    assert again == 1
    with refused(("0.found", MovedMeanwhileError)):
        administrator.does(lambda act: record_count(act, new_key(), Store.LAB, lines))


def test_only_what_was_moved_by_hand_is_taken_back_here(administrator: Worker) -> None:
    level, key = a_level(administrator), new_key()
    line = CountLine(level_id=level, found=Decimal(8), seen=Decimal(0))
    administrator.does(lambda act: record_count(act, key, Store.LAB, [line]))
    with administrator.database.reading() as session:
        (movement,) = session.scalars(select(StockMovement))
        assert movement.reason is MovementReason.COUNT
    with pytest.raises(FactMovementError):
        administrator.does(lambda act: withdraw_movements(act, movement.id))


def test_bad_input_is_told_beside_its_field(administrator: Worker) -> None:
    level = a_level(administrator)
    tomorrow = administrator.now.date() + timedelta(days=1)
    wrong = MoveDraft(quantity=Decimal(0), unit_cost=Decimal(-1), day=tomorrow)
    with refused(
        ("quantity", NoQuantityError), ("unit_cost", NegativeCostError), ("day", ComingDayError)
    ):
        administrator.does(lambda act: record_delivery(act, new_key(), level, wrong))
    silent = MoveDraft(quantity=Decimal(0))
    with refused(("quantity", NoQuantityError), ("note", WordlessLossError)):
        administrator.does(lambda act: record_loss(act, new_key(), level, silent))
    one = MoveDraft(quantity=Decimal(1))
    with refused(("store", SameStoreError), ("quantity", ShortStockError)):
        administrator.does(lambda act: move_between(act, new_key(), level, Store.LAB, one))
    article = level_of(administrator, level).article_id
    twice = LevelDraft(article_id=article, store=Store.LAB, threshold=Decimal(-1))
    with refused(("threshold", NegativeLevelError), ("store", KeptError)):
        administrator.does(lambda act: keep_article(act, new_key(), twice))


def test_an_article_put_aside_comes_back_with_what_it_was(administrator: Worker) -> None:
    level = a_level(administrator)
    delivered(administrator, level, "4")
    administrator.does(lambda act: archive_level(act, level))
    article = level_of(administrator, level).article_id
    again = LevelDraft(article_id=article, store=Store.LAB, place="Étagère 2")
    administrator.does(lambda act: keep_article(act, new_key(), again))
    found = level_of(administrator, level)
    assert (found.archived_on, found.quantity, found.place) == (None, Decimal(4), "Étagère 2")
    version = found.version
    moved = LevelDraft(article_id=article, store=Store.LAB, place="Étagère 3")
    administrator.does(lambda act: correct_level(act, level, moved, version))
    assert level_of(administrator, level).place == "Étagère 3"

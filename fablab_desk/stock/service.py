"""What the lab keeps: deliveries, losses, transfers and counts; everything else draws from it."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, or_, select

from fablab_desk.catalogue.models import Article
from fablab_desk.errors import DeskError, Problems, gathered, refuse
from fablab_desk.keys import new_key
from fablab_desk.lab.bounds import outsized
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.edits import correct
from fablab_desk.staff.rights import Right
from fablab_desk.stock.drafts import CountLine, Found, LevelDraft, MoveDraft
from fablab_desk.stock.errors import (
    CountedSinceError,
    CountedTwiceError,
    FactMovementError,
    GoneLevelError,
    KeptError,
    MovedMeanwhileError,
    MovedSinceError,
    NegativeLevelError,
    SameStoreError,
    ShortStockError,
    UnknownArticleError,
)
from fablab_desk.stock.kinds import MovementReason, Store
from fablab_desk.stock.models import StockCount, StockLevel, StockMovement
from fablab_desk.stock.movements import find_level, give_back_fact, list_standing, move, take_back

BY_HAND = (MovementReason.ENTRY, MovementReason.LOSS, MovementReason.TRANSFER)


@needs(Right.KEEP_STOCK, inverse="stock.archive_level")
def keep_article(act: Act, level_id: UUID, draft: LevelDraft) -> None:
    """From now on its movements are written; nothing is there until a delivery or a count."""
    if act.session.get(StockLevel, level_id) is not None:
        return
    draft, found = draft.checked()
    article = act.session.get(Article, draft.article_id)
    if article is None:
        found.append(("article_id", UnknownArticleError()))
    elif find_level(act, draft.article_id, draft.store):
        found.append(("store", KeptError(article.label, draft.store)))
    refuse(found)
    wanted = select(StockLevel).where(
        StockLevel.article_id == draft.article_id, StockLevel.store == draft.store
    )
    if (archived := act.session.scalars(wanted).one_or_none()) is not None:
        archived.archived_on = None
        for name, value in _columns(draft).items():
            setattr(archived, name, value)
        return
    act.session.add(
        StockLevel(id=level_id, article_id=draft.article_id, store=draft.store, **_columns(draft))
    )


@needs(Right.KEEP_STOCK, inverse="stock.correct_level")
def correct_level(act: Act, level_id: UUID, draft: LevelDraft, seen: int) -> None:
    """Its threshold, its place, its supplier; what is there only changes by movements."""
    level = _load(act, level_id)
    draft, found = draft.checked()
    refuse(found)
    label = act.session.get_one(Article, level.article_id).label
    correct(act, level, label, _columns(draft), seen)
    level.warned = level.is_low


@needs(Right.KEEP_STOCK, inverse="stock.restore_level")
def archive_level(act: Act, level_id: UUID) -> None:
    """It is kept there no more; its movements stay."""
    level = _load(act, level_id)
    level.archived_on = level.archived_on or act.day


@needs(Right.KEEP_STOCK, inverse="stock.archive_level")
def restore_level(act: Act, level_id: UUID) -> None:
    _load(act, level_id).archived_on = None


@needs(Right.KEEP_STOCK, inverse="stock.withdraw_movements")
def record_delivery(act: Act, movement_id: UUID, level_id: UUID, draft: MoveDraft) -> UUID:
    """Bought or given; the mean cost of what is there follows."""
    level = _load(act, level_id)
    if act.session.get(StockMovement, movement_id) is not None:
        return movement_id
    refuse(draft.problems(act.day))
    cost = level.unit_cost if draft.unit_cost is None else draft.unit_cost
    _write(act, movement_id, level, draft.quantity, MovementReason.ENTRY, draft, cost)
    return movement_id


@needs(Right.KEEP_STOCK, inverse="stock.withdraw_movements")
def record_loss(act: Act, movement_id: UUID, level_id: UUID, draft: MoveDraft) -> UUID:
    """Broken, spoilt, gone: said in a few words."""
    level = _load(act, level_id)
    if act.session.get(StockMovement, movement_id) is not None:
        return movement_id
    found = draft.problems(act.day, worded=True)
    gathered(found, "quantity", lambda: _refuse_short(act, level, draft.quantity))
    refuse(found)
    _write(act, movement_id, level, -draft.quantity, MovementReason.LOSS, draft)
    return movement_id


@needs(Right.KEEP_STOCK, inverse="stock.withdraw_movements")
def move_between(act: Act, movement_id: UUID, level_id: UUID, to: Store, draft: MoveDraft) -> UUID:
    """From one store to the other, at its cost: two movements under one key."""
    level = _load(act, level_id)
    if act.session.get(StockMovement, movement_id) is not None:
        return movement_id
    found = draft.problems(act.day)
    if level.store is to:
        found.append(("store", SameStoreError()))
    gathered(found, "quantity", lambda: _refuse_short(act, level, draft.quantity))
    refuse(found)
    other = find_level(act, level.article_id, to)
    if other is None:
        other = StockLevel(article_id=level.article_id, store=to)
        act.session.add(other)
        act.session.flush()
    reason = MovementReason.TRANSFER
    _write(act, movement_id, level, -draft.quantity, reason, draft, fact_id=movement_id)
    cost = level.unit_cost
    _write(act, new_key(), other, draft.quantity, reason, draft, cost, fact_id=movement_id)
    return movement_id


@needs(Right.KEEP_STOCK)
def withdraw_movements(act: Act, movement_id: UUID, note: str = "") -> None:
    """A delivery, a loss or a transfer that was a mistake: its opposite names it."""
    movement = act.session.get(StockMovement, movement_id)
    if movement is None:
        raise GoneLevelError
    if movement.reason not in BY_HAND:
        raise FactMovementError
    whole = [movement]
    if movement.fact_id:
        wanted = select(StockMovement).where(
            StockMovement.fact_id == movement.fact_id, StockMovement.corrects_id.is_(None)
        )
        whole = list(act.session.scalars(wanted))
    for one in whole:
        again = select(StockMovement.id).where(StockMovement.corrects_id == one.id)
        if act.session.scalars(again).first() is None:
            take_back(act, one, note.strip())


@needs(Right.KEEP_STOCK, inverse="stock.withdraw_count")
def record_count(
    act: Act, count_id: UUID, store: Store, lines: Sequence[CountLine], note: str = ""
) -> int:
    """An inventory: what was found differs from what was written by movements that name it.

    A line that moved since it was shown is refused, “2.found”: it is counted again. How many
    differ.
    """
    known = act.session.get(StockCount, count_id)
    if known is not None:
        return known.differing
    found: Found = []
    levels = []
    for place, line in enumerate(lines):
        level = _load(act, line.level_id)
        if large := outsized(f"{place}.found", line.found):
            found += large
        elif line.found < 0:
            found.append((f"{place}.found", NegativeLevelError()))
        elif level.quantity != line.seen:
            label = act.session.get_one(Article, level.article_id).label
            found.append((f"{place}.found", MovedMeanwhileError(label, level.quantity)))
        if level in levels:
            label = act.session.get_one(Article, level.article_id).label
            found.append((f"{place}.found", CountedTwiceError(label)))
        levels.append(level)
    refuse(found)
    differing = 0
    for level, line in zip(levels, lines, strict=True):
        level.counted_on = act.day
        if line.found != level.quantity:
            differing += 1
            quantity = line.found - level.quantity
            move(act, level, quantity, MovementReason.COUNT, fact_id=count_id, note=note.strip())
    act.session.add(
        StockCount(
            id=count_id,
            store=store,
            day=act.day,
            at=act.now,
            account_id=act.actor.id,
            counted=len(lines),
            differing=differing,
            note=note.strip(),
        )
    )
    return differing


@needs(Right.KEEP_STOCK, inverse="stock.record_count")
def withdraw_count(act: Act, count_id: UUID, counted_before: Mapping[UUID, date | None]) -> None:
    """An inventory that was a mistake: all is as if nobody had counted, and may be counted anew.

    `counted_before`: of each level that was counted, the day it had been counted on. Refused once
    a difference it wrote was built upon: that article moved since, or its stock was counted again.
    """
    count = act.session.get(StockCount, count_id)
    if count is None:
        return
    if act.session.scalars(_counted_after(count)).first():
        raise CountedSinceError(count.store)
    moved = []
    for movement in list_standing(act, count_id):
        level = _load(act, movement.level_id)
        if level.quantity != movement.balance:
            moved.append(act.session.get_one(Article, level.article_id).label)
    if moved:
        raise MovedSinceError(moved)
    give_back_fact(act, count_id)
    for key, day in counted_before.items():
        act.session.get_one(StockLevel, key).counted_on = day
    act.session.delete(count)


def _counted_after(count: StockCount) -> Select[UUID]:
    later = or_(StockCount.at > count.at, and_(StockCount.at == count.at, StockCount.id > count.id))
    return select(StockCount.id).where(StockCount.store == count.store, later)


def _columns(draft: LevelDraft) -> dict[str, Any]:
    names = ("threshold", "place", "supplier", "supplier_reference")
    return {name: getattr(draft, name) for name in names}


def _load(act: Act, level_id: UUID) -> StockLevel:
    """As it stands now, and nobody else moves it before this act ends."""
    level = act.session.get(StockLevel, level_id, with_for_update=True, populate_existing=True)
    if level is None:
        raise GoneLevelError
    return level


def _refuse_short(act: Act, level: StockLevel, wanted: Decimal) -> None:
    if wanted > level.quantity:
        article = act.session.get_one(Article, level.article_id)
        refusal: DeskError = ShortStockError(
            article.label, level.quantity, article.unit, level.store
        )
        raise Problems([("quantity", refusal)])


def _write(
    act: Act,
    key: UUID,
    level: StockLevel,
    quantity: Decimal,
    reason: MovementReason,
    draft: MoveDraft,
    unit_cost: Decimal | None = None,
    fact_id: UUID | None = None,
) -> None:
    made = move(
        act,
        level,
        quantity,
        reason,
        unit_cost=unit_cost,
        day=draft.day,
        note=draft.note.strip(),
        fact_id=fact_id,
    )
    made.id = key

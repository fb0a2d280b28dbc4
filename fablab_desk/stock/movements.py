"""How any room draws from the stock, or gives back what it drew, in its own act."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import aliased

from fablab_desk.catalogue.models import Article
from fablab_desk.keys import new_key
from fablab_desk.staff.act import Act
from fablab_desk.stock.errors import ShortStockError
from fablab_desk.stock.kinds import MovementReason, Store
from fablab_desk.stock.models import StockLevel, StockMovement


def find_level(act: Act, article_id: UUID, store: Store) -> StockLevel | None:
    """Of an article that is kept there, as it stands now; nobody else moves it before the end."""
    wanted = select(StockLevel).where(
        StockLevel.article_id == article_id,
        StockLevel.store == store,
        StockLevel.archived_on.is_(None),
    )
    found = wanted.with_for_update().execution_options(populate_existing=True)
    return act.session.scalars(found).one_or_none()


def draw(
    act: Act,
    *,
    article_id: UUID,
    store: Store,
    quantity: Decimal,
    reason: MovementReason,
    fact_id: UUID,
    day: date | None = None,
    note: str = "",
) -> StockMovement | None:
    """None: the article is not kept there. ShortStockError where less is there than is wanted."""
    level = find_level(act, article_id, store)
    if level is None:
        return None
    if quantity > level.quantity:
        article = act.session.get_one(Article, article_id)
        raise ShortStockError(article.label, level.quantity, article.unit, store)
    return move(act, level, -quantity, reason, fact_id=fact_id, day=day, note=note)


def give_back_fact(act: Act, fact_id: UUID, note: str = "") -> None:
    """The fact was withdrawn or corrected: the opposite of each movement it made and still has."""
    for movement in list_standing(act, fact_id):
        take_back(act, movement, note)


def list_standing(act: Act, fact_id: UUID) -> Sequence[StockMovement]:
    """The movements of a fact that were not taken back, the oldest first."""
    back = aliased(StockMovement)
    wanted = (
        select(StockMovement)
        .outerjoin(back, back.corrects_id == StockMovement.id)
        .where(
            StockMovement.fact_id == fact_id,
            StockMovement.corrects_id.is_(None),
            back.id.is_(None),
        )
    )
    return act.session.scalars(wanted.order_by(StockMovement.id)).all()


def take_back(act: Act, movement: StockMovement, note: str = "") -> StockMovement:
    """The opposite of a movement, at its own cost."""
    level = act.session.get_one(
        StockLevel, movement.level_id, with_for_update=True, populate_existing=True
    )
    if level.quantity < movement.quantity:
        article = act.session.get_one(Article, level.article_id)
        raise ShortStockError(article.label, level.quantity, article.unit, level.store)
    return move(
        act,
        level,
        -movement.quantity,
        MovementReason.RETURN,
        unit_cost=movement.unit_cost,
        fact_id=movement.fact_id,
        corrects_id=movement.id,
        day=movement.day,
        note=note,
    )


def move(
    act: Act,
    level: StockLevel,
    quantity: Decimal,
    reason: MovementReason,
    *,
    unit_cost: Decimal | None = None,
    fact_id: UUID | None = None,
    corrects_id: UUID | None = None,
    day: date | None = None,
    note: str = "",
) -> StockMovement:
    """Write one movement and what is there after it; the mean cost, unless another is said."""
    cost = level.unit_cost if unit_cost is None else unit_cost
    level.move(quantity, unit_cost)
    movement = StockMovement(
        id=new_key(),
        level_id=level.id,
        at=act.now,
        day=day or act.day,
        quantity=quantity,
        balance=level.quantity,
        reason=reason,
        unit_cost=cost,
        account_id=act.actor.id,
        fact_id=fact_id,
        corrects_id=corrects_id,
        note=note,
    )
    act.session.add(movement)
    return movement

"""Whether the logbooks, what they took, counted and drew still agree with one another."""

from collections.abc import Iterator

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from fablab_desk.catalogue.models import Article
from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark
from fablab_desk.logbook.kinds import UseState
from fablab_desk.logbook.models import Use
from fablab_desk.machines.models import Machine, UseDay
from fablab_desk.occupancy.kinds import TakenBy
from fablab_desk.occupancy.models import Occupancy
from fablab_desk.stock.models import StockLevel, StockMovement

MOST = 20  # of each kind are named
STANDING = or_(Use.state == UseState.OVER, Use.state == UseState.RUNNING)


class LostTimeError(DeskError):
    def __init__(self, machine: str) -> None:
        super().__init__(
            mark("{machine}: a use and the time it takes do not agree."), machine=machine
        )


class LostHoursError(DeskError):
    def __init__(self, machine: str) -> None:
        super().__init__(
            mark("{machine}: the hours counted are not those of its uses."), machine=machine
        )


class LostStockError(DeskError):
    def __init__(self, article: str) -> None:
        super().__init__(
            mark("{article}: what is in stock is not the sum of its movements."), article=article
        )


def check_logbooks(session: Session) -> list[DeskError]:
    return [*_times(session), *_hours(session), *_stock(session)]


def _times(session: Session) -> Iterator[DeskError]:
    """Every use that stands takes its machine, from and to the same instants; no other does."""
    wanted = (
        select(Machine.name)
        .select_from(Use)
        .join(Machine, Machine.id == Use.machine_id)
        .outerjoin(Occupancy, Occupancy.fact_id == Use.id)
        .where(
            STANDING,
            or_(
                Occupancy.id.is_(None),
                Occupancy.resource_id != Use.machine_id,
                Occupancy.starts_at != Use.starts_at,
                func.coalesce(Occupancy.ends_at, Use.starts_at)
                != func.coalesce(Use.ends_at, Use.starts_at),
            ),
        )
        .limit(MOST)
    )
    yield from (LostTimeError(name) for name in session.scalars(wanted))
    stray = (
        select(Machine.name)
        .select_from(Occupancy)
        .join(Machine, Machine.id == Occupancy.resource_id)
        .outerjoin(Use, Use.id == Occupancy.fact_id)
        .where(
            Occupancy.taken_by == TakenBy.USE,
            or_(
                Use.id.is_(None),
                Use.state == UseState.REPLACED,
                Use.state == UseState.WITHDRAWN,
            ),
        )
        .limit(MOST)
    )
    yield from (LostTimeError(name) for name in session.scalars(stray))


def _hours(session: Session) -> Iterator[DeskError]:
    """Each use that is over has its days, and what does not stand has none."""
    counted = (
        select(Use.machine_id, func.count(func.distinct(Use.id)).label("uses"))
        .where(Use.state == UseState.OVER)
        .group_by(Use.machine_id)
        .subquery()
    )
    firsts = (
        select(UseDay.machine_id, func.count().label("uses"))
        .where(UseDay.first)
        .group_by(UseDay.machine_id)
        .subquery()
    )
    wanted = (
        select(Machine.name)
        .outerjoin(counted, counted.c.machine_id == Machine.id)
        .outerjoin(firsts, firsts.c.machine_id == Machine.id)
        .where(func.coalesce(counted.c.uses, 0) != func.coalesce(firsts.c.uses, 0))
        .limit(MOST)
    )
    yield from (LostHoursError(name) for name in session.scalars(wanted))


def _stock(session: Session) -> Iterator[DeskError]:
    moved = (
        select(StockMovement.level_id, func.sum(StockMovement.quantity).label("sum"))
        .group_by(StockMovement.level_id)
        .subquery()
    )
    wanted = (
        select(Article.label, StockLevel.quantity, moved.c.sum)
        .join(StockLevel, StockLevel.article_id == Article.id)
        .outerjoin(moved, moved.c.level_id == StockLevel.id)
    )
    for label, quantity, total in session.execute(wanted):
        if quantity != (total or 0):
            yield LostStockError(label)

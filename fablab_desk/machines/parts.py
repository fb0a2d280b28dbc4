"""Parts that a repair or a maintenance draws from the lab's stock."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from uuid import UUID

from fablab_desk.errors import DeskError, gathered, refuse
from fablab_desk.lab.bounds import outsized
from fablab_desk.machines.upkeep_drafts import PartDraft
from fablab_desk.staff.act import Act
from fablab_desk.stock.errors import NoQuantityError
from fablab_desk.stock.kinds import MovementReason, Store
from fablab_desk.stock.models import StockLevel
from fablab_desk.stock.movements import draw, list_standing


def draw_parts(act: Act, fact_id: UUID, parts: Sequence[PartDraft], day: date) -> None:
    """All of them or none; a problem's field is “parts.1” for the second."""
    found: list[tuple[str, DeskError]] = []
    for place, part in enumerate(parts):
        gathered(found, f"parts.{place}", partial(_draw, act, fact_id, part, day))
    refuse(found)


def drawn_parts(act: Act, fact_id: UUID) -> tuple[PartDraft, ...]:
    """Those that it has and were not taken back: to be drawn again."""
    found = []
    for movement in list_standing(act, fact_id):
        level = act.session.get_one(StockLevel, movement.level_id)
        found.append(PartDraft(article_id=level.article_id, quantity=-movement.quantity))
    return tuple(found)


def _draw(act: Act, fact_id: UUID, part: PartDraft, day: date) -> None:
    refuse(outsized("quantity", part.quantity))
    if part.quantity <= 0:
        raise NoQuantityError
    draw(
        act,
        article_id=part.article_id,
        store=Store.LAB,
        quantity=part.quantity,
        reason=MovementReason.UPKEEP,
        fact_id=fact_id,
        day=day,
    )

"""What stands in the way of a machine now."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select

from fablab_desk.machines.upkeep_models import Stop
from fablab_desk.staff.act import Act


@dataclass(frozen=True, slots=True)
class Resumed:
    """`left`: what still stops it; `planned`: the end that the stop had, for it to go on."""

    left: tuple[str, ...]
    planned: datetime | None


def open_stops(act: Act, machine_id: UUID) -> tuple[str, ...]:
    """What still stops a machine, in the words that were said of it."""
    wanted = select(Stop.text).where(
        Stop.machine_id == machine_id,
        ~Stop.withdrawn,
        Stop.starts_at <= act.now,
        or_(Stop.ends_at.is_(None), Stop.ends_at > act.now),
    )
    return tuple(act.session.scalars(wanted.order_by(Stop.starts_at, Stop.id)))

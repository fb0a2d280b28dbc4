"""When one person was here: the days she came, and those on which she kept the lab open."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.agenda.kinds import ArrivalRole
from fablab_desk.agenda.models import Arrival, OnDuty, Permanence

NO_TIME = timedelta()


@dataclass(frozen=True, slots=True)
class Presence:
    """A visit, of which only the hour of arrival is known, or a permanence from end to end."""

    day: date
    begins_at: datetime | None  # None: typed from paper
    ends_at: datetime | None = None
    role: ArrivalRole | None = None  # None: on duty

    @property
    def lasted(self) -> timedelta:
        return self.ends_at - self.begins_at if self.begins_at and self.ends_at else NO_TIME


def presences_of(session: Session, person_id: UUID, first: date, last: date) -> list[Presence]:
    """Both days included, in their order; a permanence that still runs has no end yet."""
    came = select(Arrival.day, Arrival.at, Arrival.role).where(
        Arrival.person_id == person_id, Arrival.counted_on.between(first, last)
    )
    kept = (
        select(Permanence.day, Permanence.opened_at, Permanence.closed_at)
        .join(OnDuty, OnDuty.permanence_id == Permanence.id)
        .where(OnDuty.person_id == person_id, Permanence.day.between(first, last))
    )
    found = [Presence(day, at, role=role) for day, at, role in session.execute(came)]
    found += [Presence(*row) for row in session.execute(kept)]
    return sorted(found, key=lambda one: (one.day, one.role is None, str(one.begins_at)))

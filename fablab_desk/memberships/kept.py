"""What a party's record keeps of its statutory memberships, for lists at a key's pace."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from fablab_desk.memberships.known import Known
from fablab_desk.memberships.periods import Period, kept_run
from fablab_desk.people.records import keep_run


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The run as in `KeptRun`; since when one waits for the board; the newest one's category."""

    first: date | None
    last: date | None
    earlier: date | None
    waiting: date | None
    category: UUID | None


def kept_of(known: Iterable[Known], day: date) -> Kept:
    counted = [one for one in known if one.statutory]
    run = kept_run(held_periods(counted), day)
    newest = max(counted, key=lambda one: one.period.starts_on, default=None)
    return Kept(
        first=run.first,
        last=run.last,
        earlier=run.earlier,
        waiting=min((one.entered_on for one in counted if one.waits), default=None),
        category=newest.category_id if newest else None,
    )


def held_periods(known: Iterable[Known]) -> list[Period]:
    """When somebody is a member: the days recorded, where the board had to accept from then on."""
    return [held for one in known if one.statutory and (held := one.held)]


def keep_memberships(session: Session, party_id: UUID, known: Iterable[Known], day: date) -> None:
    kept = kept_of(known, day)
    keep_run(
        session,
        party_id,
        kept.first,
        kept.last,
        kept.earlier,
        waiting=kept.waiting,
        category=kept.category,
    )

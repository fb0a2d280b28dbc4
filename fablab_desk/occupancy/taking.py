"""Taking a machine, a space or a person's time: the base has the last word, both desks are told."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark
from fablab_desk.keys import new_key
from fablab_desk.occupancy.kinds import ResourceKind, TakenBy
from fablab_desk.occupancy.models import Occupancy
from fablab_desk.staff.act import Act


@dataclass(frozen=True, slots=True)
class Taken:
    """By which record, half-open; no end: it still runs."""

    fact_id: UUID
    taken_by: TakenBy
    starts_at: datetime
    ends_at: datetime | None


class TakenError(DeskError):
    """Something else has it then. Who asked words it with names; `taken` says by what."""

    def __init__(self, taken: Taken | None = None) -> None:
        super().__init__(mark("It was just taken by somebody else. Look again."))
        self.taken = taken


def find_taken(
    session: Session,
    resource_id: UUID,
    starts_at: datetime,
    ends_at: datetime | None,
    *,
    but: UUID | None = None,
) -> Taken | None:
    """The first record that overlaps, `a.start < b.end and b.start < a.end`; `but`: not this one.

    What is there never overlaps, so whatever reaches into it is the last that began before.
    """
    wanted = select(Occupancy).where(Occupancy.resource_id == resource_id)
    if but:
        wanted = wanted.where(Occupancy.fact_id != but)
    if ends_at is not None:
        wanted = wanted.where(Occupancy.starts_at < ends_at)
    reaching = or_(Occupancy.ends_at.is_(None), Occupancy.ends_at > starts_at)
    last = session.scalars(wanted.order_by(Occupancy.starts_at.desc()).limit(1)).first()
    if last is None or not (last.ends_at is None or last.ends_at > starts_at):
        return None
    first = session.scalars(
        wanted.where(reaching, Occupancy.starts_at <= last.starts_at)
        .order_by(Occupancy.starts_at)
        .limit(1)
    ).one()
    return Taken(first.fact_id, first.taken_by, first.starts_at, first.ends_at)


def take(
    act: Act,
    *,
    resource_id: UUID,
    kind: ResourceKind,
    fact_id: UUID,
    taken_by: TakenBy,
    starts_at: datetime,
    ends_at: datetime | None,
) -> Occupancy:
    """Written at once, in the fact's own act; TakenError where something else has it."""
    if taken := find_taken(act.session, resource_id, starts_at, ends_at):
        raise TakenError(taken)
    made = Occupancy(
        id=new_key(),
        resource_id=resource_id,
        resource_kind=kind,
        fact_id=fact_id,
        taken_by=taken_by,
        starts_at=starts_at,
        ends_at=ends_at,
        open_resource_id=None if ends_at else resource_id,
    )
    act.session.add(made)
    _flush(act)
    return made


def give_back(act: Act, fact_id: UUID, ends_at: datetime) -> None:
    """What ran ends: another may have it from that instant on."""
    for one in _of(act, fact_id):
        if one.ends_at is None:
            one.ends_at, one.open_resource_id = ends_at, None
    _flush(act)


def take_again(act: Act, fact_id: UUID) -> None:
    """It goes on as if it had not ended; TakenError where something else has it meanwhile."""
    for one in _of(act, fact_id):
        if taken := find_taken(act.session, one.resource_id, one.starts_at, None, but=fact_id):
            raise TakenError(taken)
        one.ends_at, one.open_resource_id = None, one.resource_id
    _flush(act)


def let_go(act: Act, fact_id: UUID) -> None:
    """There was nothing: the fact was withdrawn, or a correction stands for it."""
    for one in _of(act, fact_id):
        act.session.delete(one)
    _flush(act)


def _of(act: Act, fact_id: UUID) -> list[Occupancy]:
    return list(act.session.scalars(select(Occupancy).where(Occupancy.fact_id == fact_id)))


def _flush(act: Act) -> None:
    """A desk beside this one may have been faster, after it was looked for: the base tells."""
    try:
        act.session.flush()
    except DatabaseError as refusal:
        if "occupied" in str(refusal.orig) or "open_resource_id" in str(refusal.orig):
            raise TakenError from refusal
        raise

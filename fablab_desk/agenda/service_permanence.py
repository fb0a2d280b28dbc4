"""Opening the lab to its public, and closing it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from fablab_desk.agenda.errors import (
    BackwardsHoursError,
    ComingHourError,
    ForgottenPermanenceError,
    NobodySuchError,
    OpenPermanenceError,
    StillOpenError,
    UnknownPermanenceError,
)
from fablab_desk.agenda.models import OnDuty, Permanence
from fablab_desk.errors import DeskError, Problems, refuse
from fablab_desk.lab.kinds import LockKind
from fablab_desk.people.models import Person
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.models import Account
from fablab_desk.staff.queries import stale
from fablab_desk.staff.rights import Right


@dataclass(frozen=True, slots=True, kw_only=True)
class PermanenceDraft:
    """Who is on duty, what there is to say of the day, and the lab's hours. None: as they are."""

    on_duty: frozenset[UUID] = frozenset()
    remark: str = ""
    opens: time | None = None
    closes: time | None = None


@needs(Right.OPEN_DESK, inverse="agenda.close_permanence")
def open_permanence(act: Act, permanence_id: UUID, on_duty: Collection[UUID] = ()) -> None:
    """The lab opens, today and now; once more on a day is a permanence of its own."""
    if act.session.get(Permanence, permanence_id) is not None:
        return
    _refuse_open(act)
    act.session.add(
        Permanence(id=permanence_id, day=act.day, opened_at=act.now, opened_by=act.actor.id)
    )
    act.session.flush()
    _put_on_duty(act, permanence_id, on_duty)


@needs(Right.OPEN_DESK, inverse="agenda.reopen_permanence")
def close_permanence(act: Act, permanence_id: UUID, remark: str | None = None) -> None:
    """The lab closes; one that was forgotten can be closed on a later day. None: as remarked."""
    permanence = _load(act, permanence_id)
    if permanence.closed_at is not None:
        return
    permanence.close(act.now, act.actor.id)
    if remark is not None:
        permanence.remark = remark.strip()


@needs(Right.OPEN_DESK, inverse="agenda.close_permanence")
def reopen_permanence(act: Act, permanence_id: UUID) -> None:
    """It was closed by mistake, and goes on as if it had not been; not in a closed period."""
    permanence = _load(act, permanence_id)
    if permanence.closed_at is None:
        return
    act.refuse_if_locked(LockKind.ARRIVALS, permanence.day)
    _refuse_open(act)
    permanence.reopen()


@needs(Right.OPEN_DESK, inverse="agenda.correct_permanence")
def correct_permanence(act: Act, permanence_id: UUID, draft: PermanenceDraft, seen: int) -> int:
    """The hours, who was on duty and the remark, of a closed one too; the version it has then.

    `seen` is the version of the form.
    """
    permanence = _load(act, permanence_id)
    there = frozenset(
        act.session.scalars(select(OnDuty.person_id).where(OnDuty.permanence_id == permanence_id))
    )
    opened_at, closed_at = _hours(act, permanence, draft)
    corrected = (draft.on_duty, draft.remark.strip(), opened_at, closed_at)
    if corrected == (there, permanence.remark, permanence.opened_at, permanence.closed_at):
        return permanence.version
    act.refuse_if_locked(LockKind.ARRIVALS, permanence.day)  # attested hours read it
    if permanence.version != seen:
        raise stale(act.session, str(permanence.day), permanence_id)
    permanence.remark = draft.remark.strip()
    permanence.opened_at, permanence.closed_at = opened_at, closed_at
    flag_modified(permanence, "remark")  # who is on duty is part of what the form saw
    gone = [key for key in there if key not in draft.on_duty]
    for one in act.session.scalars(
        select(OnDuty).where(OnDuty.permanence_id == permanence_id, OnDuty.person_id.in_(gone))
    ):
        act.session.delete(one)
    _put_on_duty(act, permanence_id, draft.on_duty - there)
    act.session.flush()
    return permanence.version


def _hours(
    act: Act, permanence: Permanence, draft: PermanenceDraft
) -> tuple[datetime, datetime | None]:
    """An hour before the end of the working day belongs to the night after it."""

    def instant(hour: time) -> datetime:
        night = timedelta(days=hour < act.day_ends_at)
        return datetime.combine(permanence.day + night, hour, act.zone).astimezone(UTC)

    opened_at = instant(draft.opens) if draft.opens else permanence.opened_at
    closed_at = instant(draft.closes) if draft.closes else permanence.closed_at
    found: list[tuple[str, DeskError]] = []
    if opened_at > act.now:
        found.append(("opens", ComingHourError()))
    if draft.closes and permanence.closed_at is None:
        found.append(("closes", StillOpenError()))
    elif closed_at and closed_at > act.now:
        found.append(("closes", ComingHourError()))
    elif closed_at and closed_at < opened_at:
        found.append(("closes", BackwardsHoursError()))
    refuse(found)
    return opened_at, closed_at


def _load(act: Act, permanence_id: UUID) -> Permanence:
    found = act.session.get(Permanence, permanence_id)
    if found is None:
        raise UnknownPermanenceError
    return found


def _refuse_open(act: Act) -> None:
    wanted = (
        select(Permanence.day, Permanence.opened_at, Account.name)
        .join(Account, Account.id == Permanence.opened_by)
        .where(Permanence.running == 1)
    )
    found = act.session.execute(wanted).one_or_none()
    if found is None:
        return
    day, at, account = found
    if day < act.day:
        raise ForgottenPermanenceError(day)
    raise OpenPermanenceError(account, at.astimezone(act.zone))


def _put_on_duty(act: Act, permanence_id: UUID, person_ids: Collection[UUID]) -> None:
    wanted = select(Person.id).where(Person.id.in_(list(person_ids)), Person.archived_on.is_(None))
    known = set(act.session.scalars(wanted))
    if known != set(person_ids):
        raise Problems([("on_duty", NobodySuchError())])
    act.session.add_all(OnDuty(permanence_id=permanence_id, person_id=key) for key in sorted(known))
    act.about(*known)

"""Who comes through the door: named, counted or in a group, on the day or typed later."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from uuid import UUID

from sqlalchemy import select

from fablab_desk.agenda.drafts import ArrivalDraft, Draft, Found, GroupDraft, HeadCountDraft
from fablab_desk.agenda.errors import AlreadyThereError, GoneArrivalError
from fablab_desk.agenda.kinds import ArrivalRole
from fablab_desk.agenda.models import Arrival
from fablab_desk.agenda.recording import CheckedIn, find_counted, write_lines
from fablab_desk.errors import gathered, refuse
from fablab_desk.lab.kinds import LockKind
from fablab_desk.people.models import Party
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.rights import Right


@needs(Right.CHECK_IN, inverse="agenda.withdraw_arrivals")
def check_in(
    act: Act,
    arrival_id: UUID,
    person_id: UUID,
    role: ArrivalRole = ArrivalRole.PUBLIC,
    day: date | None = None,
) -> CheckedIn:
    """A person has come, today or on the day said; once a day, and the second time is told."""
    line = arrival_id, ArrivalDraft(person_id=person_id, role=role)
    return write_lines(act, [line], day or act.day, alone=True)[0]


@needs(Right.CHECK_IN, inverse="agenda.withdraw_arrivals")
def count_heads(
    act: Act, arrival_id: UUID, draft: HeadCountDraft, day: date | None = None
) -> CheckedIn:
    """People have come who are not asked their names."""
    return write_lines(act, [(arrival_id, draft)], day or act.day, alone=True)[0]


@needs(Right.CHECK_IN, inverse="agenda.withdraw_arrivals")
def check_in_group(
    act: Act, arrival_id: UUID, draft: GroupDraft, day: date | None = None
) -> CheckedIn:
    """A class or another group has come."""
    return write_lines(act, [(arrival_id, draft)], day or act.day, alone=True)[0]


@needs(Right.CHECK_IN, inverse="agenda.withdraw_arrivals")
def check_in_many(
    act: Act, lines: Sequence[tuple[UUID, Draft]], day: date | None = None
) -> list[CheckedIn]:
    """A paper list in one act, each line under its own key; all problems are told at once."""
    return write_lines(act, lines, day or act.day)


@needs(Right.CHECK_IN, inverse="agenda.withdraw_arrivals")
def check_in_days(act: Act, lines: Sequence[tuple[UUID, date, Draft]]) -> list[CheckedIn]:
    """The same public on several days, with a count for each, in one act.

    A problem's field is “2026-03-02.pupils” for that day; all of them are told at once.
    """
    found: Found = []
    told: list[CheckedIn] = []
    for key, day, draft in lines:
        own: Found = []
        written = gathered(own, "day", partial(write_lines, act, [(key, draft)], day, alone=True))
        told += written or ()
        found += [(f"{day}.{name}", problem) for name, problem in own]
    refuse(found)
    return told


@needs(Right.CHECK_IN, inverse="agenda.restore_arrivals")
def withdraw_arrivals(act: Act, arrival_ids: Sequence[UUID]) -> None:
    """They were entered by mistake: kept, and counted on no day."""
    for arrival in _load(act, arrival_ids):
        if arrival.counted_on is not None:
            act.refuse_if_locked(LockKind.ARRIVALS, arrival.day)
            arrival.withdraw()
            _name(act, arrival)


@needs(Right.CHECK_IN, inverse="agenda.withdraw_arrivals")
def restore_arrivals(act: Act, arrival_ids: Sequence[UUID]) -> None:
    """They count again; whoever was checked in anew meanwhile is refused."""
    for arrival in _load(act, arrival_ids):
        if arrival.counted_on is not None:
            continue
        act.refuse_if_locked(LockKind.ARRIVALS, arrival.day)
        if arrival.person_id and find_counted(act.session, arrival.person_id, arrival.day):
            name = act.session.get_one(Party, arrival.person_id).name
            raise AlreadyThereError(name, arrival.day)
        arrival.restore()
        _name(act, arrival)


def _load(act: Act, arrival_ids: Sequence[UUID]) -> list[Arrival]:
    wanted = select(Arrival).where(Arrival.id.in_(arrival_ids)).order_by(Arrival.id)
    found = list(act.session.scalars(wanted))
    if len(found) != len(set(arrival_ids)):
        raise GoneArrivalError
    return found


def _name(act: Act, arrival: Arrival) -> None:
    act.about(*(key for key in (arrival.person_id, arrival.organisation_id) if key))

"""Whoever is trained has come that day: the visit that a presence writes, and takes away again."""

from datetime import date
from uuid import UUID, uuid5

from sqlalchemy import select

from fablab_desk.agenda.drafts import ArrivalDraft
from fablab_desk.agenda.models import Arrival
from fablab_desk.agenda.recording import find_counted, write_lines
from fablab_desk.lab.kinds import LockKind
from fablab_desk.lab.locks import locked_through
from fablab_desk.machines.models import UseDay
from fablab_desk.staff.act import Act
from fablab_desk.trainings.kinds import Presence
from fablab_desk.trainings.models import Enrolment, HalfDay, HalfDayPresence


def follow_presence(act: Act, enrolment: Enrolment, day: date) -> None:
    """They are counted that day where they were present, and by this no more where they were not.

    Nothing is touched in a period whose figures are closed.
    """
    through = locked_through(act.session, LockKind.ARRIVALS)
    if day > act.day or (through is not None and day <= through):
        return
    key = uuid5(enrolment.id, f"visit {day}")
    written = act.session.get(Arrival, key)
    if not was_present(act, enrolment.person_id, day):
        if written and written.counted_on and not _has_worked(act, enrolment.person_id, day):
            written.withdraw()
    elif not find_counted(act.session, enrolment.person_id, day):
        if written is not None:
            written.restore()
        else:
            line = key, ArrivalDraft(person_id=enrolment.person_id)
            write_lines(act, [line], day, alone=True)


def present_on(act: Act, session_id: UUID) -> set[tuple[UUID, date]]:
    """Enrolments of a session with the days on which they were present."""
    wanted = (
        select(HalfDayPresence.enrolment_id, HalfDay.day)
        .join(HalfDay, HalfDay.id == HalfDayPresence.half_day_id)
        .where(HalfDay.session_id == session_id, HalfDayPresence.presence == Presence.PRESENT)
    )
    return {(key, day) for key, day in act.session.execute(wanted)}


def was_present(act: Act, person_id: UUID, day: date) -> bool:
    """In this session or another one."""
    wanted = (
        select(HalfDay.id)
        .join(HalfDayPresence, HalfDayPresence.half_day_id == HalfDay.id)
        .join(Enrolment, Enrolment.id == HalfDayPresence.enrolment_id)
        .where(
            Enrolment.person_id == person_id,
            HalfDay.day == day,
            HalfDayPresence.presence == Presence.PRESENT,
        )
    )
    return act.session.scalars(wanted.limit(1)).first() is not None


def _has_worked(act: Act, person_id: UUID, day: date) -> bool:
    wanted = select(UseDay.machine_id).where(UseDay.operator_id == person_id, UseDay.day == day)
    return act.session.scalars(wanted.limit(1)).first() is not None

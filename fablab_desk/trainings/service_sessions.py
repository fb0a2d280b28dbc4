"""Sessions of courses: planned, corrected, cancelled."""

from dataclasses import asdict
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm.attributes import flag_modified

from fablab_desk.clock import local_day
from fablab_desk.errors import Problems, gathered, refuse
from fablab_desk.lab.bounds import EarlyDayError
from fablab_desk.lab.kinds import FIRST_DAY, LockKind
from fablab_desk.lab.premises_models import Space
from fablab_desk.machines.models import Machine
from fablab_desk.people.models import Organisation, Person
from fablab_desk.people.records import load_present
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.edits import correct
from fablab_desk.staff.queries import stale
from fablab_desk.staff.rights import Right
from fablab_desk.trainings.drafts import Found, SessionDraft
from fablab_desk.trainings.errors import (
    ArchivedCourseError,
    ClosedSessionError,
    ComingPresenceError,
    OtherCourseError,
    ReasonlessError,
    RetiredTargetError,
    SeatsUnderEnrolledError,
    TrainerTraineeError,
    UnknownTargetError,
)
from fablab_desk.trainings.kinds import SessionState
from fablab_desk.trainings.models import (
    Course,
    CourseTarget,
    Enrolment,
    HalfDay,
    HalfDayPresence,
    SessionTrainer,
    TrainingSession,
)
from fablab_desk.trainings.places import (
    half_days_of,
    leave_places,
    list_enrolled,
    take_places,
    trainers_of,
)
from fablab_desk.trainings.records import (
    draft_of,
    load_course,
    load_planned,
    load_session,
    refuse_trainers,
)
from fablab_desk.trainings.seats import cancel_seat_charge, charge_anew, charge_seat
from fablab_desk.trainings.visits import follow_presence, present_on

TIED = ("half_days", "trainers")


@needs(Right.TRAIN, inverse="trainings.cancel_session")
def plan_session(act: Act, session_id: UUID, draft: SessionDraft) -> None:
    """Its trainers and rooms are taken from then to then; one that is over may be typed later."""
    if act.session.get(TrainingSession, session_id) is not None:
        return
    draft, found = draft.checked()
    course = gathered(found, "course_id", lambda: load_course(act, draft.course_id))
    if course and course.archived_on:
        found.append(("course_id", ArchivedCourseError(course.title)))
    found += _problems(act, draft)
    refuse(found)
    made = TrainingSession(id=session_id, **_columns(act, draft))
    act.session.add(made)
    act.session.flush()
    _tie(act, session_id, draft)
    refuse(take_places(act, session_id))
    act.about(session_id, draft.course_id, *draft.trainers)


@needs(Right.TRAIN, inverse="trainings.correct_session")
def correct_session(act: Act, session_id: UUID, draft: SessionDraft, seen: int) -> None:
    """Half-days that keep their key keep who was present in them."""
    planned = load_planned(act, session_id)
    draft, found = draft.checked()
    course = act.session.get_one(Course, planned.course_id)
    if not found and draft == draft_of(act.session, planned):
        return
    if planned.version != seen:
        raise stale(act.session, course.title, session_id)
    enrolled = list_enrolled(act.session, session_id)
    if len(enrolled) > draft.seats:
        found.append(("seats", SeatsUnderEnrolledError(len(enrolled))))
    trainees = {one.person_id for one in enrolled}
    for trainer in draft.trainers:
        if trainer in trainees:
            name = act.session.get_one(Person, trainer).name
            found.append(("trainers", TrainerTraineeError(name)))
    for half in half_days_of(act.session, session_id):
        gathered(found, "half_days", partial(_heed_lock, act, half.day))
    if draft.course_id != planned.course_id:
        found.append(("course_id", OtherCourseError(course.title)))
    found += _problems(act, draft)
    refuse(found)
    was, there = (planned.begins_on, planned.payer_id), present_on(act, session_id)
    correct(act, planned, course.title, _columns(act, draft), seen)
    flag_modified(planned, "seats")  # its half-days are a part of it: another version, one only
    _tie(act, session_id, draft)
    refuse(take_places(act, session_id))
    _move_visits(act, session_id, there)
    if was != (planned.begins_on, planned.payer_id):
        for enrolment in enrolled:
            charge_anew(act, enrolment, planned, course)
    act.about(session_id, *draft.trainers)


@needs(Right.TRAIN, inverse="trainings.plan_again")
def cancel_session(act: Act, session_id: UUID, reason: str) -> None:
    """It does not take place: nobody owes anything for it, and everybody's time is free."""
    planned = load_session(act, session_id)
    if planned.state is SessionState.CANCELLED:
        return
    if planned.state is SessionState.CLOSED:
        raise ClosedSessionError
    if not reason.strip():
        raise Problems([("reason", ReasonlessError())])
    _heed_lock(act, planned.begins_on)
    leave_places(act, session_id)
    for enrolment in list_enrolled(act.session, session_id):
        cancel_seat_charge(act, enrolment, reason.strip())
        act.about(enrolment.person_id)
    planned.state, planned.closed_reason = SessionState.CANCELLED, reason.strip()
    act.about(session_id)


@needs(Right.TRAIN, inverse="trainings.cancel_session")
def plan_again(act: Act, session_id: UUID) -> None:
    """It takes place after all, unless somebody is taken meanwhile."""
    planned = load_session(act, session_id)
    if planned.state is not SessionState.CANCELLED:
        return
    _heed_lock(act, planned.begins_on)
    planned.state, planned.closed_reason = SessionState.PLANNED, ""
    act.session.flush()
    refuse(take_places(act, session_id))
    course = act.session.get_one(Course, planned.course_id)
    for enrolment in list_enrolled(act.session, session_id):
        charge_seat(act, enrolment, planned, course)
        act.about(enrolment.person_id)
    act.about(session_id)


def _problems(act: Act, draft: SessionDraft) -> Found:
    found: Found = []
    names: dict[UUID, str] = {}
    for key in draft.trainers:
        person = gathered(found, "trainers", partial(load_present, act.session, Person, key))
        if person:
            names[key] = person.name
    for name, body in (("host_id", draft.host_id), ("payer_id", draft.payer_id)):
        if body:
            gathered(found, name, partial(load_present, act.session, Organisation, body))
    for place, half in enumerate(draft.half_days):
        field, day = f"half_days.{place}", local_day(half.starts_at, act.zone, act.day_ends_at)
        if day < FIRST_DAY:
            found.append((field, EarlyDayError(day)))
        gathered(found, field, partial(_heed_lock, act, day))
        if half.space_id and act.session.get(Space, half.space_id) is None:
            found.append((field, UnknownTargetError()))
    if draft.half_days:
        day = local_day(draft.half_days[0].starts_at, act.zone, act.day_ends_at)
        found += refuse_trainers(act, draft.course_id, names, day)
        found += _retired(act, draft.course_id, day)
    return found


def _retired(act: Act, course_id: UUID, day: date) -> Found:
    wanted = (
        select(Machine.name, Machine.retired_on)
        .join(CourseTarget, CourseTarget.machine_id == Machine.id)
        .where(CourseTarget.course_id == course_id, Machine.retired_on <= day)
    )
    return [
        ("course_id", RetiredTargetError(name, retired_on))
        for name, retired_on in act.session.execute(wanted)
        if retired_on
    ]


def _heed_lock(act: Act, day: date) -> None:
    act.refuse_if_locked(LockKind.TRAININGS, day)


def _columns(act: Act, draft: SessionDraft) -> dict[str, Any]:
    days = [local_day(one.starts_at, act.zone, act.day_ends_at) for one in draft.half_days]
    said = {name: value for name, value in asdict(draft).items() if name not in TIED}
    return {**said, "begins_on": days[0], "ends_on": days[-1]}


def _move_visits(act: Act, session_id: UUID, before: set[tuple[UUID, date]]) -> None:
    """Whoever was present in a half-day that moved has come on its new day."""
    after = present_on(act, session_id)
    if coming := sorted(day for _, day in after if day > act.day):
        raise Problems([("half_days", ComingPresenceError(coming[0]))])
    for key, day in before ^ after:
        follow_presence(act, act.session.get_one(Enrolment, key), day)


def _tie(act: Act, session_id: UUID, draft: SessionDraft) -> None:
    known = {one.id: one for one in half_days_of(act.session, session_id)}
    for gone in known.keys() - {one.key for one in draft.half_days}:
        of_it = HalfDayPresence.half_day_id == gone
        act.session.execute(delete(HalfDayPresence).where(of_it))
        act.session.delete(known[gone])
    for one in draft.half_days:
        half = known.get(one.key)
        day = local_day(one.starts_at, act.zone, act.day_ends_at)
        if half is None:
            act.session.add(
                HalfDay(
                    id=one.key,
                    session_id=session_id,
                    day=day,
                    starts_at=one.starts_at,
                    ends_at=one.ends_at,
                    space_id=one.space_id,
                    place=one.place,
                )
            )
        else:
            half.day, half.starts_at, half.ends_at = day, one.starts_at, one.ends_at
            half.space_id, half.place = one.space_id, one.place
    there = {person.id for person in trainers_of(act.session, session_id)}
    for gone in there - set(draft.trainers):
        act.session.delete(act.session.get_one(SessionTrainer, (session_id, gone)))
    for new in set(draft.trainers) - there:
        act.session.add(SessionTrainer(session_id=session_id, person_id=new))
    act.touch(HalfDayPresence)
    act.session.flush()

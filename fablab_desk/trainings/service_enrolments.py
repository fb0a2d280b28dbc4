"""Who is enrolled in a session, who waits for a seat, who was there and how they did."""

from collections.abc import Mapping, Sequence
from functools import partial
from uuid import UUID

from sqlalchemy import select

from fablab_desk.errors import Problems, gathered, refuse
from fablab_desk.lab.kinds import LockKind
from fablab_desk.people.models import Party, Person
from fablab_desk.people.records import load_present
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.queries import stale
from fablab_desk.staff.rights import Right
from fablab_desk.trainings.drafts import AssessmentDraft, EnrolmentDraft, Found
from fablab_desk.trainings.errors import (
    AbsentResultError,
    AgelessTraineeError,
    ComingPresenceError,
    EnrolledTwiceError,
    FullSessionError,
    GoneEnrolmentError,
    NotEnrolledError,
    PrerequisiteError,
    ReasonlessError,
    TrainerTraineeError,
    UnknownCriterionError,
    YoungTraineeError,
)
from fablab_desk.trainings.granting import follow_result
from fablab_desk.trainings.kinds import EnrolmentState, Presence, Result, SessionState
from fablab_desk.trainings.models import (
    Course,
    CourseNeed,
    Enrolment,
    HalfDay,
    HalfDayPresence,
    SessionTrainer,
    TrainingSession,
)
from fablab_desk.trainings.passed import has_passed
from fablab_desk.trainings.places import half_days_of, let_go_of, list_enrolled, take_seat
from fablab_desk.trainings.records import (
    assessment_of,
    load_enrolment,
    load_planned,
    load_session,
    was_there,
)
from fablab_desk.trainings.seats import cancel_seat_charge, charge_seat
from fablab_desk.trainings.visits import follow_presence


@needs(Right.TRAIN, inverse="trainings.withdraw_enrolment")
def enrol(act: Act, enrolment_id: UUID, session_id: UUID, draft: EnrolmentDraft) -> EnrolmentState:
    """In a seat, or on the waiting list where all are taken; what they are on the day is frozen."""
    known = act.session.get(Enrolment, enrolment_id)
    if known is not None:
        return known.state
    planned, draft = load_planned(act, session_id), draft.checked()
    course = act.session.get_one(Course, planned.course_id)
    found: Found = []
    gathered(found, "", partial(act.refuse_if_locked, LockKind.TRAININGS, planned.begins_on))
    person = gathered(
        found, "person_id", partial(load_present, act.session, Person, draft.person_id)
    )
    if draft.payer_id:
        gathered(found, "payer_id", partial(load_present, act.session, Party, draft.payer_id))
    if person:
        found += _who_problems(act, planned, course, person, draft)
    refuse(found)
    assert person
    free = len(list_enrolled(act.session, session_id)) < planned.seats
    free = free and not _waits(act, session_id)  # nobody passes those who wait
    state = EnrolmentState.ENROLLED if free else EnrolmentState.WAITING
    made = Enrolment(id=enrolment_id, session_id=session_id, person_id=person.id, at=act.now)
    made.state = state
    made.profession = draft.profession or person.profession
    made.status, made.funding, made.payer_id = draft.status, draft.funding, draft.payer_id
    made.override_reason = draft.override_reason
    made.audience_id, made.gender = person.audience_id, person.gender
    made.age = person.age_on(planned.begins_on)
    made.commune, made.district = person.commune, person.district
    act.session.add(made)
    act.session.flush()
    if free:
        _seat(act, made, planned, course)
    act.about(person.id, session_id)
    return state


@needs(Right.TRAIN, inverse="trainings.correct_enrolment")
def correct_enrolment(act: Act, enrolment_id: UUID, draft: EnrolmentDraft, seen: int) -> None:
    """What was noted of them; who it is, is another enrolment."""
    enrolment, draft = load_enrolment(act, enrolment_id), draft.checked()
    name = act.session.get_one(Person, enrolment.person_id).name
    said = draft.profession, draft.status, draft.funding, draft.payer_id
    was = enrolment.profession, enrolment.status, enrolment.funding, enrolment.payer_id
    if said == was:
        return
    if enrolment.version != seen:
        raise stale(act.session, name, enrolment_id)
    planned = load_planned(act, enrolment.session_id)
    found: Found = []
    gathered(found, "", partial(act.refuse_if_locked, LockKind.TRAININGS, planned.begins_on))
    if draft.payer_id:
        gathered(found, "payer_id", partial(load_present, act.session, Party, draft.payer_id))
    refuse(found)
    enrolment.profession, enrolment.status = draft.profession, draft.status
    enrolment.funding = draft.funding
    if enrolment.payer_id != draft.payer_id:
        enrolment.payer_id = draft.payer_id
        if enrolment.state is EnrolmentState.ENROLLED:
            course = act.session.get_one(Course, planned.course_id)
            cancel_seat_charge(act, enrolment, draft.override_reason)
            charge_seat(act, enrolment, planned, course)
    act.about(enrolment.person_id, enrolment.session_id)


@needs(Right.TRAIN, inverse="trainings.restore_enrolment")
def withdraw_enrolment(act: Act, enrolment_id: UUID, reason: str = "") -> UUID | None:
    """Their seat is free, and goes to whoever waited longest: the key of that enrolment."""
    enrolment = load_enrolment(act, enrolment_id)
    if enrolment.state is EnrolmentState.WITHDRAWN:
        return None
    planned = load_planned(act, enrolment.session_id)
    act.refuse_if_locked(LockKind.TRAININGS, planned.begins_on)
    had_seat = enrolment.state is EnrolmentState.ENROLLED
    let_go_of(act, enrolment)
    cancel_seat_charge(act, enrolment, reason.strip())
    enrolment.state, enrolment.withdrawn_reason = EnrolmentState.WITHDRAWN, reason.strip()
    act.session.flush()
    act.about(enrolment.person_id, enrolment.session_id)
    return _move_up(act, planned) if had_seat else None


@needs(Right.TRAIN, inverse="trainings.withdraw_enrolment")
def restore_enrolment(act: Act, enrolment_id: UUID) -> None:
    """In their seat again, or waiting, where it went to somebody else."""
    enrolment = load_enrolment(act, enrolment_id)
    if enrolment.state is not EnrolmentState.WITHDRAWN:
        return
    planned = load_planned(act, enrolment.session_id)
    act.refuse_if_locked(LockKind.TRAININGS, planned.begins_on)
    _refuse_twice(act, enrolment)
    enrolment.withdrawn_reason = ""
    if len(list_enrolled(act.session, planned.id)) < planned.seats:
        course = act.session.get_one(Course, planned.course_id)
        enrolment.state = EnrolmentState.ENROLLED
        act.session.flush()
        _seat(act, enrolment, planned, course)
    else:
        enrolment.state = EnrolmentState.WAITING
    act.about(enrolment.person_id, planned.id)


@needs(Right.TRAIN, inverse="trainings.give_seat_back")
def give_seat(act: Act, enrolment_id: UUID) -> None:
    """Whoever waits is enrolled; refused while all seats are taken."""
    enrolment = load_enrolment(act, enrolment_id)
    if enrolment.state is EnrolmentState.ENROLLED:
        return
    planned = load_planned(act, enrolment.session_id)
    act.refuse_if_locked(LockKind.TRAININGS, planned.begins_on)
    if len(list_enrolled(act.session, planned.id)) >= planned.seats:
        raise FullSessionError(planned.seats)
    if enrolment.state is EnrolmentState.WITHDRAWN:
        _refuse_twice(act, enrolment)
    enrolment.state, enrolment.withdrawn_reason = EnrolmentState.ENROLLED, ""
    act.session.flush()
    _seat(act, enrolment, planned, act.session.get_one(Course, planned.course_id))
    act.about(enrolment.person_id, planned.id)


@needs(Right.TRAIN, inverse="trainings.give_seat")
def give_seat_back(act: Act, enrolment_id: UUID) -> None:
    """On the waiting list again; nobody else moves up."""
    enrolment = load_enrolment(act, enrolment_id)
    if enrolment.state is not EnrolmentState.ENROLLED:
        return
    planned = load_planned(act, enrolment.session_id)
    act.refuse_if_locked(LockKind.TRAININGS, planned.begins_on)
    let_go_of(act, enrolment)
    cancel_seat_charge(act, enrolment, "")
    enrolment.state = EnrolmentState.WAITING
    act.about(enrolment.person_id, planned.id)


@needs(Right.TRAIN, inverse="trainings.note_presences")
def note_presences(
    act: Act, session_id: UUID, marks: Mapping[tuple[UUID, UUID], Presence], reason: str = ""
) -> dict[tuple[UUID, UUID], Presence]:
    """Of enrolment and half-day; what stood there before. Once it is closed, with a reason.

    Who is present has come that day.
    """
    planned = _heeded(act, session_id, reason)
    halves = {one.id: one for one in half_days_of(act.session, session_id)}
    enrolled = {one.id: one for one in list_enrolled(act.session, session_id)}
    found: Found = []
    before: dict[tuple[UUID, UUID], Presence] = {}
    there = {key: was_there(act, key) for key in {one for one, _ in marks}}
    for (enrolment_id, half_id), presence in marks.items():
        half, enrolment = halves.get(half_id), enrolled.get(enrolment_id)
        if half is None or enrolment is None:
            raise GoneEnrolmentError
        if half.starts_at > act.now and presence is not Presence.NOT_NOTED:
            found.append((f"{enrolment_id}.{half_id}", ComingPresenceError(half.day)))
            continue
        before[enrolment_id, half_id] = _note(act, enrolment, half, presence)
    refuse(found)
    act.session.flush()
    for key, day in {(key, halves[half].day) for key, half in before}:
        follow_presence(act, enrolled[key], day)
    for key, was in there.items():
        if (now := was_there(act, key)) != was:
            follow_result(act, planned, enrolled[key], reason.strip(), now)
    act.about(session_id, *(enrolled[key].person_id for key, _ in marks))
    return before


@needs(Right.TRAIN, inverse="trainings.assess")
def assess(
    act: Act,
    session_id: UUID,
    results: Sequence[tuple[UUID, AssessmentDraft]],
    reason: str = "",
) -> list[tuple[UUID, AssessmentDraft]]:
    """Result and grades of each; what stood before. Once it is closed, with a reason.

    A result that changes then grants or withdraws what the session certifies.
    """
    planned = _heeded(act, session_id, reason)
    criteria = set(act.session.get_one(Course, planned.course_id).criteria)
    found: Found = []
    before: list[tuple[UUID, AssessmentDraft]] = []
    for key, draft in results:
        enrolment = load_enrolment(act, key)
        name = act.session.get_one(Person, enrolment.person_id).name
        if enrolment.session_id != session_id or enrolment.state is not EnrolmentState.ENROLLED:
            found.append((f"{key}", NotEnrolledError(name)))
            continue
        if set(draft.grades) - criteria - set(enrolment.grades):
            found.append((f"{key}", UnknownCriterionError()))
        if draft.result is not Result.NOT_ASSESSED and not was_there(act, key):
            found.append((f"{key}", AbsentResultError(name)))
            continue
        before.append((key, was := assessment_of(enrolment)))
        enrolment.result, enrolment.remark = draft.result, draft.remark.strip()
        enrolment.grades = {criterion: grade.value for criterion, grade in draft.grades.items()}
        act.about(enrolment.person_id)
        act.session.flush()
        if enrolment.result is not was.result:
            follow_result(act, planned, enrolment, reason.strip())
    refuse(found)
    act.about(session_id)
    return before


def _heeded(act: Act, session_id: UUID, reason: str) -> TrainingSession:
    """A closed one is corrected with a reason; its period is open."""
    held = load_session(act, session_id)
    if held.state is SessionState.CANCELLED:
        load_planned(act, session_id)
    act.refuse_if_locked(LockKind.TRAININGS, held.begins_on)
    if held.state is SessionState.CLOSED and not reason.strip():
        raise Problems([("reason", ReasonlessError())])
    return held


def _who_problems(
    act: Act, planned: TrainingSession, course: Course, person: Person, draft: EnrolmentDraft
) -> Found:
    """What may not be overridden first; age and prerequisites may, with a reason."""
    found: Found = []
    former = select(Enrolment.state).where(
        Enrolment.session_id == planned.id, Enrolment.person_id == person.id
    )
    if set(act.session.scalars(former)) - {EnrolmentState.WITHDRAWN}:
        found.append(("person_id", EnrolledTwiceError(person.name)))
    if act.session.get(SessionTrainer, (planned.id, person.id)):
        found.append(("person_id", TrainerTraineeError(person.name)))
    if draft.override_reason:
        return found
    age = person.age_on(planned.begins_on)
    if course.min_age and age is None:
        found.append(("person_id", AgelessTraineeError(person.name, course.min_age)))
    elif course.min_age and age is not None and age < course.min_age:
        found.append(("person_id", YoungTraineeError(person.name, age, course.min_age)))
    needed = (
        select(Course)
        .join(CourseNeed, CourseNeed.needed_id == Course.id)
        .where(CourseNeed.course_id == course.id)
        .order_by(Course.sort_title)
    )
    for one in act.session.scalars(needed):
        if not has_passed(act.session, person.id, one.id, planned.begins_on):
            found.append(("person_id", PrerequisiteError(person.name, one.title)))
    return found


def _waits(act: Act, session_id: UUID) -> bool:
    wanted = select(Enrolment.id).where(
        Enrolment.session_id == session_id, Enrolment.state == EnrolmentState.WAITING
    )
    return act.session.scalars(wanted.limit(1)).first() is not None


def _refuse_twice(act: Act, enrolment: Enrolment) -> None:
    """They came back by another enrolment meanwhile."""
    wanted = select(Enrolment.id).where(
        Enrolment.session_id == enrolment.session_id,
        Enrolment.person_id == enrolment.person_id,
        Enrolment.id != enrolment.id,
        Enrolment.state != EnrolmentState.WITHDRAWN,
    )
    if act.session.scalars(wanted.limit(1)).first() is not None:
        raise EnrolledTwiceError(act.session.get_one(Person, enrolment.person_id).name)


def _seat(act: Act, enrolment: Enrolment, planned: TrainingSession, course: Course) -> None:
    refuse(take_seat(act, enrolment, half_days_of(act.session, planned.id)))
    charge_seat(act, enrolment, planned, course)


def _move_up(act: Act, planned: TrainingSession) -> UUID | None:
    """The first who waits and whose time is free."""
    waiting = select(Enrolment).where(
        Enrolment.session_id == planned.id, Enrolment.state == EnrolmentState.WAITING
    )
    halves = half_days_of(act.session, planned.id)
    for enrolment in act.session.scalars(waiting.order_by(Enrolment.at, Enrolment.id)).all():
        if take_seat(act, enrolment, halves):
            let_go_of(act, enrolment)
            continue
        enrolment.state = EnrolmentState.ENROLLED
        charge_seat(act, enrolment, planned, act.session.get_one(Course, planned.course_id))
        act.about(enrolment.person_id)
        return enrolment.id
    return None


def _note(act: Act, enrolment: Enrolment, half: HalfDay, presence: Presence) -> Presence:
    known = act.session.get(HalfDayPresence, (enrolment.id, half.id))
    before = known.presence if known else Presence.NOT_NOTED
    if known is None:
        made = HalfDayPresence(enrolment_id=enrolment.id, half_day_id=half.id, presence=presence)
        act.session.add(made)
    else:
        known.presence = presence
    return before

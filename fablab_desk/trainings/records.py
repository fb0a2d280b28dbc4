"""What every service of trainings loads before it writes, and the drafts that say how it stands."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.machines.models import Machine
from fablab_desk.staff.act import Act
from fablab_desk.trainings.drafts import AssessmentDraft, Found, HalfDayDraft, SessionDraft
from fablab_desk.trainings.errors import (
    CancelledSessionError,
    ClosedSessionError,
    GoneCourseError,
    GoneEnrolmentError,
    GoneSessionError,
    TrainerLevelError,
)
from fablab_desk.trainings.kinds import Answer, Grade, Level, Presence, SessionState
from fablab_desk.trainings.models import (
    Course,
    CourseTarget,
    Enrolment,
    HalfDayPresence,
    TrainingSession,
)
from fablab_desk.trainings.places import half_days_of, trainers_of
from fablab_desk.trainings.rights import load_register


def load_course(act: Act, course_id: UUID) -> Course:
    course = act.session.get(Course, course_id)
    if course is None:
        raise GoneCourseError
    return course


def draft_of(session: Session, planned: TrainingSession) -> SessionDraft:
    """What a form begins with."""
    return SessionDraft(
        course_id=planned.course_id,
        half_days=tuple(
            HalfDayDraft(
                key=one.id,
                starts_at=one.starts_at,
                ends_at=one.ends_at,
                space_id=one.space_id,
                place=one.place,
            )
            for one in half_days_of(session, planned.id)
        ),
        trainers=tuple(sorted(person.id for person in trainers_of(session, planned.id))),
        seats=planned.seats,
        minimum=planned.minimum,
        decide_on=planned.decide_on,
        host_id=planned.host_id,
        payer_id=planned.payer_id,
        funder_reference=planned.funder_reference,
        axis=planned.axis,
        note=planned.note,
    )


def load_session(act: Act, session_id: UUID) -> TrainingSession:
    found = act.session.get(
        TrainingSession, session_id, with_for_update=True, populate_existing=True
    )
    if found is None:
        raise GoneSessionError
    return found


def load_planned(act: Act, session_id: UUID) -> TrainingSession:
    """Neither closed nor cancelled."""
    found = load_session(act, session_id)
    if found.state is SessionState.CLOSED:
        raise ClosedSessionError
    if found.state is SessionState.CANCELLED:
        raise CancelledSessionError
    return found


def refuse_trainers(act: Act, course_id: UUID, trainers: Mapping[UUID, str], day: date) -> Found:
    """Who gives it holds the level of a trainer for all that it certifies, on that day."""
    machines = _machines_taught(act, course_id)
    if not machines:
        return []
    register = load_register(act.session, set(trainers), machines, day)
    found: Found = []
    for person, name in trainers.items():
        for machine in machines:
            right = register.right(person, machine)
            trains = right.grant is not None and right.grant.level is Level.TRAINER
            if not (trains and right.answer is Answer.AUTONOMOUS):
                target = register.targets[machine]
                found.append(("trainers", TrainerLevelError(name, target.name, day)))
                break
    return found


def _machines_taught(act: Act, course_id: UUID) -> set[UUID]:
    """Those in service that it certifies for, by itself or by their family."""
    targets = select(CourseTarget).where(CourseTarget.course_id == course_id)
    machines: set[UUID] = set()
    for target in act.session.scalars(targets):
        wanted = select(Machine.id).where(Machine.retired_on.is_(None))
        if target.machine_id:
            wanted = wanted.where(Machine.id == target.machine_id)
        else:
            wanted = wanted.where(Machine.family_id == target.family_id)
        machines |= set(act.session.scalars(wanted))
    return machines


def assessment_of(enrolment: Enrolment) -> AssessmentDraft:
    grades = {criterion: Grade(grade) for criterion, grade in enrolment.grades.items()}
    return AssessmentDraft(result=enrolment.result, grades=grades, remark=enrolment.remark)


def was_there(act: Act, enrolment_id: UUID) -> bool:
    wanted = select(HalfDayPresence).where(
        HalfDayPresence.enrolment_id == enrolment_id, HalfDayPresence.presence == Presence.PRESENT
    )
    return act.session.scalars(wanted.limit(1)).first() is not None


def load_enrolment(act: Act, enrolment_id: UUID) -> Enrolment:
    found = act.session.get(Enrolment, enrolment_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise GoneEnrolmentError
    return found

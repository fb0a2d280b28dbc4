"""Whether somebody has passed a course: the prerequisite of another one."""

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.trainings.kinds import EnrolmentState, Result, SessionState, Standing
from fablab_desk.trainings.models import CourseTarget, Enrolment, TrainingSession
from fablab_desk.trainings.rights import load_register


def has_passed(session: Session, person_id: UUID, course_id: UUID, day: date) -> bool:
    """By a certification of that course that is in force, or a result where it certifies none."""
    certifies = select(CourseTarget.id).where(CourseTarget.course_id == course_id).limit(1)
    if session.scalars(certifies).first() is None:
        passed = (
            select(Enrolment.id)
            .join(TrainingSession, TrainingSession.id == Enrolment.session_id)
            .where(
                Enrolment.person_id == person_id,
                Enrolment.state == EnrolmentState.ENROLLED,
                Enrolment.result == Result.PASSED,
                TrainingSession.course_id == course_id,
                TrainingSession.state == SessionState.CLOSED,
                TrainingSession.ends_on <= day,
            )
            .limit(1)
        )
        return session.scalars(passed).first() is not None
    register = load_register(session, [person_id], None, day)
    return any(
        grant.course_id == course_id and register.state(grant).standing is Standing.IN_FORCE
        for grant in register.grants.get(person_id, ())
    )

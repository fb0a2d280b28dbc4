"""Which enrolment or certification of somebody is meant, as it is said on the command line."""

from datetime import date
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from fablab_desk.db.search import normalise
from fablab_desk.machines.models import Machine
from fablab_desk.trainings.kinds import EnrolmentState, SessionState
from fablab_desk.trainings.models import Certification, Course, Enrolment, TrainingSession


def find_enrolment(session: Session, person_id: UUID, course: str, day: date | None) -> UUID | None:
    """The last one in a course of that code or title; of the session of the day, if one is said."""
    sought = normalise(course)
    meant = [
        key
        for key, code, title in session.execute(select(Course.id, Course.code, Course.title))
        if sought in (normalise(code), normalise(title))
    ]
    wanted = (
        select(Enrolment.id)
        .join(TrainingSession, TrainingSession.id == Enrolment.session_id)
        .where(
            Enrolment.person_id == person_id,
            Enrolment.state == EnrolmentState.ENROLLED,
            TrainingSession.state != SessionState.CANCELLED,
            TrainingSession.course_id.in_(meant),
        )
        .order_by(TrainingSession.begins_on.desc(), Enrolment.id)
    )
    if day:
        wanted = wanted.where(TrainingSession.begins_on <= day, TrainingSession.ends_on >= day)
    return session.scalars(wanted.limit(1)).first()


def find_certification(session: Session, person_id: UUID, machine_id: UUID) -> UUID | None:
    """The last that was granted for the machine, else for its family; none that was withdrawn."""
    family = select(Machine.family_id).where(Machine.id == machine_id).scalar_subquery()
    wanted = (
        select(Certification.id)
        .where(
            Certification.person_id == person_id,
            Certification.withdrawn.is_(False),
            or_(Certification.machine_id == machine_id, Certification.family_id == family),
        )
        .order_by(
            func.coalesce(Certification.machine_id, Certification.family_id) != machine_id,
            Certification.granted_on.desc(),
        )
    )
    return session.scalars(wanted.limit(1)).first()

"""Courses, sessions, enrolments and certifications: by the services, or by rows where dates go."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from builders import NOW, Worker
from builders.people import a_person
from fablab_desk.keys import new_key
from fablab_desk.staff.models import Account
from fablab_desk.trainings.drafts import (
    AssessmentDraft,
    CourseDraft,
    EnrolmentDraft,
    HalfDayDraft,
    SessionDraft,
)
from fablab_desk.trainings.kinds import Level, Presence, Result, Source
from fablab_desk.trainings.models import Certification, Enrolment, HalfDay, TrainingSession
from fablab_desk.trainings.service import add_course
from fablab_desk.trainings.service_closing import close_session
from fablab_desk.trainings.service_enrolments import assess, enrol, note_presences
from fablab_desk.trainings.service_sessions import plan_session

GRANTED = date(2025, 1, 10)


def a_course_draft(*machines: UUID, **said: Any) -> CourseDraft:
    whole = {"code": "LASER-1", "title": "Découpe laser", "machines": frozenset(machines)}
    return CourseDraft(**{**whole, **said})


def a_course(worker: Worker, *machines: UUID, **said: Any) -> UUID:
    key: UUID = new_key()
    draft = a_course_draft(*machines, **said)
    worker.does(lambda act: add_course(act, key, draft))
    return key


def a_certification(worker: Worker, person: UUID, **columns: Any) -> UUID:
    """Autonomous since January 2025, for ever, unless it is said."""
    key: UUID = new_key()
    said = {
        "level": Level.AUTONOMOUS,
        "granted_on": GRANTED,
        "source": Source.TAKEN_OVER,
        "recorded_at": NOW,
    }
    with worker.database.writing() as session:
        account = session.get_one(Account, worker.seat.account_id).id
        row = {**said, **columns, "person_id": person, "account_id": account}
        session.add(Certification(id=key, **row))
    return key


def a_trainer(worker: Worker, machine: UUID, first_name: str = "Samira") -> UUID:
    person = a_person(worker, first_name, "Formatrice")
    a_certification(worker, person, machine_id=machine, level=Level.TRAINER)
    return person


def a_half_day(starts_at: datetime, hours: float = 3, **said: Any) -> HalfDayDraft:
    end = starts_at + timedelta(hours=hours)
    return HalfDayDraft(key=new_key(), starts_at=starts_at, ends_at=end, **said)


def a_session_draft(course: UUID, *trainers: UUID, **said: Any) -> SessionDraft:
    """One half-day of the day before, unless it is said."""
    whole = {
        "course_id": course,
        "half_days": (a_half_day(NOW - timedelta(days=1)),),
        "trainers": trainers,
        "seats": 6,
    }
    return SessionDraft(**{**whole, **said})


def a_session(worker: Worker, course: UUID, *trainers: UUID, **said: Any) -> UUID:
    key: UUID = new_key()
    draft = a_session_draft(course, *(trainers or (a_person(worker, "Samira", "Formatrice"),)))
    draft = a_session_draft(course, *draft.trainers, **said)
    worker.does(lambda act: plan_session(act, key, draft))
    return key


def an_enrolment(worker: Worker, session_id: UUID, person: UUID | None = None, **said: Any) -> UUID:
    key: UUID = new_key()
    draft = EnrolmentDraft(person_id=person or a_person(worker, "Éloïse", "Stagiaire"), **said)
    worker.does(lambda act: enrol(act, key, session_id, draft))
    return key


def half_days(worker: Worker, session_id: UUID) -> list[UUID]:
    with worker.database.reading() as session:
        rows = session.query(HalfDay.id, HalfDay.starts_at).filter_by(session_id=session_id).all()
    return [key for key, _ in sorted(rows, key=lambda row: row[1])]


def present(
    worker: Worker, session_id: UUID, *enrolments: UUID, as_: Presence = Presence.PRESENT
) -> None:
    """In every half-day."""
    marks = {(one, half): as_ for one in enrolments for half in half_days(worker, session_id)}
    worker.does(lambda act: note_presences(act, session_id, marks))


def assessed(
    worker: Worker, session_id: UUID, *enrolments: UUID, result: Result = Result.PASSED
) -> None:
    results = [(one, AssessmentDraft(result=result)) for one in enrolments]
    worker.does(lambda act: assess(act, session_id, results))


def version_of(worker: Worker, kind: type[Any], key: UUID) -> int:
    with worker.database.reading() as session:
        return int(session.get_one(kind, key).version)


def closed(worker: Worker, session_id: UUID) -> None:
    seen = version_of(worker, TrainingSession, session_id)
    worker.does(lambda act: close_session(act, session_id, seen))


def enrolment(worker: Worker, key: UUID) -> Enrolment:
    with worker.database.reading() as session:
        found = session.get_one(Enrolment, key)
        session.expunge(found)
        return found

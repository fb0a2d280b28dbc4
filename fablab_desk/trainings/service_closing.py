"""The end of a session: its results stand, and what they certify is granted in the same act."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import select

from fablab_desk.errors import gathered, refuse
from fablab_desk.lab.kinds import LockKind
from fablab_desk.papers.models import Paper, PaperRevocation
from fablab_desk.people.models import Person
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.queries import stale
from fablab_desk.staff.rights import Right
from fablab_desk.trainings.drafts import Found
from fablab_desk.trainings.errors import (
    CancelledSessionError,
    EarlyCloseError,
    NobodyEnrolledError,
    PapersIssuedError,
    TrainerTraineeError,
    UnassessedError,
    UnnotedPresenceError,
)
from fablab_desk.trainings.granting import certifications_of, follow_result, load_granted
from fablab_desk.trainings.kinds import Presence, Result, SessionState
from fablab_desk.trainings.models import (
    Course,
    Enrolment,
    HalfDayPresence,
    TrainingPaper,
    TrainingSession,
)
from fablab_desk.trainings.places import half_days_of, list_enrolled, trainers_of
from fablab_desk.trainings.records import load_session, refuse_trainers


@needs(Right.CERTIFY, inverse="trainings.reopen_session")
def close_session(act: Act, session_id: UUID, seen: int) -> int:
    """Everybody's presence and result are said; how many certifications were granted."""
    held = load_session(act, session_id)
    if held.state is SessionState.CLOSED:
        return 0
    course = act.session.get_one(Course, held.course_id)
    if held.state is SessionState.CANCELLED:
        raise CancelledSessionError
    if held.version != seen:
        raise stale(act.session, course.title, session_id)
    enrolled = list_enrolled(act.session, session_id)
    noted = _noted(act, session_id)
    refuse(_problems(act, held, enrolled, noted))
    held.state, held.closed_at = SessionState.CLOSED, act.now
    act.session.flush()
    granted, before = 0, load_granted(act, held)
    for enrolment in enrolled:
        there = Presence.PRESENT in noted.get(enrolment.id, ())
        granted += follow_result(act, held, enrolment, "", there, before)
        act.about(enrolment.person_id)
    act.about(session_id)
    return granted


@needs(Right.CERTIFY, inverse="trainings.close_session")
def reopen_session(act: Act, session_id: UUID) -> None:
    """As before it was closed, while no paper says what it gave; afterwards that is corrected."""
    held = load_session(act, session_id)
    if held.state is not SessionState.CLOSED:
        return
    act.refuse_if_locked(LockKind.TRAININGS, held.begins_on)
    enrolled = list_enrolled(act.session, session_id)
    known = {one.id: certifications_of(act.session, one.id) for one in enrolled}
    for enrolment in enrolled:
        for subject in (enrolment.id, *(one.id for one in known[enrolment.id])):
            if number := _paper_of(act, subject):
                raise PapersIssuedError(number)
    for enrolment in enrolled:
        for one in known[enrolment.id]:
            one.withdrawn = True
        act.about(enrolment.person_id)
    held.state, held.closed_at = SessionState.PLANNED, None
    act.about(session_id)


def _noted(act: Act, session_id: UUID) -> dict[UUID, list[Presence]]:
    """What was noted of each enrolment, one for each half-day."""
    found: dict[UUID, list[Presence]] = defaultdict(list)
    wanted = select(HalfDayPresence.enrolment_id, HalfDayPresence.presence).join(Enrolment)
    for key, presence in act.session.execute(wanted.where(Enrolment.session_id == session_id)):
        if presence is not Presence.NOT_NOTED:
            found[key].append(presence)
    return found


def _problems(
    act: Act,
    held: TrainingSession,
    enrolled: Sequence[Enrolment],
    noted: Mapping[UUID, Sequence[Presence]],
) -> Found:
    """A problem's field is the key of its enrolment."""
    found: Found = []
    gathered(found, "", lambda: act.refuse_if_locked(LockKind.TRAININGS, held.begins_on))
    halves = half_days_of(act.session, held.id)
    if halves and halves[-1].ends_at > act.now:
        found.append(("", EarlyCloseError(held.ends_on)))
    trainers = {person.id: person.name for person in trainers_of(act.session, held.id)}
    found += refuse_trainers(act, held.course_id, trainers, held.ends_on)
    if not enrolled:
        found.append(("", NobodyEnrolledError()))
    for enrolment in enrolled:
        if name := trainers.get(enrolment.person_id):  # two records that became one
            found.append((str(enrolment.id), TrainerTraineeError(name)))
        found += _of_one(act, enrolment, len(halves), noted.get(enrolment.id, ()))
    return found


def _of_one(act: Act, enrolment: Enrolment, halves: int, noted: Sequence[Presence]) -> Found:
    name = act.session.get_one(Person, enrolment.person_id).name
    if len(noted) < halves:
        return [(str(enrolment.id), UnnotedPresenceError(name))]
    if Presence.PRESENT in noted and enrolment.result is Result.NOT_ASSESSED:
        return [(str(enrolment.id), UnassessedError(name))]
    return []


def _paper_of(act: Act, subject_id: UUID) -> str | None:
    """The number of the paper that still counts."""
    wanted = (
        select(Paper.number)
        .join(TrainingPaper, TrainingPaper.paper_id == Paper.id)
        .outerjoin(PaperRevocation, PaperRevocation.paper_id == Paper.id)
        .where(TrainingPaper.subject_id == subject_id, PaperRevocation.paper_id.is_(None))
        .limit(1)
    )
    return act.session.scalars(wanted).first()

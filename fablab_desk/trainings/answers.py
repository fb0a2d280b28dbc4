"""The answer in sentences: autonomous, with an animator, or the training to follow, and how."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark
from fablab_desk.machines.models import Machine
from fablab_desk.trainings.kinds import Answer, EnrolmentState, SessionState, Standing
from fablab_desk.trainings.models import Course, CourseTarget, Enrolment, TrainingSession
from fablab_desk.trainings.standing import Decision


@dataclass(frozen=True, slots=True)
class WayThere:
    """A course that certifies for a machine, and its next session with a free seat."""

    course_id: UUID
    title: str
    next_on: date | None = None
    session_id: UUID | None = None


def sentence_of(decision: Decision, name: str, machine: str) -> DeskError:
    """“Éloïse D. est autonome sur Laser jusqu’au 15 mai 2026.”"""
    state = decision.state
    match decision.answer:
        case Answer.NOT_ASKED:
            return DeskError(mark("No training is asked for {machine}."), machine=machine)
        case Answer.AUTONOMOUS if state and state.until:
            text = mark("{name} is autonomous on {machine} until {day}.")
            return DeskError(text, name=name, machine=machine, day=state.until)
        case Answer.AUTONOMOUS:
            return DeskError(mark("{name} is autonomous on {machine}."), name=name, machine=machine)
        case Answer.WITH_ANIMATOR:
            text = mark("{name} works on {machine} with an animator.")
            return DeskError(text, name=name, machine=machine)
    return _missing(decision, name, machine)


def _missing(decision: Decision, name: str, machine: str) -> DeskError:
    said = {"name": name, "machine": machine}
    state, grant = decision.state, decision.grant
    if state is None or grant is None:
        return DeskError(mark("{name} has not followed the training for {machine}."), **said)
    match state.standing:
        case Standing.DISUSED:
            text = mark(
                "{name} has not used {machine} for {months} months: to be learnt again since {day}."
            )
            return DeskError(text, **said, months=grant.disuse_months, day=state.since)
        case Standing.SHEET:
            text = mark("{machine} has a new safety sheet since {day}, to be learnt by {name}.")
            return DeskError(text, **said, day=state.since)
        case Standing.SUSPENDED if state.until:
            text = mark("{name} is suspended on {machine} from {day} to {until}: {reason}.")
            return DeskError(
                text, **said, day=state.since, until=state.until, reason=_ended(state.reason)
            )
        case Standing.SUSPENDED:
            text = mark("{name} is suspended on {machine} since {day}: {reason}.")
            return DeskError(text, **said, day=state.since, reason=_ended(state.reason))
        case Standing.REVOKED:
            text = mark("{name} may not work on {machine} since {day}: {reason}.")
            return DeskError(text, **said, day=state.since, reason=_ended(state.reason))
    text = mark("{name} is to renew the training for {machine} since {day}.")
    return DeskError(text, **said, day=state.since)


def remedy_of(decision: Decision, ways: Sequence[WayThere]) -> DeskError | None:
    """How to get there: wait, have it restored, or follow the next session."""
    if decision.answer is Answer.WITH_ANIMATOR:
        return DeskError(mark("Say which animator is with them."))
    if decision.answer is not Answer.TO_TRAIN:
        return None
    if decision.state and decision.state.standing is Standing.SUSPENDED:
        return DeskError(mark("A trainer restores it in their record."))
    if not ways:
        return DeskError(mark("No course certifies for it: plan one."))
    way = min(ways, key=lambda one: (one.next_on is None, one.next_on or date.max, one.title))
    if way.next_on:
        text = mark("Next session of “{course}”: {day}.")
        return DeskError(text, course=way.title, day=way.next_on)
    return DeskError(mark("To be followed: “{course}”; no session is planned."), course=way.title)


def ways_to(session: Session, machine_id: UUID, day: date) -> list[WayThere]:
    """The active courses that certify for it, each with its next session from that day on."""
    family = select(Machine.family_id).where(Machine.id == machine_id).scalar_subquery()
    courses = (
        select(Course.id, Course.title)
        .join(CourseTarget, CourseTarget.course_id == Course.id)
        .where(
            or_(CourseTarget.machine_id == machine_id, CourseTarget.family_id == family),
            Course.archived_on.is_(None),
        )
        .distinct()
    )
    return sorted(
        (
            WayThere(key, title, *(next_session(session, key, day) or (None, None)))
            for key, title in session.execute(courses).all()
        ),
        key=lambda way: way.title,
    )


def next_session(session: Session, course_id: UUID, day: date) -> tuple[date, UUID] | None:
    """The first that still has a free seat."""
    taken = (
        select(func.count())
        .where(
            Enrolment.session_id == TrainingSession.id,
            Enrolment.state == EnrolmentState.ENROLLED,
        )
        .scalar_subquery()
    )
    wanted = (
        select(TrainingSession.begins_on, TrainingSession.id)
        .where(
            TrainingSession.course_id == course_id,
            TrainingSession.state == SessionState.PLANNED,
            TrainingSession.begins_on >= day,
            taken < TrainingSession.seats,
        )
        .order_by(TrainingSession.begins_on, TrainingSession.id)
        .limit(1)
    )
    found = session.execute(wanted).first()
    return (found.begins_on, found.id) if found else None


def _ended(text: str) -> str:
    """A sentence of somebody's own, within another one."""
    return text.strip().rstrip(".!")

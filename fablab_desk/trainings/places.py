"""Where trainers, trainees and rooms of a session are: one thing at a time, the base decides."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.lab.premises_models import Space
from fablab_desk.occupancy.kinds import ResourceKind, TakenBy
from fablab_desk.occupancy.taking import Taken, TakenError, let_go, take
from fablab_desk.people.models import Person
from fablab_desk.staff.act import Act
from fablab_desk.trainings.drafts import Found
from fablab_desk.trainings.errors import SpaceTakenError, TrainerTakenError
from fablab_desk.trainings.kinds import EnrolmentState
from fablab_desk.trainings.models import (
    Course,
    Enrolment,
    HalfDay,
    SessionTrainer,
    TrainingSession,
)


def half_days_of(session: Session, session_id: UUID) -> list[HalfDay]:
    wanted = select(HalfDay).where(HalfDay.session_id == session_id)
    return list(session.scalars(wanted.order_by(HalfDay.starts_at)))


def trainers_of(session: Session, session_id: UUID) -> list[Person]:
    wanted = select(Person).join(SessionTrainer, SessionTrainer.person_id == Person.id)
    of_it = wanted.where(SessionTrainer.session_id == session_id)
    return list(session.scalars(of_it.order_by(Person.sort_name, Person.id)))


def take_places(act: Act, session_id: UUID) -> Found:
    """The trainers', the rooms' and the trainees' time anew; who is taken elsewhere is told."""
    halves = half_days_of(act.session, session_id)
    enrolled = list_enrolled(act.session, session_id)
    let_go(act, session_id)
    for enrolment in enrolled:
        let_go(act, enrolment.id)
    found: Found = []
    for person in trainers_of(act.session, session_id):
        found += _take(act, halves, person.id, ResourceKind.PERSON, session_id, person.name)
    for half in halves:
        if half.space_id:
            space = act.session.get_one(Space, half.space_id)
            found += _take(act, [half], space.id, ResourceKind.SPACE, session_id, space.label)
    seated: set[UUID] = set()
    for enrolment in enrolled:
        if enrolment.person_id not in seated:  # twice where two records became one
            found += take_seat(act, enrolment, halves)
        seated.add(enrolment.person_id)
    return found


def leave_places(act: Act, session_id: UUID) -> None:
    let_go(act, session_id)
    for enrolment in list_enrolled(act.session, session_id):
        let_go(act, enrolment.id)


def take_seat(act: Act, enrolment: Enrolment, halves: Iterable[HalfDay]) -> Found:
    """A trainee is in one place only."""
    person = act.session.get_one(Person, enrolment.person_id)
    kind = ResourceKind.PERSON
    taken = _take(act, halves, person.id, kind, enrolment.id, person.name)
    return [("person_id", refusal) for _, refusal in taken]


def list_enrolled(session: Session, session_id: UUID) -> list[Enrolment]:
    wanted = select(Enrolment).where(
        Enrolment.session_id == session_id, Enrolment.state == EnrolmentState.ENROLLED
    )
    return list(session.scalars(wanted.order_by(Enrolment.at, Enrolment.id)))


def _take(
    act: Act,
    halves: Iterable[HalfDay],
    resource_id: UUID,
    kind: ResourceKind,
    fact_id: UUID,
    name: str,
) -> Found:
    found: Found = []
    for half in halves:
        try:
            take(
                act,
                resource_id=resource_id,
                kind=kind,
                fact_id=fact_id,
                taken_by=TakenBy.SESSION,
                starts_at=half.starts_at,
                ends_at=half.ends_at,
            )
        except TakenError as lost:
            if lost.taken is None:
                raise
            is_person = kind is ResourceKind.PERSON
            said: type[TrainerTakenError | SpaceTakenError] = (
                TrainerTakenError if is_person else SpaceTakenError
            )
            what = what_takes(act.session, lost.taken)
            starts_at = lost.taken.starts_at.astimezone(act.zone)
            ends_at = lost.taken.ends_at.astimezone(act.zone) if lost.taken.ends_at else None
            field = "trainers" if is_person else "half_days"
            found.append((field, said(name, what, starts_at, ends_at)))
    return found


def what_takes(session: Session, taken: Taken) -> str:
    """The course whose session has them then; as trainer, room or trainee."""
    wanted = select(Course.title).join(TrainingSession, TrainingSession.course_id == Course.id)
    own = session.scalars(wanted.where(TrainingSession.id == taken.fact_id)).first()
    if own is not None:
        return own
    enrolled = wanted.join(Enrolment, Enrolment.session_id == TrainingSession.id)
    return session.scalars(enrolled.where(Enrolment.id == taken.fact_id)).first() or ""


def let_go_of(act: Act, enrolment: Enrolment) -> None:
    """Their time is free again, unless another record that became theirs has a seat too."""
    let_go(act, enrolment.id)
    for one in list_enrolled(act.session, enrolment.session_id):
        if one.id != enrolment.id and one.person_id == enrolment.person_id:
            let_go(act, one.id)
            take_seat(act, one, half_days_of(act.session, enrolment.session_id))
            return

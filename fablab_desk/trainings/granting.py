"""What a result certifies: granted, taken back and granted anew with the terms of its day."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from fablab_desk.clock import add_months
from fablab_desk.machines.kinds import DocumentKind
from fablab_desk.machines.models import MachineDocument
from fablab_desk.people.models import Person
from fablab_desk.staff.act import Act
from fablab_desk.trainings.attesting import let_fall
from fablab_desk.trainings.kinds import (
    EnrolmentState,
    Renewal,
    Result,
    SessionState,
    Source,
    Standing,
)
from fablab_desk.trainings.models import (
    Certification,
    Course,
    CourseTarget,
    Enrolment,
    TrainingSession,
)
from fablab_desk.trainings.places import trainers_of
from fablab_desk.trainings.records import was_there
from fablab_desk.trainings.rights import load_register


@dataclass(frozen=True, slots=True)
class Granted:
    """What the certifications of a whole session have in common, read once for all of them."""

    targets: tuple[CourseTarget, ...]
    trainers: tuple[Person, ...]
    known: Mapping[UUID, Sequence[Certification]]  # by enrolment


def load_granted(act: Act, held: TrainingSession) -> Granted:
    targets = select(CourseTarget).where(CourseTarget.course_id == held.course_id)
    theirs = (
        select(Certification)
        .join(Enrolment, Enrolment.id == Certification.enrolment_id)
        .where(Enrolment.session_id == held.id)
        .order_by(Certification.id)
    )
    known: dict[UUID, list[Certification]] = defaultdict(list)
    for one in act.session.scalars(theirs):
        if one.enrolment_id:
            known[one.enrolment_id].append(one)
    return Granted(
        tuple(act.session.scalars(targets.order_by(CourseTarget.id))),
        tuple(trainers_of(act.session, held.id)),
        known,
    )


def follow_result(
    act: Act,
    held: TrainingSession,
    enrolment: Enrolment,
    reason: str,
    there: bool | None = None,
    granted: Granted | None = None,
) -> int:
    """Of a closed session: who passed and was there is certified, whoever did not is no more.

    `there` and `granted`: whether they were, and what there is, where the caller knows. How many
    certifications they have of it.
    """
    if held.state is not SessionState.CLOSED:
        return 0
    if there is None:
        there = was_there(act, enrolment.id)
    entitled = (
        there and enrolment.result is Result.PASSED and enrolment.state is EnrolmentState.ENROLLED
    )
    granted = granted or load_granted(act, held)
    known = granted.known.get(enrolment.id, ())
    if entitled and all(one.withdrawn for one in known):
        return len(grant_for(act, held, enrolment, granted))
    fallen = [] if there else [enrolment.id]
    for one in known:
        if not one.withdrawn and not entitled:
            one.withdrawn, one.note = True, reason
            fallen.append(one.id)
    if fallen:
        let_fall(act, fallen, reason)
    return sum(not one.withdrawn for one in known)


def is_entitled(act: Act, enrolment_id: UUID) -> bool:
    """They were there, and passed, in a session that is closed."""
    enrolment = act.session.get_one(Enrolment, enrolment_id)
    held = act.session.get_one(TrainingSession, enrolment.session_id)
    return (
        held.state is SessionState.CLOSED
        and enrolment.result is Result.PASSED
        and enrolment.state is EnrolmentState.ENROLLED
        and was_there(act, enrolment_id)
    )


def grant_for(
    act: Act, held: TrainingSession, enrolment: Enrolment, granted: Granted
) -> list[Certification]:
    """One for each machine or family of the course, granted on the session's last day.

    What was taken back and says the same counts again; what says something else stays taken back.
    """
    course = act.session.get_one(Course, held.course_id)
    trainers, known = granted.trainers, granted.known.get(enrolment.id, ())
    made = []
    for target in granted.targets:
        one = Certification(
            person_id=enrolment.person_id,
            machine_id=target.machine_id,
            family_id=target.family_id,
            course_id=course.id,
            level=course.level,
            granted_on=held.ends_on,
            source=Source.SESSION,
            granted_by=", ".join(person.name for person in trainers),
            trainer_id=trainers[0].id if trainers else None,
            enrolment_id=enrolment.id,
            fixed_until=fixed_until(
                act.session,
                course,
                enrolment.person_id,
                held.ends_on,
                target.machine_id,
                target.family_id,
            ),
            disuse_months=course.disuse_months,
            sheet=sheet_on(act.session, target.machine_id, held.ends_on),
            recorded_at=act.now,
            account_id=act.actor.id,
        )
        again = next((two for two in known if _says(two) == _says(one)), None)
        if again is not None:
            again.withdrawn, again.note = False, ""
        else:
            act.session.add(one)
        made.append(again or one)
    act.session.flush()
    if enrolment.person_id == act.person_id:  # whoever certifies themselves
        for one in made:
            act.alone(one.id, act.reason)
    act.about(*(one.id for one in made), enrolment.person_id)
    return made


def _says(one: Certification) -> tuple[object, ...]:
    target = one.machine_id, one.family_id, one.level
    terms = one.granted_on, one.fixed_until, one.disuse_months, one.sheet
    return *target, *terms, one.granted_by, one.trainer_id


def certifications_of(session: Session, enrolment_id: UUID) -> list[Certification]:
    """What was granted for it, what was taken back too."""
    wanted = select(Certification).where(Certification.enrolment_id == enrolment_id)
    return list(session.scalars(wanted.order_by(Certification.id)))


def fixed_until(
    session: Session,
    course: Course,
    person_id: UUID,
    day: date,
    machine_id: UUID | None,
    family_id: UUID | None,
) -> date | None:
    """The last day of its validity: from the day itself, or from the end of the one in force."""
    if course.validity_months is None:
        return None
    begins = day
    if course.renewal is Renewal.ANNIVERSARY:
        register = load_register(session, [person_id], None, day)
        ends = [
            grant.fixed_until
            for grant in register.grants.get(person_id, ())
            if (grant.machine_id, grant.family_id) == (machine_id, family_id)
            and grant.level is course.level
            and grant.fixed_until
            and register.state(grant).standing is Standing.IN_FORCE
        ]
        begins = max([*ends, day])
    return add_months(begins, course.validity_months)


def sheet_on(session: Session, machine_id: UUID | None, day: date) -> str:
    """“2.1”: the version of the machine's safety sheet that holds on that day."""
    if machine_id is None:
        return ""
    wanted = select(MachineDocument).where(
        MachineDocument.machine_id == machine_id,
        MachineDocument.kind == DocumentKind.SAFETY_SHEET,
        MachineDocument.valid_from <= day,
        or_(MachineDocument.archived_on.is_(None), MachineDocument.archived_on > day),
    )
    order = MachineDocument.major.desc(), MachineDocument.minor.desc()
    found = session.scalars(wanted.order_by(*order).limit(1)).first()
    return f"{found.major}.{found.minor}" if found else ""

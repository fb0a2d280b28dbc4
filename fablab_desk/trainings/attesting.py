"""What the papers of trainings say, and issuing them: the one kept, or a new one that replaces."""

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from fablab_desk.documents.page import Page
from fablab_desk.i18n import LANGUAGES, mark, translate
from fablab_desk.lab.carriers import load_audience_carrier
from fablab_desk.lab.models import Carrier
from fablab_desk.lab.premises_models import ListEntry
from fablab_desk.lab.queries import load_carrier
from fablab_desk.machines.models import Machine
from fablab_desk.papers.issue import Issued, issue_paper
from fablab_desk.papers.models import Paper, PaperKind, PaperRevocation, Series
from fablab_desk.people.models import Person
from fablab_desk.staff.act import Act
from fablab_desk.trainings.document import Certified, Half, Said, Trained
from fablab_desk.trainings.kinds import EnrolmentState, Presence, SessionState, Standing
from fablab_desk.trainings.models import (
    Certification,
    Course,
    Enrolment,
    HalfDay,
    HalfDayPresence,
    TrainingPaper,
    TrainingSession,
)
from fablab_desk.trainings.paper_errors import (
    FallenPaperError,
    NeverThereError,
    OpenSessionError,
    WithdrawnPaperError,
)
from fablab_desk.trainings.places import half_days_of, trainers_of
from fablab_desk.trainings.rights import grants_of, load_register

CHANGED = mark("What it attests has changed.")


def issue(
    act: Act,
    key: UUID,
    kind: PaperKind,
    subject_id: UUID,
    person: Person,
    said: Said,
    valid: tuple[date, date] | None,
    carrier: Carrier,
    lay_out: Callable[[Issued], Page],
    before: "Before | None" = None,
) -> UUID:
    """The key of the paper that counts: a kept one that says the same, or the new one."""
    before = before or load_before(act, kind, [key], [subject_id])
    if key in before.issued:
        return key
    kept = before.kept.get(subject_id)
    digest = said.digest()
    if kept is not None and kept.digest == digest:
        return kept.paper_id
    paper = issue_paper(
        act,
        key=key,
        series=Series.ATTESTATION,
        kind=kind,
        subject_id=person.id,
        subject_text=person.name,
        valid=valid,
        lay_out=lay_out,
        carrier=carrier,
        replaces=kept.paper_id if kept else None,
        reason=translate(CHANGED, LANGUAGES[0]) if kept else "",
        is_new=True,
    )
    act.session.add(TrainingPaper(paper_id=paper.id, subject_id=subject_id, digest=digest))
    act.about(person.id, subject_id)
    return paper.id


@dataclass(frozen=True, slots=True)
class Before:
    """What there is of some papers to issue: which of them are, and what still counts instead."""

    issued: frozenset[UUID]
    kept: dict[UUID, TrainingPaper]  # by subject


def load_before(
    act: Act, kind: PaperKind, keys: Collection[UUID], subjects: Collection[UUID]
) -> Before:
    """Of a subject only the last counts: each new one revokes the one before."""
    wanted = (
        select(TrainingPaper)
        .join(Paper, Paper.id == TrainingPaper.paper_id)
        .outerjoin(PaperRevocation, PaperRevocation.paper_id == Paper.id)
        .where(
            TrainingPaper.subject_id.in_(subjects),
            Paper.kind == kind,
            PaperRevocation.paper_id.is_(None),
        )
        .order_by(Paper.position)
    )
    issued = act.session.scalars(select(Paper.id).where(Paper.id.in_(keys)))
    return Before(frozenset(issued), {one.subject_id: one for one in act.session.scalars(wanted)})


@dataclass(frozen=True, slots=True)
class Held:
    """What the papers of all who were there have in common; `halves` with what was noted of each.

    Read once for a whole session, and kept alive as long as its papers are made.
    """

    course: Course
    carrier: Carrier
    trainers: str
    half_days: tuple[HalfDay, ...]
    people: dict[UUID, Person]
    noted: dict[UUID, dict[UUID, Presence]]  # by enrolment and half-day
    targets: dict[UUID, list[str]]  # by enrolment: what was granted


def load_held(act: Act, session_id: UUID, enrolment_id: UUID | None = None) -> Held:
    """Of a closed session: of one enrolment, or of all."""
    held = act.session.get_one(TrainingSession, session_id)
    if held.state is not SessionState.CLOSED:
        raise OpenSessionError
    course = act.session.get_one(Course, held.course_id)
    asked = Enrolment.id == enrolment_id if enrolment_id else Enrolment.session_id == session_id
    people = select(Person).join(Enrolment, Enrolment.person_id == Person.id).where(asked)
    presences = select(HalfDayPresence).join(Enrolment).where(asked)
    noted: dict[UUID, dict[UUID, Presence]] = defaultdict(dict)
    for one in act.session.scalars(presences):
        noted[one.enrolment_id][one.half_day_id] = one.presence
    granted = (
        select(Certification)
        .join(Enrolment, Enrolment.id == Certification.enrolment_id)
        .where(asked, Certification.withdrawn.is_(False))
        .order_by(Certification.id)
    )
    targets: dict[UUID, list[str]] = defaultdict(list)
    for two in act.session.scalars(granted):
        assert two.enrolment_id
        targets[two.enrolment_id].append(target_name(act, two.machine_id, two.family_id))
    return Held(
        course,
        load_carrier(act.session, course.carrier_id),
        ", ".join(one.name for one in trainers_of(act.session, held.id)),
        tuple(half_days_of(act.session, held.id)),
        {one.id: one for one in act.session.scalars(people)},
        noted,
        targets,
    )


def trained(
    act: Act, enrolment: Enrolment, held: Held | None = None
) -> tuple[Trained, Person, Carrier]:
    """Of a closed session in which they were present."""
    held = held or load_held(act, enrolment.session_id, enrolment.id)
    person, course, carrier = held.people[enrolment.person_id], held.course, held.carrier
    noted = held.noted.get(enrolment.id, {})
    there = Presence.PRESENT in noted.values()
    if enrolment.state is not EnrolmentState.ENROLLED or not there:
        raise NeverThereError(person.name)
    halves = []
    for one in held.half_days:
        begins, ends = one.starts_at.astimezone(act.zone), one.ends_at.astimezone(act.zone)
        halves.append(
            Half(
                day=one.day,
                hours=f"{begins:%H:%M}–{ends:%H:%M}",
                minutes=int((one.ends_at - one.starts_at).total_seconds() // 60),
                presence=noted.get(one.id, Presence.NOT_NOTED),
            )
        )
    said = Trained(
        name=person.name,
        number=person.number,
        course=course.title,
        objectives=course.objectives,
        halves=tuple(halves),
        trainers=held.trainers,
        result=enrolment.result,
        certifies=", ".join(sorted(held.targets.get(enrolment.id, []))),
        carrier=carrier.name,
    )
    return said, person, carrier


def certified(act: Act, one: Certification) -> tuple[Certified, Person, Carrier]:
    person = act.session.get_one(Person, one.person_id)
    if one.withdrawn:
        raise WithdrawnPaperError
    _refuse_fallen(act, one, person)
    course = act.session.get(Course, one.course_id) if one.course_id else None
    carrier = (
        load_carrier(act.session, course.carrier_id)
        if course
        else load_audience_carrier(act.session, person.audience_id)
    )
    said = Certified(
        name=person.name,
        number=person.number,
        target=target_name(act, one.machine_id, one.family_id),
        is_family=one.family_id is not None,
        level=one.level,
        granted_on=one.granted_on,
        granted_by=one.granted_by,
        until=one.fixed_until,
        disuse_months=one.disuse_months,
        course=course.title if course else "",
        sheet=one.sheet,
        carrier=carrier.name,
    )
    return said, person, carrier


def let_fall(act: Act, subjects: Collection[UUID], reason: str) -> None:
    """The papers of enrolments or certifications that count no more are true for nobody."""
    wanted = (
        select(Paper)
        .join(TrainingPaper, TrainingPaper.paper_id == Paper.id)
        .outerjoin(PaperRevocation, PaperRevocation.paper_id == Paper.id)
        .where(TrainingPaper.subject_id.in_(subjects), PaperRevocation.paper_id.is_(None))
    )
    for paper in act.session.scalars(wanted).all():
        act.about(paper.subject_id)
        act.session.add(
            PaperRevocation(
                paper_id=paper.id,
                at=act.now,
                on=act.day,
                reason=reason or translate(CHANGED, LANGUAGES[0]),
            )
        )


def _refuse_fallen(act: Act, one: Certification, person: Person) -> None:
    """What was revoked, or is over or suspended today, is attested to nobody."""
    register = load_register(act.session, [person.id], None, act.day)
    held = (grant for grant in grants_of(act.session, person.id) if grant.id == one.id)
    for grant in held:
        if register.state(grant).standing is not Standing.IN_FORCE:
            raise FallenPaperError(person.name, target_name(act, one.machine_id, one.family_id))


def target_name(act: Act, machine_id: UUID | None, family_id: UUID | None) -> str:
    if machine_id:
        return act.session.get_one(Machine, machine_id).name
    assert family_id
    return act.session.get_one(ListEntry, family_id).label

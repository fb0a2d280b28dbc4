"""What the papers of trainings say, and issuing them: the one kept, or a new one that replaces."""

from collections.abc import Callable
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
from fablab_desk.trainings.kinds import EnrolmentState, Presence, SessionState
from fablab_desk.trainings.models import (
    Certification,
    Course,
    Enrolment,
    HalfDayPresence,
    TrainingPaper,
    TrainingSession,
)
from fablab_desk.trainings.paper_errors import (
    NeverThereError,
    OpenSessionError,
    WithdrawnPaperError,
)
from fablab_desk.trainings.places import half_days_of, trainers_of

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
) -> UUID:
    """The key of the paper that counts: a kept one that says the same, or the new one."""
    if act.session.get(Paper, key) is not None:
        return key
    kept = find_kept(act, kind, subject_id)
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
    )
    act.session.add(TrainingPaper(paper_id=paper.id, subject_id=subject_id, digest=digest))
    act.about(person.id, subject_id)
    return paper.id


def find_kept(act: Act, kind: PaperKind, subject_id: UUID) -> TrainingPaper | None:
    """The one that still counts: each new one revokes the one before."""
    wanted = (
        select(TrainingPaper)
        .join(Paper, Paper.id == TrainingPaper.paper_id)
        .outerjoin(PaperRevocation, PaperRevocation.paper_id == Paper.id)
        .where(
            TrainingPaper.subject_id == subject_id,
            Paper.kind == kind,
            PaperRevocation.paper_id.is_(None),
        )
        .order_by(Paper.position.desc())
        .limit(1)
    )
    return act.session.scalars(wanted).first()


def trained(act: Act, enrolment: Enrolment) -> tuple[Trained, Person, Carrier]:
    """Of a closed session in which they were present."""
    held = act.session.get_one(TrainingSession, enrolment.session_id)
    person = act.session.get_one(Person, enrolment.person_id)
    if held.state is not SessionState.CLOSED:
        raise OpenSessionError
    course = act.session.get_one(Course, held.course_id)
    noted = {
        one.half_day_id: one.presence
        for one in act.session.scalars(
            select(HalfDayPresence).where(HalfDayPresence.enrolment_id == enrolment.id)
        )
    }
    there = Presence.PRESENT in noted.values()
    if enrolment.state is not EnrolmentState.ENROLLED or not there:
        raise NeverThereError(person.name)
    halves = []
    for one in half_days_of(act.session, held.id):
        begins, ends = one.starts_at.astimezone(act.zone), one.ends_at.astimezone(act.zone)
        halves.append(
            Half(
                day=one.day,
                hours=f"{begins:%H:%M}–{ends:%H:%M}",
                minutes=int((one.ends_at - one.starts_at).total_seconds() // 60),
                presence=noted.get(one.id, Presence.NOT_NOTED),
            )
        )
    targets = [
        target_name(act, one.machine_id, one.family_id)
        for one in act.session.scalars(
            select(Certification)
            .where(Certification.enrolment_id == enrolment.id, Certification.withdrawn.is_(False))
            .order_by(Certification.id)
        )
    ]
    carrier = load_carrier(act.session, course.carrier_id)
    said = Trained(
        name=person.name,
        number=person.number,
        course=course.title,
        objectives=course.objectives,
        halves=tuple(halves),
        trainers=", ".join(one.name for one in trainers_of(act.session, held.id)),
        result=enrolment.result,
        certifies=", ".join(sorted(targets)),
        carrier=carrier.name,
    )
    return said, person, carrier


def certified(act: Act, one: Certification) -> tuple[Certified, Person, Carrier]:
    person = act.session.get_one(Person, one.person_id)
    if one.withdrawn:
        raise WithdrawnPaperError
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


def target_name(act: Act, machine_id: UUID | None, family_id: UUID | None) -> str:
    if machine_id:
        return act.session.get_one(Machine, machine_id).name
    assert family_id
    return act.session.get_one(ListEntry, family_id).label

"""Who may do what: of a person on every machine, of a machine by everybody, or as a table."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.errors import DeskError
from fablab_desk.lab.premises_models import ListEntry
from fablab_desk.machines.models import Machine, MachineDocument, UseDay
from fablab_desk.people.models import Party
from fablab_desk.trainings.answers import WayThere, remedy_of, sentence_of, ways_to
from fablab_desk.trainings.kinds import Answer, EventKind, Level, Source
from fablab_desk.trainings.models import (
    Certification,
    CertificationEvent,
    Course,
    CourseTarget,
    Enrolment,
    TrainingSession,
)
from fablab_desk.trainings.rights import certified_people, grants_of, load_register
from fablab_desk.trainings.standing import Decision, State

RIGHTS_SHOW = frozenset(
    {
        Certification,
        CertificationEvent,
        Course,
        CourseTarget,
        TrainingSession,
        Enrolment,
        Machine,
        MachineDocument,
        UseDay,
        Party,
    }
)
CHUNK = 200  # people whose rights are read at once


@dataclass(frozen=True, slots=True)
class RightRow:
    """`id`: the machine, or the person where the list is of one machine."""

    id: UUID
    name: str
    answer: Answer
    level: Level | None
    until: date | None
    sentence: DeskError
    remedy: DeskError | None
    certification_id: UUID | None

    @property
    def is_ending(self) -> bool:
        return self.until is not None


def rights_of_person(session: Session, person_id: UUID, day: date) -> list[RightRow]:
    """On every machine that asks for a training, in the order of their names."""
    person = session.get_one(Party, person_id)
    register = load_register(session, [person_id], None, day)
    retired = set(session.scalars(select(Machine.id).where(Machine.retired_on <= day)))
    rows = []
    for target in register.targets.values():
        right = register.right(person_id, target.id)
        if target.id in retired or right.answer is Answer.NOT_ASKED:
            continue
        ways = ways_to(session, target.id, day) if right.answer is Answer.TO_TRAIN else []
        rows.append(_row(target.id, target.name, right, person.name, target.name, ways))
    return rows


def rights_on_machine(
    session: Session, machine_id: UUID, day: date, most: int | None = None
) -> list[RightRow]:
    """Whoever was certified for it, those who may work alone first."""
    people = certified_people(session, machine_id, day, most)
    machine = session.get_one(Machine, machine_id)
    ways = ways_to(session, machine_id, day)
    rows = []
    for begin in range(0, len(people), CHUNK):
        chunk = people[begin : begin + CHUNK]
        register = load_register(session, chunk, [machine_id], day)
        names = _names(session, chunk)
        for person in chunk:
            right = register.right(person, machine_id)
            rows.append(_row(person, names[person], right, names[person], machine.name, ways))
    return rows


def autonomous_on(session: Session, machine_id: UUID, day: date) -> list[str]:
    """The names of those who may work alone, for the sheet beside the machine."""
    rows = rights_on_machine(session, machine_id, day)
    return [row.name for row in rows if row.answer is Answer.AUTONOMOUS]


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """`id`: the person; `rights` in the order of the machines."""

    id: UUID
    name: str
    number: int
    rights: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    machines: tuple[tuple[UUID, str], ...]
    rows: tuple[MatrixRow, ...]

    def narrowed(self, machine_id: UUID) -> "Matrix":
        """To that machine alone; to none where it is not among them."""
        places = [at for at, (key, _) in enumerate(self.machines) if key == machine_id]
        return Matrix(
            tuple(self.machines[at] for at in places),
            tuple(replace(row, rights=tuple(row.rights[at] for at in places)) for row in self.rows),
        )


def load_matrix(session: Session, day: date, people: Collection[UUID] | None = None) -> Matrix:
    """Machines that ask for a training by people; without any said, whoever was ever certified."""
    if people is None:
        certified = select(Certification.person_id).where(
            Certification.withdrawn.is_(False), Certification.granted_on <= day
        )
        people = set(session.scalars(certified.distinct()))
    register = load_register(session, people, None, day)
    gone = set(session.scalars(select(Machine.id).where(Machine.retired_on <= day)))
    asked = [one for one in register.targets.values() if one.asked and one.id not in gone]
    wanted = (
        select(Party.id, Party.name, Party.number)
        .where(Party.id.in_(people), Party.archived_on.is_(None))
        .order_by(Party.sort_name, Party.id)
    )
    return Matrix(
        tuple((one.id, one.name) for one in asked),
        tuple(
            MatrixRow(key, name, number, tuple(register.right(key, one.id) for one in asked))
            for key, name, number in session.execute(wanted)
        ),
    )


@dataclass(frozen=True, slots=True)
class EventRow:
    id: UUID
    kind: EventKind
    starts_on: date
    until: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class CertificationRow:
    """One that was ever granted, as it stands on the day."""

    id: UUID
    person_id: UUID
    person: str
    target: str
    level: Level
    granted_on: date
    granted_by: str
    source: Source
    course: str
    sheet: str
    state: State
    events: tuple[EventRow, ...]
    note: str
    withdrawn: bool


def certifications_of_person(
    session: Session, person_id: UUID, day: date
) -> list[CertificationRow]:
    """The history, the last one first."""
    register = load_register(session, [person_id], None, day)
    states = {one.id: register.state(one) for one in grants_of(session, person_id)}
    wanted = _CERTIFICATIONS.where(Certification.person_id == person_id)
    newest = Certification.granted_on.desc(), Certification.id.desc()
    found = session.execute(wanted.order_by(*newest)).all()
    events: dict[UUID, list[EventRow]] = {}
    befell = (
        select(CertificationEvent)
        .join(Certification, Certification.id == CertificationEvent.certification_id)
        .where(Certification.person_id == person_id, CertificationEvent.withdrawn.is_(False))
        .order_by(CertificationEvent.starts_on, CertificationEvent.at)
    )
    for one in session.scalars(befell):
        row = EventRow(one.id, one.kind, one.starts_on, one.until, one.reason)
        events.setdefault(one.certification_id, []).append(row)
    return [
        _certification(one, names, states[one.id], tuple(events.get(one.id, ())))
        for one, *names in found
    ]


def list_certifications(session: Session, day: date) -> list[tuple[int, CertificationRow]]:
    """All that count, as they stand on the day, by name; with the numbers of their people."""
    wanted = _CERTIFICATIONS.where(Certification.withdrawn.is_(False)).add_columns(Party.number)
    found = session.execute(wanted.order_by(Party.sort_name, Certification.granted_on)).all()
    people = list(dict.fromkeys(one.person_id for one, *_ in found))
    states: dict[UUID, State] = {}
    for begin in range(0, len(people), CHUNK):
        register = load_register(session, people[begin : begin + CHUNK], None, day)
        for grants in register.grants.values():
            states |= {one.id: register.state(one) for one in grants}
    return [
        (number, _certification(one, names, states[one.id], ())) for one, *names, number in found
    ]


_CERTIFICATIONS: Any = (
    select(Certification, Machine.name, ListEntry.label, Course.title, Party.name)
    .outerjoin(Machine, Machine.id == Certification.machine_id)
    .outerjoin(ListEntry, ListEntry.id == Certification.family_id)
    .outerjoin(Course, Course.id == Certification.course_id)
    .join(Party, Party.id == Certification.person_id)
)


def _certification(
    one: Certification, names: list[str], state: State, events: tuple[EventRow, ...]
) -> CertificationRow:
    """`names`: of the machine, the family, the course and the person."""
    machine, family, course, person = names
    return CertificationRow(
        id=one.id,
        person_id=one.person_id,
        person=person,
        target=machine or family or "",
        level=one.level,
        granted_on=one.granted_on,
        granted_by=one.granted_by,
        source=one.source,
        course=course or "",
        sheet=one.sheet,
        state=state,
        events=events,
        note=one.note,
        withdrawn=one.withdrawn,
    )


def _row(
    key: UUID, shown: str, right: Decision, name: str, machine: str, ways: list[WayThere]
) -> RightRow:
    return RightRow(
        id=key,
        name=shown,
        answer=right.answer,
        level=right.grant.level if right.grant else None,
        until=right.state.until if right.state else None,
        sentence=sentence_of(right, name, machine),
        remedy=remedy_of(right, ways),
        certification_id=right.grant.id if right.grant else None,
    )


def _names(session: Session, people: Collection[UUID]) -> dict[UUID, str]:
    wanted = select(Party.id, Party.name).where(Party.id.in_(people))
    return {key: name for key, name in session.execute(wanted)}  # noqa: C416

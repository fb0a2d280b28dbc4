"""What hangs on a machine: its meters and readings, documents, questions, and what it needs."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from fablab_desk.lab.premises_models import ListEntry
from fablab_desk.machines.drafts import QuestionDraft
from fablab_desk.machines.kinds import DocumentKind, NeedKind
from fablab_desk.machines.meters import MeterRow, list_meters
from fablab_desk.machines.models import (
    Machine,
    MachineDocument,
    MachineNeed,
    Meter,
    MeterReading,
    Question,
    UseDay,
)

SHOWS = frozenset({Machine, MachineDocument, MachineNeed, Meter, MeterReading, Question, UseDay})
SHOWN = 300  # readings, the newest


@dataclass(frozen=True, slots=True)
class ReadingRow:
    id: UUID
    meter_id: UUID
    meter: str
    unit: str
    day: date
    value: Decimal
    added: Decimal
    replaced: bool
    note: str


@dataclass(frozen=True, slots=True)
class DocumentRow:
    id: UUID
    kind: DocumentKind
    label: str
    file: str
    file_name: str
    major: int
    minor: int
    valid_from: date


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """`family`: the risk family all of whose machines are asked it, or nothing."""

    id: UUID
    draft: QuestionDraft
    family: str
    version: int


@dataclass(frozen=True, slots=True)
class NeedRow:
    """`id`: the machine that is needed."""

    id: UUID
    name: str
    kind: NeedKind


@dataclass(frozen=True, slots=True)
class Dossier:
    """`others`: machines that it might need; `family`: its own, whose questions it shares."""

    machine_id: UUID
    name: str
    meters: tuple[MeterRow, ...]
    readings: tuple[ReadingRow, ...]
    documents: tuple[DocumentRow, ...]
    questions: tuple[QuestionRow, ...]
    needs: tuple[NeedRow, ...]
    needed_by: tuple[str, ...]
    others: tuple[tuple[UUID, str], ...]
    family: tuple[UUID, str] | None


_READINGS: Any = (
    select(
        MeterReading.id,
        MeterReading.meter_id,
        Meter.label,
        Meter.unit,
        MeterReading.day,
        MeterReading.value,
        MeterReading.added,
        MeterReading.replaced,
        MeterReading.note,
    )
    .join(Meter, Meter.id == MeterReading.meter_id)
    .where(~MeterReading.withdrawn)
    .order_by(MeterReading.day.desc(), MeterReading.at.desc(), MeterReading.id.desc())
    .limit(SHOWN)
)
_DOCUMENTS: Any = (
    select(
        MachineDocument.id,
        MachineDocument.kind,
        MachineDocument.label,
        MachineDocument.file,
        MachineDocument.file_name,
        MachineDocument.major,
        MachineDocument.minor,
        MachineDocument.valid_from,
    )
    .where(MachineDocument.archived_on.is_(None))
    .order_by(MachineDocument.kind, MachineDocument.valid_from.desc(), MachineDocument.id.desc())
)


def load_dossier(session: Session, machine_id: UUID, day: date) -> Dossier:
    machine = session.get_one(Machine, machine_id)
    family = session.get(ListEntry, machine.family_id) if machine.family_id else None
    readings = session.execute(_READINGS.where(Meter.machine_id == machine_id))
    documents = session.execute(_DOCUMENTS.where(MachineDocument.machine_id == machine_id))
    needs = session.execute(
        select(MachineNeed.needed_id, Machine.name, MachineNeed.kind)
        .join(Machine, Machine.id == MachineNeed.needed_id)
        .where(MachineNeed.machine_id == machine_id)
        .order_by(Machine.sort_name)
    )
    needed_by = session.scalars(
        select(Machine.name)
        .join(MachineNeed, MachineNeed.machine_id == Machine.id)
        .where(MachineNeed.needed_id == machine_id)
        .order_by(Machine.sort_name)
    )
    others = session.execute(
        select(Machine.id, Machine.name)
        .where(Machine.id != machine_id, Machine.retired_on.is_(None))
        .order_by(Machine.sort_name)
    )
    return Dossier(
        machine_id,
        machine.name,
        tuple(list_meters(session, machine_id, day)),
        tuple(ReadingRow(*row) for row in readings),
        tuple(DocumentRow(*row) for row in documents),
        tuple(_questions(session, machine)),
        tuple(NeedRow(*row) for row in needs),
        tuple(needed_by),
        tuple((key, name) for key, name in others),
        (family.id, family.label) if family else None,
    )


def load_meter(session: Session, machine_id: UUID, meter_id: UUID, day: date) -> MeterRow | None:
    rows = list_meters(session, machine_id, day)
    return next((row for row in rows if row.id == meter_id), None)


def load_question(session: Session, question_id: UUID) -> QuestionRow | None:
    """None once it is asked no more."""
    one = session.get(Question, question_id)
    return None if one is None or one.archived_on else _question(one, "")


def _questions(session: Session, machine: Machine) -> list[QuestionRow]:
    whose = [Question.machine_id == machine.id]
    if machine.family_id:
        whose.append(Question.family_id == machine.family_id)
    wanted = (
        select(Question, ListEntry.label)
        .outerjoin(ListEntry, ListEntry.id == Question.family_id)
        .where(Question.archived_on.is_(None), or_(*whose))
        .order_by(Question.moment.desc(), Question.family_id.is_not(None), Question.position)
    )
    return [_question(one, family or "") for one, family in session.execute(wanted)]


def _question(one: Question, family: str) -> QuestionRow:
    draft = QuestionDraft(
        text=one.text,
        moment=one.moment,
        answer=one.answer,
        required=one.required,
        machine_id=one.machine_id,
        family_id=one.family_id,
    )
    return QuestionRow(one.id, draft, family, one.version)

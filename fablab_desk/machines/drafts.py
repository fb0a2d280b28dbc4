"""What forms say of machines, their questions and meters, and every problem by themselves."""

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TypeAlias
from uuid import UUID

from fablab_desk.errors import DeskError
from fablab_desk.machines.errors import (
    BeforeBoughtError,
    MachineCodeError,
    MinAgeError,
    NamelessMachineError,
    NamelessMeterError,
    NamelessQuestionError,
    NegativeAmountError,
    NegativeReadingError,
    NoServiceDayError,
    WholeMachineError,
)
from fablab_desk.machines.kinds import AnswerKind, MeterKind, QuestionMoment

LONGEST_CODE = 12
CODE = re.compile(rf"[A-Z0-9][A-Z0-9._-]{{0,{LONGEST_CODE - 1}}}")
OLDEST = 99
Found: TypeAlias = list[tuple[str, DeskError]]


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineDraft:
    """As the record's form fills it in; keys of lists, spaces and articles by their own."""

    code: str
    name: str
    commissioned_on: date | None
    category_id: UUID | None = None
    family_id: UUID | None = None
    brand: str = ""
    model: str = ""
    serial: str = ""
    space_id: UUID | None = None
    carrier_id: UUID | None = None
    article_id: UUID | None = None
    bought_on: date | None = None
    price: Decimal | None = None
    paid_by: str = ""
    warranty_until: date | None = None
    min_age: int | None = None
    needs_membership: bool = True
    needs_pieces: bool = True
    needs_training: bool = True
    may_run_alone: bool = False
    guide_use: str = ""
    guide_upkeep: str = ""
    note: str = ""

    def checked(self) -> tuple["MachineDraft", Found]:
        tidy = replace(
            self,
            code=self.code.strip().upper(),
            name=" ".join(self.name.split()),
            brand=" ".join(self.brand.split()),
            model=" ".join(self.model.split()),
            serial=" ".join(self.serial.split()),
            paid_by=" ".join(self.paid_by.split()),
            guide_use=self.guide_use.strip(),
            guide_upkeep=self.guide_upkeep.strip(),
            note=self.note.strip(),
        )
        found: Found = []
        if not CODE.fullmatch(tidy.code):
            found.append(("code", MachineCodeError(LONGEST_CODE)))
        if not tidy.name:
            found.append(("name", NamelessMachineError()))
        if tidy.commissioned_on is None:
            found.append(("commissioned_on", NoServiceDayError()))
        elif tidy.bought_on and tidy.commissioned_on < tidy.bought_on:
            found.append(("commissioned_on", BeforeBoughtError(tidy.bought_on)))
        if tidy.price is not None and tidy.price < 0:
            found.append(("price", NegativeAmountError()))
        if tidy.min_age is not None and not 0 <= tidy.min_age <= OLDEST:
            found.append(("min_age", MinAgeError()))
        return tidy, found


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionDraft:
    """Of one machine or of one risk family."""

    text: str
    moment: QuestionMoment = QuestionMoment.BEFORE
    answer: AnswerKind = AnswerKind.YES_NO
    required: bool = False
    machine_id: UUID | None = None
    family_id: UUID | None = None

    def checked(self) -> tuple["QuestionDraft", Found]:
        tidy = replace(self, text=" ".join(self.text.split()))
        found: Found = [] if tidy.text else [("text", NamelessQuestionError())]
        if (tidy.machine_id is None) is (tidy.family_id is None):
            found.append(("machine_id", WholeMachineError()))
        return tidy, found


@dataclass(frozen=True, slots=True, kw_only=True)
class MeterDraft:
    """`initial`: what it showed on `begins_on`; None: the day the machine came into service."""

    label: str
    kind: MeterKind
    unit: str = ""
    initial: Decimal = Decimal(0)
    begins_on: date | None = None

    def checked(self) -> tuple["MeterDraft", Found]:
        tidy = replace(self, label=" ".join(self.label.split()), unit=self.unit.strip())
        found: Found = [] if tidy.label else [("label", NamelessMeterError())]
        if tidy.initial < 0:
            found.append(("initial", NegativeReadingError()))
        return tidy, found

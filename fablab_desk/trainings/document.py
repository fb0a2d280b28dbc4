"""How the attestations of trainings and the certification for a machine are laid out."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256

from fablab_desk.clock import format_day
from fablab_desk.documents.page import Block, Facts, Page, Paragraph, Spacer, Table, strong
from fablab_desk.documents.page import Column as PaperColumn
from fablab_desk.i18n import mark, translate
from fablab_desk.papers.frame import lay_out_attestation
from fablab_desk.papers.issue import Issued
from fablab_desk.people.numbers import member_number
from fablab_desk.trainings.kinds import (
    LEVEL_TEXTS,
    PRESENCE_TEXTS,
    TRAINING_RESULT_TEXTS,
    Level,
    Presence,
    Result,
)


class Said:
    """What a paper says, as data that can be compared."""

    def digest(self) -> str:
        """Changes with anything that its bearer could show."""
        said = json.dumps(asdict(self), default=str, sort_keys=True, ensure_ascii=False)  # type: ignore[call-overload]
        return sha256(said.encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Half:
    """A half-day as it is told: minutes from its start to its end."""

    day: date
    hours: str
    minutes: int
    presence: Presence


@dataclass(frozen=True, kw_only=True)
class Trained(Said):
    name: str
    number: int
    course: str
    objectives: str
    halves: Sequence[Half]
    trainers: str
    result: Result
    certifies: str
    carrier: str

    @property
    def attended(self) -> int:
        """Minutes of the half-days in which they were present."""
        return sum(one.minutes for one in self.halves if one.presence is Presence.PRESENT)


@dataclass(frozen=True, kw_only=True)
class Completed(Said):
    """`declaration`: of the training body; `payer`: the organisation that sent them, if any."""

    trained: Trained
    declaration: str
    payer: str

    @property
    def whole(self) -> int:
        """Minutes of all the half-days."""
        return sum(one.minutes for one in self.trained.halves)


@dataclass(frozen=True, kw_only=True)
class Certified(Said):
    name: str
    number: int
    target: str
    is_family: bool
    level: Level
    granted_on: date
    granted_by: str
    until: date | None
    disuse_months: int | None
    course: str
    sheet: str
    carrier: str


def lay_out_training(said: Trained, issued: Issued, city: str, language: str) -> Page:
    """Objectives, nature, dates, duration, and the result where one was assessed."""
    template = mark("{carrier} attests that {name} followed the training “{course}”.")
    pairs = [
        (mark("Trainee"), f"{said.name} ({member_number(said.number)})"),
        (mark("Nature"), translate(mark("Practical training at the lab"), language)),
        (mark("Dates"), _dates(said.halves, language)),
        (mark("Duration followed"), _duration(said.attended, language)),
        (mark("Objectives"), said.objectives),
        (mark("Given by"), said.trainers),
        (
            mark("Result"),
            translate(TRAINING_RESULT_TEXTS[said.result], language)
            if said.result is not Result.NOT_ASSESSED
            else "",
        ),
        (mark("Certifies for"), said.certifies if said.result is Result.PASSED else ""),
    ]
    body: list[Block] = [
        _sentence(template, said.carrier, said.name, said.course, language),
        Spacer(2),
        _facts(pairs, language),
    ]
    return lay_out_attestation(mark("Training attestation"), body, issued, city, language)


def lay_out_attendance_of(said: Trained, issued: Issued, city: str, language: str) -> Page:
    """Half-day by half-day, and the hours in all."""
    template = mark("{carrier} attests the presence of {name} at the training “{course}”.")
    columns = (
        PaperColumn(translate(mark("Day"), language), share=2),
        PaperColumn(translate(mark("Hours"), language), share=2),
        PaperColumn(translate(mark("Presence"), language), share=2),
    )
    rows = tuple(
        (
            format_day(one.day, language),
            one.hours,
            translate(PRESENCE_TEXTS[one.presence], language),
        )
        for one in said.halves
    )
    total = (translate(mark("Followed"), language), _duration(said.attended, language), "")
    body: list[Block] = [
        _sentence(template, said.carrier, said.name, said.course, language),
        Spacer(2),
        _facts([(mark("Trainee"), f"{said.name} ({member_number(said.number)})")], language),
        Spacer(2),
        Table(columns, rows, (total,)),
    ]
    title = mark("Attestation of presence at a training")
    return lay_out_attestation(title, body, issued, city, language)


def lay_out_completion(said: Completed, issued: Issued, city: str, language: str) -> Page:
    """The *certificat de réalisation* of a declared training body, for whoever pays for it."""
    template = mark("{carrier} certifies that {name} followed the training “{course}”.")
    pairs = [
        (mark("Trainee"), f"{said.trained.name} ({member_number(said.trained.number)})"),
        (mark("Declared as a training body"), said.declaration),
        (mark("Employer or payer"), said.payer),
        (mark("Nature"), translate(mark("Training course"), language)),
        (mark("Dates"), _dates(said.trained.halves, language)),
        (mark("Duration followed"), _duration(said.trained.attended, language)),
        (mark("Duration of the whole"), _duration(said.whole, language)),
        (mark("Given by"), said.trained.trainers),
    ]
    kept = mark(
        "The sheets that were signed, and what else proves this, are kept and shown to whoever"
        " pays for the training or controls it."
    )
    body: list[Block] = [
        _sentence(template, said.trained.carrier, said.trained.name, said.trained.course, language),
        Spacer(2),
        _facts(pairs, language),
        Spacer(2),
        Paragraph(translate(kept, language), quiet=True),
    ]
    return lay_out_attestation(mark("Certificate of completion"), body, issued, city, language)


def lay_out_certification(said: Certified, issued: Issued, city: str, language: str) -> Page:
    """Machine or family, level, trainer, date, version of the sheet, until when."""
    template = mark("{carrier} certifies {name} for {course}.")
    until = (
        format_day(said.until, language) if said.until else translate(mark("for ever"), language)
    )
    disuse = ""
    if said.disuse_months:
        text = translate(mark("lost after {n} months without use"), language)
        disuse = text.format(n=said.disuse_months)
    pairs = [
        (mark("Person"), f"{said.name} ({member_number(said.number)})"),
        (mark("Risk family") if said.is_family else mark("Machine"), said.target),
        (mark("Level"), translate(LEVEL_TEXTS[said.level], language)),
        (mark("Certified on"), format_day(said.granted_on, language)),
        (mark("Certified by"), said.granted_by),
        (mark("Training"), said.course),
        (mark("Safety sheet"), said.sheet),
        (mark("Valid until"), until),
        (mark("Use"), disuse),
    ]
    body: list[Block] = [
        _sentence(template, said.carrier, said.name, said.target, language),
        Spacer(2),
        _facts(pairs, language),
    ]
    return lay_out_attestation(mark("Machine certification"), body, issued, city, language)


def _sentence(template: str, carrier: str, name: str, course: str, language: str) -> Block:
    said = translate(template, language)
    return Paragraph(strong(said, carrier=carrier, name=name, course=course))


def _facts(pairs: Sequence[tuple[str, str]], language: str) -> Facts:
    return Facts(tuple((translate(title, language), value) for title, value in pairs if value))


def _dates(halves: Sequence[Half], language: str) -> str:
    return ", ".join(dict.fromkeys(format_day(one.day, language) for one in halves))


def _duration(minutes: int, language: str) -> str:
    told = translate(mark("{hours} h {minutes:02}"), language)
    return told.format(hours=minutes // 60, minutes=minutes % 60)

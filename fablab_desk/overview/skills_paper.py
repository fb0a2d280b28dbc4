"""What somebody may work on, as a paper; who may work alone on what, for the wall of the lab."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.clock import format_day
from fablab_desk.documents.card_sheet import CardFace
from fablab_desk.documents.page import Block, Column, Heading, Page, Paragraph, Table
from fablab_desk.files import Attachments
from fablab_desk.i18n import mark, say, translate
from fablab_desk.machines.models import Machine
from fablab_desk.overview.machine_rights import RightRow, rights_of_person, rights_on_machine
from fablab_desk.overview.member_cards import load_faces
from fablab_desk.people.models import Party
from fablab_desk.people.numbers import member_number
from fablab_desk.trainings.kinds import ANSWER_TEXTS, LEVEL_TEXTS, Answer, Level
from fablab_desk.trainings.rights import load_register

SOON = timedelta(days=60)
ON_A_CARD = 6  # lines there is room for


@dataclass(frozen=True, slots=True)
class PersonSkills:
    name: str
    number: str
    day: date
    rights: tuple[RightRow, ...]


def load_person_skills(session: Session, person_id: UUID, day: date) -> PersonSkills:
    person = session.get_one(Party, person_id)
    rights = tuple(rights_of_person(session, person_id, day))
    return PersonSkills(person.name, member_number(person.number), day, rights)


def lay_out_skills(of: PersonSkills, language: str) -> Page:
    """By what they may do: alone, with an animator, what is to be learnt and how to get there."""

    def said(msgid: str) -> str:
        return translate(msgid, language)

    blocks: list[Block] = []
    for answer in (Answer.AUTONOMOUS, Answer.WITH_ANIMATOR, Answer.TO_TRAIN):
        rows = [row for row in of.rights if row.answer is answer]
        if not rows:
            continue
        blocks.append(Heading(said(ANSWER_TEXTS[answer])))
        until = Column(said(mark("Until")))
        machine = Column(said(mark("Machine")), share=1.6)
        level = Column(said(mark("Level")))
        if answer is Answer.TO_TRAIN:
            what = Column(said(mark("What is missing, and what comes next")), share=3)
            told = tuple(
                (
                    row.name,
                    " ".join(say(one, language) for one in (row.sentence, row.remedy) if one),
                )
                for row in rows
            )
            blocks.append(Table((machine, what), told))
        else:
            held = tuple(
                (
                    row.name,
                    said(LEVEL_TEXTS[row.level]) if row.level else "",
                    format_day(row.until, language) if row.until else said(mark("for ever")),
                )
                for row in rows
            )
            blocks.append(Table((machine, level, until), held))
    if not blocks:
        blocks.append(Paragraph(said(mark("No machine of the lab asks for a training."))))
    quiet = said(mark("As it stands on that day: the lab’s record is what counts."))
    title = said(mark("What {name} may work on")).format(name=of.name)
    return Page(
        title=title,
        place_and_date=f"{of.number} · {format_day(of.day, language)}",
        language=language,
        blocks=(*blocks, Paragraph(quiet, quiet=True)),
    )


@dataclass(frozen=True, slots=True)
class OpenAccess:
    """By machine, in the order of their names: who may work alone on it that day."""

    day: date
    machines: tuple[tuple[str, tuple[RightRow, ...]], ...]


def load_open_access(session: Session, day: date) -> OpenAccess:
    asked = [one for one in load_register(session, [], None, day).targets.values() if one.asked]
    gone = set(session.scalars(select(Machine.id).where(Machine.retired_on <= day)))
    found = []
    for one in asked:
        if one.id not in gone:
            rows = rights_on_machine(session, one.id, day)
            alone = [row for row in rows if row.answer is Answer.AUTONOMOUS]
            found.append((one.name, tuple(alone)))
    return OpenAccess(day, tuple(found))


def lay_out_open_access(of: OpenAccess, language: str) -> Page:
    def said(msgid: str) -> str:
        return translate(msgid, language)

    blocks: list[Block] = []
    for machine, rows in of.machines:
        blocks.append(Heading(machine))
        names = [_alone(row, of.day, language) for row in rows]
        nobody = said(mark("Nobody may work alone on it."))
        blocks.append(Paragraph(" · ".join(names) if names else nobody))
    if not blocks:
        blocks.append(Paragraph(said(mark("No machine of the lab asks for a training."))))
    return Page(
        title=said(mark("Who may work alone on what")),
        place_and_date=format_day(of.day, language),
        language=language,
        blocks=tuple(blocks),
    )


def _alone(row: RightRow, day: date, language: str) -> str:
    """With the day on which it ends, where that is soon: the list hangs for some weeks."""
    told = [translate(LEVEL_TEXTS[Level.TRAINER], language).lower()] * (row.level is Level.TRAINER)
    if row.until and row.until <= day + SOON:
        until = translate(mark("until {day}"), language)
        told.append(until.format(day=format_day(row.until, language, short=True)))
    return f"{row.name} ({', '.join(told)})" if told else row.name


def load_rights_cards(
    session: Session, people: Sequence[UUID], attachments: Attachments, day: date, language: str
) -> list[CardFace]:
    """A card to carry for each: what they may work on that day; the code is that of their card."""
    faces = []
    for person, face in zip(people, load_faces(session, people, attachments), strict=True):
        rights = [
            row
            for row in rights_of_person(session, person, day)
            if row.answer is not Answer.TO_TRAIN
        ]
        lines = [_on_card(row, language) for row in rights]
        if len(lines) > ON_A_CARD:
            more = translate(mark("and {n} more"), language).format(n=len(lines) - ON_A_CARD + 1)
            lines = [*lines[: ON_A_CARD - 1], more]
        faces.append(CardFace(face.name, face.number, face.code, face.photo, tuple(lines)))
    return faces


def _on_card(row: RightRow, language: str) -> str:
    told = [row.name]
    if row.answer is Answer.WITH_ANIMATOR:
        told.append(translate(ANSWER_TEXTS[row.answer], language).lower())
    if row.until:
        until = translate(mark("until {day}"), language)
        told.append(until.format(day=format_day(row.until, language, short=True)))
    return " · ".join(told)

"""Papers that lie beside the machines: labels with a code, and blank sheets to be typed later."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from fablab_desk.clock import format_day
from fablab_desk.documents.card_sheet import CardFace
from fablab_desk.documents.page import Block, Column, Facts, Page, PageFormat, Paragraph, Table
from fablab_desk.i18n import mark, translate
from fablab_desk.lab.premises_models import ListEntry
from fablab_desk.logbook.asking import questions_of
from fablab_desk.logbook.charging import time_rate
from fablab_desk.machines.kinds import QuestionMoment
from fablab_desk.machines.models import Machine
from fablab_desk.money import format_amount
from fablab_desk.overview.machine_rights import autonomous_on

LINES = 14
TALL = "\u00a0\n\u00a0"  # a line high enough to be written on by hand
# In the order in which the grid asks for them.
TITLES: tuple[tuple[str, float], ...] = (
    (mark("Person, card or group"), 3.4),
    (mark("Machine"), 1.2),
    (mark("Start"), 1.0),
    (mark("Duration"), 1.0),
    (mark("Material"), 1.8),
    (mark("Quantity"), 1.0),
    (mark("Went well?"), 1.0),
    (mark("Visa"), 1.0),
)


def load_labels(session: Session, machine_ids: Sequence[UUID] | None = None) -> list[CardFace]:
    """One for each machine in service, or for those that are named, by name."""
    family = aliased(ListEntry)
    wanted = (
        select(Machine.id, Machine.name, Machine.code, Machine.tag, family.label)
        .outerjoin(family, family.id == Machine.family_id)
        .where(Machine.retired_on.is_(None))
        .order_by(Machine.sort_name)
    )
    return [
        CardFace(name, " · ".join(part for part in (code, risks) if part), tag)
        for key, name, code, tag, risks in session.execute(wanted)
        if machine_ids is None or key in machine_ids
    ]


@dataclass(frozen=True, slots=True)
class SheetOf:
    """What stands over the lines; `alone`: who may work alone on it that day."""

    machine: str
    code: str
    price: str
    questions: tuple[str, ...]
    alone: tuple[str, ...] = ()


def load_sheets(
    session: Session, day: date, language: str, machine_ids: Sequence[UUID] | None = None
) -> list[SheetOf]:
    """With whoever may work alone on that day, where a training is asked."""
    wanted = select(Machine).where(Machine.retired_on.is_(None)).order_by(Machine.sort_name)
    found = []
    for machine in session.scalars(wanted):
        if machine_ids is not None and machine.id not in machine_ids:
            continue
        rate = time_rate(session, machine, None, day)
        price = ""
        if rate:
            said = translate(mark("{amount} an hour, by {block} min"), language)
            amount = format_amount(rate.hourly, language)
            price = said.format(amount=amount, block=rate.block_minutes)
        asked = questions_of(session, machine, QuestionMoment.BEFORE)
        texts = tuple(one.text for one in asked)
        alone = tuple(autonomous_on(session, machine.id, day))
        found.append(SheetOf(machine.name, machine.code, price, texts, alone))
    return found


def lay_out_blank(of: SheetOf, day: date | None, language: str) -> Page:
    """A4 lying on its side: its columns are those of the grid it is typed into."""

    def said(msgid: str) -> str:
        return translate(msgid, language)

    columns = tuple(Column(said(title), share=share) for title, share in TITLES)
    blank = (TALL, *("" for _ in columns[1:]))
    facts = [(said(mark("Machine")), f"{of.machine} ({of.code})")]
    if of.price:
        facts.append((said(mark("Price")), of.price))
    if of.questions:
        facts.append((said(mark("Before")), " · ".join(of.questions)))
    alone = ", ".join(of.alone) or "\u00a0" * 8
    facts.append((said(mark("May work alone today")), alone))
    blocks: tuple[Block, ...] = (
        Facts(tuple(facts)),
        Table(columns, (blank,) * LINES),
        Paragraph(
            said(mark("Typed later with “Type a paper sheet…”: one line for each use.")),
            quiet=True,
        ),
    )
    written = format_day(day, language) if day else said(mark("Day: . . . . . . . . . . . ."))
    return Page(
        title=said(mark("Sheet of uses")),
        place_and_date=written,
        language=language,
        blocks=blocks,
        format=PageFormat.A4_LANDSCAPE,
    )

"""Papers of trainings that are not numbered: the attendance sheet to be signed, the programme."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from fablab_desk.catalogue.prices import find_price
from fablab_desk.clock import format_day
from fablab_desk.documents.markdown import markdown_blocks
from fablab_desk.documents.page import (
    Block,
    Column,
    Facts,
    Heading,
    Page,
    PageFormat,
    Paragraph,
    Table,
)
from fablab_desk.i18n import mark, translate, translate_many
from fablab_desk.money import format_amount
from fablab_desk.overview.courses import CourseRow, load_course_row
from fablab_desk.overview.trainings import HalfDayRow, SessionDetail, load_session_detail
from fablab_desk.trainings.drafts import EnrolmentDraft
from fablab_desk.trainings.errors import GoneCourseError, GoneSessionError
from fablab_desk.trainings.kinds import FUNDING_TEXTS, LEVEL_TEXTS, Funding

ACROSS = 4  # half-days that are signed for on one sheet: a signature needs its room
BLANKS = 2  # for who comes without being enrolled
TALL = "\u00a0\n\u00a0"  # a line high enough to be signed by hand


def load_attendance(session: Session, session_id: UUID) -> SessionDetail:
    found = load_session_detail(session, session_id)
    if found is None:
        raise GoneSessionError
    return found


def lay_out_attendance(
    of: SessionDetail, zone: ZoneInfo, language: str, *, each: bool = False
) -> list[Page]:
    """The whole session, four half-days to a sheet, or a sheet for `each` of them."""
    across = 1 if each else ACROSS
    return [
        _sheet(of, of.halves[begin : begin + across], zone, language)
        for begin in range(0, len(of.halves), across)
    ]


def _sheet(of: SessionDetail, halves: Sequence[HalfDayRow], zone: ZoneInfo, language: str) -> Page:
    def said(msgid: str) -> str:
        return translate(msgid, language)

    signed = tuple(Column(_over(half, zone, language), share=1.7) for half in halves)
    empty = ("",) * len(halves)
    trainees = [
        (f"{row.name}\n\u00a0", _status(row.draft, language), *empty)
        for row in sorted(of.enrolled, key=lambda row: row.name)
    ]
    trainees += [(TALL, "", *empty)] * BLANKS
    trainers = [(f"{name}\n\u00a0", said(mark("Trainer")), *empty) for _, name in of.trainers]
    facts = [
        (said(mark("Given for")), of.host),
        (said(mark("Reference of the funder")), of.draft.funder_reference),
        (said(mark("Axis")), of.draft.axis),
    ]
    known = tuple((title, value) for title, value in facts if value)
    who = Column(said(mark("Name")), share=2.4)
    status = Column(said(mark("Profession, situation")), share=1.8)
    blocks: tuple[Block, ...] = (
        *((Facts(known),) if known else ()),
        Table((who, status, *signed), tuple(trainers + trainees)),
        Paragraph(
            said(mark("Each signs for each half-day, when it takes place; the trainer too.")),
            quiet=True,
        ),
    )
    days = sorted({half.day for half in halves})
    shown = " – ".join(format_day(day, language) for day in (days[0], *days[1:][-1:]))
    return Page(
        title=said(mark("Attendance sheet: {course}")).format(course=of.row.title),
        place_and_date=shown,
        language=language,
        blocks=blocks,
        format=PageFormat.A4_LANDSCAPE,
    )


def _over(half: HalfDayRow, zone: ZoneInfo, language: str) -> str:
    """Its day, its hours and its place, over the signatures."""
    begins, ends = half.starts_at.astimezone(zone), half.ends_at.astimezone(zone)
    day = format_day(half.day, language, short=True)
    return "\n".join(part for part in (day, f"{begins:%H:%M}–{ends:%H:%M}", half.place) if part)


def _status(draft: EnrolmentDraft, language: str) -> str:
    stated = draft.funding is not Funding.NOT_STATED
    told = translate(FUNDING_TEXTS[draft.funding], language) if stated else ""
    return ", ".join(part for part in (draft.profession, draft.status, told) if part)


@dataclass(frozen=True, slots=True)
class Programme:
    """A course as it is told to who wants to follow it; `price` of everybody on that day."""

    course: CourseRow
    price: Decimal | None
    day: date


def load_programme(session: Session, course_id: UUID, day: date) -> Programme:
    course = load_course_row(session, course_id)
    if course is None:
        raise GoneCourseError
    article = course.draft.article_id
    price = find_price(session, article, None, day) if article else None
    return Programme(course, price.to_pay if price else None, day)


def lay_out_programme(of: Programme, language: str) -> Page:
    def said(msgid: str) -> str:
        return translate(msgid, language)

    draft = of.course.draft
    months = draft.validity_months
    holds = (
        translate_many(mark("{n} month"), mark("{n} months"), months, language)
        if months
        else said(mark("for ever"))
    )
    hours, minutes = divmod(draft.minutes or 0, 60)
    level = said(LEVEL_TEXTS[draft.level])
    certifies = f"{', '.join(of.course.targets)} ({level.lower()})" if of.course.targets else ""
    facts = [
        (said(mark("Duration")), f"{hours} h {minutes:02}" if draft.minutes else ""),
        (said(mark("To be passed before")), ", ".join(of.course.needs)),
        (said(mark("Age at least")), str(draft.min_age) if draft.min_age else ""),
        (said(mark("Seats")), str(draft.capacity)),
        (said(mark("Certifies for")), certifies),
        (said(mark("How long it holds")), holds if of.course.targets else ""),
        (
            said(mark("Price")),
            said(mark("Free of charge")) if of.price is None else format_amount(of.price, language),
        ),
    ]
    blocks: list[Block] = [Facts(tuple(pair for pair in facts if pair[1]))]
    if draft.objectives:
        blocks += [Heading(said(mark("Objectives"))), Paragraph(draft.objectives)]
    if draft.programme:
        blocks += [Heading(said(mark("Programme"))), *markdown_blocks(draft.programme, language)]
    if draft.criteria:
        assessed = "\n".join(f"- {one}" for one in draft.criteria)
        blocks += [Heading(said(mark("What is assessed"))), *markdown_blocks(assessed, language)]
    return Page(
        title=draft.title,
        place_and_date=format_day(of.day, language),
        language=language,
        blocks=tuple(blocks),
    )

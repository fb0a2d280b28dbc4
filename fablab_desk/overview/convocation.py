"""The letter that calls somebody to a session: when, where, with whom, and what is missing."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from fablab_desk.clock import format_day
from fablab_desk.documents.page import Block, Facts, Letterhead, Page, Paragraph, Table
from fablab_desk.documents.page import Column as PageColumn
from fablab_desk.i18n import mark, translate
from fablab_desk.lab.letterhead import letterhead_of
from fablab_desk.lab.queries import load_carrier
from fablab_desk.memberships.fee_call import recipient_of
from fablab_desk.overview.trainings import SessionDetail, TraineeRow, load_session_detail
from fablab_desk.people.models import Party
from fablab_desk.trainings.errors import GoneSessionError
from fablab_desk.trainings.kinds import EnrolmentState
from fablab_desk.trainings.models import Course

EXPECTED = mark("You are enrolled in “{course}”. We expect you on the days below.")
WAITS = mark("You are on the waiting list of “{course}”: we write again as soon as a seat is free.")


@dataclass(frozen=True, slots=True)
class Convocations:
    """`called`: whoever is enrolled or waits, with the lines of the envelope's window."""

    detail: SessionDetail
    letterhead: Letterhead
    city: str
    day: date
    called: tuple[tuple[TraineeRow, tuple[str, ...]], ...]
    needs: str  # of the course, as it says them


def load_convocations(
    session: Session, session_id: UUID, day: date, language: str, only: UUID | None = None
) -> Convocations:
    """Of all who are enrolled, or of the `only` enrolment; whoever waits is told so."""
    detail = load_session_detail(session, session_id)
    if detail is None:
        raise GoneSessionError
    course = session.get_one(Course, detail.row.course_id)
    carrier = load_carrier(session, course.carrier_id)
    wanted = [
        one
        for one in detail.trainees
        if (one.id == only if only else one.state is EnrolmentState.ENROLLED)
    ]
    called = tuple(
        (one, recipient_of(session.get_one(Party, one.person_id), day, language)) for one in wanted
    )
    return Convocations(
        detail, letterhead_of(session, carrier), carrier.city, day, called, course.objectives
    )


def lay_out_convocations(of: Convocations, zone: ZoneInfo, language: str) -> list[Page]:
    return [_letter(of, trainee, lines, zone, language) for trainee, lines in of.called]


def _letter(
    of: Convocations,
    trainee: TraineeRow,
    recipient: tuple[str, ...],
    zone: ZoneInfo,
    language: str,
) -> Page:
    def said(msgid: str) -> str:
        return translate(msgid, language)

    row = of.detail.row
    halves = tuple(
        (
            format_day(half.day, language),
            f"{half.starts_at.astimezone(zone):%H:%M} – {half.ends_at.astimezone(zone):%H:%M}",
            half.place,
        )
        for half in of.detail.halves
    )
    waits = trainee.state is EnrolmentState.WAITING
    opening = WAITS if waits else EXPECTED
    facts = [
        (said(mark("Given by")), ", ".join(name for _, name in of.detail.trainers)),
        (said(mark("Given for")), of.detail.host),
        (said(mark("Paid by")), trainee.payer or of.detail.payer),
        (said(mark("Objectives")), of.needs),
    ]
    columns = (
        PageColumn(said(mark("Day")), share=1.4),
        PageColumn(said(mark("Hours"))),
        PageColumn(said(mark("Where")), share=1.4),
    )
    blocks: list[Block] = [
        Paragraph(said(opening).format(course=row.title)),
        Table(columns, halves),
        Facts(tuple(pair for pair in facts if pair[1])),
        Paragraph(
            said(
                mark(
                    "Each half-day is signed for when it takes place."
                    " If you cannot come, tell us: somebody may be waiting for your seat."
                )
            )
        ),
    ]
    place = said(mark("Done at {city}, on {day}")) if of.city else "{day}"
    return Page(
        title=said(mark("Convocation: {course}")).format(course=row.title),
        place_and_date=place.format(city=of.city, day=format_day(of.day, language)),
        language=language,
        recipient=recipient,
        blocks=tuple(blocks),
    )

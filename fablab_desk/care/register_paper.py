"""The register of treatments on paper, with the lab's identity."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from fablab_desk.care.register import PARTS, ProcessingRow, list_processings
from fablab_desk.clock import format_day
from fablab_desk.documents.page import (
    Block,
    Facts,
    Heading,
    Letterhead,
    Page,
    Paragraph,
    Spacer,
)
from fablab_desk.i18n import mark, translate
from fablab_desk.lab.letterhead import letterhead_of
from fablab_desk.lab.queries import load_carrier

TITLE = mark("Register of treatments of personal data")


def load_register(session: Session) -> tuple[Letterhead, list[ProcessingRow]]:
    """What is printed, and under whose name."""
    return letterhead_of(session, load_carrier(session)), list_processings(session)


def lay_out_register(rows: Sequence[ProcessingRow], day: date, language: str) -> Page:
    """Each treatment with its seven answers, as article 30 of the GDPR asks for."""
    told = translate(
        mark(
            "Kept by the structure named above, which answers for these treatments (article 30 of"
            " the GDPR). Requests of access, correction or erasure are made at the desk."
        ),
        language,
    )
    blocks: list[Block] = [Paragraph(told, quiet=True)]
    for place, row in enumerate(rows, start=1):
        since = translate(mark("since {day}"), language)
        said = (row.purpose, row.basis, row.people_told, row.data_told, row.recipients)
        answers = (*said, row.kept_for, row.security)
        titles = (translate(title, language) for _, title in PARTS)
        blocks += [
            Spacer(3),
            Heading(f"{place}. {row.label}"),
            Paragraph(since.format(day=format_day(row.valid_from, language)), quiet=True),
            Facts(tuple(zip(titles, answers, strict=True))),
        ]
    if not rows:
        blocks.append(Paragraph(translate(mark("The register says nothing yet."), language)))
    printed_on = translate(mark("Printed on {day}"), language)
    return Page(
        title=translate(TITLE, language),
        place_and_date=printed_on.format(day=format_day(day, language)),
        language=language,
        blocks=tuple(blocks),
    )

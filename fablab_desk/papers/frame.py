"""What papers that are issued have in common: where and when, and the seal by the signature."""

from collections.abc import Iterable

from fablab_desk.clock import format_day
from fablab_desk.documents.page import Block, Halves, Page, Paragraph, SealBlock, Signature, Spacer
from fablab_desk.i18n import mark, translate
from fablab_desk.papers.issue import Issued

SEAL = mark("Sealed: scan to verify that this paper is genuine.")


def lay_out_attestation(
    title: str, said: Iterable[Block], issued: Issued, city: str, language: str, note: str = ""
) -> Page:
    """The title is a msgid; `note` is the lab's own text."""
    return Page(
        title=translate(title, language),
        place_and_date=place_and_date(issued, city, language),
        language=language,
        blocks=(
            Spacer(6),
            *said,
            Spacer(2),
            Paragraph(translate("Issued to serve wherever it is asked for.", language)),
            *((Paragraph(note, quiet=True),) if note else ()),
            Spacer(8),
            Halves(
                left=(seal_of(issued, language),),
                right=(Signature(translate("For the lab", language)),),
            ),
        ),
    )


def place_and_date(issued: Issued, city: str, language: str) -> str:
    here = translate("Done at {city}, on {day}", language) if city else "{day}"
    return here.format(city=city, day=format_day(issued.on, language))


def seal_of(issued: Issued, language: str) -> SealBlock:
    return SealBlock(issued.seal_text, translate(SEAL, language))

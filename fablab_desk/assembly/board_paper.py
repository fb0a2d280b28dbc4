"""The board on paper: who held which office on a day, and an attestation of one mandate."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from fablab_desk.assembly.board import MandateRow, list_board, load_mandate
from fablab_desk.assembly.errors import EmptyBoardError
from fablab_desk.assembly.kinds import OFFICE_TEXTS
from fablab_desk.clock import format_day
from fablab_desk.documents.draw import draw
from fablab_desk.documents.page import (
    Block,
    Column,
    Facts,
    Halves,
    Letterhead,
    Page,
    Paragraph,
    Signature,
    Spacer,
    Table,
    strong,
)
from fablab_desk.errors import Problems
from fablab_desk.i18n import mark, translate
from fablab_desk.lab.letterhead import letterhead_of
from fablab_desk.lab.queries import load_carrier

BOARD = mark("The board")
ATTESTED = mark("Attestation of a mandate")


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """`rows`: who holds an office on `day`, or the one mandate that is attested."""

    carrier: str
    city: str
    letterhead: Letterhead
    rows: tuple[MandateRow, ...]
    day: date
    made_on: date


def load_board(session: Session, carrier_id: UUID | None, day: date, made_on: date) -> Board:
    """That of a structure, or of the main one; Problems where nobody held an office that day."""
    carrier = load_carrier(session, carrier_id)
    rows = list_board(session, day, carrier.id)
    if not rows:
        raise Problems([("day", EmptyBoardError(carrier.name, day))])
    return Board(
        carrier=carrier.name,
        city=carrier.city,
        letterhead=letterhead_of(session, carrier),
        rows=tuple(rows),
        day=day,
        made_on=made_on,
    )


def load_attested(session: Session, mandate_id: UUID, made_on: date) -> Board:
    row = load_mandate(session, mandate_id)
    carrier = load_carrier(session, row.carrier_id)
    return Board(
        carrier=carrier.name,
        city=carrier.city,
        letterhead=letterhead_of(session, carrier),
        rows=(row,),
        day=made_on,
        made_on=made_on,
    )


def draw_board(board: Board, language: str) -> bytes:
    return draw(board_page(board, language), board.letterhead)


def draw_attested(board: Board, language: str) -> bytes:
    return draw(attested_page(board, language), board.letterhead)


def board_page(board: Board, language: str) -> Page:
    """Its days are those that the general assembly gave, or the last one of who resigned."""
    said = translate(mark("{carrier}: those who hold an office on {day}."), language)
    titles = (
        (mark("Name"), 2.2),
        (mark("Office"), 2.0),
        (mark("Since"), 1.4),
        (mark("Until, included"), 1.4),
    )
    return _page(
        BOARD,
        board,
        (
            Paragraph(strong(said, carrier=board.carrier, day=format_day(board.day, language))),
            Spacer(2),
            Table(
                tuple(Column(translate(title, language), share=s) for title, s in titles),
                tuple(
                    (
                        row.name,
                        translate(OFFICE_TEXTS[row.office], language),
                        format_day(row.starts_on, language),
                        format_day(row.last_on, language),
                    )
                    for row in board.rows
                ),
            ),
        ),
        language,
    )


def attested_page(board: Board, language: str) -> Page:
    (row,) = board.rows
    last = translate(mark("Resigned on"), language) if row.resigned_on else ""
    pairs = (
        (translate(mark("Name"), language), row.name),
        (translate(mark("Office"), language), translate(OFFICE_TEXTS[row.office], language)),
        (translate(mark("Since"), language), format_day(row.starts_on, language)),
        (translate(mark("Until, included"), language), format_day(row.ends_on, language)),
        *(((last, format_day(row.resigned_on, language)),) if row.resigned_on else ()),
    )
    return _page(
        ATTESTED,
        board,
        (
            Spacer(4),
            Paragraph(_attested(board, language)),
            Facts(pairs),
            Spacer(2),
            Paragraph(translate("Issued to serve wherever it is asked for.", language)),
        ),
        language,
    )


def _attested(board: Board, language: str) -> tuple[str, ...]:
    (row,) = board.rows
    if row.starts_on > board.day:
        said = mark("{carrier} attests that {name} is to hold this office on its board:")
    elif row.last_on < board.day:
        said = mark("{carrier} attests that {name} held this office on its board:")
    else:
        said = mark("{carrier} attests that {name} holds this office on its board:")
    return strong(translate(said, language), carrier=board.carrier, name=row.name)


def _page(title: str, board: Board, blocks: tuple[Block, ...], language: str) -> Page:
    """Dated and signed, as an office or a bank asks for it; `title` is a msgid."""
    day = format_day(board.made_on, language)
    place = translate("Done at {city}, on {day}", language) if board.city else "{day}"
    signed = Signature(translate(mark("Certified true"), language))
    return Page(
        title=translate(title, language),
        place_and_date=place.format(city=board.city, day=day),
        language=language,
        blocks=(*blocks, Spacer(8), Halves(left=(), right=(signed,))),
    )

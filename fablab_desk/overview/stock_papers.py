"""Papers of the stock: a sheet to count it by hand, and labels for shelves and drawers."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from fablab_desk.clock import format_day
from fablab_desk.db.search import normalise
from fablab_desk.documents.card_sheet import CardFace
from fablab_desk.documents.page import (
    Align,
    Block,
    Column,
    Facts,
    Heading,
    Page,
    Paragraph,
    Spacer,
    Table,
)
from fablab_desk.i18n import mark, translate
from fablab_desk.money import plain_decimal
from fablab_desk.stock.kinds import STORE_TEXTS, Store
from fablab_desk.stock.queries import LevelRow
from fablab_desk.stock.tags import tag_of

TITLE = mark("Stock to count")
TITLES = (
    (mark("Code"), 1.1),
    (mark("Article"), 3.0),
    (mark("Place"), 1.6),
    (mark("Unit"), 0.8),
    (mark("In the books"), 1.2),
    (mark("Counted"), 1.4),
)
DOTS = ". " * 20


def lay_out_count(rows: Sequence[LevelRow], day: date, language: str) -> Page:
    """By store and place, as one walks along the shelves; what is counted is typed afterwards."""

    def said(msgid: str) -> str:
        return translate(msgid, language)

    columns = tuple(
        Column(said(title), Align.RIGHT if title == "In the books" else Align.LEFT, share)
        for title, share in TITLES
    )
    blocks: list[Block] = [Facts(((said(mark("Counted by")), DOTS), (said(mark("Day")), DOTS)))]
    for store in Store:
        kept = sorted((row for row in rows if row.store is store), key=_along_the_shelves)
        if kept:
            lines = tuple(
                (
                    row.code,
                    row.label,
                    row.place,
                    row.unit,
                    plain_decimal(row.quantity),
                    "\u00a0\n\u00a0",
                )
                for row in kept
            )
            blocks += [Heading(said(STORE_TEXTS[store])), Table(columns, lines)]
    if not rows:
        blocks.append(Paragraph(said(mark("Nothing is kept in stock yet."))))
    typed = said(mark("Typed afterwards with “Inventory…”: only what differs is written."))
    blocks += [Spacer(2), Paragraph(typed, quiet=True)]
    return Page(
        title=said(TITLE),
        place_and_date=format_day(day, language),
        language=language,
        blocks=tuple(blocks),
    )


def _along_the_shelves(row: LevelRow) -> tuple[str, str]:
    return normalise(row.place), normalise(row.label)


def label_faces(rows: Sequence[LevelRow]) -> list[CardFace]:
    """One for each article, in the order of the list: its scan opens the article."""
    found: dict[UUID, CardFace] = {}
    for row in rows:
        told = " · ".join(part for part in (row.code, row.place) if part)
        found.setdefault(row.article_id, CardFace(row.label, told, tag_of(row.article_id)))
    return list(found.values())

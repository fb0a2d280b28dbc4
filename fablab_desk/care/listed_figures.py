"""The figures of earlier years, from a file: a year, what was counted, the number."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.care.listed import Listed, Listing, cell, listing_of, match_titles, refuse_missing
from fablab_desk.db.search import normalise
from fablab_desk.errors import DeskError, gathered
from fablab_desk.i18n import LANGUAGES, mark, translate
from fablab_desk.lab.figures import FIGURE_TEXTS, FigureDraft, FigureKind, KnownFigureError
from fablab_desk.lab.models import EarlierFigure
from fablab_desk.lab.service_figures import record_figure, remove_figure
from fablab_desk.people.exchange.making import say_nothing
from fablab_desk.people.exchange.preview import Progress
from fablab_desk.sheets.sheet import Sheet
from fablab_desk.staff.act import Act
from fablab_desk.typed import parse_count, parse_decimal

TITLES = {
    "year": ("annee", "year", "exercice"),
    "kind": ("chiffre", "figure", "indicateur", "what was counted", "ce qui est compte"),
    "number": ("nombre", "number", "valeur", "value", "total"),
    "source": ("source", "where it stands", "origine"),
}
NEEDED = ("year", "kind", "number")
MOST_YEAR = 9999


class UnknownFigureError(DeskError):
    def __init__(self, text: str) -> None:
        super().__init__(
            mark("“{text}” is no figure of the report. Known: {known}."),
            text=text,
            known=[translate(FIGURE_TEXTS[kind]) for kind in FigureKind],
        )


class TwiceInFileError(DeskError):
    def __init__(self, line: int) -> None:
        super().__init__(mark("This figure of that year stands in line {line} too."), line=line)


def read_figures(
    session: Session, sheet: Sheet, this_year: int, columns: Mapping[str, int] | None = None
) -> Listing[FigureDraft]:
    """What the file says and the base does not know yet; a figure that differs is refused.

    `columns`: where each thing stands, if not as the titles tell.
    """
    columns = match_titles(sheet, TITLES) if columns is None else columns
    refuse_missing(columns, TITLES, NEEDED)
    listing: Listing[FigureDraft] = listing_of(sheet)
    there = {
        (year, kind): number
        for year, kind, number in session.execute(
            select(EarlierFigure.year, EarlierFigure.kind, EarlierFigure.number)
        )
    }
    lines: dict[tuple[int, FigureKind], int] = {}
    for row in sheet.rows:
        found: list[tuple[str, DeskError]] = []
        said = {name: cell(row, columns, name) for name in TITLES}
        year = gathered(found, "year", partial(parse_count, said["year"], MOST_YEAR))
        kind = gathered(found, "kind", partial(_kind, said["kind"]))
        number = gathered(found, "number", partial(parse_decimal, said["number"]))
        if year is None or kind is None or number is None:
            written = _told(said["year"], said["kind"], said["number"])
            listing.refuse(row.line, *(problem for _, problem in found), name=written)
            continue
        draft, wrong = _draft(year, kind, number, said["source"]).checked(this_year)
        if (year, kind) in lines:
            wrong.append(("kind", TwiceInFileError(lines[year, kind])))
        known = there.get((year, kind))
        if known is not None and known != number:
            wrong.append(("kind", KnownFigureError(year)))
        lines.setdefault((year, kind), row.line)
        told = _told(str(year), translate(FIGURE_TEXTS[kind]), said["number"])
        if wrong:
            listing.refuse(row.line, *(problem for _, problem in wrong), name=told)
        else:
            goes = listing.taken if known is None else listing.known
            goes.append(Listed(row.line, told, draft))
    return listing


def write_figures(
    act: Act, listing: Listing[FigureDraft], progress: Progress = say_nothing
) -> frozenset[int]:
    """None of them is known: that was read before."""
    for done, one in enumerate(listing.taken):
        progress(done, len(listing.taken))
        record_figure(act, one.key, one.draft)
    return frozenset()


def take_figures_back(act: Act, keys: Sequence[UUID], progress: Progress = say_nothing) -> None:
    for done, key in enumerate(keys):
        progress(done, len(keys))
        remove_figure(act, key)


def _told(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _draft(year: int, kind: FigureKind, number: Decimal, source: str) -> FigureDraft:
    return FigureDraft(year=year, kind=kind, number=number, source=source)


def _kind(text: str) -> FigureKind:
    sought = normalise(text)
    for kind, label in FIGURE_TEXTS.items():
        names = {kind.value, *(normalise(translate(label, one)) for one in LANGUAGES)}
        if sought in names or text == kind.value:
            return kind
    raise UnknownFigureError(text)

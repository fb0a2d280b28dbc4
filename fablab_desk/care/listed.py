"""A short file of facts, one on each line: what its columns mean, and which lines are refused."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar
from uuid import UUID

from fablab_desk.care.near_people import Proposed
from fablab_desk.db.search import normalise
from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark
from fablab_desk.keys import new_key
from fablab_desk.people.exchange.preview import Refusal
from fablab_desk.sheets.sheet import Sheet, SheetRow

T = TypeVar("T")
Titles = Mapping[str, tuple[str, ...]]  # what is sought → its titles, as `normalise` leaves them


class ListKind(StrEnum):
    FIRST_VISITS = "first-visits"
    ARRIVALS = "arrivals"
    FIGURES = "figures"
    BALANCES = "balances"
    CERTIFICATIONS = "certifications"


class MissingColumnError(DeskError):
    def __init__(self, titles: tuple[str, ...]) -> None:
        super().__init__(mark("No column is titled {titles}."), titles=list(titles))


@dataclass(frozen=True, slots=True)
class Listed(Generic[T]):
    """A line that can be taken; its key is made here, so that a repeat writes one record."""

    line: int
    said: str
    draft: T
    key: UUID = field(default_factory=new_key)


@dataclass(slots=True)
class Listing(Generic[T]):
    """`known` are lines that say what is there already.

    `doubts` holds by line who may be meant, where a refused line names nobody for sure.
    """

    taken: list[Listed[T]] = field(default_factory=list)
    known: list[Listed[T]] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    doubts: dict[int, tuple[Proposed, ...]] = field(default_factory=dict)

    def refuse(self, line: int, *reasons: DeskError, name: str = "") -> None:
        self.refused.append(Refusal(line, reasons, name))

    def keys(self, but: Collection[int] = ()) -> list[UUID]:
        """Of all that is taken, `but` for lines that wrote nothing."""
        return [one.key for one in self.taken if one.line not in but]

    def know(self, lines: Collection[int]) -> None:
        """Lines that turned out to say what is there already."""
        self.known += [one for one in self.taken if one.line in lines]
        self.taken = [one for one in self.taken if one.line not in lines]

    def drop(self, refused: Mapping[int, list[DeskError]]) -> None:
        """Lines that turned out not to be possible, for all their reasons."""
        said = {one.line: one.said for one in self.taken}
        self.taken = [one for one in self.taken if one.line not in refused]
        self.refused += [
            Refusal(line, tuple(reasons), said.get(line, "")) for line, reasons in refused.items()
        ]
        self.refused.sort(key=lambda refusal: refusal.line)


def listing_of(sheet: Sheet) -> Listing[T]:
    """With the lines that are refused before anything is read."""
    return Listing(refused=[Refusal(note.line, (note.problem,)) for note in sheet.notes])


def match_titles(sheet: Sheet, wanted: Titles) -> dict[str, int]:
    """Where each thing stands, as far as the titles tell."""
    titles = [normalise(title) for title in sheet.header]
    return {
        name: titles.index(title)
        for name, synonyms in wanted.items()
        for title in reversed(synonyms)
        if title in titles
    }


def refuse_missing(columns: Mapping[str, int], wanted: Titles, needed: tuple[str, ...]) -> None:
    for name in needed:
        if name not in columns:
            raise MissingColumnError(wanted[name][:3])


def cell(row: SheetRow, columns: Mapping[str, int], name: str) -> str:
    return row.cells[columns[name]].strip() if name in columns else ""

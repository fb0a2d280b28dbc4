"""What the window shows of a file of one kind of fact: its columns, then the fate of each line."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy.orm import Session

from fablab_desk.care.intake import Intake
from fablab_desk.care.listed import Listed, Listing, match_titles
from fablab_desk.care.listed_arrivals import TITLES as OF_ARRIVALS
from fablab_desk.care.listed_arrivals import (
    propose_people,
    read_arrivals,
    take_arrivals_back,
    write_arrivals,
)
from fablab_desk.care.listed_figures import TITLES as OF_FIGURES
from fablab_desk.care.listed_figures import read_figures, take_figures_back, write_figures
from fablab_desk.care.near_people import NearPeople, Proposed
from fablab_desk.care.service_intake import import_members
from fablab_desk.care.service_withdraw import withdraw_import
from fablab_desk.clock import format_day
from fablab_desk.db.search import normalise
from fablab_desk.errors import DeskError
from fablab_desk.i18n import current, mark
from fablab_desk.keys import new_key
from fablab_desk.overview.taking_in import samples_of
from fablab_desk.people.exchange.columns import match_columns, readable_titles
from fablab_desk.people.exchange.fields import FIELD_TEXTS, ImportField
from fablab_desk.people.exchange.first_visits import (
    FIRST_VISIT,
    WHO,
    columns_of_first_visits,
    numbered,
    only_first_visits,
    unsure_lines,
)
from fablab_desk.people.exchange.making import preview_members
from fablab_desk.people.exchange.preview import Preview, Progress, Proposal, Source, Verdict
from fablab_desk.people.labels import COLUMN_TEXTS
from fablab_desk.sheets.sheet import Sheet
from fablab_desk.staff.act import Act

Chosen: TypeAlias = Mapping[int, Proposed]  # by line, who is meant by it
NO_MEMBERSHIPS = Intake((), {}, (), has_plans=False)


class ListKind(StrEnum):
    FIRST_VISITS = "first-visits"
    ARRIVALS = "arrivals"
    FIGURES = "figures"


ASKED: dict[ListKind, dict[str, str]] = {  # what a column may tell, and what it is called
    ListKind.FIRST_VISITS: {
        one.value: FIELD_TEXTS[one] for one in ImportField if one in WHO or one is FIRST_VISIT
    },
    ListKind.ARRIVALS: {
        "day": mark("Day"),
        "number": FIELD_TEXTS[ImportField.NUMBER],
        "last": COLUMN_TEXTS["last_name"],
        "first": COLUMN_TEXTS["first_name"],
        "card": COLUMN_TEXTS["card"],
        "heads": mark("Count without names"),
    },
    ListKind.FIGURES: {
        "year": mark("Year"),
        "kind": mark("What"),
        "number": mark("Figure"),
        "source": mark("Source"),
    },
}
TITLES = {ListKind.ARRIVALS: OF_ARRIVALS, ListKind.FIGURES: OF_FIGURES}


@dataclass(frozen=True, slots=True)
class OpenedList:
    """A file that was read; `columns` are the titles found for what a column may tell."""

    sheet: Sheet
    source: Source
    columns: dict[str, str]
    samples: dict[str, tuple[str, ...]]


class LineFate(StrEnum):
    """`UNSURE`: somebody has to say who is meant."""

    TAKEN = "taken"
    UNSURE = "unsure"
    KNOWN = "known"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class ListLine:
    line: int
    said: str
    fate: LineFate
    reasons: tuple[DeskError, ...] = ()
    people: tuple[Proposed, ...] = ()
    id: UUID = field(default_factory=new_key)


Sorted: TypeAlias = dict[LineFate, list[ListLine]]
Write: TypeAlias = Callable[[Act, Progress], Collection[int]]


@dataclass(frozen=True, slots=True)
class ListReading:
    """`write` answers with the lines that were known already; `take_back` is given them.

    Of a `listing` it is tried out first what the base would refuse.
    """

    lines: Callable[[], list[ListLine]]
    write: Write
    take_back: Callable[[Act, Collection[int], Progress], None]
    listing: Listing[Any] | None = None


def sorted_lines(reading: ListReading) -> Sorted:
    """By their fate, in the order of the file."""
    found: Sorted = {fate: [] for fate in LineFate}
    for one in reading.lines():
        found[one.fate].append(one)
    return found


def load_list(session: Session, kind: ListKind, sheet: Sheet, source: Source) -> OpenedList:
    titles = readable_titles(sheet)
    if kind is ListKind.FIRST_VISITS:
        matched = match_columns(session, sheet).columns
        found = {what.value: title for title, what in matched.items()}
    else:
        places = match_titles(sheet, TITLES[kind])
        found = {what: sheet.header[place] for what, place in places.items()}
    columns = {what: found[what] for what in ASKED[kind] if what in found and found[what] in titles}
    places = {title: place for place, title in enumerate(sheet.header)}
    samples = {title: samples_of(sheet, places[title]) for title in titles}
    return OpenedList(sheet, source, columns, samples)


def read_list(
    session: Session,
    kind: ListKind,
    opened: OpenedList,
    columns: Mapping[str, str],
    days: tuple[date, date | None],
    chosen: Chosen,
    progress: Progress,
) -> ListReading:
    """What taking it in would do; `days` are today and that of the whole list, if it has one."""
    if kind is ListKind.FIRST_VISITS:
        return _read_first_visits(session, opened, columns, days[0], chosen, progress)
    places = {what: opened.sheet.header.index(title) for what, title in columns.items()}
    if kind is ListKind.FIGURES:
        figures = read_figures(session, opened.sheet, days[0].year, places)
        return ListReading(
            lambda: lines_of(figures, {}),
            lambda act, moved: write_figures(act, figures, moved),
            lambda act, _known, moved: take_figures_back(act, figures, moved),
            figures,
        )
    arrivals = read_arrivals(session, opened.sheet, *days, places, chosen, progress)
    propose_people(session, opened.sheet, arrivals, places, chosen, progress)
    return ListReading(
        lambda: lines_of(arrivals, chosen),
        lambda act, moved: write_arrivals(act, arrivals, moved),
        lambda act, known, moved: take_arrivals_back(act, arrivals, known, moved),
        arrivals,
    )


def lines_of(listing: Listing[Any], chosen: Chosen) -> list[ListLine]:
    """Each line with its fate; those that the file itself refuses have no words of their own."""
    doubts = listing.doubts
    unsure = doubts.keys() - chosen.keys()
    found = [
        *_listed(listing.taken, LineFate.TAKEN, listing),
        *_listed(listing.known, LineFate.KNOWN, listing),
        *(
            ListLine(
                one.line,
                one.name,
                LineFate.UNSURE if one.line in unsure else LineFate.REFUSED,
                one.reasons,
                doubts.get(one.line, ()),
            )
            for one in listing.refused
        ),
    ]
    return sorted(found, key=lambda one: one.line)


def _listed(
    lines: Iterable[Listed[Any]], fate: LineFate, listing: Listing[Any]
) -> Iterable[ListLine]:
    for one in lines:
        yield ListLine(one.line, one.said, fate, (), listing.doubts.get(one.line, ()))


def _read_first_visits(
    session: Session,
    opened: OpenedList,
    columns: Mapping[str, str],
    today: date,
    chosen: Chosen,
    progress: Progress,
) -> ListReading:
    meant = columns_of_first_visits({title: ImportField(what) for what, title in columns.items()})
    sheet, meant = numbered(
        opened.sheet, meant, {line: person.number for line, person in chosen.items()}
    )
    preview = only_first_visits(
        preview_members(session, sheet, opened.source, meant, today, progress=progress)
    )
    near = NearPeople(session)
    unsure = list(unsure_lines(preview))
    doubts: dict[int, tuple[Proposed, ...]] = {}
    for done, one in enumerate(unsure):
        progress(done, len(unsure))
        doubts[one.line] = near.of(normalise(one.name))
    said = {line: near.of(normalise(person.name)) for line, person in chosen.items()}

    def write(act: Act, moved: Progress) -> Collection[int]:
        import_members(act, preview, NO_MEMBERSHIPS, moved)
        return ()

    return ListReading(
        lambda: _first_visit_lines(preview, doubts, said),
        write,
        lambda act, _known, moved: withdraw_import(act, preview.id, moved),
    )


def _first_visit_lines(
    preview: Preview,
    doubts: Mapping[int, tuple[Proposed, ...]],
    said: Mapping[int, tuple[Proposed, ...]],
) -> list[ListLine]:
    """`said` holds whom the lines may mean of which somebody said it."""
    found = [
        ListLine(
            one.line,
            _first_visit_told(one),
            LineFate.TAKEN if one.verdict is Verdict.CHANGED else LineFate.KNOWN,
            one.notes,
            said.get(one.line, ()),
        )
        for one in preview.proposals
    ]
    for one in preview.refused:
        people = said.get(one.line) or doubts.get(one.line, ())
        fate = LineFate.UNSURE if doubts.get(one.line) else LineFate.REFUSED
        found.append(ListLine(one.line, one.name, fate, one.reasons, people))
    return sorted(found, key=lambda one: one.line)


def _first_visit_told(one: Proposal) -> str:
    days = [
        " → ".join(
            format_day(day, current(), short=True) for day in (change.old, change.new) if day
        )
        for change in one.changes
    ]
    return " · ".join((one.name, *days))

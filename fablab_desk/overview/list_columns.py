"""A file of one kind of fact, and where each thing stands in it: remembered, or by its titles."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from fablab_desk.care.list_memory import find_columns
from fablab_desk.care.listed import ListKind, match_titles
from fablab_desk.care.listed_arrivals import TITLES as OF_ARRIVALS
from fablab_desk.care.listed_balances import TITLES as OF_BALANCES
from fablab_desk.care.listed_certifications import TITLES as OF_CERTIFICATIONS
from fablab_desk.care.listed_figures import TITLES as OF_FIGURES
from fablab_desk.i18n import mark
from fablab_desk.overview.taking_in import samples_of
from fablab_desk.people.exchange.columns import match_columns, readable_titles
from fablab_desk.people.exchange.fields import FIELD_TEXTS, ImportField
from fablab_desk.people.exchange.first_visits import FIRST_VISIT, WHO
from fablab_desk.people.exchange.preview import Source
from fablab_desk.people.labels import COLUMN_TEXTS
from fablab_desk.sheets.sheet import Sheet

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
    ListKind.BALANCES: {
        "number": FIELD_TEXTS[ImportField.NUMBER],
        "last": COLUMN_TEXTS["last_name"],
        "first": COLUMN_TEXTS["first_name"],
        "email": COLUMN_TEXTS["email"],
        "birth": COLUMN_TEXTS["birth_date"],
        "day": mark("Owed since"),
        "label": mark("What for"),
        "owed": mark("Amount owed"),
        "credit": mark("Amount in credit"),
    },
    ListKind.CERTIFICATIONS: {
        "number": FIELD_TEXTS[ImportField.NUMBER],
        "last": COLUMN_TEXTS["last_name"],
        "first": COLUMN_TEXTS["first_name"],
        "card": COLUMN_TEXTS["card"],
        "birth": COLUMN_TEXTS["birth_date"],
        "what": mark("Machine, family or course"),
        "level": mark("Level"),
        "day": mark("Certified on"),
        "by": mark("Certified by"),
        "until": mark("Valid until"),
        "note": mark("Note"),
    },
}
TITLES = {
    ListKind.ARRIVALS: OF_ARRIVALS,
    ListKind.FIGURES: OF_FIGURES,
    ListKind.BALANCES: OF_BALANCES,
    ListKind.CERTIFICATIONS: OF_CERTIFICATIONS,
}
# Whose day may be said once for all.
OF_A_WHOLE_DAY = (ListKind.ARRIVALS, ListKind.BALANCES, ListKind.CERTIFICATIONS)


@dataclass(frozen=True, slots=True)
class OpenedList:
    """A file that was read; `columns` are the titles found for what a column may tell.

    `remembered`: as they were matched for an earlier file with the same titles.
    """

    sheet: Sheet
    source: Source
    columns: dict[str, str]
    samples: dict[str, tuple[str, ...]]
    remembered: bool


def load_list(session: Session, sheet: Sheet, source: Source, kind: ListKind) -> OpenedList:
    titles = readable_titles(sheet)
    known = find_columns(session, kind, sheet)
    found = _found(session, kind, sheet) if known is None else known
    columns = {what: found[what] for what in ASKED[kind] if found.get(what) in titles}
    places = {title: place for place, title in enumerate(sheet.header)}
    samples = {title: samples_of(sheet, places[title]) for title in titles}
    return OpenedList(sheet, source, columns, samples, known is not None)


def _found(session: Session, kind: ListKind, sheet: Sheet) -> dict[str, str]:
    if kind is ListKind.FIRST_VISITS:
        matched = match_columns(session, sheet).columns
        return {what.value: title for title, what in matched.items()}
    places = match_titles(sheet, TITLES[kind])
    return {what: sheet.header[place] for what, place in places.items()}

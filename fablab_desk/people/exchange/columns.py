"""Which column of a file means which field."""

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

from sqlalchemy.orm import Session

from fablab_desk.db.search import normalise
from fablab_desk.i18n import LANGUAGES, translate
from fablab_desk.people.custom_queries import CustomFieldRow, list_custom_fields
from fablab_desk.people.exchange.fields import FIELD_TEXTS, SYNONYMS, ImportField, is_secret
from fablab_desk.people.labels import COLUMN_TEXTS
from fablab_desk.people.models import ImportMatching
from fablab_desk.sheets.sheet import Sheet

HINTS = {
    ImportField.EMAIL: re.compile(r"[^@\s]+@[^@\s]+\.[a-zA-Z]{2,}"),
    ImportField.PHONE: re.compile(r"(\+33|0)\s?[1-9]([\s.-]?\d\d){4}"),
}
SAMPLE, ENOUGH = 200, 0.6  # rows looked at, and the share of filled cells that must look alike

Columns = Mapping[str, ImportField]  # title → field; titles left out are not read


@dataclass(frozen=True)
class Matching:
    columns: dict[str, ImportField]
    remembered: bool  # from an earlier import of a file with the same titles
    own: Mapping[str, CustomFieldRow]  # by title, the lab's own field that it names

    @property
    def names_somebody(self) -> bool:
        return bool(NAMING & set(self.columns.values()))


NAMING = {ImportField.LAST_NAME, ImportField.FULL_NAME, ImportField.ORGANISATION}


def header_digest(sheet: Sheet, kind: str = "") -> str:
    """The same for all files of one shape, whatever they hold; another one for each `kind`."""
    titles = "\x1f".join(normalise(title) for title in sheet.header)
    return sha256((f"{kind}\x1e{titles}" if kind else titles).encode()).hexdigest()


def readable_titles(sheet: Sheet) -> list[str]:
    """Those that may be matched by hand: a password is never read."""
    return [title for title in sheet.header if not is_secret(normalise(title))]


def match_columns(session: Session, sheet: Sheet) -> Matching:
    """As remembered for this header, or else by the titles and what stands below them."""
    own = titled(list_custom_fields(session), readable_titles(sheet))
    remembered = session.get(ImportMatching, header_digest(sheet))
    if remembered is not None:
        return Matching(_read(remembered.columns, sheet), remembered=True, own=own)
    found = dict(_by_title(sheet, own))
    found |= dict(_by_content(sheet, {*found, *own}, found.values()))
    return Matching(found, remembered=False, own=own)


def titled(fields: Sequence[CustomFieldRow], titles: Sequence[str]) -> dict[str, CustomFieldRow]:
    """Which of these titles is the name of a field."""
    named = {normalise(field.label): field for field in fields}
    return {title: named[key] for title in titles if (key := normalise(title)) in named}


@cache
def own_titles() -> frozenset[str]:
    """What our own files title their columns, in each language, normalised."""
    return frozenset(
        normalise(translate(text, language))
        for text in (*FIELD_TEXTS.values(), *COLUMN_TEXTS.values())
        for language in LANGUAGES
    )


def readable(sheet: Sheet, columns: Columns) -> dict[str, ImportField]:
    """Without the columns that are never read, whatever was chosen for them."""
    return {title: columns[title] for title in readable_titles(sheet) if title in columns}


def written_columns(columns: Columns) -> str:
    said = {normalise(title): field.value for title, field in columns.items()}
    return json.dumps(said, sort_keys=True)


def _read(written: str, sheet: Sheet) -> dict[str, ImportField]:
    known = {field.value for field in ImportField}
    said = {title: field for title, field in json.loads(written).items() if field in known}
    return {
        title: ImportField(said[normalise(title)])
        for title in readable_titles(sheet)
        if normalise(title) in said
    }


def _by_title(sheet: Sheet, own: Collection[str]) -> Iterator[tuple[str, ImportField]]:
    titles: dict[str, str] = {}
    for title in readable_titles(sheet):
        if title not in own:
            titles.setdefault(normalise(title), title)
    taken: set[str] = set()
    for field, names in _names().items():
        chosen = next((titles[name] for name in names if name in titles), None)
        if chosen is not None and chosen not in taken:
            taken.add(chosen)
            yield chosen, field


def _by_content(
    sheet: Sheet, found: Collection[str], taken: Collection[ImportField]
) -> Iterator[tuple[str, ImportField]]:
    missing = {field: shape for field, shape in HINTS.items() if field not in taken}
    for place, title in enumerate(sheet.header):
        if title in found or is_secret(normalise(title)):
            continue
        cells = [row.cells[place].strip() for row in sheet.rows[:SAMPLE]]
        filled = [cell for cell in cells if cell]
        for field, shape in missing.items():
            alike = sum(1 for cell in filled if shape.fullmatch(cell))
            if filled and alike >= ENOUGH * len(filled):
                del missing[field]
                yield title, field
                break


@cache
def _names() -> dict[ImportField, tuple[str, ...]]:
    """Our own titles first, in each language: an export comes back as it went."""
    return {
        field: (
            *(normalise(translate(FIELD_TEXTS[field], language)) for language in LANGUAGES),
            *names,
        )
        for field, names in SYNONYMS.items()
    }

"""The lab's own fields in files: their columns bear their names, there and back."""

from collections.abc import Mapping, Sequence
from datetime import date

from fablab_desk.db.search import normalise
from fablab_desk.people.custom import MOST_NUMBER, CustomKind, Value, shown
from fablab_desk.people.custom_errors import NotOfferedError, NotYesOrNoError
from fablab_desk.people.custom_queries import CustomFieldRow
from fablab_desk.people.drafts import tidy
from fablab_desk.people.exchange import values
from fablab_desk.sheets.writing import Cell
from fablab_desk.typed import parse_count, parse_import_day


def titled(fields: Sequence[CustomFieldRow], titles: Sequence[str]) -> dict[str, CustomFieldRow]:
    """Which of these titles is the name of a field."""
    named = {normalise(field.label): field for field in fields}
    return {title: named[key] for title in titles if (key := normalise(title)) in named}


def cell_of(value: Value | None) -> Cell:
    """Days and numbers stay what they are; the rest is in words."""
    return shown(value) if isinstance(value, bool) or value is None else value


def read_cell(field: CustomFieldRow, cell: str, today: date) -> Value:
    """A cell of a file as the field asks, or the refusal that says why not."""
    match field.kind:
        case CustomKind.NUMBER:
            return parse_count(cell, MOST_NUMBER)
        case CustomKind.DAY:
            return parse_import_day(cell, today)
        case CustomKind.YES_NO:
            answer = normalise(cell)
            if answer not in values.YES | values.NO:
                raise NotYesOrNoError(cell)
            return answer in values.YES
        case CustomKind.CHOICE:
            return _chosen({normalise(one): one for one in field.draft.choices}, cell)
    return tidy(cell)


def _chosen(choices: Mapping[str, str], cell: str) -> str:
    found = choices.get(normalise(cell))
    if found is None:
        raise NotOfferedError(cell)
    return found

"""The lab's own fields in files: their columns bear their names, there and back."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from fablab_desk.db.search import normalise
from fablab_desk.errors import DeskError
from fablab_desk.people.custom import MOST_NUMBER, CustomKind, Value, shown
from fablab_desk.people.custom_errors import NotOfferedError, NotYesOrNoError
from fablab_desk.people.custom_queries import CustomFieldRow, list_custom_fields, values_of
from fablab_desk.people.drafts import tidy
from fablab_desk.people.exchange import values
from fablab_desk.people.exchange.columns import Columns, titled
from fablab_desk.people.exchange.errors import OwnFieldError
from fablab_desk.people.exchange.preview import Change
from fablab_desk.people.exchange.reading import Reading
from fablab_desk.people.kinds import PartyKind
from fablab_desk.sheets.sheet import Sheet, SheetRow
from fablab_desk.sheets.writing import Cell
from fablab_desk.typed import parse_count, parse_import_day


class OwnColumns:
    """The columns of one file that bear the name of a field and are taken as nothing else."""

    def __init__(self, session: Session, sheet: Sheet, columns: Columns, today: date) -> None:
        free = [title for title in sheet.header if title not in columns]
        self.fields = titled(list_custom_fields(session), free)
        self._session, self._today = session, today
        self._places = [(sheet.header.index(title), one) for title, one in self.fields.items()]

    def read(self, reading: Reading, row: SheetRow) -> None:
        """Blank cells say nothing; a field of organisations says nothing of people."""
        kind = PartyKind.ORGANISATION if reading.is_organisation else PartyKind.PERSON
        for place, field in self._places:
            cell = row.cells[place].strip()
            if not cell or not field.draft.whom.concerns(kind):
                continue
            try:
                reading.custom[field.id] = read_cell(field, cell, self._today)
            except DeskError as problem:
                reading.reasons.append(OwnFieldError(field.label, problem))

    def known(self, party_ids: Sequence[UUID]) -> dict[UUID, dict[UUID, Value]]:
        """What the records say there now."""
        return values_of(self._session, party_ids, list(self.fields.values()))

    def changes(
        self, said: Mapping[UUID, Value], there: Mapping[UUID, Value]
    ) -> Iterator[tuple[UUID, Change]]:
        for field in self.fields.values():
            old, new = there.get(field.id), said.get(field.id)
            if new is not None and new != old:
                yield field.id, Change("", old, new, field.label)


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

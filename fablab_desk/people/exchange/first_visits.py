"""A file that only tells when people first came: nobody is enrolled, nothing else changes."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark
from fablab_desk.people.exchange.columns import Columns
from fablab_desk.people.exchange.errors import TwinRecordError
from fablab_desk.people.exchange.fields import FIELD_TEXTS, ImportField
from fablab_desk.people.exchange.preview import Preview, Proposal, Refusal, Verdict
from fablab_desk.people.numbers import member_number
from fablab_desk.sheets.sheet import Sheet

FIRST_VISIT = ImportField.FIRST_VISIT_ON
WHO = frozenset(
    {
        *(ImportField.NUMBER, ImportField.LAST_NAME, ImportField.FIRST_NAME),
        *(ImportField.FULL_NAME, ImportField.ORGANISATION, ImportField.SIRET),
        *(ImportField.BIRTH_DATE, ImportField.EMAIL, ImportField.OUTSIDE_NUMBER),
    }
)


class NobodyHereError(DeskError):
    def __init__(self, name: str) -> None:
        super().__init__(
            mark("{name} is not on file here: import the members of the file first."), name=name
        )


class MaybeSomebodyError(DeskError):
    """`twin` is what the import of members says of the line."""

    def __init__(self, twin: TwinRecordError) -> None:
        super().__init__(
            mark("This may be {name} ({number}): say who it is, or give the number in the file."),
            **twin.params,
        )


class NoFirstVisitColumnError(DeskError):
    def __init__(self) -> None:
        super().__init__(
            mark("No column is titled “{title}”: it holds the days."),
            title=FIELD_TEXTS[FIRST_VISIT],
        )


def columns_of_first_visits(columns: Columns) -> dict[str, ImportField]:
    """Who it is, and the day; other columns are not read."""
    if FIRST_VISIT not in columns.values():
        raise NoFirstVisitColumnError
    return {title: field for title, field in columns.items() if field in {*WHO, FIRST_VISIT}}


def only_first_visits(preview: Preview) -> Preview:
    """An earlier day than the one known, of people who are known."""
    known = [_narrowed(one) for one in preview.proposals if one.verdict is not Verdict.NEW]
    strangers = [
        Refusal(one.line, (NobodyHereError(one.name),), one.name) for one in preview.of(Verdict.NEW)
    ]
    unsure = [replace(one, reasons=tuple(map(_told, one.reasons))) for one in preview.refused]
    refused = sorted((*unsure, *strangers), key=lambda refusal: refusal.line)
    return replace(preview, proposals=tuple(known), payers=(), refused=tuple(refused))


def _told(reason: DeskError) -> DeskError:
    """Nobody is enrolled by such a file: there is no new record to confirm."""
    return MaybeSomebodyError(reason) if isinstance(reason, TwinRecordError) else reason


def unsure_lines(preview: Preview) -> Iterator[Refusal]:
    """Lines that name somebody who may be on file, but not for sure."""
    for refusal in preview.refused:
        if refusal.name and all(
            isinstance(reason, NobodyHereError | MaybeSomebodyError) for reason in refusal.reasons
        ):
            yield refusal


def numbered(
    sheet: Sheet, columns: Columns, numbers: Mapping[int, int]
) -> tuple[Sheet, dict[str, ImportField]]:
    """The same file, with the number of whoever somebody said is meant by a line."""
    if not numbers:
        return sheet, dict(columns)
    known = next((title for title, what in columns.items() if what is ImportField.NUMBER), None)
    place = len(sheet.header) if known is None else sheet.header.index(known)
    title = known or "\x00".join(sheet.header)  # no column of the file is titled so
    rows = [
        row._replace(cells=_with_cell(row.cells, place, member_number(numbers[row.line])))
        if row.line in numbers
        else row._replace(cells=(*row.cells, "") if known is None else row.cells)
        for row in sheet.rows
    ]
    header = (*sheet.header, title) if known is None else sheet.header
    return replace(sheet, header=header, rows=rows), {**columns, title: ImportField.NUMBER}


def _with_cell(cells: tuple[str, ...], place: int, said: str) -> tuple[str, ...]:
    return (*cells[:place], said, *cells[place + 1 :])


def _narrowed(one: Proposal) -> Proposal:
    changes = tuple(change for change in one.changes if change.column == FIRST_VISIT.value)
    verdict = Verdict.CHANGED if changes else Verdict.UNCHANGED
    columns = {change.column: change.new for change in changes}
    return replace(one, changes=changes, columns=columns, verdict=verdict)

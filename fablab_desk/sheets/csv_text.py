"""Rows of a CSV text, whatever its delimiter, without a line lost silently."""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from fablab_desk.sheets.errors import (
    EmptySheetError,
    MisquotedSheetError,
    RaggedLineError,
    StrayQuoteError,
    UnreadableCharacterError,
)
from fablab_desk.sheets.guard import holds_guards, unguarded
from fablab_desk.sheets.sheet import (
    MOST_TITLE_LINES,
    Sheet,
    SheetNote,
    SheetRow,
    distinct_titles,
    filled,
    header_place,
    trimmed,
)

_AsRow = Callable[[Sequence[str]], tuple[str, ...]]

_DELIMITERS = ";,\t|"
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_NAMED_DELIMITER = re.compile(r"""["']?sep=([;,\t|])["']?\s*""")
_SAMPLE_LINES = 300
_HEAD_CHARACTERS = 1_000_000
_LONGEST_FIELD = 2**31 - 1
_MOST_HEADER_LINES = 10
_MOST_STRAY_QUOTES = 20


def csv_sheet(name: str, text: str, encoding: str) -> Sheet:
    csv.field_size_limit(_LONGEST_FIELD)
    head = text[:_HEAD_CHARACTERS]
    sample = list(islice(_lines(head), _SAMPLE_LINES))
    named = _NAMED_DELIMITER.fullmatch(sample[0])
    delimiter = named[1] if named else _likeliest_delimiter(sample)
    start, end, header = _header(name, head, 1 if named else 0, delimiter)
    as_row: _AsRow = _unguarded_cells if holds_guards(text) else tuple
    reading = _Reading(name, text, delimiter, header, as_row)
    reading.read_from(end)
    if "\ufffd" in text:
        reading.leave_out_unreadable()
    titles = distinct_titles(as_row(header))
    return Sheet(titles, reading.rows, reading.notes, start + 1, encoding, delimiter)


def _unguarded_cells(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple([unguarded(cell) if "'" in cell else cell for cell in cells])


def _lines(text: str, start: int = 0) -> Iterator[str]:
    """One by one: to cut or to copy a long text at once would hold every thread."""
    return islice((line.group() for line in _LINE.finditer(text)), start, None)


def _likeliest_delimiter(sample: Sequence[str]) -> str:
    """The one under which most lines are as wide as the header, wide tables first."""
    return max(_DELIMITERS, key=lambda delimiter: _regularity(sample, delimiter))


def _regularity(sample: Sequence[str], delimiter: str) -> float:
    rows = list(csv.reader(sample, delimiter=delimiter))
    place = header_place(rows)
    width = len(rows[place]) if rows else 0
    widths = [len(cells) for cells in rows if cells]
    below = [len(cells) for cells in rows[place:] if cells]
    alike = below.count(width)
    if width < 2 or alike < 2 or alike * 2 < len(below):
        return 0
    return float(alike / len(widths) * min(width, 50) ** 0.5)


def _header(name: str, head: str, first: int, delimiter: str) -> tuple[int, int, list[str]]:
    """Where the header begins, where the line after it begins, and its cells."""
    reader = csv.reader(_lines(head, first), delimiter=delimiter)
    records: list[list[str]] = []
    starts = [first]
    for cells in islice(reader, MOST_TITLE_LINES):
        records.append(cells)
        starts.append(first + reader.line_num)
    place = header_place(records)
    if place < 0:
        raise EmptySheetError(name)
    start, end = starts[place : place + 2]
    if end - start > _MOST_HEADER_LINES:
        raise MisquotedSheetError(name, start + 1)
    return start, end, records[place]


class _Reading:
    def __init__(
        self,
        name: str,
        text: str,
        delimiter: str,
        header: Sequence[str],
        as_row: _AsRow,
    ) -> None:
        self._name = name
        self._text = text
        self._delimiter = delimiter
        self._width = len(header)
        self._least = len(trimmed(header))
        self._as_row = as_row
        self._stray: list[int] = []
        self.rows: list[SheetRow] = []
        self.notes: list[SheetNote] = []

    def read_from(self, start: int) -> None:
        """Read to the end; a line with a stray quote is told and read over.

        Raises MisquotedSheetError when there are too many of them.
        """
        place: int | None = start
        while place is not None:
            place = self._read_well_quoted(place)

    def _read_well_quoted(self, start: int) -> int | None:
        """Read until a quote is out of place, and give the place of the line after it."""
        lines = _lines(self._text, start)
        reader = csv.reader(lines, delimiter=self._delimiter, strict=True)
        append, as_row = self.rows.append, self._as_row
        width, place = self._width, start
        try:
            for cells in reader:
                if len(cells) == width and any(cells):
                    append(SheetRow(place + 1, as_row(cells)))
                elif filled(cells):
                    self._take_uneven(place, cells, spans=start + reader.line_num - place)
                place = start + reader.line_num
        except csv.Error:
            self._tell_stray_quote(place)
            return place + 1
        return None

    def _take_uneven(self, place: int, cells: list[str], *, spans: int) -> None:
        most, given = self._width, len(trimmed(cells))
        if given <= most and len(cells) >= self._least:
            padded = [*cells[:most], *[""] * (most - len(cells))]
            self.rows.append(SheetRow(place + 1, self._as_row(padded)))
        elif spans > 1:
            raise csv.Error  # the quote that joins these lines was not meant to
        else:
            self.notes.append(SheetNote(place + 1, RaggedLineError(len(cells), most)))

    def _tell_stray_quote(self, place: int) -> None:
        self._stray.append(place + 1)
        if len(self._stray) > _MOST_STRAY_QUOTES:
            raise MisquotedSheetError(self._name, self._stray[0])
        self.notes.append(SheetNote(place + 1, StrayQuoteError()))

    def leave_out_unreadable(self) -> None:
        unreadable = {row.line for row in self.rows if any("\ufffd" in c for c in row.cells)}
        self.rows = [row for row in self.rows if row.line not in unreadable]
        self.notes += [SheetNote(line, UnreadableCharacterError()) for line in unreadable]
        self.notes.sort(key=lambda note: note.line)

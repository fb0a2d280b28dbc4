"""The first table of a workbook (XLSX, XLS, ODS), its values as text."""

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

from fablab_desk.sheets.errors import (
    DamagedWorkbookError,
    EmptySheetError,
    NotATableError,
    ProtectedWorkbookError,
    TooLargeSheetError,
)
from fablab_desk.sheets.sheet import Sheet, SheetRow, distinct_titles, header_place

_MOST_UNPACKED_BYTES = 1 << 30
_MOST_CELLS = 30_000_000
_ROW = re.compile(rb'row [^>]*?\br="([0-9]{1,7})"')
_FAR_COLUMN = re.compile(rb' r="([A-Z]{2,3})[0-9]')
_ZIP_FAULTS = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError)
_XML_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")


def workbook_sheet(name: str, data: bytes) -> Sheet:
    if data.startswith(b"PK"):
        _check_size(name, data)
    try:
        with load_workbook(io.BytesIO(data)) as workbook:
            first, table = _first_table(workbook)
    except PasswordError as problem:
        raise ProtectedWorkbookError(name) from problem
    except CalamineError as problem:
        raise DamagedWorkbookError(name) from problem
    if not table:
        raise EmptySheetError(name)
    place = header_place(table)
    header = table[place]
    rows = [
        SheetRow(first + at, tuple(cells))
        for at, cells in enumerate(table[place + 1 :], place + 1)
        if any(cells)
    ]
    return Sheet(distinct_titles(header), rows, header_line=first + place)


def _check_size(name: str, data: bytes) -> None:
    """The reader sets up every cell up to the last: one far away would end the program."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if sum(member.file_size for member in members) > _MOST_UNPACKED_BYTES:
                raise TooLargeSheetError(name)
            names = archive.namelist()
            if not {"xl/workbook.xml", "content.xml", "xl/workbook.bin"} & set(names):
                raise NotATableError(name)
            for member in filter(_XML_SHEET.fullmatch, names):
                if _cells_set_up(archive.read(member)) > _MOST_CELLS:
                    raise TooLargeSheetError(name)
    except _ZIP_FAULTS as problem:
        raise DamagedWorkbookError(name) from problem


def _cells_set_up(xml: bytes) -> int:
    xml = xml.replace(b"'", b'"')
    rows = max(map(int, _ROW.findall(xml)), default=0)
    return rows * max(map(_column_count, set(_FAR_COLUMN.findall(xml))), default=26)


def _column_count(letters: bytes) -> int:
    count = 0
    for letter in letters:
        count = count * 26 + letter - ord("A") + 1
    return count


def _first_table(workbook: CalamineWorkbook) -> tuple[int, list[list[str]]]:
    """The row where the first visible sheet that holds anything begins, and its rows."""
    for place, sheet in enumerate(workbook.sheets_metadata):
        visible = sheet.visible is SheetVisibleEnum.Visible
        if visible and sheet.typ is SheetTypeEnum.WorkSheet:
            found = workbook.get_sheet_by_index(place)
            rows = _texts(found)
            if found.start and any(map(any, rows)):
                return found.start[0] + 1, rows
    return 1, []


def _texts(sheet: CalamineSheet) -> list[list[str]]:
    return [
        [value if type(value) is str else _AS_TEXT[type(value)](value) for value in row]
        for row in sheet.to_python()
    ]


def _number(value: float) -> str:
    # Fifteen digits are what a spreadsheet keeps: 0.1 + 0.2 comes as 0.3.
    return str(int(value)) if value.is_integer() else f"{value:.15g}"


def _instant(value: datetime) -> str:
    if value.time() == time():
        return value.date().isoformat()
    return value.isoformat(" ", "seconds" if value.second else "minutes")


def _hours(value: timedelta) -> str:
    hours, minutes = divmod(round(value.total_seconds() / 60), 60)
    return f"{hours}:{minutes:02}"


_AS_TEXT: dict[type, Callable[[Any], str]] = {
    str: str,
    bool: lambda value: str(int(value)),
    int: str,
    float: _number,
    datetime: _instant,
    date: date.isoformat,
    time: lambda value: f"{value:%H:%M}",
    timedelta: _hours,
}

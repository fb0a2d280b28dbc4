"""Any table that a lab arrives with, known by its content and not by its name."""

import re
from pathlib import Path

from fablab_desk.live import refuse_live
from fablab_desk.sheets.csv_text import csv_sheet
from fablab_desk.sheets.encoding import NoTextError, decoded
from fablab_desk.sheets.errors import (
    EmptySheetError,
    MissingSheetError,
    NoRowsError,
    NotATableError,
    TooLargeSheetError,
    UnreadableSheetError,
)
from fablab_desk.sheets.sheet import Sheet

_WORKBOOKS = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_NO_TABLE = re.compile(
    rb"%PDF|\x89PNG|\xff\xd8\xff|GIF8|\x1f\x8b|Rar!|7z\xbc\xaf|\x7fELF"
    rb"|(\xef\xbb\xbf)?\s*<(!doctype|html|\?xml|table|svg)",
    re.IGNORECASE,
)
_MOST_BYTES = 256 << 20


def read_sheet(path: Path) -> Sheet:
    """The table in a CSV, XLSX, XLS or ODS file; raises a SheetError that says what to do."""
    refuse_live(path)
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise TooLargeSheetError(path.name)
        data = path.read_bytes()
    except FileNotFoundError as problem:
        raise MissingSheetError(path.name) from problem
    except (OSError, ValueError) as problem:
        raise UnreadableSheetError(path.name) from problem
    return parse_sheet(path.name, data)


def parse_sheet(name: str, data: bytes) -> Sheet:
    """The table in the bytes of a file of that name."""
    if not data.strip():
        raise EmptySheetError(name)
    sheet = _workbook(name, data) if data.startswith(_WORKBOOKS) else _csv(name, data)
    if not sheet.rows and not sheet.notes:
        raise NoRowsError(name)
    return sheet


def _workbook(name: str, data: bytes) -> Sheet:
    # The reader of workbooks costs the program's start what few starts need.
    from fablab_desk.sheets.workbook import workbook_sheet

    return workbook_sheet(name, data)


def _csv(name: str, data: bytes) -> Sheet:
    if _NO_TABLE.match(data):
        raise NotATableError(name)
    try:
        text, encoding = decoded(data)
    except NoTextError as problem:
        raise NotATableError(name) from problem
    if text.isspace() or not text:
        raise EmptySheetError(name)
    return csv_sheet(name, text, encoding)

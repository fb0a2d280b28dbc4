"""Tables for spreadsheet programs: no text in them is ever taken for a formula."""

import csv
import errno
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fablab_desk.live import refuse_live
from fablab_desk.sheets.errors import (
    DiskFullError,
    SheetNotWrittenError,
    TooMuchForWorkbookError,
)
from fablab_desk.sheets.guard import guarded

Cell = str | int | Decimal | date | datetime | None

_FORMATS = {datetime: "dd/mm/yyyy hh:mm", date: "dd/mm/yyyy", Decimal: "0.00"}
_NARROWEST, _WIDEST = 8, 60


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """UTF-8 with its mark, semicolons, decimal commas and ISO dates, as a French Excel opens it."""
    with (
        _replacing(path) as part,
        part.open("w", encoding="utf-8-sig", errors="replace", newline="") as file,
    ):
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerows([_csv_text(cell) for cell in row] for row in chain([header], rows))


def write_xlsx(
    path: Path, header: Sequence[str], rows: Iterable[Sequence[Cell]], title: str = ""
) -> None:
    """A workbook with real dates and numbers; the header stays in view.

    Raises TooMuchForWorkbookError where only CSV will do.
    """
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    with _replacing(path) as part:
        options = {
            "constant_memory": True,
            "tmpdir": str(part.parent),
            "strings_to_formulas": False,
            "strings_to_urls": False,
        }
        try:
            with Workbook(str(part), options) as workbook:
                whole = _fill(workbook, header, rows, title)
        except FileCreateError as problem:
            raise problem.args[0] from problem
        if not whole:
            raise TooMuchForWorkbookError(path.name)


@contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    """A new file beside the old one, which gives way only to a whole one."""
    refuse_live(path)
    try:
        with TemporaryDirectory(dir=path.parent, ignore_cleanup_errors=True) as folder:
            part = Path(folder) / "part"
            yield part
            part.replace(path)
    except OSError as problem:
        full = problem.errno in {errno.ENOSPC, errno.EDQUOT}
        raise (DiskFullError if full else SheetNotWrittenError)(path.name) from problem


def _csv_text(cell: Cell) -> str:
    match cell:
        case str():
            return guarded(cell.replace("\0", ""))
        case Decimal():
            return f"{cell:f}".replace(".", ",")
        case datetime():
            return cell.isoformat(" ", "minutes")
        case date():
            return cell.isoformat()
        case None:
            return ""
        case _:
            return str(cell)


def _fill(workbook: Any, header: Sequence[str], rows: Iterable[Sequence[Cell]], title: str) -> bool:
    """Write everything, or stop at what a workbook cannot hold."""
    sheet = workbook.add_worksheet(_sheet_name(title))
    sheet.freeze_panes(1, 0)
    bold = workbook.add_format({"bold": True})
    formats = {kind: workbook.add_format({"num_format": f}) for kind, f in _FORMATS.items()}
    widths = [_NARROWEST] * len(header)
    whole = all(sheet.write_string(0, at, text, bold) == 0 for at, text in enumerate(header))
    for line, row in enumerate(rows, 1):
        for at, cell in enumerate(row):
            whole = _write(sheet, line, at, cell, formats) and whole
            widths[at] = max(widths[at], len(str(cell)))
        if not whole:
            break
    for at, text in enumerate(header):
        sheet.set_column(at, at, min(max(widths[at], len(text)) + 2, _WIDEST))
    return whole


def _write(sheet: Any, line: int, at: int, cell: Cell, formats: dict[type, Any]) -> bool:
    match cell:
        case None | "":
            status = 0
        case str():
            status = sheet.write_string(line, at, cell.encode("utf-8", "replace").decode())
        case datetime():
            status = sheet.write_datetime(line, at, cell, formats[datetime])
        case date():
            status = sheet.write_datetime(line, at, cell, formats[date])
        case Decimal():
            cents = cell.as_tuple().exponent == -2
            status = sheet.write_number(line, at, cell, formats[Decimal] if cents else None)
        case _:
            status = sheet.write_number(line, at, cell)
    return bool(status == 0)


def _sheet_name(title: str) -> str | None:
    """What spreadsheet programs take as a sheet's name: 31 characters without a few signs."""
    return re.sub(r"[\[\]:*?/\\]|^'+", " ", title)[:31].strip(" '") or None

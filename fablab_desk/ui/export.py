"""Every list exports what it shows, into a CSV or a workbook."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from fablab_desk.i18n import mark, translate
from fablab_desk.sheets.writing import write_csv, write_xlsx
from fablab_desk.ui.cells import plain_text
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.file_dialog import FileDialog
from fablab_desk.ui.paging import Column, Row

WORKBOOK = ".xlsx"
SHEET = ".csv"


class Listed(Protocol[Row]):
    """What an export and a print read: a listing of the base, or rows known already."""

    def count(self, session: Any, /) -> int: ...

    def every(self, session: Any, /) -> list[Row]: ...


def table_of(columns: Sequence[Column[Row]], rows: Sequence[Row]) -> tuple[list[str], list[Any]]:
    """The titles and the lines of a file: values where a column gives them, else its texts."""
    header = [translate(column.title) for column in columns]
    lines = [
        [
            column.export(row) if column.export else plain_text(column.value(row))
            for column in columns
        ]
        for row in rows
    ]
    return header, lines


def write_table(file: Path, header: Sequence[str], lines: Sequence[Any], title: str) -> None:
    if file.suffix.lower() == WORKBOOK:
        write_xlsx(file, header, lines, title)
    else:
        write_csv(file, header, lines)


def export_listing(
    desk: Desk,
    owner: QWidget,
    listing: Listed[Row],
    columns: Sequence[Column[Row]],
    title: str,
) -> QFileDialog:
    """Ask where to, then read and write behind the screen. The title is a text."""
    return ask_where(
        owner, title, lambda file: write_listing(desk, owner, listing, columns, file, title)
    )


def ask_where(owner: QWidget, title: str, then: Callable[[Path], None]) -> QFileDialog:
    """Ask for the name of a workbook or of a CSV; the title proposed is a text."""
    dialog = FileDialog(owner, translate(mark("Export")))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters(
        [
            translate(mark("Workbook (*.xlsx)")),
            translate(mark("Table as text (*.csv)")),
        ]
    )
    dialog.setDefaultSuffix(WORKBOOK)
    dialog.selectFile(title)
    dialog.filterSelected.connect(
        lambda chosen: dialog.setDefaultSuffix(SHEET if SHEET in chosen else WORKBOOK)
    )
    dialog.fileSelected.connect(lambda chosen: then(Path(chosen)))
    dialog.open()
    return dialog


def write_listing(
    desk: Desk,
    owner: QWidget,
    listing: Listed[Row],
    columns: Sequence[Column[Row]],
    file: Path,
    title: str,
) -> None:
    progress = desk.progress(translate(mark("Exporting…")))

    def write(rows: list[Row]) -> None:
        def job() -> None:
            progress(0, len(rows))
            write_table(file, *table_of(columns, rows), title)

        desk.work(job, lambda _none: tell_written(desk, file), owner, progress)

    desk.ask(listing.every, write, owner, "export")


def tell_written(desk: Desk, file: Path) -> None:
    where = QUrl.fromLocalFile(str(file))
    said = translate(mark("{file} is written.")).format(file=file.name)
    desk.tell(said, (translate(mark("Open")), lambda: open_outside(where)))


def open_outside(where: QUrl) -> None:
    QDesktopServices.openUrl(where)

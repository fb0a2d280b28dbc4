"""The files kept beside a record: added, opened, taken off."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeAlias
from uuid import UUID

from PySide6.QtCore import QTemporaryDir, QUrl
from PySide6.QtWidgets import QFileDialog, QWidget

from fablab_desk.clock import format_day
from fablab_desk.errors import DeskError, Problems
from fablab_desk.files import Attachments
from fablab_desk.i18n import current, mark, say, translate
from fablab_desk.keys import new_key
from fablab_desk.machines.kept_files import MOST_MEGABYTES
from fablab_desk.overview.files import SHOWS, FileRow
from fablab_desk.staff.act import Act
from fablab_desk.ui.cards import EmptyState, ListCard
from fablab_desk.ui.chosen_file import read_chosen
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.export import open_outside
from fablab_desk.ui.file_dialog import FileDialog
from fablab_desk.ui.forms import PlainDialog
from fablab_desk.ui.paging import Column
from fablab_desk.ui.problem import Problem
from fablab_desk.ui.tables import RowTable
from fablab_desk.ui.undo import Undo

SIZE = (620, 420)
FOLDER = "folder of photos"
Attach: TypeAlias = Callable[[Act, Attachments, UUID, str, bytes], object]


@dataclass(frozen=True, slots=True)
class FilesOf:
    """What is listed of a record, and the acts that keep a file of it or take one off.

    `attach`: with the key, the name and the content of the file. `name`: of the table, whose
    widths are remembered. `nothing`: a msgid, where there is none yet.
    """

    name: str
    nothing: str
    listed: Callable[[Any], list[FileRow]]
    attach: Attach
    take_off: Callable[[Act, UUID], object]
    put_back: Callable[[Act, UUID], object]


class FilesDialog(PlainDialog):
    def __init__(self, desk: Desk, parent: QWidget | None, said: str, of: FilesOf) -> None:
        """`said`: the record in words, a text."""
        super().__init__(parent, translate(mark("Files: {what}")).format(what=said))
        self._desk, self._of = desk, of
        self._opened = QTemporaryDir()
        self.table: RowTable[FileRow] = RowTable(
            desk, _columns(desk), name=of.name, title=mark("Files")
        )
        self.table.set_empty(EmptyState("attachment", translate(of.nothing)))
        card = ListCard()
        card.body.addWidget(self.table)
        self.body.addWidget(card, 1)
        self.problem = Problem()
        self.body.addWidget(self.problem)
        self.off = self.add_button(mark("R&emove"), self._take_off)
        self.show_it = self.add_button(mark("&Open"), self._open_file)
        self.attach = self.add_button(mark("&Add a file…"), self._choose, primary=True)
        self.table.activated_row.connect(self._open_file)
        self.table.chosen_changed.connect(self._follow)
        desk.changed.connect(self._hear)
        self.fit(*SIZE)
        self._follow()

    def open(self) -> None:
        super().open()
        self.read()
        self.table.setFocus()

    def read(self) -> None:
        self._desk.ask(self._of.listed, self._show, self, "files")

    def keep(self, file: Path) -> None:
        self._desk.state.write(FOLDER, str(file.parent))
        self.problem.say("")
        files, key, of = self._desk.database.attachments, new_key(), self._of
        said = translate(mark("“{name}” is attached.")).format(name=file.name)

        def attach(act: Act) -> None:
            of.attach(act, files, key, file.name, read_chosen(file, MOST_MEGABYTES * 1_000_000))

        self._desk.do(
            attach,
            lambda _done: None,
            self,
            undo=lambda _done: Undo(said, lambda act: of.take_off(act, key)),
            refused=self._refused,
        )

    def _refused(self, refusal: DeskError) -> None:
        told = [one for _, one in refusal.found] if isinstance(refusal, Problems) else [refusal]
        self.problem.say("\n".join(say(one) for one in told))

    def _hear(self, touched: frozenset[type]) -> None:
        if touched & SHOWS:
            self.read()

    def _show(self, rows: list[FileRow]) -> None:
        first = rows[0].id if rows and self.table.chosen() is None else None
        self.table.show_rows(rows, first)
        self._follow()

    def _follow(self) -> None:
        for button in (self.off, self.show_it):
            button.setEnabled(self.table.chosen() is not None)

    def _choose(self) -> None:
        dialog = FileDialog(self, translate(mark("File")))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(
            [translate(mark("PDF or picture (*.pdf *.jpg *.jpeg *.png)")), "* (*)"]
        )
        if folder := self._desk.state.read(FOLDER, ""):
            dialog.setDirectory(folder)
        dialog.fileSelected.connect(lambda name: self.keep(Path(name)))
        dialog.open()

    def _open_file(self) -> None:
        row = self.table.chosen()
        if row is None:
            return
        files, digest = self._desk.database.attachments, row.file
        place = Path(self._opened.path()) / (Path(row.name).name or "file")

        def write(_session: object) -> Path:
            place.write_bytes(files.read(digest))
            return place

        self._desk.ask(write, _show_file, self, "file")

    def _take_off(self) -> None:
        if row := self.table.chosen():
            said = translate(mark("“{name}” is taken off.")).format(name=row.name)
            of, key = self._of, row.id
            back = Undo(said, lambda act: of.put_back(act, key))
            self._desk.do(
                lambda act: of.take_off(act, key),
                lambda _done: None,
                self,
                undo=lambda _done: back,
            )


def _show_file(place: Path) -> None:
    open_outside(QUrl.fromLocalFile(str(place)))


def _columns(desk: Desk) -> list[Column[FileRow]]:
    def when(at: datetime) -> str:
        return format_day(at.astimezone(desk.zone).date(), current(), short=True)

    return [
        Column(mark("File"), lambda row: row.name, width=320, stretch=True),
        Column(mark("Added on"), lambda row: when(row.added_at), width=130),
    ]

"""Taking in a file of one kind of fact: previewed whole, then written."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from fablab_desk.care.listed import ListKind
from fablab_desk.care.listed_trial import settles, try_out
from fablab_desk.care.service_listed import remember_list_columns
from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark, translate
from fablab_desk.overview.list_columns import OpenedList, load_list
from fablab_desk.overview.list_fates import LEFT_OUT, LineFate, Sorted
from fablab_desk.overview.taking_in_refused import refused_table
from fablab_desk.overview.taking_lists import (
    Keys,
    ListReading,
    TakeBack,
    read_list,
    sorted_lines,
)
from fablab_desk.staff.act import Act
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.garbage import Collector
from fablab_desk.ui.people.choosing_table import choose_table
from fablab_desk.ui.people.file_import import FileImportDialog, Table
from fablab_desk.ui.people.list_import_columns import ListColumnsPage
from fablab_desk.ui.people.list_import_preview import ListPreviewPage
from fablab_desk.ui.people.list_import_words import (
    TITLES,
    refused_told,
    told_above,
    verb_of,
    written_told,
)
from fablab_desk.ui.progress import Progress
from fablab_desk.ui.undo import Undo

SIZE = (960, 640)


def import_list(desk: Desk, owner: QWidget, kind: ListKind) -> None:
    """Ask for the file, then show what would become of its lines."""
    choose_table(
        desk, owner, TITLES[kind], lambda path: ListImportDialog(desk, owner, kind, path).open()
    )


class ListImportDialog(FileImportDialog[OpenedList, ListReading]):
    """What its titles tell is compared at once; the columns are asked where they do not."""

    def __init__(self, desk: Desk, parent: QWidget | None, kind: ListKind, path: Path) -> None:
        columns, preview = ListColumnsPage(kind, desk.today), ListPreviewPage(desk)
        load = partial(load_list, kind=kind)
        super().__init__(desk, parent, path, TITLES[kind], (columns, preview), load)
        self._kind = kind
        self.columns, self.preview = columns, preview
        self.write = self.add_button(mark("Import"), self._write, primary=True)
        self.fit(*SIZE)
        self.follow()

    def show_file(self, opened: OpenedList) -> None:
        self.columns.show_file(opened)

    def told_of(self, opened: OpenedList) -> str:
        said = mark("columns matched as last time for a file with the same titles")
        return translate(said) if opened.remembered else ""

    def after_columns(self) -> None:
        self.compare()

    def forget(self) -> None:
        self.preview.chosen.clear()

    def stand_on_columns(self) -> None:
        self.columns.stand()

    def compare(self) -> None:
        assert self.opened
        opened, kind, columns = self.opened, self._kind, self.columns.columns()
        chosen = dict(self.preview.chosen)
        database = self._desk.database
        try:
            days = self._desk.today(), self.columns.day.value()
        except DeskError as refusal:
            self.refused(refusal)
            self.columns.day.setFocus()
            return

        def job(progress: Progress) -> ListReading:
            with Collector.held(), database.reading() as session:
                return read_list(session, kind, opened, columns, days, chosen, progress)

        self.work(mark("Comparing the lines…"), job, self._try)

    def _try(self, reading: ListReading) -> None:
        """What the base itself would refuse is found by writing, and throwing that away."""
        listing = reading.listing
        if listing is None or not listing.taken:
            self._sort(reading)
            return
        progress = self.begin(mark("Comparing the lines…"))

        def trial(act: Act) -> None:
            with Collector.held():
                try_out(act, listing, lambda act: reading.write(act, progress))

        def settle(refusal: DeskError) -> bool:
            with Collector.held():
                return settles(listing, refusal)

        def go_on(settled: bool) -> None:
            if settled:
                self._sort(reading)
            else:
                self._try(reading)

        def met(refusal: DeskError) -> None:
            self.work(mark("Comparing the lines…"), lambda _progress: settle(refusal), go_on)

        self._desk.do(trial, _nothing, self, refused=met, progress=progress)

    def _sort(self, reading: ListReading) -> None:
        """There may be a hundred thousand: they are told in a thread too."""

        def job(_progress: Progress) -> Sorted:
            with Collector.held():
                return sorted_lines(reading)

        def show(lines: Sorted) -> None:
            self.drop_found()
            self.preview.show_lines(lines)
            unsure = self.preview.count(LineFate.UNSURE)
            self.preview.told.say(told_above(self.preview.count(LineFate.TAKEN), unsure))
            self.show_found(reading)

        self.work(mark("Comparing the lines…"), job, show)

    def _write(self) -> None:
        assert self.opened
        assert self.found
        reading, kind, sheet = self.found, self._kind, self.opened.sheet
        told, columns = written_told(kind, self._count()), self.columns.columns()
        take_back, left = reading.take_back, refused_told(self._left())
        progress = self.begin(mark("Writing the lines…"))

        def write(act: Act) -> Keys:
            with Collector.held():
                keys = reading.keys(reading.write(act, progress))
                remember_list_columns(act, kind, sheet, columns)
                return keys

        self._desk.do(
            write,
            self.written,
            self,
            refused=self.refused,
            undo=lambda keys: _undo_of(keys, take_back, told, left),
            progress=progress,
        )

    def writes(self, _reading: ListReading) -> bool:
        return self._count() > 0

    def verb_of(self, _reading: ListReading) -> str:
        return verb_of(self._kind, self._count())

    def is_undecided(self, _reading: ListReading) -> bool:
        return self.preview.count(LineFate.UNSURE) > 0

    def _count(self) -> int:
        return self.preview.count(LineFate.TAKEN)

    def _left(self) -> int:
        return sum(self.preview.count(fate) for fate in LEFT_OUT)

    def refused_table(self, opened: OpenedList, _reading: ListReading) -> Table:
        left = (one for fate in LEFT_OUT for one in self.preview.lines_of(fate))
        return refused_table(opened.sheet, sorted(left, key=lambda one: one.line))

    def lines_held(self, reading: ListReading | None) -> list[list[Any]]:
        listing = reading.listing if reading else None
        own: list[list[Any]] = []
        if listing is not None:
            own += listing.taken, listing.known, listing.refused
        if reading is not None and reading.preview is not None:
            own += list(reading.preview.proposals), list(reading.preview.refused)
        return [*self.preview.lines(), *own]

    def is_touched(self) -> bool:
        return self.opened is not None and (
            self.columns.changed_by_hand or bool(self.preview.chosen)
        )


def _undo_of(keys: Keys, take_back: TakeBack, text: str, left: str) -> Undo:
    def inverse(act: Act, progress: Progress) -> None:
        with Collector.held():
            take_back(act, keys, progress)

    return Undo(text, inverse, working=mark("Undoing the import…"), besides=left)


def _nothing(_none: None) -> None:
    """A trial never ends well: it is thrown away."""

"""Taking in a file of first visits, of arrivals or of figures: previewed whole, then written."""

from collections.abc import Collection
from pathlib import Path

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from fablab_desk.care.listed_trial import settles, try_out
from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark, say, translate, translate_many
from fablab_desk.overview.taking_lists import (
    LineFate,
    ListKind,
    ListReading,
    OpenedList,
    Sorted,
    load_list,
    read_list,
    sorted_lines,
)
from fablab_desk.people.exchange.making import open_file
from fablab_desk.staff.act import Act
from fablab_desk.ui.buttons import lead
from fablab_desk.ui.cards import Label
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.garbage import Collector
from fablab_desk.ui.messages import confirm
from fablab_desk.ui.people.choosing_table import choose_table
from fablab_desk.ui.people.list_import_columns import ListColumnsPage
from fablab_desk.ui.people.list_import_preview import ListPreviewPage
from fablab_desk.ui.people.list_import_words import TITLES, told_above, verb_of, written_told
from fablab_desk.ui.progress import Progress, StoppedError
from fablab_desk.ui.undo import Undo
from fablab_desk.ui.working import WorkingDialog

SIZE = (960, 640)


def import_list(desk: Desk, owner: QWidget, kind: ListKind) -> None:
    """Ask for the file, then show what would become of its lines."""
    choose_table(
        desk, owner, TITLES[kind], lambda path: ListImportDialog(desk, owner, kind, path).open()
    )


class ListImportDialog(WorkingDialog):
    """Its columns are asked where the titles do not tell them; written at its last button."""

    def __init__(self, desk: Desk, parent: QWidget | None, kind: ListKind, path: Path) -> None:
        super().__init__(desk, parent, translate(TITLES[kind]))
        self._kind, self._path = kind, path
        self._opened: OpenedList | None = None
        self._reading: ListReading | None = None
        self._stale = False  # something was answered since the preview
        self._leaving = False
        self.what = Label("", "muted", wrap=True)
        self.columns = ListColumnsPage(kind, desk.today)
        self.preview = ListPreviewPage(desk)
        self.pages = QStackedWidget()
        for page in (QWidget(), self.columns, self.preview):
            self.pages.addWidget(page)
        self.body.addWidget(self.what)
        self.body.addWidget(self.problem)
        self.body.addWidget(self.pages, 1)
        self.other = self.add_button(mark("Another file…"), self._choose_other)
        self.back = self.add_button(mark("Back to the columns"), self._show_columns)
        self.look = self.add_button(mark("Look at what changes"), self._look, primary=True)
        self.write = self.add_button(mark("Import"), self._write, primary=True)
        self.preview.answered.connect(self._answer)
        self.fit(*SIZE)
        self.follow()

    def open(self) -> None:
        super().open()
        self._read(self._path)

    def _read(self, path: Path) -> None:
        self._opened = self._reading = None
        self.what.setText(path.name)
        self.preview.clear()
        database, kind = self._desk.database, self._kind

        def job(_progress: Progress) -> OpenedList:
            with Collector.held(), database.reading() as session:
                return load_list(session, kind, *open_file(path))

        self.work(mark("Reading the file…"), job, self._show_file)

    def _show_file(self, opened: OpenedList) -> None:
        """What its titles tell is compared at once; the columns are asked where they do not."""
        self._opened = opened
        lines = translate_many("{n} line", "{n} lines", len(opened.sheet.rows))
        self.what.setText(f"{opened.source.name} · {lines}")
        self.columns.show_file(opened)
        self._show_columns()
        self._look()

    def _show_columns(self) -> None:
        self._reading, self._stale = None, False
        self.preview.clear()
        self.pages.setCurrentWidget(self.columns)
        self.follow()
        self.look.setFocus()

    def _look(self) -> None:
        assert self._opened
        opened, kind, columns = self._opened, self._kind, self.columns.columns()
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

        def met(refusal: DeskError) -> None:
            try:
                settled = settles(listing, refusal)
            except DeskError:
                self.refused(refusal)
                return
            if settled:
                self._sort(reading)
            else:
                self._try(reading)

        self._desk.do(trial, _nothing, self, refused=met, progress=progress)

    def _sort(self, reading: ListReading) -> None:
        """There may be a hundred thousand: they are told in a thread too."""

        def job(_progress: Progress) -> Sorted:
            with Collector.held():
                return sorted_lines(reading)

        self.work(mark("Comparing the lines…"), job, lambda lines: self._show(reading, lines))

    def _show(self, reading: ListReading, lines: Sorted) -> None:
        self._reading, self._stale = reading, False
        self.preview.show_lines(lines)
        unsure = self.preview.count(LineFate.UNSURE)
        self.preview.told.say(told_above(self._writes(), unsure))
        self.pages.setCurrentWidget(self.preview)
        self.follow()
        if unsure or not self._writes():
            self.preview.table.setFocus()
        else:
            self.write.setFocus()

    def _writes(self) -> int:
        return self.preview.count(LineFate.TAKEN)

    def _answer(self) -> None:
        self._stale = True
        self.follow()

    def _write(self) -> None:
        assert self._reading
        reading, told = self._reading, written_told(self._kind, self._writes())
        progress = self.begin(mark("Writing the lines…"))

        def write(act: Act) -> Collection[int]:
            with Collector.held():
                return reading.write(act, progress)

        def undo(known: Collection[int]) -> Undo:
            def inverse(act: Act, progress: Progress) -> None:
                with Collector.held():
                    reading.take_back(act, known, progress)

            return Undo(told, inverse, working=mark("Undoing the import…"))

        self._desk.do(
            write, self._written, self, refused=self.refused, undo=undo, progress=progress
        )

    def _written(self, _known: Collection[int]) -> None:
        self._leaving = True
        self.accept()

    def refused(self, refusal: DeskError) -> None:
        if isinstance(refusal, StoppedError):
            self._desk.tell(say(refusal))
        else:
            super().refused(refusal)
            self._stale = self._reading is not None
        self.follow()
        if self._opened is None:
            self.other.setFocus()
        elif self._reading is None:
            self.columns.stand()
        else:
            self.look.setFocus()

    def follow(self) -> None:
        """What the buttons offer now; Enter presses the one that comes next."""
        busy, read = self.is_working(), self._reading is not None
        looks = self._opened is not None and (not read or self._stale)
        writes = read and not looks and self._writes() > 0
        shown: dict[QPushButton, bool] = {
            self.other: not writes and not self._stale,
            self.back: read,
            self.look: looks,
            self.write: writes,
        }
        self.pages.setEnabled(not busy)
        for button, is_shown in shown.items():
            button.setVisible(is_shown)
            button.setEnabled(is_shown and not busy)
        if writes:
            self.write.setText(verb_of(self._kind, self._writes()))
        unsure = self.preview.count(LineFate.UNSURE) > 0
        lead(self.other, leads=self._opened is None)
        lead(self.look, leads=looks)
        lead(self.write, leads=writes and not unsure)

    def _choose_other(self) -> None:
        choose_table(self._desk, self, TITLES[self._kind], self._read)

    def reject(self) -> None:
        if self.is_working() or self._leaving or not self.preview.chosen:
            super().reject()
            return
        confirm(
            self,
            translate(mark("Leave without importing? What was chosen is lost.")),
            translate(mark("Leave without importing")),
            self._leave,
            danger=True,
        )

    def _leave(self) -> None:
        self._leaving = True
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.is_working() or self._leaving or not self.preview.chosen:
            super().closeEvent(event)
            return
        event.ignore()
        self.reject()


def _nothing(_none: None) -> None:
    """A trial never ends well: it is thrown away."""

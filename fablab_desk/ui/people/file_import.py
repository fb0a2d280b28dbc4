"""A file taken in: its columns, what it would do, and only then the writing."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark, say, translate, translate_many
from fablab_desk.people.exchange.making import open_file
from fablab_desk.people.exchange.preview import Source
from fablab_desk.sheets.sheet import Sheet
from fablab_desk.sheets.writing import Cell
from fablab_desk.ui.buttons import lead
from fablab_desk.ui.cards import Label
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.export import ask_where, tell_written, write_table
from fablab_desk.ui.first_paint import FirstPaint
from fablab_desk.ui.garbage import Collector
from fablab_desk.ui.main_window import BREATH_MS
from fablab_desk.ui.messages import confirm
from fablab_desk.ui.people.choosing_table import choose_table
from fablab_desk.ui.people.file_fates import FatesPage
from fablab_desk.ui.people.file_memory import let_go
from fablab_desk.ui.progress import Progress, StoppedError
from fablab_desk.ui.working import WorkingDialog


class FileRead(Protocol):
    @property
    def sheet(self) -> Sheet: ...

    @property
    def source(self) -> Source: ...


R = TypeVar("R", bound=FileRead)
F = TypeVar("F")
Table = tuple[list[str], list[list[Cell]]]


class FileImportDialog(WorkingDialog, Generic[R, F]):
    """Nothing is written before its last button, and nothing chosen by hand is lost unasked.

    `opened` is the file that was read, `found` what taking it in would do.
    """

    write: QPushButton

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None,
        path: Path,
        title: str,
        pages: tuple[QWidget, FatesPage],
        load: Callable[[Any, Sheet, Source], R],
    ) -> None:
        """The title is a msgid; the pages are that of the columns and that of what was found."""
        super().__init__(desk, parent, translate(title))
        self._path, self._title, self._load = path, title, load
        self._columns, self._fates = pages
        self.opened: R | None = None
        self.found: F | None = None
        self._stale = False  # something was answered since the preview
        self._leaving = False
        self.what = Label("", "muted", wrap=True)
        self.pages = QStackedWidget()
        for page in (QWidget(), *pages):
            self.pages.addWidget(page)
        self.body.addWidget(self.what)
        self.body.addWidget(self.problem)
        self.body.addWidget(self.pages, 1)
        self.other = self.add_button(mark("Another file…"), self._choose_other)
        self.back = self.add_button(mark("Back to the columns"), self._show_columns)
        self.look = self.add_button(mark("Look at what changes"), self.compare, primary=True)
        self._fates.answered.connect(self._answer)
        self._fates.refused_asked.connect(self._save_refused)

    def open(self) -> None:
        super().open()
        # A thread that parses a long file would make the first picture wait for its turns.
        FirstPaint(self, partial(self._read, self._path))

    def show_file(self, opened: R) -> None:
        """Make the page of its columns."""
        raise NotImplementedError

    def after_columns(self) -> None:
        """The columns of a file just read are painted."""

    def forget(self) -> None:
        """Other columns: what was answered meant other lines."""
        raise NotImplementedError

    def compare(self) -> None:
        """Read every line with the columns as they are matched now; `show_found` in the end."""
        raise NotImplementedError

    def stand_on_columns(self) -> None:
        """Go to the column that is missing."""
        raise NotImplementedError

    def is_touched(self) -> bool:
        """Whether closing would lose what was chosen by hand."""
        raise NotImplementedError

    def writes(self, found: F) -> bool:
        """Whether there is anything to write."""
        raise NotImplementedError

    def verb_of(self, found: F) -> str:
        """What the last button says."""
        raise NotImplementedError

    def is_undecided(self, found: F) -> bool:
        """Whether something is better answered before Enter writes."""
        raise NotImplementedError

    def asks(self, _found: F | None) -> Mapping[QPushButton, bool]:
        """Buttons of one's own for what is to be decided, and whether each is shown."""
        return {}

    def refused_table(self, opened: R, found: F) -> Table:
        """The lines that are not taken; called in another thread."""
        raise NotImplementedError

    def lines_held(self, found: F | None) -> list[list[Any]]:
        """The long lists of what was found, which are let go of a few lines at a time."""
        raise NotImplementedError

    def drop_found(self, *, file: bool = False) -> None:
        """What was found, and the file if it says so, is let go of in another thread.

        A hundred thousand lines let go of here would hold the window's loop.
        """
        if self.opened is None:
            return
        held: list[Any] = [self.found]
        lines = self.lines_held(self.found)
        if file:
            held.append(self.opened)
            lines.append(self.opened.sheet.rows)
            self.opened = None
        self.found = None
        self._fates.clear()
        self._desk.work(lambda: let_go(held, lines), _nothing, self._desk)

    def told_of(self, _opened: R) -> str:
        """What is to be known of the file itself."""
        return ""

    def _read(self, path: Path) -> None:
        self.drop_found(file=True)
        self._path = path
        self.what.setText(path.name)
        self.forget()
        database, load = self._desk.database, self._load

        def job(_progress: Progress) -> R:
            with Collector.held(), database.reading() as session:
                return load(session, *open_file(path))

        self.work(mark("Reading the file…"), job, self._show_file)

    def _show_file(self, opened: R) -> None:
        self.opened = opened
        lines = translate_many("{n} line", "{n} lines", len(opened.sheet.rows))
        said = (opened.source.name, lines, self.told_of(opened))
        self.what.setText(" · ".join(one for one in said if one))
        self.show_file(opened)

        def paint() -> None:
            if self.opened is opened:
                self._show_columns()
                self.after_columns()

        # To make the columns and to paint them in one go would hold the window's loop.
        QTimer.singleShot(BREATH_MS, self, paint)

    def _show_columns(self) -> None:
        self.drop_found()
        self._stale = False
        self.forget()
        self.pages.setCurrentWidget(self._columns)
        self.follow()
        self.look.setFocus()

    def show_found(self, found: F) -> None:
        """The page of the lines shows it already."""
        self.found, self._stale = found, False
        self.pages.setCurrentWidget(self._fates)
        self.follow()
        following = self._next()
        if following is None:
            self._fates.stand()
        else:
            following.setFocus()

    def _answer(self) -> None:
        self._stale = True
        self.follow()

    def _save_refused(self) -> None:
        opened, found = self.opened, self.found
        assert opened
        assert found
        title = translate(mark("Refused lines"))

        def write(file: Path) -> None:
            self.work(
                mark("Exporting…"),
                lambda _progress: write_table(file, *self.refused_table(opened, found), title),
                lambda _none: self._tell_saved(file),
            )

        ask_where(self, title, write).setDirectory(str(self._path.parent))

    def _tell_saved(self, file: Path) -> None:
        """In the dialog too, which stands before the notices of the window."""
        tell_written(self._desk, file)
        self._fates.tell_saved(file.name)

    def written(self, _result: object = None) -> None:
        self._leaving = True
        self.accept()

    def refused(self, refusal: DeskError) -> None:
        if isinstance(refusal, StoppedError):
            self._desk.tell(say(refusal))
        else:
            super().refused(refusal)
            self._stale = self.found is not None
        self.follow()
        if self.opened is None:
            self.other.setFocus()
        elif self.found is None:
            self.stand_on_columns()
        else:
            self.look.setFocus()

    def follow(self) -> None:
        """What the buttons offer now; Enter presses the one that comes next."""
        busy, found = self.is_working(), self.found
        looks = self.opened is not None and (found is None or self._stale)
        writes = found is not None and not looks and self.writes(found)
        shown: dict[QPushButton, bool] = {
            self.other: not writes and not self._stale,
            self.back: found is not None,
            **self.asks(found),
            self.look: looks,
            self.write: writes,
        }
        self.pages.setEnabled(not busy)
        for button, is_shown in shown.items():
            button.setVisible(is_shown)
            button.setEnabled(is_shown and not busy)
        if found is not None and writes:
            self.write.setText(self.verb_of(found))
        following = self._next()
        for button in shown:
            lead(button, leads=button is following)

    def _next(self) -> QPushButton | None:
        """What is still to be decided before what is to be done; nothing left: nothing."""
        offered = (*self.asks(self.found), self.look, self.write)
        following = next((one for one in offered if not one.isHidden()), None)
        if following is self.write and self.found is not None and self.is_undecided(self.found):
            return None
        return following or (self.other if self.opened is None else None)

    def _choose_other(self) -> None:
        choose_table(self._desk, self, self._title, self._read)

    def reject(self) -> None:
        if self._closes_unasked():
            super().reject()
            return
        confirm(
            self,
            translate(mark("Leave without importing? What was chosen is lost.")),
            translate(mark("Leave without importing")),
            self._leave,
            danger=True,
        )

    def _closes_unasked(self) -> bool:
        """Also where closing stops what is under way, and nothing else."""
        return self.is_working() or self._leaving or not self.is_touched()

    def _leave(self) -> None:
        self._leaving = True
        super().reject()

    def done(self, result: int) -> None:
        """Closed: what was read is let go of in another thread."""
        self.drop_found(file=True)
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._closes_unasked():
            super().closeEvent(event)
            return
        event.ignore()
        self.reject()


def _nothing(_none: None) -> None:
    """Nobody waits for what was let go of."""

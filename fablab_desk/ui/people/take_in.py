"""Taking a file of members in: its columns, what it would do, and only then the writing."""

from functools import partial
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from fablab_desk.care.service_intake import import_members, remember_plans
from fablab_desk.clock import format_day
from fablab_desk.errors import DeskError
from fablab_desk.i18n import current, mark, say, translate, translate_many
from fablab_desk.overview.taking_in import Opened, Outcome, load_opened, load_outcome
from fablab_desk.overview.taking_in_refused import refused_table
from fablab_desk.people.exchange.making import open_file
from fablab_desk.people.service_import import remember_columns
from fablab_desk.staff.act import Act
from fablab_desk.ui.buttons import lead
from fablab_desk.ui.cards import Label
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.export import ask_where, tell_written, write_table
from fablab_desk.ui.first_paint import FirstPaint
from fablab_desk.ui.garbage import Collector
from fablab_desk.ui.main_window import BREATH_MS
from fablab_desk.ui.messages import confirm
from fablab_desk.ui.people.choosing_table import choose_table
from fablab_desk.ui.people.take_in_columns import ColumnsPage
from fablab_desk.ui.people.take_in_memory import let_go
from fablab_desk.ui.people.take_in_preview import PreviewPage
from fablab_desk.ui.people.take_in_words import verb_of, written_told
from fablab_desk.ui.progress import Progress, StoppedError
from fablab_desk.ui.undo import Undo
from fablab_desk.ui.working import WorkingDialog

T = TypeVar("T")
SIZE = (960, 720)
TITLE = mark("Import members")


class TakeInDialog(WorkingDialog):
    """Nothing is written before its last button."""

    def __init__(self, desk: Desk, parent: QWidget | None, path: Path) -> None:
        super().__init__(desk, parent, translate(TITLE))
        self._path = path
        self._opened: Opened | None = None
        self._outcome: Outcome | None = None
        self._stale = False  # something was answered since the preview
        self._leaving = False
        self.what = Label("", "muted", wrap=True)
        self.columns = ColumnsPage()
        self.preview = PreviewPage()
        self.pages = QStackedWidget()
        self.pages.addWidget(QWidget())
        self.pages.addWidget(self.columns)
        self.pages.addWidget(self.preview)
        self.body.addWidget(self.what)
        self.body.addWidget(self.problem)
        self.body.addWidget(self.pages, 1)
        self.other = self.add_button(mark("Another file…"), self._choose_other)
        self.back = self.add_button(mark("Back to the columns"), self._show_columns)
        self.look = self.add_button(mark("Look at what changes"), self._look, primary=True)
        self.decide = self.add_button(mark("Choose the plans"), self.preview.ask)
        self.write = self.add_button(mark("Import"), self._write, primary=True)
        self.preview.answered.connect(self._answer)
        self.preview.refused_asked.connect(self._save_refused)
        self.fit(*SIZE)
        self.follow()

    def open(self) -> None:
        super().open()
        # A thread that parses a long file would make the first picture wait for its turns.
        FirstPaint(self, partial(self._read, self._path))

    def _read(self, path: Path) -> None:
        self._path, self._opened, self._outcome = path, None, None
        self.what.setText(path.name)
        database = self._desk.database

        def job(_progress: Progress) -> Opened:
            with Collector.held(), database.reading() as session:
                return load_opened(session, *open_file(path))

        self.work(mark("Reading the file…"), job, self._show_file)

    def _show_file(self, opened: Opened) -> None:
        self._opened = opened
        self.preview.forget_file(opened.chosen)
        lines = translate_many("{n} line", "{n} lines", len(opened.sheet.rows))
        said = [opened.source.name, lines]
        if opened.taken_at:
            day = format_day(opened.taken_at.astimezone(self._desk.zone).date(), current())
            said.append(translate(mark("this very file was taken in on {day}")).format(day=day))
        self.what.setText(" · ".join(said))
        self.columns.show_file(opened)
        # To make the columns and to paint them in one go would hold the window's loop.
        QTimer.singleShot(BREATH_MS, self, self._show_columns)

    def _show_columns(self) -> None:
        self._outcome, self._stale = None, False
        self.preview.forget()
        self.pages.setCurrentWidget(self.columns)
        self.follow()
        self.look.setFocus()

    def _look(self) -> None:
        """Read every line with the columns as they are matched now, and compare it."""
        assert self._opened
        opened, columns = self._opened, self.columns.columns()
        plans, confirmed = self.preview.plans.chosen(), self.preview.confirmed()
        database, today = self._desk.database, self._desk.today()

        def job(progress: Progress) -> Outcome:
            with Collector.held(), database.reading() as session:
                return load_outcome(session, opened, columns, plans, confirmed, today, progress)

        self.work(mark("Comparing the lines…"), job, self._show_outcome)

    def _show_outcome(self, outcome: Outcome) -> None:
        assert self._opened
        self._outcome, self._stale = outcome, False
        self.preview.show_outcome(outcome, self._opened.plans)
        self.pages.setCurrentWidget(self.preview)
        self.follow()
        following = self._next()
        if following is None:
            self.preview.stand()
        else:
            following.setFocus()

    def _answer(self) -> None:
        self._stale = True
        self.follow()

    def _write(self) -> None:
        assert self._opened
        assert self._outcome
        outcome, sheet, columns = self._outcome, self._opened.sheet, self.columns.columns()
        plans = self.preview.plans.chosen()
        back = _undo_of(outcome.preview.id, written_told(outcome))
        progress = self.begin(mark("Writing the records…"))

        def write(act: Act) -> None:
            with Collector.held():
                import_members(act, outcome.preview, outcome.intake, progress)
                remember_columns(act, sheet, columns)
                remember_plans(act, sheet, plans)

        self._desk.do(
            write,
            self._written,
            self,
            refused=self.refused,
            undo=lambda _none: back,
            progress=progress,
        )

    def _save_refused(self) -> None:
        opened, outcome = self._opened, self._outcome
        assert opened
        assert outcome
        title = translate(mark("Refused lines"))

        def write(file: Path) -> None:
            self.work(
                mark("Exporting…"),
                lambda _progress: write_table(file, *refused_table(opened, outcome), title),
                lambda _none: self._tell_saved(file),
            )

        ask_where(self, title, write)

    def _tell_saved(self, file: Path) -> None:
        """In the dialog too, which stands before the notices of the window."""
        tell_written(self._desk, file)
        self.preview.told.say(translate(mark("{file} is written.")).format(file=file.name))
        self.preview.stand()

    def _written(self, _none: None) -> None:
        self._leaving = True
        self.accept()

    def refused(self, refusal: DeskError) -> None:
        if isinstance(refusal, StoppedError):
            self._desk.tell(say(refusal))
        else:
            super().refused(refusal)
            self._stale = self._outcome is not None
        self.follow()
        self._stand_after_refusal()

    def _stand_after_refusal(self) -> None:
        """Where one goes on from: another file, a column to match, or the preview anew."""
        if self._opened is None:
            self.other.setFocus()
        elif self._outcome is None:
            self.columns.stand_on_untaken()
        else:
            self.look.setFocus()

    def follow(self) -> None:
        """What the buttons offer now; Enter presses the one that comes next."""
        busy, outcome = self.is_working(), self._outcome
        looks = outcome is None or self._stale
        asks = outcome is not None and bool(self.preview.plans.open_labels())
        writes = outcome is not None and not looks and outcome.writes
        shown = {
            self.other: not writes and not self._stale,
            self.back: outcome is not None,
            self.decide: asks,
            self.look: looks and self._opened is not None,
            self.write: writes,
        }
        self.pages.setEnabled(not busy)
        for button, is_shown in shown.items():
            button.setVisible(is_shown)
            button.setEnabled(is_shown and not busy)
        if outcome is not None and writes:
            self.write.setText(verb_of(outcome))
        following = self._next()
        for button in shown:
            lead(button, leads=button is following)

    def _next(self) -> QPushButton | None:
        """What is still to be decided before what is to be done; nothing left: nothing."""
        offered = (self.decide, self.look, self.write)
        found = next((one for one in offered if not one.isHidden()), None)
        if found is self.write and self._outcome and self._outcome.intake.undecided:
            return None
        return found or (self.other if self._opened is None else None)

    def _choose_other(self) -> None:
        choose_table(self._desk, self, TITLE, self._read)

    def is_touched(self) -> bool:
        """Whether closing would lose what was chosen by hand."""
        return self._opened is not None and (
            self.columns.changed_by_hand
            or bool(self.preview.confirmed())
            or self.preview.plans.chosen() != self._opened.chosen
        )

    def reject(self) -> None:
        if self.is_working() or self._leaving or not self.is_touched():
            super().reject()
            return
        confirm(
            self,
            translate(mark("Leave without importing? What was chosen is lost.")),
            translate(mark("Leave without importing")),
            self._leave,
            danger=True,
        )

    def done(self, result: int) -> None:
        """Closed: what was read is let go of in another thread."""
        opened = [self._opened] if self._opened else []
        outcomes = [self._outcome] if self._outcome else []
        self._opened = self._outcome = None
        self.preview.clear()
        self._desk.work(lambda: let_go(opened, outcomes), _nothing, self._desk)
        super().done(result)

    def _leave(self) -> None:
        self._leaving = True
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.is_working() or self._leaving or not self.is_touched():
            super().closeEvent(event)
            return
        event.ignore()
        self.reject()


def _undo_of(import_id: UUID, text: str) -> Undo:
    from fablab_desk.care.service_withdraw import withdraw_import

    def inverse(act: Act, progress: Progress) -> None:
        with Collector.held():
            withdraw_import(act, import_id, progress)

    return Undo(text, inverse, working=mark("Undoing the import…"))


def _nothing(_none: None) -> None:
    """Nobody waits for what was let go of."""

"""Putting a copy back where the base does not open, and no desk is there to do it."""

import socket
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Thread
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from fablab_desk.care.backup import bring_back, lab_in
from fablab_desk.clock import utc_now
from fablab_desk.db.database import Database
from fablab_desk.db.opening import url_of
from fablab_desk.db.refusals import make_folder, place_of
from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark, say, translate
from fablab_desk.paths import copies_folder, keys_folder
from fablab_desk.schema import BLUEPRINT
from fablab_desk.staff.login import own_seat
from fablab_desk.staff.unit import Seat
from fablab_desk.ui.cards import EmptyState, Label, ListCard
from fablab_desk.ui.copies import (
    COPIES,
    CopyRow,
    copies_in,
    copy_columns,
    is_of_server,
    kept_first,
    made_on,
)
from fablab_desk.ui.file_dialog import FileDialog
from fablab_desk.ui.forms import PlainDialog
from fablab_desk.ui.messages import confirm
from fablab_desk.ui.people.glimpse import NoDesk
from fablab_desk.ui.problem import Problem
from fablab_desk.ui.progress import Progress
from fablab_desk.ui.state import State
from fablab_desk.ui.tables import RowTable
from fablab_desk.ui.work_line import WorkLine

TITLE = mark("Restore a copy")
ABOUT = mark("Choose the state to go back to: what was done since then is not in it.")
NO_COPY = mark("No copy was found in {folder}. Look on another disk or a stick: “Another file…”.")
SIZE = (880, 480)


class RestoreDialog(PlainDialog):
    """The copies found, or another file; asks before it replaces anything."""

    restored = Signal(object)  # the path where what stood there lies now, or None

    def __init__(self, parent: QWidget | None, place: Path | str) -> None:
        super().__init__(parent, translate(TITLE))
        self._place, self._called = place, place_of(url_of(place))
        self._folder = copies_folder()
        self._copy = Path()
        self._works = False
        self._progress: Progress | None = None
        self.table: RowTable[CopyRow] = RowTable(
            NoDesk(State()),
            copy_columns(lambda row: made_on(row, None)),
            name="copies to restore",
            title=COPIES,
            two_lines=False,
        )
        nothing = translate(NO_COPY).format(folder=self._folder)
        self.table.set_empty(EmptyState("backup", nothing))
        card = ListCard()
        card.body.addWidget(self.table)
        self.problem = Problem()
        self.body.addWidget(Label(translate(ABOUT), "muted", wrap=True))
        self.body.addWidget(card, 1)
        self.body.addWidget(self.problem)
        self.other = self.add_button(mark("Another file…"), self._choose)
        self.verb = self.add_button(mark("Restore this copy…"), self._ask, primary=True)
        self.table.chosen_changed.connect(self._follow)
        self.table.activated_row.connect(self._ask)
        self._begin(partial(copies_in, self._folder), self._show_copies)
        self.fit(*SIZE)

    def reject(self) -> None:
        if self._progress:
            self._progress.stop()
        elif not self._works:
            super().reject()

    def _show_copies(self, copies: list[CopyRow]) -> None:
        """Those that suit the place; it stands on the newest proved one of this very base."""
        on_server = not isinstance(self._place, Path)
        rows = [row for row in copies if is_of_server(row.path) is on_server]
        proved = [row for row in rows if row.proved]
        own = [row for row in proved if row.place == self._called]
        first = next(iter([*own, *proved, *rows]), None)
        self.table.show_rows(rows, first.id if first else None)
        self._follow()
        self._stand()

    def _follow(self) -> None:
        self.verb.setEnabled(not self._works and self.table.chosen() is not None)
        self.other.setEnabled(not self._works)
        self.table.setEnabled(not self._works)

    def _choose(self) -> None:
        dialog = FileDialog(self, translate(TITLE))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(
            [translate(mark("Copies (*.db *.dump)")), translate(mark("Every file (*)"))]
        )
        dialog.fileSelected.connect(lambda name: self._look(Path(name)))
        dialog.open()

    def _ask(self) -> None:
        if not self._works and (row := self.table.chosen()):
            self._look(row.path)

    def _look(self, copy: Path) -> None:
        self._copy = copy
        self._begin(partial(_looked_at, copy), self._confirm)

    def _confirm(self, seen: tuple[CopyRow | None, str]) -> None:
        row, lab = seen
        if row:
            question = translate(mark("Put the base back as it was on {when}?"))
            question = question.format(when=made_on(row, None))
        else:
            question = translate(mark("Put the base back as it is in {file}?"))
            question = question.format(file=self._copy.name)
        said = []
        if lab:
            said.append(translate(mark("It is a copy of “{lab}”.")).format(lab=lab))
        if row and row.place and row.place != self._called:
            other = translate(mark("It was made of another base, {place}: look before you go on."))
            said.append(other.format(place=row.place))
        said.append(kept_first(self._copy, self._folder))
        confirm(
            self,
            question,
            translate(mark("Restore this copy")),
            self._restore,
            detail="\n\n".join(said),
            danger=True,
        )

    def _restore(self) -> None:
        progress = self._progress = Progress(translate(mark("Putting the copy back…")))
        line = WorkLine(progress)
        self.body.addWidget(line)
        progress.ended.connect(line.deleteLater)
        self._begin(
            partial(_bring_back, self._copy, self._place, self._folder, progress), self._restored
        )

    def _restored(self, aside: Path | None) -> None:
        super().accept()
        self.restored.emit(aside)

    def _begin(self, job: Callable[[], object], then: Callable[..., None]) -> None:
        self.problem.say("")
        work = _Work(self, job)
        work.ended.connect(self._rest)
        work.done.connect(then)
        work.refused.connect(self._refused)
        self._works = True
        self._follow()
        work.begin()

    def _rest(self) -> None:
        if self._progress:
            self._progress.ended.emit()
        self._works, self._progress = False, None
        self._follow()

    def _refused(self, refusal: DeskError) -> None:
        self.problem.say(say(refusal))
        self._stand()

    def _stand(self) -> None:
        (self.table if self.table.chosen() else self.other).setFocus()


class _Work(QObject):
    """One job in a thread of its own: `ended` is told before what came of it."""

    done = Signal(object)
    refused = Signal(object)
    ended = Signal()

    def __init__(self, parent: QWidget, job: Callable[[], object]) -> None:
        super().__init__(parent)
        self._job = job

    def begin(self) -> None:
        Thread(target=self._run, name="desk-restoring", daemon=True).start()

    def _run(self) -> None:
        try:
            result = self._job()
        except DeskError as refusal:
            self.ended.emit()
            self.refused.emit(refusal)
            return
        except BaseException:
            self.ended.emit()
            raise
        self.ended.emit()
        self.done.emit(result)


def _looked_at(copy: Path) -> tuple[CopyRow | None, str]:
    """What is known of it where it lies among others of ours, and the name of its lab."""
    row = next((row for row in copies_in(copy.parent) if row.path == copy), None)
    return row, lab_in(copy)


def _bring_back(
    copy: Path, place: Path | str, folder: Path, progress: Callable[[int, int], None]
) -> Path | None:
    """Nobody can be asked for the right where no account can be read: the desk does it."""

    def sit(restored: Database) -> Seat:
        return own_seat(restored, Seat(UUID(int=0), socket.gethostname(), keys_folder()))

    make_folder(folder.parent)
    return bring_back(copy, place, BLUEPRINT, folder, sit, utc_now, progress)

"""The calls for fees of the memberships looked at: letters to print, e-mails into a folder."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QFileDialog, QWidget

from fablab_desk.errors import DeskError
from fablab_desk.i18n import current, mark, translate, translate_many
from fablab_desk.memberships.fee_call import TITLE
from fablab_desk.memberships.renewal import RenewalLine
from fablab_desk.overview.renewal import Letters, draw_letters, load_letters, write_mails
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.export import open_outside
from fablab_desk.ui.file_dialog import FileDialog
from fablab_desk.ui.preview import PaperPreview
from fablab_desk.ui.progress import Progress


class NoLetterError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("There is no letter to make: nothing is asked."))


# How the dialog does what takes long: its label, the job, what follows.
Works = Callable[[str, Callable[[Progress], Any], Callable[[Any], None]], None]


class RenewalLetters:
    def __init__(
        self,
        desk: Desk,
        owner: QWidget,
        lines: Callable[[], Sequence[RenewalLine]],
        work: Works,
        refused: Callable[[DeskError], None],
    ) -> None:
        self._desk, self._owner = desk, owner
        self._lines, self._work, self._refused = lines, work, refused

    def draw(self, *, by_post: bool) -> None:
        """All in one file, looked at before it is printed; by post: where no e-mail can go."""
        language, title = current(), translate(TITLE)

        def show(pdf: bytes) -> None:
            PaperPreview(self._desk, self._owner, title, pdf, f"{title}.pdf").open()

        def begin(letters: Letters) -> None:
            kept = letters.by_post() if by_post else letters
            if not kept.calls:
                self._refused(NoLetterError())
                return
            self._work(
                mark("Laying out the pages…"),
                lambda progress: draw_letters(kept, language, progress),
                show,
            )

        self._read(begin)

    def ask_folder(self) -> None:
        dialog = FileDialog(self._owner, translate(mark("Where to put the e-mails")))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda chosen: self.write_mails(Path(chosen)))
        dialog.open()

    def write_mails(self, folder: Path) -> None:
        language = current()

        def begin(letters: Letters) -> None:
            self._work(
                mark("Writing the e-mails…"),
                lambda progress: write_mails(letters, folder, language, progress),
                lambda count: self._tell(folder, count, len(letters.calls) - count),
            )

        self._read(begin)

    def _read(self, then: Callable[[Letters], None]) -> None:
        lines, day, language = self._lines(), self._desk.today(), current()
        self._desk.ask(
            lambda session: load_letters(session, lines, day, language),
            then,
            self._owner,
            "letters",
        )

    def _tell(self, folder: Path, count: int, without: int) -> None:
        told = [translate_many(mark("{n} e-mail is ready."), mark("{n} e-mails are ready."), count)]
        if without:
            told.append(
                translate_many(
                    mark("{n} payer has no e-mail: print the letter."),
                    mark("{n} payers have no e-mail: print their letters."),
                    without,
                )
            )
        where = QUrl.fromLocalFile(str(folder))
        open_it = (translate(mark("Show in its folder")), lambda: open_outside(where))
        self._desk.tell(" ".join(told), open_it if count else None)

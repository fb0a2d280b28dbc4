"""The copies of the base: those there are, one more now, and going back to one."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from fablab_desk.care.backup import back_up, bring_back_here
from fablab_desk.db.backup import Backup
from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark, translate
from fablab_desk.schema import BLUEPRINT
from fablab_desk.ui.actions import action
from fablab_desk.ui.copies import COPIES, CopyRow, copies_in, copy_columns, kept_first, made_on
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.messages import confirm, tell
from fablab_desk.ui.scaffold import Empty
from fablab_desk.ui.settings.page import SettingsPage
from fablab_desk.ui.settings.row_list import RowList

ABOUT = mark(
    "A copy is made when the window closes. Keep one elsewhere too: a disk breaks, a room floods."
)
PROVED = mark("The copy is made and proved.")
NOT_PROVED = mark(
    "The copy is made, but only its list of contents could be read: this user of the server may"
    " not make a database to try it in."
)
LEAVES = mark(
    "What was done since then leaves the base; the journal keeps that the base was put back."
)


class BackupsPage(SettingsPage):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, mark("Backups"), ABOUT)
        self._folder = desk.copies
        self.list: RowList[CopyRow] = RowList(
            desk,
            name="settings copies",
            title=COPIES,
            columns=copy_columns(self._when),
            empty=Empty("backup", mark("No copy yet: make the first one now.")),
        )
        self.body.addWidget(self.list)
        self.copy_action = action(
            self,
            mark("&Back up now"),
            self._back_up,
            icon="backup",
            hint=mark("A copy that is read through and proved; older ones thin out"),
        )
        self.folder_action = action(
            self, mark("Open the &folder"), self._show_folder, icon="folder"
        )
        self.restore_action = action(
            self,
            mark("&Restore…"),
            self._ask,
            icon="history",
            hint=mark("Puts the base back as it was then"),
        )
        self.add_primary(self.copy_action)
        self.list.add_act(self.restore_action)
        self.list.add_list_act(self.folder_action)
        self.list.follow(self.update_actions, self.restore_action)

    def read(self) -> None:
        folder = self._folder
        self.desk.work(lambda: copies_in(folder), self._show, self)

    def update_actions(self) -> None:
        self.restore_action.setEnabled(self.list.chosen() is not None)
        self.folder_action.setEnabled(self._folder.is_dir())

    def _show(self, copies: list[CopyRow]) -> None:
        self.list.show_rows(copies)

    def _when(self, row: CopyRow) -> str:
        return made_on(row, self.desk.zone)

    def _back_up(self) -> None:
        self.list.table.setFocus()  # where the copy comes; a button that waits loses the keys
        self.copy_action.setEnabled(False)
        desk, folder = self.desk, self._folder
        progress = desk.progress(translate(mark("Making a copy of the base…")))
        job = partial(back_up, desk.database, desk.seat, desk.now, folder, progress)
        desk.work(job, self._made, self, progress, refused=self._refused)

    def _made(self, made: Backup) -> None:
        self.copy_action.setEnabled(True)
        self.desk.tell(
            translate(PROVED if made.proved else NOT_PROVED),
            (translate(mark("Show the folder")), self._show_folder),
        )
        self.read()

    def _refused(self, refusal: DeskError) -> None:
        self.copy_action.setEnabled(True)
        tell(self, refusal)

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def _ask(self) -> None:
        if row := self.list.chosen():
            question = translate(mark("Put the base back as it was on {when}?"))
            confirm(
                self,
                question.format(when=self._when(row)),
                translate(mark("Restore this copy")),
                partial(self._restore, row.path),
                detail=f"{translate(LEAVES)}\n\n{kept_first(row.path, self._folder)}",
                danger=True,
            )

    def _restore(self, copy: Path) -> None:
        desk, folder = self.desk, self._folder
        progress = desk.progress(translate(mark("Putting the copy back…")))
        job = partial(
            bring_back_here, copy, desk.database, desk.seat, BLUEPRINT, folder, desk.now, progress
        )
        desk.work(job, self._restored, self, progress)

    def _restored(self, _aside: Path | None) -> None:
        self.desk.tell(translate(mark("The copy is put back.")))
        self.desk.replaced.emit()

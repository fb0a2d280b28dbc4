"""The scans of the sheets that were signed in a session."""

from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QWidget

from fablab_desk.files import Attachments
from fablab_desk.i18n import mark
from fablab_desk.overview.files import list_signed_sheets
from fablab_desk.staff.act import Act
from fablab_desk.trainings.service_sheets import keep_sheet, restore_sheet, withdraw_sheet
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.kept_files import FilesDialog, FilesOf

NOTHING = mark("No sheet yet: scan or photograph those that were signed, and add them here.")


def signed_sheets(desk: Desk, owner: QWidget, said: str, session_id: UUID) -> FilesDialog:
    """`said`: the session in words, a text."""

    def keep(act: Act, files: Attachments, key: UUID, name: str, content: bytes) -> None:
        keep_sheet(act, files, key, session_id, name, content)

    listed = partial(list_signed_sheets, session_id=session_id)
    of = FilesOf("signed sheets", NOTHING, listed, keep, withdraw_sheet, restore_sheet)
    return FilesDialog(desk, owner, said, of)

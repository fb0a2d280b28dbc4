"""The photos and papers of a fault or of a maintenance."""

from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QWidget

from fablab_desk.files import Attachments
from fablab_desk.i18n import mark
from fablab_desk.logbook.service_photo import put_use_photo_back, set_use_photo
from fablab_desk.machines.service_files import attach_file, put_file_back, take_file_off
from fablab_desk.overview.files import list_fault_files, list_order_files, list_use_photo
from fablab_desk.staff.act import Act
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.kept_files import FilesDialog, FilesOf

NAME = "upkeep files"
NO_PHOTO = mark("No photo yet: of what was made, or of what went wrong.")
NOTHING = mark("No file yet: a photo of what is broken, a quote, an invoice.")


def fault_files(desk: Desk, owner: QWidget, said: str, fault_id: UUID) -> FilesDialog:
    listed = partial(list_fault_files, fault_id=fault_id)
    attach = partial(attach_file, fault_id=fault_id)
    of = FilesOf(NAME, NOTHING, listed, attach, take_file_off, put_file_back)
    return FilesDialog(desk, owner, said, of)


def use_photo(desk: Desk, owner: QWidget, said: str, use_id: UUID) -> FilesDialog:
    """One photo: another takes its place, and the one before comes back when that is undone."""
    files, before = desk.database.attachments, {"": ""}

    def attach(act: Act, files: Attachments, _key: UUID, _name: str, content: bytes) -> None:
        before[""] = set_use_photo(act, files, use_id, content)

    def put_back(act: Act, _key: UUID) -> None:
        before[""] = put_use_photo_back(act, files, use_id, before[""])

    def take_off(act: Act, key: UUID) -> None:
        """The one that is shown, or the one that was just set: then the one before it is back."""
        shown = key == use_id
        before[""] = put_use_photo_back(act, files, use_id, "" if shown else before[""])

    listed = partial(list_use_photo, use_id=use_id)
    of = FilesOf(NAME, NO_PHOTO, listed, attach, take_off, put_back)
    return FilesDialog(desk, owner, said, of)


def order_files(desk: Desk, owner: QWidget, said: str, order_id: UUID) -> FilesDialog:
    listed = partial(list_order_files, order_id=order_id)
    attach = partial(attach_file, order_id=order_id)
    of = FilesOf(NAME, NOTHING, listed, attach, take_file_off, put_file_back)
    return FilesDialog(desk, owner, said, of)

"""The photos and papers of a fault or of a maintenance."""

from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QWidget

from fablab_desk.i18n import mark
from fablab_desk.machines.service_files import attach_file, put_file_back, take_file_off
from fablab_desk.overview.files import list_fault_files, list_order_files
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.kept_files import FilesDialog, FilesOf

NAME = "upkeep files"
NOTHING = mark("No file yet: a photo of what is broken, a quote, an invoice.")


def fault_files(desk: Desk, owner: QWidget, said: str, fault_id: UUID) -> FilesDialog:
    listed = partial(list_fault_files, fault_id=fault_id)
    attach = partial(attach_file, fault_id=fault_id)
    of = FilesOf(NAME, NOTHING, listed, attach, take_file_off, put_file_back)
    return FilesDialog(desk, owner, said, of)


def order_files(desk: Desk, owner: QWidget, said: str, order_id: UUID) -> FilesDialog:
    listed = partial(list_order_files, order_id=order_id)
    attach = partial(attach_file, order_id=order_id)
    of = FilesOf(NAME, NOTHING, listed, attach, take_file_off, put_file_back)
    return FilesDialog(desk, owner, said, of)

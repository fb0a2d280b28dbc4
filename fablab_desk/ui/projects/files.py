"""The photos and papers of a project."""

from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QWidget

from fablab_desk.files import Attachments
from fablab_desk.i18n import mark
from fablab_desk.overview.files import list_project_files
from fablab_desk.projects.service_files import attach_file, put_file_back, take_file_off
from fablab_desk.staff.act import Act
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.kept_files import FilesDialog, FilesOf

NOTHING = mark("No file yet: a photo of what is being made, a plan, a drawing.")


def project_files(desk: Desk, owner: QWidget, title: str, project_id: UUID) -> FilesDialog:
    def keep(act: Act, files: Attachments, key: UUID, name: str, content: bytes) -> None:
        attach_file(act, files, key, project_id, name, content)

    listed = partial(list_project_files, project_id=project_id)
    of = FilesOf("project files", NOTHING, listed, keep, take_file_off, put_file_back)
    return FilesDialog(desk, owner, title, of)

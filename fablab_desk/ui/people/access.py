"""All that is kept of a person, written to a file that is handed to them."""

from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QFileDialog, QWidget

from fablab_desk.care.access import gather
from fablab_desk.care.access_file import write_access
from fablab_desk.care.service_personal import note_access
from fablab_desk.i18n import mark, translate
from fablab_desk.keys import new_key
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.export import tell_written
from fablab_desk.ui.file_dialog import FileDialog
from fablab_desk.ui.garbage import Collector


def ask_for_access(desk: Desk, owner: QWidget, person_id: UUID, name: str) -> QFileDialog:
    """Ask where to, then write it."""
    dialog = FileDialog(owner, translate(mark("Copy of all that is kept")))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters([translate(mark("Archive (*.zip)"))])
    dialog.setDefaultSuffix(".zip")
    dialog.selectFile(translate(mark("Data of {name}")).format(name=name.replace("/", "-")))
    dialog.fileSelected.connect(lambda chosen: give_access(desk, owner, person_id, Path(chosen)))
    dialog.open()
    return dialog


def give_access(desk: Desk, owner: QWidget, person_id: UUID, file: Path) -> None:
    """The act is written first: nothing leaves the base that the journal does not tell."""
    key, database, now = new_key(), desk.database, desk.now

    def write(_noted: object) -> None:
        progress = desk.progress(translate(mark("Gathering all that is kept…")))

        def job() -> int:
            with Collector.held(), database.reading() as session:
                access = gather(session, person_id, database.attachments)
            return write_access(access, file, now(), progress)

        desk.work(job, lambda _count: tell_written(desk, file), owner, progress)

    desk.do(lambda act: note_access(act, key, person_id), write, owner)

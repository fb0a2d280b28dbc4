"""The photo of a person: chosen from a file, kept small beside the base."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from fablab_desk.i18n import mark, translate
from fablab_desk.people.record import PersonRecord
from fablab_desk.people.service_photo import put_photo_back, remove_photo, set_photo
from fablab_desk.staff.act import Act
from fablab_desk.ui.chosen_file import read_chosen
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.file_dialog import FileDialog
from fablab_desk.ui.undo import Undo

FOLDER = "folder of photos"


def choose_photo(desk: Desk, owner: QWidget, record: PersonRecord) -> QFileDialog:
    dialog = FileDialog(owner, translate(mark("Photo")))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters([translate(mark("Pictures (*.jpg *.jpeg *.png *.webp)"))])
    if folder := desk.state.read(FOLDER, ""):
        dialog.setDirectory(folder)

    def chosen(name: str) -> None:
        desk.state.write(FOLDER, str(Path(name).parent))
        keep_photo(desk, owner, record, Path(name))

    dialog.fileSelected.connect(chosen)
    dialog.open()
    return dialog


def keep_photo(desk: Desk, owner: QWidget, record: PersonRecord, file: Path) -> None:
    attachments = desk.database.attachments
    key, before = record.id, record.photo
    said = translate(mark("{name} has a photo.")).format(name=record.name)

    def keep(act: Act) -> str:
        return set_photo(act, attachments, key, read_chosen(file))

    def undo(after: str) -> Undo:
        return Undo(said, lambda act: put_photo_back(act, attachments, key, before, after))

    desk.do(keep, _nothing, owner, undo=undo)


def drop_photo(desk: Desk, owner: QWidget, record: PersonRecord) -> None:
    attachments = desk.database.attachments
    key, before = record.id, record.photo
    said = translate(mark("The photo of {name} is removed.")).format(name=record.name)
    back = Undo(said, lambda act: put_photo_back(act, attachments, key, before, ""))
    desk.do(
        lambda act: remove_photo(act, attachments, key), _nothing, owner, undo=lambda _done: back
    )


def _nothing(_done: object) -> None:
    """The card shows it by itself."""

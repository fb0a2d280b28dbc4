"""The photo of a machine: chosen from a file, kept small with the lab's files."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from fablab_desk.i18n import mark, translate
from fablab_desk.machines.service import put_machine_photo_back, set_machine_photo
from fablab_desk.overview.machines import MachineRow
from fablab_desk.staff.act import Act
from fablab_desk.ui.chosen_file import read_chosen
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.file_dialog import FileDialog
from fablab_desk.ui.people.photo import FOLDER
from fablab_desk.ui.undo import Undo


def choose_photo(desk: Desk, owner: QWidget, row: MachineRow) -> QFileDialog:
    dialog = FileDialog(owner, translate(mark("Photo")))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters([translate(mark("Pictures (*.jpg *.jpeg *.png *.webp)"))])
    if folder := desk.state.read(FOLDER, ""):
        dialog.setDirectory(folder)

    def chosen(name: str) -> None:
        desk.state.write(FOLDER, str(Path(name).parent))
        keep_photo(desk, owner, row, Path(name))

    dialog.fileSelected.connect(chosen)
    dialog.open()
    return dialog


def keep_photo(desk: Desk, owner: QWidget, row: MachineRow, file: Path) -> None:
    files, key, before = desk.database.attachments, row.id, row.photo
    said = translate(mark("{name} has a photo.")).format(name=row.name)

    def keep(act: Act) -> str:
        return set_machine_photo(act, files, key, read_chosen(file))

    def undo(_after: str) -> Undo:
        return Undo(said, lambda act: put_machine_photo_back(act, files, key, before))

    desk.do(keep, lambda _kept: None, owner, undo=undo)

"""Asking for a table to take in, in the folder of the last one."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from fablab_desk.i18n import mark, translate
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.file_dialog import FileDialog

FOLDER = "folder of imports"
TABLES = mark("Tables (*.csv *.tsv *.txt *.xlsx *.xls *.ods)")
EVERY_FILE = mark("Every file (*)")


def choose_table(
    desk: Desk, owner: QWidget, title: str, then: Callable[[Path], None]
) -> QFileDialog:
    """The title is a msgid."""
    dialog = FileDialog(owner, translate(title))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters([translate(TABLES), translate(EVERY_FILE)])
    if folder := desk.state.read(FOLDER, ""):
        dialog.setDirectory(folder)

    def chosen(name: str) -> None:
        desk.state.write(FOLDER, str(Path(name).parent))
        then(Path(name))

    dialog.fileSelected.connect(chosen)
    dialog.open()
    return dialog

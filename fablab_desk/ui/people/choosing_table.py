"""Asking for a table to take in: in the folder of the last one, else where tables mostly lie."""

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from fablab_desk.i18n import mark, translate
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.file_dialog import FileDialog

FOLDER = "folder of imports"
KINDS = ("csv", "tsv", "txt", "xlsx", "xls", "ods")
PATTERNS = " ".join(f"*.{kind} *.{kind.upper()}" for kind in KINDS)  # some dialogs tell case apart
EVERY_FILE = mark("Every file (*)")
USUAL = (
    QStandardPaths.StandardLocation.DownloadLocation,
    QStandardPaths.StandardLocation.DocumentsLocation,
)


def choose_table(
    desk: Desk, owner: QWidget, title: str, then: Callable[[Path], None]
) -> QFileDialog:
    """The title is a msgid."""
    dialog = FileDialog(owner, translate(title))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    tables = f"{translate(mark('Tables'))} ({PATTERNS})"
    dialog.setNameFilters([tables, translate(EVERY_FILE)])
    usual = [Path(QStandardPaths.writableLocation(place)) for place in USUAL]
    if folder := first_folder([desk.state.read(FOLDER, "")], usual):
        dialog.setDirectory(str(folder))

    def chosen(name: str) -> None:
        desk.state.write(FOLDER, str(Path(name).parent))
        then(Path(name))

    dialog.fileSelected.connect(chosen)
    dialog.open()
    return dialog


def first_folder(last: Iterable[str], usual: Iterable[Path]) -> Path | None:
    """The last one if it is still there, else a usual one: first one in which a table lies."""
    known = [Path(one) for one in last if one and Path(one).is_dir()]
    there = [one for one in usual if one.is_dir()]
    holding = (one for one in there if _holds_a_table(one))
    return next(iter(known), None) or next(holding, None) or next(iter(there), None)


def _holds_a_table(folder: Path) -> bool:
    try:
        return any(one.suffix[1:].lower() in KINDS for one in folder.iterdir())
    except OSError:
        return False

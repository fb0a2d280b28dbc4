"""Asking for a file without opening any: a look into the base's folder must not cost its locks."""

from PySide6.QtCore import QDir, QFileInfo
from PySide6.QtGui import QAbstractFileIconProvider, QIcon
from PySide6.QtWidgets import QFileDialog, QStyle, QWidget

from fablab_desk.i18n import mark, translate
from fablab_desk.paths import resources_folder


class PlainIcons(QAbstractFileIconProvider):
    """Tells files apart by their names only.

    Qt's own reads the head of each file; closing one drops the POSIX locks that SQLite holds on it
    in this process, and the next program to leave the base then deletes its journal, work included.
    """

    def __init__(self, style: QStyle) -> None:
        super().__init__()
        self._folder = style.standardIcon(QStyle.StandardPixmap.SP_DirIcon)
        self._file = style.standardIcon(QStyle.StandardPixmap.SP_FileIcon)
        self._folder_said = translate(mark("Folder"))

    def icon(self, asked: QFileInfo | QAbstractFileIconProvider.IconType) -> QIcon:
        file = asked.isFile() if isinstance(asked, QFileInfo) else asked is self.IconType.File
        return self._file if file else self._folder

    def type(self, info: QFileInfo) -> str:
        return self._folder_said if info.isDir() else info.suffix().upper()


class FileDialog(QFileDialog):
    """The title is a text."""

    def __init__(self, parent: QWidget | None, title: str) -> None:
        super().__init__(parent, title, str(resources_folder()))  # no base stands there
        self._icons = PlainIcons(self.style())
        self.setIconProvider(self._icons)
        self.setLabelText(QFileDialog.DialogLabel.LookIn, translate(mark("Look in:")))
        self.setLabelText(QFileDialog.DialogLabel.FileType, translate(mark("Kind of file:")))
        self.setDirectory(QDir.homePath())

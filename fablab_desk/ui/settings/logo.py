"""A picture in a form: shown as it will be printed, chosen from a file."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QWidget

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark, translate
from fablab_desk.live import refuse_live
from fablab_desk.ui import theme
from fablab_desk.ui.cards import Label
from fablab_desk.ui.file_dialog import FileDialog
from fablab_desk.ui.messages import tell

HEIGHT = 48


class LogoField(QWidget):
    """Bytes of a PNG or JPEG, or None; the service refuses what is neither."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._logo: bytes | None = None
        self._shown = Label(kind="muted")
        self._shown.setFixedHeight(theme.px(HEIGHT))
        self.choose = QPushButton(translate(mark("Choose…")))
        self.choose.setAccessibleName(translate(mark("Choose the logo")))
        self.choose.setAutoDefault(False)
        self.choose.clicked.connect(self._ask)
        self.remove = QPushButton(translate(mark("Remove")))
        self.remove.setAccessibleName(translate(mark("Remove the logo")))
        self.remove.setAutoDefault(False)
        self.remove.clicked.connect(lambda _checked: self.set_value(None))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._shown, 1)
        layout.addWidget(self.choose)
        layout.addWidget(self.remove)
        self.setFocusProxy(self.choose)
        self.set_value(None)

    def value(self) -> bytes | None:
        return self._logo

    def set_value(self, logo: bytes | None) -> None:
        self._logo = logo
        self.remove.setVisible(logo is not None)
        picture = QPixmap()
        if logo and picture.loadFromData(logo):
            smooth = Qt.TransformationMode.SmoothTransformation
            self._shown.setPixmap(picture.scaledToHeight(theme.px(HEIGHT), smooth))
        else:
            self._shown.setText(translate(mark("PNG or JPEG")))
        self.changed.emit()

    def written(self) -> str:
        return translate(mark("another picture")) if self._logo else ""

    def snapshot(self) -> Callable[[], None]:
        return partial(self.set_value, self._logo)

    def _ask(self) -> None:
        dialog = FileDialog(self, translate(mark("Choose the logo")))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(f"{translate(mark('Pictures'))} (*.png *.jpg *.jpeg)")
        dialog.fileSelected.connect(lambda file: self._read(Path(file)))
        dialog.open()

    def _read(self, file: Path) -> None:
        try:
            refuse_live(file)
        except DeskError as refusal:
            tell(self, refusal)
            return
        self.set_value(file.read_bytes())

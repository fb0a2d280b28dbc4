"""The frame of every dialog that edits something."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from fablab_desk.keys import new_key
from fablab_desk.errors import DeskError, Problems
from fablab_desk.i18n import say, translate
from fablab_desk.staff.act import Act
from fablab_desk.ui.desk import Desk

W = TypeVar("W", bound=QWidget)


class FormDialog(QDialog):
    """Fields, Save and Cancel; stays open, each problem beside its field, until it is saved."""

    def __init__(self, desk: Desk, parent: QWidget | None, title: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate(title))
        self.key = new_key()  # made on opening: saving twice is one record
        self.problem = QLabel()
        self.problems: dict[str, QLabel] = {}
        self._desk = desk
        self._fields = QFormLayout()
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)

        layout = QVBoxLayout(self)
        layout.addLayout(self._fields)
        layout.addWidget(self.problem)
        layout.addWidget(self._buttons)

    def add_field(self, name: str, label: str, field: W) -> W:
        field.setAccessibleName(translate(label))
        self.problems[name] = QLabel()
        self._fields.addRow(translate(label), field)
        self._fields.addRow("", self.problems[name])
        return field

    def act(self) -> Callable[[Act], object]:
        """The service call that saves what the fields hold now."""
        raise NotImplementedError

    def _saved(self, _result: object) -> None:
        super().accept()

    def _refused(self, refusal: DeskError) -> None:
        self._buttons.setEnabled(True)
        self._show(refusal.found if isinstance(refusal, Problems) else [("", refusal)])

    def _show(self, found: Sequence[tuple[str, DeskError]]) -> None:
        for label in (self.problem, *self.problems.values()):
            label.clear()
        for name, refusal in found:
            self.problems.get(name, self.problem).setText(say(refusal))

    def accept(self) -> None:
        self._show([])
        self._buttons.setEnabled(False)
        self._desk.do(self.act(), self._saved, self, refused=self._refused)

    def open(self) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)  # its tab would keep it otherwise
        super().open()

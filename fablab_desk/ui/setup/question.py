"""One of the questions of the first start: fields, each with its problem beside it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFormLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from fablab_desk.errors import DeskError
from fablab_desk.i18n import translate
from fablab_desk.ui import theme
from fablab_desk.ui.asked import LEGEND, Asked, Found, starred
from fablab_desk.ui.cards import Caption, Label

if TYPE_CHECKING:
    from fablab_desk.ui.fields import Field
    from fablab_desk.ui.problem import Problem

F = TypeVar("F", bound=QWidget)
NARROW = 680  # its columns stand one under the other


class Question(QWidget):
    """`skipped`: what is filled in counts for nothing, and is still there on coming back."""

    def __init__(self, title: str, about: str) -> None:
        """Msgids both."""
        super().__init__()
        self.title, self.about = title, about
        self.skipped = False
        self._asked = Asked()
        self.fields: dict[str, Field] = self._asked.fields
        self.problems: dict[str, Problem] = self._asked.problems
        self.boxes: dict[str, QWidget] = self._asked.boxes
        self.setAccessibleName(translate(title))
        self.body = QHBoxLayout()
        self.body.setSpacing(32)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self.body)
        self._legend = Label(translate(LEGEND), "muted")
        self._legend.setContentsMargins(0, 8, 0, 0)
        self._legend.hide()
        layout.addWidget(self._legend)
        layout.addStretch(1)

    def add_column(self) -> QFormLayout:
        """A column of captions and fields beside those there are."""
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        self.body.addLayout(form, 1)
        return form

    def add_field(
        self, form: QFormLayout, name: str, label: str, field: F, *, required: bool = False
    ) -> F:
        """Under the name that its problems carry; the label is a msgid."""
        text = translate(label)
        box = self.with_problem(name, text, field, required=required)
        form.addRow(Caption(starred(text, required), field), box)
        return field

    def add_row(
        self, form: QFormLayout, label: str, fields: Sequence[tuple[str, str, QWidget]]
    ) -> QWidget:
        """Several fields on one line, each (name, own label, field); the labels are msgids."""
        line = self._asked.add_line([(name, translate(own), field) for name, own, field in fields])
        line.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        form.addRow(Caption(translate(label), fields[0][2]), line)
        return line

    def with_problem(
        self, name: str, text: str, field: QWidget, *, required: bool = False
    ) -> QWidget:
        box = self._asked.add(name, text, field, required=required)
        box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._legend.setVisible(self._asked.has_required())
        return box

    def unreadable(self) -> list[tuple[str, DeskError]]:
        return self._asked.unreadable()

    def show_problems(self, found: Found) -> bool:
        """Each beside its field, the first one focused; whether there is any on this page."""
        self._asked.show(found)
        return self._asked.focus_wrong()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(NARROW)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self.body.setDirection(way)

    def focus_first(self) -> None:
        first = next(iter(self.fields.values()))
        if isinstance(first, QWidget):
            first.setFocus()

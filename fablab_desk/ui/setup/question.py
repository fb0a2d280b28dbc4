"""One of the questions of the first start: fields, each with its problem beside it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QFormLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from fablab_desk.errors import DeskError
from fablab_desk.i18n import say, translate
from fablab_desk.ui import theme
from fablab_desk.ui.cards import Caption
from fablab_desk.ui.fields import describe
from fablab_desk.ui.problem import Problem

if TYPE_CHECKING:
    from fablab_desk.ui.fields import Field

F = TypeVar("F", bound=QWidget)
NARROW = 680  # its columns stand one under the other
Found = Sequence[tuple[str, DeskError]]


class Question(QWidget):
    """`skipped`: what is filled in counts for nothing, and is still there on coming back."""

    def __init__(self, title: str, about: str) -> None:
        """Msgids both."""
        super().__init__()
        self.title, self.about = title, about
        self.skipped = False
        self.fields: dict[str, Field] = {}
        self.problems: dict[str, Problem] = {}
        self.boxes: dict[str, QWidget] = {}  # each field with its problem
        self.setAccessibleName(translate(title))
        self.body = QHBoxLayout()
        self.body.setSpacing(32)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self.body)
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
        caption = Caption(f"{text}\u00a0*" if required else text, field)
        form.addRow(caption, self.with_problem(name, text, field))
        return field

    def add_row(
        self, form: QFormLayout, label: str, fields: Sequence[tuple[str, str, QWidget]]
    ) -> QHBoxLayout:
        """Several fields on one line, each (name, own label, field); the labels are msgids."""
        line = QHBoxLayout()
        line.setSpacing(8)
        for name, own, field in fields:
            box = self.with_problem(name, translate(own), field)
            line.addWidget(box, 1, Qt.AlignmentFlag.AlignTop)
        form.addRow(Caption(translate(label), fields[0][2]), line)
        return line

    def with_problem(self, name: str, text: str, field: QWidget) -> QWidget:
        field.setAccessibleName(text)
        describe(field)
        known: Field = field  # type: ignore[assignment]
        self.fields[name] = known
        self.problems[name] = Problem()
        box = self.boxes[name] = QWidget()
        layout = QVBoxLayout(box)
        lower = theme.px(5) if isinstance(field, QCheckBox) else 0  # on the line of its caption
        layout.setContentsMargins(0, lower, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(field)
        layout.addWidget(self.problems[name])
        box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        return box

    def unreadable(self) -> list[tuple[str, DeskError]]:
        found = []
        for name, field in self.fields.items():
            try:
                field.value()
            except DeskError as refusal:
                found.append((name, refusal))
        return found

    def show_problems(self, found: Found) -> bool:
        """Each beside its field, the first one focused; whether there is any on this page."""
        texts: dict[str, list[str]] = {}
        for name, refusal in found:
            if name in self.problems:
                texts.setdefault(name, []).append(say(refusal))
        for name, problem in self.problems.items():
            self._mark(name, problem, "\n".join(texts.get(name, [])))
        wrong = [self.fields[name] for name in self.problems if name in texts]
        if wrong and isinstance(wrong[0], QWidget):
            wrong[0].setFocus()
        return bool(wrong)

    def _mark(self, name: str, problem: Problem, said: str) -> None:
        problem.say(said)
        field = self.fields[name]
        assert isinstance(field, QWidget)
        describe(field, said)
        field.setProperty("wrong", bool(said))
        field.style().polish(field)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(NARROW)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self.body.setDirection(way)

    def focus_first(self) -> None:
        first = next(iter(self.fields.values()))
        if isinstance(first, QWidget):
            first.setFocus()

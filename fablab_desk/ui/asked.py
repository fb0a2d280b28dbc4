"""The fields that a form asks for by name, and what is wrong with each, told beside it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark, say, translate
from fablab_desk.ui import theme
from fablab_desk.ui.fields import describe
from fablab_desk.ui.problem import Problem

if TYPE_CHECKING:
    from fablab_desk.ui.fields import Field

Found = Sequence[tuple[str, DeskError]]
REQUIRED = mark("Required")
LEGEND = mark("* to fill in")


def starred(text: str, required: bool) -> str:
    """The caption of a field; what the star means is said once, by LEGEND."""
    return f"{text}\u00a0*" if required else text


def mark_wrong(field: QWidget, problem: Problem, said: str, otherwise: str = "") -> None:
    """Say what is wrong with a field, to the eye and to the ear; blank, nothing is any more."""
    problem.say(said)
    describe(field, said or otherwise)
    field.setProperty("wrong", bool(said))
    field.style().polish(field)


def forgive_when_typed(field: QWidget, problem: Problem, otherwise: str = "") -> None:
    """What was wrong is not said any longer of what is typed since."""

    def forgive() -> None:
        if problem.text():
            mark_wrong(field, problem, "", otherwise)

    cast("Field", field).changed.connect(forgive)


class Asked:
    def __init__(self) -> None:
        self.fields: dict[str, Field] = {}
        self.problems: dict[str, Problem] = {}
        self.boxes: dict[str, QWidget] = {}  # each field with its problem
        self._places: dict[str, QWidget] = {}  # the box of a field, or of the line it is on
        self._required: set[str] = set()

    def add(self, name: str, text: str, field: QWidget, *, required: bool = False) -> QWidget:
        """The field with the place of its problem; the text is what it is called."""
        self._know(name, text, field, required)
        box = self.boxes[name] = _stacked([field, self.problems[name]], _lower(field))
        self._places[name] = box
        return box

    def add_line(
        self, fields: Sequence[tuple[str, str, QWidget]], *, required: bool = False
    ) -> QWidget:
        """Several fields on one line, each (name, what it is called, field), over their problems:
        as wide as the whole line, these are short."""
        line = QWidget()
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, max(_lower(field) for _, _, field in fields), 0, 0)
        layout.setSpacing(8)
        for name, text, field in fields:
            self._know(name, text, field, required)
            layout.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        box = _stacked([line, *(self.problems[name] for name, _, _ in fields)])
        self._places |= {name: box for name, _, _ in fields}
        return box

    def put_under(self, name: str, widget: QWidget) -> None:
        """More to be said of a field, under it and its problem."""
        layout = self._places[name].layout()
        assert layout
        layout.addWidget(widget)

    def line_of(self, name: str) -> QWidget:
        return self._places[name]

    def shares_its_line(self, name: str) -> bool:
        """Whether what stands under a field must say of which it is."""
        return list(self._places.values()).count(self._places[name]) > 1

    def called(self, name: str) -> str:
        return self._widget(name).accessibleName()

    def go_to(self, name: str, reveal: Callable[[QWidget], object]) -> None:
        field = self._widget(name)
        field.setFocus()
        reveal(field)

    def has_required(self) -> bool:
        return bool(self._required)

    def unreadable(self) -> list[tuple[str, DeskError]]:
        found = []
        for name, field in self.fields.items():
            try:
                field.value()
            except DeskError as refusal:
                found.append((name, refusal))
        return found

    def show(self, found: Found) -> list[str]:
        """Tell each problem beside its field, and no other; those of no field come back."""
        texts: dict[str, list[str]] = {}
        rest = []
        for name, refusal in found:
            if name in self.problems:
                texts.setdefault(name, []).append(say(refusal))
            else:
                rest.append(say(refusal))
        for name, problem in self.problems.items():
            said = "\n".join(texts.get(name, []))
            if said or problem.text():
                mark_wrong(self._widget(name), problem, said, self._otherwise(name))
        return rest

    def forgive(self, name: str) -> None:
        """What was wrong with a field held for what others were filled in with."""
        mark_wrong(self._widget(name), self.problems[name], "", self._otherwise(name))

    def focus_wrong(self, reveal: Callable[[QWidget], object] | None = None) -> bool:
        """Go to the first field with a problem; whether there is any."""
        wrong = next((name for name, one in self.problems.items() if one.text()), None)
        if wrong is None:
            return False
        self.go_to(wrong, reveal or (lambda _field: None))
        return True

    def _know(self, name: str, text: str, field: QWidget, required: bool) -> None:
        self.fields[name] = cast("Field", field)
        self.problems[name] = Problem()
        if required:
            self._required.add(name)
        field.setAccessibleName(text)
        describe(field, self._otherwise(name))
        forgive_when_typed(field, self.problems[name], self._otherwise(name))

    def _widget(self, name: str) -> QWidget:
        field = self.fields[name]
        assert isinstance(field, QWidget)
        return field

    def _otherwise(self, name: str) -> str:
        return translate(REQUIRED) if name in self._required else ""


def _stacked(parts: Sequence[QWidget], top: int = 0) -> QWidget:
    box = QWidget()
    layout = QVBoxLayout(box)
    layout.setContentsMargins(0, top, 0, 0)
    layout.setSpacing(0)
    for part in parts:
        layout.addWidget(part)
    return box


def _lower(field: QWidget) -> int:
    """A box to tick stands on the line of its caption."""
    return theme.px(5) if isinstance(field, QCheckBox) else 0

"""Where in a file of one kind of fact each thing stands: found by the titles, or shown by hand."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from fablab_desk.care.listed import ListKind
from fablab_desk.i18n import mark, translate
from fablab_desk.overview.list_columns import ASKED, OF_A_WHOLE_DAY, OpenedList
from fablab_desk.ui import theme
from fablab_desk.ui.cards import Label
from fablab_desk.ui.fields import ChoiceField, DayField, describe
from fablab_desk.ui.shortened import shortened

HEADS = (mark("What is taken"), mark("Column of the file"), mark("For example"))
WHOLE_DAY = mark("Day of the whole list")
SHORT = 40  # letters of an example


class ListColumnsPage(QWidget):
    def __init__(self, kind: ListKind, today: Callable[[], date]) -> None:
        super().__init__()
        self.changed_by_hand = False
        self._samples: dict[str, tuple[str, ...]] = {}
        self._examples: dict[str, Label] = {}
        self.choices: dict[str, ChoiceField[str]] = {}
        self.day = DayField(today)
        self.day.textEdited.connect(self._change)
        inner = QWidget()
        self._grid = QGridLayout(inner)
        self._grid.setContentsMargins(0, 0, 8, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        for place, head in enumerate(HEADS):
            self._grid.addWidget(Label(translate(head), "muted"), 0, place)
        self._grid.setColumnStretch(2, 1)
        for row, (what, text) in enumerate(ASKED[kind].items(), 1):
            self._add(row, what, translate(text))
        last = len(self.choices) + 1
        if kind in OF_A_WHOLE_DAY:
            said = translate(WHOLE_DAY)
            self.day.setAccessibleName(said)
            describe(self.day)
            self._grid.addWidget(Label(said, "strong"), last, 0)
            self._grid.addWidget(self.day, last, 1)
            hint = translate(mark("Where no column tells it"))
            self._grid.addWidget(Label(hint, "muted"), last, 2)
        self._grid.setRowStretch(last + 1, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)

    def show_file(self, opened: OpenedList) -> None:
        self._samples = opened.samples
        none = ("", translate(mark("In no column")))
        for what, choice in self.choices.items():
            choice.set_choices([none, *((title, title) for title in opened.samples)])
            choice.set_value(opened.columns.get(what, ""))
            self._show_example(what)
        self.changed_by_hand = False

    def columns(self) -> dict[str, str]:
        """What is taken → the title of its column."""
        said = {what: choice.value() for what, choice in self.choices.items()}
        return {what: title for what, title in said.items() if title}

    def stand(self) -> None:
        """Go to the first thing that has no column."""
        choices = list(self.choices.values())
        next((one for one in choices if not one.value()), choices[0]).setFocus()

    def _add(self, row: int, what: str, text: str) -> None:
        choice = self.choices[what] = ChoiceField[str]([("", "")])
        choice.setAccessibleName(text)
        choice.setMinimumWidth(theme.px(220))
        choice.changed.connect(lambda: self._show_example(what))
        choice.changed.connect(self._change)
        example = self._examples[what] = Label("", "muted")
        self._grid.addWidget(Label(text, "strong"), row, 0)
        self._grid.addWidget(choice, row, 1)
        self._grid.addWidget(example, row, 2)

    def _change(self, *_said: str) -> None:
        self.changed_by_hand = True

    def _show_example(self, what: str) -> None:
        said = ", ".join(self._samples.get(self.choices[what].value(), ())) or "—"
        self._examples[what].setText(shortened(said, SHORT))
        describe(self.choices[what], said)

"""What taking the file in would do: four counts over one list, each line told in full below it."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from fablab_desk.i18n import mark, translate
from fablab_desk.memberships.queries import PlanRow
from fablab_desk.overview.taking_in import Fate, Outcome
from fablab_desk.ui import theme
from fablab_desk.ui.cards import Caption, Label, ListCard
from fablab_desk.ui.fields import ChoiceField, describe
from fablab_desk.ui.people.take_in_lines import LinesTable
from fablab_desk.ui.people.take_in_words import may_be_another, sentences

COUNTED = {
    Fate.NEW: mark("New: {n}"),
    Fate.CHANGED: mark("Changed: {n}"),
    Fate.UNCHANGED: mark("Unchanged: {n}"),
    Fate.REFUSED: mark("Refused: {n}"),
}
MOST_PLANS = 116  # pixels of the choices of plans, before they scroll


class PreviewPage(QWidget):
    answered = Signal()  # a line was told to be somebody else, or a plan was chosen

    def __init__(self) -> None:
        super().__init__()
        self._outcome: Outcome | None = None
        self.plans: dict[str, ChoiceField[UUID | None]] = {}
        self._chosen_plans: dict[str, UUID] = {}
        self.pills = QButtonGroup(self)
        self.table = LinesTable()
        self.detail = Label("", wrap=True)
        self.another = QPushButton(translate(mark("It is somebody else")))
        self.another.setCheckable(True)
        self.another.setAutoDefault(False)
        self.another.clicked.connect(self._confirm)
        self.table.chosen_changed.connect(self._tell)
        self.table.toggled.connect(self.another.click)
        self.pills.idClicked.connect(lambda _place: self._show_lines())
        self._lay_out()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        for place, _fate in enumerate(Fate):
            pill = QPushButton()
            pill.setProperty("kind", "pill")
            pill.setCheckable(True)
            pill.setAutoDefault(False)
            self.pills.addButton(pill, place)
            line.addWidget(pill)
        line.addStretch(1)
        self._unknown = QScrollArea()
        self._unknown.setWidgetResizable(True)
        self._unknown.setFrameShape(QFrame.Shape.NoFrame)
        self._unknown.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        card = ListCard()
        card.body.addWidget(self.table)
        foot = QHBoxLayout()
        foot.addWidget(self.detail, 1)
        foot.addWidget(self.another)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self._unknown)
        layout.addLayout(line)
        layout.addWidget(card, 1)
        layout.addLayout(foot)

    def show_outcome(self, outcome: Outcome, plans: tuple[PlanRow, ...]) -> None:
        self._outcome = outcome
        for place, fate in enumerate(Fate):
            count = len(outcome.lines[fate])
            text = translate(COUNTED[fate]).format(n=count)
            pill = self.pills.button(place)
            pill.setText(text)
            pill.setEnabled(bool(count))
        self._ask_plans(outcome, plans)
        if not self._shown().isEnabled():
            first = next((one for one in self.pills.buttons() if one.isEnabled()), self._shown())
            first.setChecked(True)
        self._shown().setChecked(True)
        self._show_lines()

    def confirmed(self) -> frozenset[int]:
        """The lines told by hand to be nobody known."""
        return frozenset(self.table.lines.confirmed)

    def chosen_plans(self) -> dict[str, UUID]:
        return dict(self._chosen_plans)

    def forget(self) -> None:
        """Another file, or other columns: what was answered meant other lines."""
        self.table.lines.confirmed.clear()

    def clear(self) -> None:
        """Hold no line any more."""
        self._outcome = None
        self.table.lines.clear()

    def _shown(self) -> QPushButton:
        shown = self.pills.checkedButton() or self.pills.button(0)
        assert isinstance(shown, QPushButton)
        return shown

    def _show_lines(self) -> None:
        assert self._outcome
        fate = list(Fate)[self.pills.id(self._shown())]
        self.table.show_lines(self._outcome.lines[fate], self._outcome)

    def _tell(self) -> None:
        line, outcome = self.table.chosen(), self._outcome
        told = "\n".join(sentences(line, outcome)) if line and outcome else ""
        self.detail.setText(told)
        asks = line is not None and may_be_another(line)
        self.another.setVisible(asks)
        self.another.setEnabled(asks)
        self.another.setChecked(line is not None and line.line in self.table.lines.confirmed)

    def _confirm(self, other: bool) -> None:
        self.table.lines.confirm(self.table.currentIndex().row(), other)
        self.answered.emit()

    def _ask_plans(self, outcome: Outcome, plans: tuple[PlanRow, ...]) -> None:
        """A name of the file that no plan bears is asked once, and stays to be changed."""
        labels = dict.fromkeys([*self._chosen_plans, *outcome.intake.labels])
        inner = QWidget()
        rows = QFormLayout(inner)
        rows.setContentsMargins(0, 0, 8, 0)
        rows.setHorizontalSpacing(16)
        self.plans = {}
        nothing = (None, translate(mark("Leave its memberships out")))
        for label in labels:
            choice: ChoiceField[UUID | None] = ChoiceField(
                [nothing, *((plan.id, plan.label) for plan in plans)]
            )
            asked = translate(mark("“{label}” is the plan")).format(label=label)
            choice.setAccessibleName(asked)
            describe(choice)
            choice.set_value(self._chosen_plans.get(label))
            choice.changed.connect(partial(self._choose_plan, label))
            rows.addRow(Caption(asked, choice), choice)
            self.plans[label] = choice
        self._unknown.setWidget(inner)
        high = inner.sizeHint().height()
        self._unknown.setFixedHeight(min(high, theme.px(MOST_PLANS)))
        self._unknown.setVisible(bool(labels) and bool(plans))

    def _choose_plan(self, label: str) -> None:
        self._chosen_plans.pop(label, None)
        if (plan_id := self.plans[label].value()) is not None:
            self._chosen_plans[label] = plan_id
        self.answered.emit()

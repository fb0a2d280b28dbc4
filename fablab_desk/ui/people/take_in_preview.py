"""What taking the file in would do: four counts over one list, each line told in full below it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from fablab_desk.care.plan_finding import Plans
from fablab_desk.i18n import format_count, mark, translate
from fablab_desk.memberships.queries import PlanRow
from fablab_desk.overview.taking_in import Fate, Outcome
from fablab_desk.overview.taking_in_words import (
    no_plan_told,
    nothing_told,
    open_told,
    payers_told,
    rest_told,
)
from fablab_desk.ui import theme
from fablab_desk.ui.cards import Label, ListCard
from fablab_desk.ui.icons import Ink
from fablab_desk.ui.people.take_in_lines import LinesTable
from fablab_desk.ui.people.take_in_plans import PlansPanel
from fablab_desk.ui.people.take_in_words import may_be_another, sentences
from fablab_desk.ui.problem import Remark

COUNTED = {
    Fate.NEW: mark("New: {n}"),
    Fate.CHANGED: mark("Changed: {n}"),
    Fate.UNCHANGED: mark("Unchanged: {n}"),
    Fate.REFUSED: mark("Refused: {n}"),
}


DETAIL = 50  # pixels: the list keeps its height from line to line, three sentences below it
REFUSED_PLACE = list(Fate).index(Fate.REFUSED)
PLANS_PLACE = len(Fate)  # the pill of the plans stands before those of the lines


class PreviewPage(QWidget):
    answered = Signal()  # a line was told to be somebody else, or a plan was chosen
    refused_asked = Signal()  # the refused lines are wanted in a file

    def __init__(self) -> None:
        super().__init__()
        self._outcome: Outcome | None = None
        self._is_first = True  # nothing of this file was seen yet
        self.plans = PlansPanel()
        self.open = Remark("alert", Ink.WARN)
        self.told = Remark("info", Ink.MUTED)
        self.pills = QButtonGroup(self)
        self.table = LinesTable()
        self.detail = Label("", wrap=True)
        self.detail.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.detail.setMinimumHeight(theme.px(DETAIL))
        self.another = QPushButton(translate(mark("It is somebody else")))
        self.another.setCheckable(True)
        self.another.setAutoDefault(False)
        self.another.clicked.connect(self._confirm)
        self.save_refused = QPushButton(translate(mark("Save the refused lines…")))
        self.save_refused.setAutoDefault(False)
        self.save_refused.clicked.connect(self.refused_asked)
        self.table.chosen_changed.connect(self._tell)
        self.table.toggled.connect(self.another.click)
        self.plans.answered.connect(self._tell_memberships)
        self.plans.answered.connect(self.answered)
        self.pills.idClicked.connect(lambda _place: self._show_chosen())
        self._lay_out()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        for place in (PLANS_PLACE, *range(len(Fate))):
            pill = QPushButton()
            pill.setProperty("kind", "pill")
            pill.setCheckable(True)
            pill.setAutoDefault(False)
            self.pills.addButton(pill, place)
            line.addWidget(pill)
        line.addStretch(1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.plans)
        card = ListCard()
        card.body.addWidget(self._stack)
        foot = QHBoxLayout()
        foot.addWidget(self.detail, 1)
        foot.addWidget(self.another, 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self.save_refused, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        remarks = QVBoxLayout()
        remarks.setSpacing(4)
        remarks.addWidget(self.open)
        remarks.addWidget(self.told)
        layout.addLayout(remarks)
        layout.addLayout(line)
        layout.addWidget(card, 1)
        layout.addLayout(foot)

    def show_outcome(self, outcome: Outcome, plans: tuple[PlanRow, ...]) -> None:
        self._outcome = outcome
        for place, fate in enumerate(Fate):
            count = len(outcome.lines[fate])
            text = translate(COUNTED[fate]).format(n=format_count(count))
            pill = self.pills.button(place)
            pill.setText(text)
            pill.setEnabled(bool(count))
        self.plans.show_plans(outcome.intake, plans)
        named = len(self.plans.choices)
        pill = self.pills.button(PLANS_PLACE)
        pill.setText(translate(mark("Plans: {n}")).format(n=format_count(named)))
        pill.setEnabled(bool(named))
        pill.setVisible(bool(named))
        self._tell_memberships()
        shown = self.pills.checkedButton()
        if self._is_first and self.plans.is_news:
            pill.setChecked(True)
        elif self._is_first or shown is None or not shown.isEnabled():
            lines = (self.pills.button(place) for place in range(len(Fate)))
            next((one for one in lines if one.isEnabled()), self.pills.button(0)).setChecked(True)
        self._is_first = False
        self._show_chosen()

    def ask(self) -> None:
        """Go to the first plan that is not decided."""
        self.pills.button(PLANS_PLACE).setChecked(True)
        self._show_chosen()
        self.plans.ask()

    def stand(self) -> None:
        """Take the focus where there is something to look through."""
        shown = self._stack.currentWidget()
        (self.plans.first() if shown is self.plans else self.table).setFocus()

    def confirmed(self) -> frozenset[int]:
        """The lines told by hand to be nobody known."""
        return frozenset(self.table.lines.confirmed)

    def forget(self) -> None:
        """Other columns: what was answered meant other lines."""
        self.table.lines.confirmed.clear()
        self._is_first = True

    def forget_file(self, chosen: Plans) -> None:
        """Another file, whose plans were `chosen` the last time."""
        self.forget()
        self.plans.forget(chosen)

    def clear(self) -> None:
        """Hold no line any more."""
        self._outcome = None
        self.table.lines.clear()

    def _show_chosen(self) -> None:
        """The plans, or the lines of one fate."""
        assert self._outcome
        place = self.pills.checkedId()
        self._stack.setCurrentWidget(self.plans if place == PLANS_PLACE else self.table)
        lines = [] if place == PLANS_PLACE else self._outcome.lines[list(Fate)[place]]
        self.detail.setVisible(place != PLANS_PLACE)
        self.save_refused.setVisible(place == REFUSED_PLACE)
        self.table.show_lines(lines, self._outcome)

    def _tell_memberships(self) -> None:
        """What is left aside for want of a choice first, as it stands now."""
        assert self._outcome
        preview, intake = self._outcome.preview, self._outcome.intake
        self.open.say(no_plan_told(intake) or open_told(intake, self.plans.open_labels()))
        said = (*nothing_told(self._outcome), *rest_told(intake), payers_told(preview))
        self.told.say(" ".join(one for one in said if one))

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

"""What taking the file in would do: four counts over one list, each line told in full below it."""

from PySide6.QtWidgets import QPushButton, QStackedWidget

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
from fablab_desk.ui.icons import Ink
from fablab_desk.ui.people.file_fates import FatesPage
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

PLANS_PLACE = len(Fate)  # the pill of the plans stands before those of the lines


class PreviewPage(FatesPage):
    def __init__(self) -> None:
        super().__init__(COUNTED, mark("Save the refused lines…"))
        self._outcome: Outcome | None = None
        self._is_first = True  # nothing of this file was seen yet
        self.plans = PlansPanel()
        self.open = Remark("alert", Ink.WARN)
        self.table = LinesTable()
        self.another = QPushButton(translate(mark("It is somebody else")))
        self.another.setCheckable(True)
        self.another.setAutoDefault(False)
        self.another.clicked.connect(self._confirm)
        self.table.chosen_changed.connect(self._tell)
        self.table.toggled.connect(self.another.click)
        self.plans.answered.connect(self._tell_memberships)
        self.plans.answered.connect(self.answered)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.plans)
        self.lay_out(self._stack, [self.another], remarks=[self.open], first=[PLANS_PLACE])

    def show_outcome(self, outcome: Outcome, plans: tuple[PlanRow, ...]) -> None:
        self._outcome = outcome
        for fate in Fate:
            self.count_pill(fate, len(outcome.lines[fate]))
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
        self.show_chosen()

    def ask(self) -> None:
        """Go to the first plan that is not decided."""
        self.pills.button(PLANS_PLACE).setChecked(True)
        self.show_chosen()
        self.plans.ask()

    def stand(self) -> None:
        shown = self._stack.currentWidget()
        (self.plans.first() if shown is self.plans else self.table).setFocus()

    def confirmed(self) -> frozenset[int]:
        """The lines told by hand to be nobody known."""
        return frozenset(self.table.lines.confirmed)

    def forget(self) -> None:
        self.table.lines.confirmed.clear()
        self._is_first = True

    def forget_file(self, chosen: Plans) -> None:
        """Another file, whose plans were `chosen` the last time."""
        self.forget()
        self.plans.forget(chosen)

    def clear(self) -> None:
        self._outcome = None
        self.table.lines.clear()

    def show_chosen(self) -> None:
        """The plans, or the lines of one fate."""
        assert self._outcome
        fate = self.fate_shown()
        self._stack.setCurrentWidget(self.plans if fate is None else self.table)
        lines = [] if fate is None else self._outcome.lines[Fate(fate)]
        self.detail.setVisible(fate is not None)
        self.save_refused.setVisible(fate is Fate.REFUSED)
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

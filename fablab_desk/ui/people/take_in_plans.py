"""Which plan stands for each that the file names: proposed, and chosen where nothing is alike."""

from enum import StrEnum
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from fablab_desk.care.intake import Intake, NamedPlan
from fablab_desk.care.plan_finding import Plans, plan_key
from fablab_desk.i18n import format_count, mark, translate, translate_many
from fablab_desk.memberships.queries import PlanRow
from fablab_desk.overview.taking_in_words import quoted
from fablab_desk.ui.cards import Label
from fablab_desk.ui.fields import ChoiceField, describe
from fablab_desk.ui.shortened import as_tip, shortened

MOST_LETTERS = 40
HEADS = (mark("Plan of the file"), mark("Memberships"), mark("Plan here"))


class Answer(StrEnum):
    """What a choice may say besides a plan."""

    OPEN = "open"
    BY_LINE = "by line"  # its lines lead to several plans
    LEFT = "left"


Choice = ChoiceField[UUID | Answer]


class PlansPanel(QScrollArea):
    """One row for each name of the file, in the order of the file whatever is chosen."""

    answered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.choices: dict[str, Choice] = {}
        self.is_news = False  # something is to be decided, or was proposed by likeness
        self._named: dict[str, NamedPlan] = {}
        self._found: dict[str, NamedPlan] = {}  # before anything was chosen
        self._chosen: dict[str, UUID | None] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_plans(self, intake: Intake, plans: tuple[PlanRow, ...]) -> None:
        """Without any plan in the lab there is nothing to choose from."""
        self._named = {one.label: one for one in intake.named} if plans else {}
        self._found |= {label: one for label, one in self._named.items() if not one.chosen}
        self.choices = {}
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(2, 1)
        for place, head in enumerate(HEADS):
            grid.addWidget(Label(translate(head), "muted"), 0, place)
        for row, one in enumerate(self._named.values(), 1):
            name = Label(shortened(_first_capital(quoted(one.label)), MOST_LETTERS), "strong")
            name.setToolTip(as_tip(one.label))
            count = Label(format_count(one.taken + one.left), "muted")
            count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            choice = self.choices[one.label] = Choice(self._offered(one, plans))
            choice.setAccessibleName(_first_capital(quoted(one.label)))
            counted = translate_many("{n} membership", "{n} memberships", one.taken + one.left)
            describe(choice, counted)
            choice.set_value(self._answer(one))
            choice.changed.connect(partial(self._choose, one.label))
            for place, widget in enumerate((name, count, choice)):
                grid.addWidget(widget, row, place)
        grid.setRowStretch(len(self._named) + 1, 1)
        self.is_news = any(
            self._answer(one) is Answer.OPEN or one.is_guessed for one in self._named.values()
        )
        self.setWidget(inner)

    def first(self) -> QWidget:
        return next(iter(self.choices.values()))

    def chosen(self) -> dict[str, UUID | None]:
        """What was said by hand: normalised name → plan, or None where it is left out."""
        return dict(self._chosen)

    def open_labels(self) -> list[str]:
        """The names that nobody decided on yet."""
        return [label for label, one in self.choices.items() if one.value() is Answer.OPEN]

    def ask(self) -> None:
        """Go to the first name that is not decided, its plans unfolded."""
        choice = self.choices[self.open_labels()[0]]
        self.ensureWidgetVisible(choice)
        choice.setFocus(Qt.FocusReason.OtherFocusReason)
        choice.showPopup()

    def forget(self, chosen: Plans) -> None:
        """Another file calls other plans so; `chosen` were those of the last one of its shape."""
        self._chosen = dict(chosen)
        self._found.clear()

    def _answer(self, one: NamedPlan) -> UUID | Answer:
        if (key := plan_key(one.label)) in self._chosen:
            return self._chosen[key] or Answer.LEFT
        if one.is_open:
            return Answer.OPEN
        return next(iter(one.plan_ids)) if len(one.plan_ids) == 1 else Answer.BY_LINE

    def _offered(
        self, one: NamedPlan, plans: tuple[PlanRow, ...]
    ) -> list[tuple[UUID | Answer, str]]:
        found = self._found.get(one.label, one)
        offered: list[tuple[UUID | Answer, str]] = [(plan.id, plan.label) for plan in plans]
        offered.append((Answer.LEFT, translate(mark("Leave its memberships out"))))
        if found.is_open:
            return [(Answer.OPEN, translate(mark("To be chosen…"))), *offered]
        if len(found.plan_ids) > 1:
            several = ", ".join(plan.label for plan in plans if plan.id in found.plan_ids)
            said = translate(mark("By line: {plans}")).format(plans=several)
            return [(Answer.BY_LINE, said), *offered]
        return offered

    def _choose(self, label: str) -> None:
        answer = self.choices[label].value()
        self._chosen.pop(plan_key(label), None)
        if answer is Answer.LEFT:
            self._chosen[plan_key(label)] = None
        elif isinstance(answer, UUID):
            self._chosen[plan_key(label)] = answer
        self.answered.emit()


def _first_capital(text: str) -> str:
    return text[:1].upper() + text[1:]

"""The second question: who comes, and how one becomes a member."""

from decimal import Decimal

from fablab_desk.care.setup import USUAL_AUDIENCES, PlanAnswer
from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark, say, translate
from fablab_desk.memberships.kinds import RULE_TEXTS, PeriodRule
from fablab_desk.memberships.periods import Terms
from fablab_desk.ui.asked import Found
from fablab_desk.ui.cards import Label
from fablab_desk.ui.fields import AmountField, ChoiceField, CountField
from fablab_desk.ui.readable import read_or
from fablab_desk.ui.settings.lab_dialogs import month_field
from fablab_desk.ui.settings.plan_words import rule_sentence
from fablab_desk.ui.setup.audience_grid import AudienceGrid
from fablab_desk.ui.setup.question import Question

FEE = "plans.0.fee"
FEES = "plans.0.fees."
STRUCTURES = "organisations_fee"
A_YEAR = 12  # months


class FeeForAllError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Write what the others pay, or take the fees of the audiences out."))


class PlansQuestion(Question):
    def __init__(self) -> None:
        super().__init__(
            mark("Who comes, and how does one join?"),
            mark("Left blank, fees can be set later; every audience may have its own."),
        )
        left = self.add_column()
        self.audiences = AudienceGrid()
        left.addRow(self.with_problem("audiences", translate(mark("Audiences")), self.audiences))
        self.audiences.setAccessibleName("")
        right = self._form = self.add_column()
        self.fee = self.add_field(
            right, FEE, mark("Fee"), AmountField(mark("20.00, 0 when it is free"))
        )
        self.structures = self.add_field(
            right, STRUCTURES, mark("Fee of organisations"), AmountField(mark("if they can join"))
        )
        rules = [(rule, translate(RULE_TEXTS[rule])) for rule in PeriodRule]
        self.rule = self.add_field(right, "rule", mark("Duration"), ChoiceField[PeriodRule](rules))
        self.months = self.add_field(right, "months", mark("Months"), CountField())
        self.day, self.month = CountField(), month_field()
        self._season = self.add_row(
            right,
            mark("Season from"),
            [
                ("season_day", mark("Day"), self.day),
                ("season_month", mark("Month"), self.month),
            ],
        )
        self.offered = self.add_field(right, "offered_months", mark("Months offered"), CountField())
        self.sentence = Label("", "muted", wrap=True)
        right.addRow(self.sentence)
        self._fill()

    def focus_first(self) -> None:
        """The audiences stand ready; the fee is what only the lab knows."""
        self.fee.setFocus()

    def _fill(self) -> None:
        self.rule.set_value(PeriodRule.SEASON)
        self.months.set_value(A_YEAR)
        self.day.set_value(1)
        self.month.set_value(9)
        self.offered.set_value(0)
        for field in (self.rule, self.months, self.day, self.month, self.offered):
            field.changed.connect(self._follow)
        self._follow()

    def kept_audiences(self) -> tuple[str, ...]:
        if self.skipped:
            return tuple(translate(msgid) for msgid in USUAL_AUDIENCES)
        return self.audiences.value()

    def plans(self) -> tuple[PlanAnswer, ...]:
        if self.skipped:
            return ()
        plans = []
        fee, fees = read_or(self.fee, None), self.audiences.fees()
        if fee is not None or fees:
            label = translate(mark("Membership"))
            plans.append(PlanAnswer(label=label, fee=fee or Decimal(0), fees=fees))
        if (structures := read_or(self.structures, None)) is not None:
            label = translate(mark("Membership of an organisation"))
            plans.append(PlanAnswer(label=label, fee=structures, for_organisations=True))
        return tuple(plans)

    def terms(self) -> Terms:
        """What does not go with the duration counts for nothing."""
        rule = PeriodRule.SEASON if self.skipped else self.rule.value()
        if self.skipped:
            return Terms(rule=rule)
        rolling, season = rule is PeriodRule.ROLLING, rule is PeriodRule.SEASON
        return Terms(
            rule=rule,
            months=read_or(self.months, A_YEAR) if rolling else A_YEAR,
            season_month=self.month.value(),
            season_day=read_or(self.day, 1) if season else 1,
            offered_months=0 if rolling else read_or(self.offered, 0),
        )

    def unreadable(self) -> list[tuple[str, DeskError]]:
        found = super().unreadable()
        found += [(FEES + label, refusal) for label, refusal in self.audiences.unreadable()]
        if self.audiences.fees() and not self.fee.text().strip():
            found.append((FEE, FeeForAllError()))
        return found

    def show_problems(self, found: Found) -> bool:
        only_structures = len(self.plans()) == 1 and self.plans()[0].for_organisations
        named = [(self._own_name(name, only_structures), refusal) for name, refusal in found]
        there = super().show_problems(named)
        texts = {
            name.removeprefix(FEES): say(refusal)
            for name, refusal in named
            if name.startswith(FEES)
        }
        return self.audiences.show_problems(texts) or there

    def _own_name(self, name: str, only_structures: bool) -> str:
        """The fee of organisations is that of the last plan of the draft."""
        last = FEE if only_structures else "plans.1.fee"
        return STRUCTURES if name == last else name

    def _follow(self) -> None:
        rule = self.rule.value()
        self._form.setRowVisible(self.boxes["months"], rule is PeriodRule.ROLLING)
        self._form.setRowVisible(self._season, rule is PeriodRule.SEASON)
        self._form.setRowVisible(self.boxes["offered_months"], rule is not PeriodRule.ROLLING)
        self.sentence.setText(rule_sentence(self.terms()))

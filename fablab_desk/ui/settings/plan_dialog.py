"""The form of a membership plan; what it will do is said in a sentence while it is filled in."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QWidget

from fablab_desk.catalogue.drafts import ArticleDraft, PriceDraft, refused_amount
from fablab_desk.catalogue.kinds import ArticleNature
from fablab_desk.catalogue.queries import ArticleRow
from fablab_desk.db.database import Query
from fablab_desk.errors import DeskError, Problems
from fablab_desk.i18n import mark, translate
from fablab_desk.keys import new_key
from fablab_desk.memberships.drafts import PlanDraft
from fablab_desk.memberships.kinds import RULE_TEXTS, PeriodRule
from fablab_desk.memberships.queries import PlanRow
from fablab_desk.memberships.service_plans import correct_plan, offer_plan, remove_plan
from fablab_desk.overview.plans import Plans, find_plan
from fablab_desk.staff.act import Act
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import AmountField, CheckField, ChoiceField, CountField, LineField
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.readable import read_or
from fablab_desk.ui.settings.article_dialog import BY_AUDIENCE
from fablab_desk.ui.settings.carrier_field import ask_carrier
from fablab_desk.ui.settings.lab_dialogs import add_season
from fablab_desk.ui.settings.plan_words import rule_sentence
from fablab_desk.ui.undo import Undo

FEE_ACCOUNT = "7561"
ONE_OF_MONTHS = 12


class FeeNeededError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Write what it costs, 0 when it is free."))


class PlanDialog(FormDialog):
    """A new plan comes with its article and fee; the fee of a known one is a price of its own."""

    def __init__(
        self, desk: Desk, parent: QWidget, plans: Plans, known: PlanRow | None = None
    ) -> None:
        title = mark("Correct a plan") if known else mark("New plan")
        super().__init__(desk, parent, title, mark("Save") if known else mark("Offer the plan"))
        self._known = known
        self._plans = plans
        self._article_id = new_key()
        self.label = self.add_field("label", mark("Name"), LineField(), required=True)
        self.kind = self.add_field("kind_id", mark("Kind"), ChoiceField[UUID]())
        rules = [(rule, translate(RULE_TEXTS[rule])) for rule in PeriodRule]
        self.rule = self.add_field("rule", mark("Duration"), ChoiceField[PeriodRule](rules))
        self.months = self.add_field("months", mark("Months"), CountField())
        self.season_day, self.season_month = add_season(self)
        self.offered = self.add_field("offered_months", mark("Months offered"), CountField())
        self.sentence = self.add_note("")
        self.amount = AmountField()
        self.article = ChoiceField[UUID]()
        if known is None:
            self.add_field("amount", mark("Fee"), self.amount, required=True)
            ask_carrier(self, plans.carriers, BY_AUDIENCE)
        else:
            self.add_field("article_id", mark("Priced by"), self.article)
        self.audience = self.add_field(
            "audience_id", mark("Offered to"), ChoiceField[UUID | None]()
        )
        self.for_organisations = self.add_field(
            "for_organisations", mark("Organisations"), CheckField(mark("For organisations"))
        )
        self.named = self.add_field(
            "named_people",
            mark("People it covers"),
            CountField(hint=mark("Blank: as many as it names")),
        )
        self.category = self.add_field(
            "category_id", mark("Member category"), ChoiceField[UUID | None]()
        )
        self.asks = self.add_field(
            "asks_acceptance",
            mark("Acceptance"),
            CheckField(mark("Subject to acceptance by the board")),
        )
        self.votes = self.add_field("votes", mark("Vote"), CheckField(mark("May vote")))
        self._offer()
        self._fill(known)
        self._before = self._draft()
        for field in (self.rule, self.months, self.season_day, self.season_month, self.offered):
            field.changed.connect(self._explain)
        self.for_organisations.changed.connect(self._explain)
        self._explain()

    def reread(self) -> Query[tuple[Plans, PlanRow] | None] | None:
        if self._known is None:
            return None
        return partial(find_plan, plan_id=self._known.id, day=self._desk.today())

    def fill(self, known: tuple[Plans, PlanRow]) -> None:
        self._plans, self._known = known
        self._offer()
        self._fill(self._known)
        self._before = self._draft()

    def check(self) -> None:
        _, found = self._draft().checked()
        amount: Decimal | None = read_or(self.amount, None)
        if self._known is None:
            if not self.amount.text().strip():
                found.append(("amount", FeeNeededError()))
            elif amount is not None and (refusal := refused_amount(amount)):
                found.append(("amount", refusal))
        if found:
            raise Problems(found)

    def act(self) -> Callable[[Act], object]:
        known, draft, key = self._known, self._draft(), self.key
        if known is not None:
            return lambda act: correct_plan(act, known.id, draft, known.version)
        price_id = new_key()
        article = ArticleDraft(
            code=_free_code(row.code for row in self._plans.articles),
            label=draft.label,
            nature=ArticleNature.MEMBERSHIP_FEE,
            account=FEE_ACCOUNT,
            carrier_id=carrier.value() if (carrier := self.fields.get("carrier_id")) else None,
        )
        year = date(self._desk.today().year, 1, 1)
        price = PriceDraft(amount=self.amount.value() or Decimal(0), valid_from=year)
        return lambda act: offer_plan(act, key, draft, article, price_id, price)

    def undo(self, result: object) -> Undo | None:
        known, before, after, key = self._known, self._before, self._draft(), self.key
        if known is not None:
            return Undo(self.said(result), lambda act: correct_plan(act, known.id, before, after))
        said = translate(mark("“{name}” is offered from now on.")).format(name=self.label.value())
        return Undo(said, lambda act: remove_plan(act, key))

    def said(self, result: object) -> str:
        return translate(mark("The correction of “{name}” is saved.")).format(
            name=self.label.value()
        )

    def _offer(self) -> None:
        """What may be chosen, the plan's own included though it is offered no longer."""
        plans, known = self._plans, self._known
        self.kind.set_choices([(row.id, row.label) for row in plans.kinds])
        fees = [(row.id, f"{row.code} · {row.label}") for row in _fees(plans, known)]
        self.article.set_choices(fees)
        everyone = (None, translate(mark("Every audience")))
        offered_to = [everyone, *((row.id, row.label) for row in plans.audiences)]
        if known and known.audience_id not in [key for key, _ in offered_to]:
            offered_to.append((known.audience_id, translate(mark("An archived audience"))))
        self.audience.set_choices(offered_to)
        none = (None, translate(mark("No category")))
        categories = [none, *((row.id, row.label) for row in plans.categories)]
        if known and known.category_id not in [key for key, _ in categories]:
            categories.append((known.category_id, known.category))
        self.category.set_choices(categories)

    def _fill(self, known: PlanRow | None) -> None:
        self.months.set_value(known.months if known else 12)
        self.season_day.set_value(known.season_day if known else 1)
        self.season_month.set_value(known.season_month if known else 9)
        self.offered.set_value(known.offered_months if known else 0)
        self.rule.set_value(known.rule if known else PeriodRule.SEASON)
        self.votes.set_value(known.votes if known else True)
        if known:
            self.label.set_value(known.label)
            self.kind.set_value(known.kind_id)
            self.article.set_value(known.article_id)
            self.audience.set_value(known.audience_id)
            self.for_organisations.set_value(known.for_organisations)
            self.named.set_value(known.named_people)
            self.category.set_value(known.category_id)
            self.asks.set_value(known.asks_acceptance)

    def _draft(self) -> PlanDraft:
        rule = self.rule.value()
        return PlanDraft(
            label=self.label.value(),
            kind_id=self.kind.value(),
            article_id=self.article.value() if self._known else self._article_id,
            rule=rule,
            months=read_or(self.months, ONE_OF_MONTHS),
            season_month=self.season_month.value(),
            season_day=read_or(self.season_day, 1),
            offered_months=0 if rule is PeriodRule.ROLLING else read_or(self.offered, 0),
            audience_id=self.audience.value(),
            for_organisations=self.for_organisations.value(),
            votes=self.votes.value(),
            category_id=self.category.value(),
            asks_acceptance=self.asks.value(),
            named_people=read_or(self.named, None) if self.for_organisations.value() else None,
            position=self._known.position if self._known else len(self._plans.lines),
        )

    def _explain(self) -> None:
        rule = self.rule.value()
        self.months.setEnabled(rule is PeriodRule.ROLLING)
        self.season_day.setEnabled(rule is PeriodRule.SEASON)
        self.season_month.setEnabled(rule is PeriodRule.SEASON)
        self.offered.setEnabled(rule is not PeriodRule.ROLLING)
        self._rows.setRowVisible(self._asked.boxes["named_people"], self.for_organisations.value())
        self.sentence.setText(rule_sentence(self._draft()))


def _fees(plans: Plans, known: PlanRow | None) -> list[ArticleRow]:
    """What may price a plan: the fees not archived, and the one that does already."""
    used = known.article_id if known else None
    rows = {row.id: row for row in plans.articles if row.archived_on is None or row.id == used}
    rows |= {line.article.id: line.article for line in plans.lines if line.article.id == used}
    return list(rows.values())


def _free_code(taken: Iterable[str]) -> str:
    known = set(taken)
    number = 1
    while f"ADH{number}" in known:
        number += 1
    return f"ADH{number}"

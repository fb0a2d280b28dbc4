"""How one becomes a member: the plans with their rule and fee, and the kinds they belong to."""

from fablab_desk.i18n import current, mark, translate
from fablab_desk.memberships.queries import KindRow
from fablab_desk.memberships.service_plans import (
    archive_plan,
    remove_kind,
    remove_plan,
    restore_plan,
)
from fablab_desk.money import format_amount
from fablab_desk.overview.plans import PlanLine, Plans, load_plans
from fablab_desk.ui.actions import action
from fablab_desk.ui.cells import Muted, TwoLines
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.paging import Column
from fablab_desk.ui.scaffold import Empty
from fablab_desk.ui.settings.kind_dialog import KindDialog
from fablab_desk.ui.settings.offered import BothWays, archiving, offered_chip, returning
from fablab_desk.ui.settings.page import SettingsPage
from fablab_desk.ui.settings.plan_dialog import PlanDialog
from fablab_desk.ui.settings.plan_words import plan_sentence
from fablab_desk.ui.settings.price_dialog import PriceDialog
from fablab_desk.ui.settings.removal import Removal
from fablab_desk.ui.settings.row_list import RowList

ABOUT = mark("The ways of being a member. Periods already recorded keep their dates and fee.")
PLANS: list[Column[PlanLine]] = [
    Column(
        mark("Plan"),
        lambda line: TwoLines(line.plan.label, plan_sentence(line.plan)),
        width=240,
        stretch=True,
    ),
    Column(mark("Kind"), lambda line: Muted(line.plan.kind), width=130, spare=True),
    Column(
        mark("Fee"),
        lambda line: "" if line.fee is None else format_amount(line.fee, current()),
        width=100,
        numeric=True,
        export=lambda line: line.fee,
    ),
    Column(mark("State"), lambda line: offered_chip(line.plan.archived_on), width=120),
]
KINDS: list[Column[KindRow]] = [
    Column(mark("Kind"), lambda row: row.label, width=200, stretch=True),
    Column(
        mark("Counts as"),
        lambda row: Muted(
            translate(mark("Membership of the association") if row.statutory else mark("Option"))
        ),
        width=230,
    ),
]


class PlansPage(SettingsPage):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, mark("Membership plans"), ABOUT)
        self._plans: Plans | None = None
        self.list: RowList[PlanLine] = RowList(
            desk,
            name="settings plans",
            title=mark("Plans"),
            columns=PLANS,
            empty=Empty("membership", mark("No plan yet: nobody can become a member.")),
            two_lines=True,
            headed=mark("Membership plans"),
        )
        self.kinds: RowList[KindRow] = RowList(
            desk,
            name="settings kinds",
            title=mark("Kinds"),
            columns=KINDS,
            empty=Empty("membership", mark("No kind yet.")),
            headed=mark("Kinds of membership"),
        )
        self.body.addWidget(self.list, 2)
        self.body.addWidget(self.kinds, 1)
        self._declare_actions()

    def _declare_actions(self) -> None:
        self.add_action = action(self, mark("&New plan…"), self._add, "Ctrl+N", icon="add")
        self.correct_action = action(self, mark("&Correct…"), self._correct, "F2", icon="edit")
        self.fee_action = action(self, mark("New &fee…"), self._fee, icon="price")
        self.add_kind_action = action(self, mark("New &kind…"), self._add_kind, icon="add")
        self.kind_action = action(self, mark("Correct the k&ind…"), self._correct_kind, icon="edit")
        self.add_primary(self.add_action)
        for act in (self.correct_action, self.fee_action):
            self.list.add_act(act)
        self.offer = BothWays(
            self.desk,
            self,
            self.list,
            archiving(archive_plan),
            returning(restore_plan),
            is_away=lambda line: line.plan.archived_on is not None,
            name=lambda line: line.plan.label,
        )
        self.removal = Removal(
            self.desk, self, self.list, remove_plan, lambda line: line.plan.label
        )
        self.kind_removal = Removal(self.desk, self, self.kinds, remove_kind, lambda row: row.label)
        self.kinds.add_act(self.kind_action)
        self.kinds.add_list_act(self.add_kind_action)
        self.list.follow(self.update_actions, self.correct_action)
        self.kinds.follow(self.update_actions, self.kind_action)

    def read(self) -> None:
        day = self.desk.today()
        self.desk.ask(lambda session: load_plans(session, day), self._show, self)

    def update_actions(self) -> None:
        line = self.list.chosen()
        offered = line is not None and line.plan.archived_on is None
        self.add_action.setEnabled(self._plans is not None and bool(self._plans.kinds))
        self.correct_action.setEnabled(line is not None)
        self.fee_action.setEnabled(offered)
        self.offer.update()
        self.removal.update()
        self.kind_removal.update()
        self.kind_action.setEnabled(self.kinds.chosen() is not None)

    def _show(self, plans: Plans) -> None:
        self._plans = plans
        self.list.show_rows(plans.lines)
        self.kinds.show_rows(plans.kinds)

    def _add(self) -> None:
        if self._plans:
            PlanDialog(self.desk, self, self._plans).open()

    def _correct(self) -> None:
        if self._plans and (line := self.list.chosen()):
            PlanDialog(self.desk, self, self._plans, line.plan).open()

    def _fee(self) -> None:
        if self._plans and (line := self.list.chosen()):
            PriceDialog(self.desk, self, line.article, self._plans.audiences).open()

    def _add_kind(self) -> None:
        KindDialog(self.desk, self).open()

    def _correct_kind(self) -> None:
        if row := self.kinds.chosen():
            KindDialog(self.desk, self, row).open()

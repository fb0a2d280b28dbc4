"""The upkeep of one machine: its plans, what is due, and the maintenance that was done."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QWidget

from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, translate
from fablab_desk.keys import new_key
from fablab_desk.machines.kinds import ORDER_TEXTS, OrderState
from fablab_desk.machines.service_upkeep import (
    archive_plan,
    cancel_order,
    open_order,
    reopen_order,
    restore_plan,
)
from fablab_desk.overview.upkeep import OrderRow, PlanRow, UpkeepView, load_upkeep
from fablab_desk.staff.act import Act
from fablab_desk.ui.cards import EmptyState, Label, ListCard
from fablab_desk.ui.cells import TwoLines
from fablab_desk.ui.chips import Chip
from fablab_desk.ui.colours import Tone
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.forms import PlainDialog
from fablab_desk.ui.machines.order import open_order_form
from fablab_desk.ui.machines.plan_form import PlanDialog
from fablab_desk.ui.machines.words import due_when
from fablab_desk.ui.paging import Column
from fablab_desk.ui.search_field import Filter, FilterPills
from fablab_desk.ui.tables import RowTable
from fablab_desk.ui.undo import Undo

SIZE = (860, 560)
PLANS, ORDERS = "", "orders"
PILLS = [Filter(PLANS, mark("What is planned")), Filter(ORDERS, mark("Maintenance done"))]
TONES = {
    OrderState.OPEN: Tone.INFO,
    OrderState.DONE: Tone.OK,
    OrderState.CANCELLED: Tone.GREY,
}


class UpkeepDialog(PlainDialog):
    """Enter does what is due: the maintenance of the chosen plan begins, or goes on."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None,
        machine_id: UUID,
        name: str,
        plan_id: UUID | None = None,
    ) -> None:
        super().__init__(parent, translate(mark("Upkeep: {machine}")).format(machine=name))
        self._desk, self._machine_id, self._name = desk, machine_id, name
        self._wanted = plan_id
        self._view: UpkeepView | None = None
        self.pills = FilterPills(PILLS)
        self.plans: RowTable[PlanRow] = RowTable(
            desk, _plan_columns(desk), name="plans", title=mark("Plans of upkeep")
        )
        nothing = translate(mark("No plan of upkeep yet: say what is done, and every how often."))
        self.plans.set_empty(EmptyState("calendar-check", nothing))
        self.orders: RowTable[OrderRow] = RowTable(
            desk, _order_columns(), name="orders", title=mark("Maintenance done")
        )
        none = translate(mark("No maintenance was recorded yet."))
        self.orders.set_empty(EmptyState("calendar-check", none))
        self.told = Label("", "muted", wrap=True)
        self.body.addWidget(self.pills)
        self._cards = {}
        for key, table in ((PLANS, self.plans), (ORDERS, self.orders)):
            card = ListCard()
            card.body.addWidget(table)
            self.body.addWidget(card, 1)
            self._cards[key] = card
            table.chosen_changed.connect(self._follow)
        self.body.addWidget(self.told)
        self.add_plan = self.add_button(mark("&Plan something…"), self._add_plan)
        self.change = self.add_button(mark("C&hange…"), self._change)
        self.drop = self.add_button(mark("&Remove"), self._drop)
        self.files = self.add_button(mark("&Files…"), self._files)
        self.paper = self.add_button(mark("&Print…"), self._print)
        self.free = self.add_button(mark("&Other maintenance…"), self._free)
        self.do = self.add_button(mark("&Do it…"), self._do, primary=True)
        self.plans.activated_row.connect(self._do)
        self.orders.activated_row.connect(self._do)
        self.pills.chosen_changed.connect(lambda _key: self._show_page())
        desk.changed.connect(lambda _touched: self.read())
        self.fit(*SIZE)
        self._show_page()

    def open(self) -> None:
        super().open()
        self.read()
        self.plans.setFocus()

    def read(self) -> None:
        key, day = self._machine_id, self._desk.today()
        self._desk.ask(lambda session: load_upkeep(session, key, day), self._show, self, "upkeep")

    def _show(self, view: UpkeepView) -> None:
        self._view = view
        plan, order = self.plans.chosen(), self.orders.chosen()
        self.plans.show_rows(view.plans, self._wanted or _first(view.plans, plan))
        self.orders.show_rows(view.orders, _first(view.orders, order))
        self._wanted = None
        self._follow()

    def _show_page(self) -> None:
        for key, card in self._cards.items():
            card.setVisible(key == self.pills.chosen())
        self._follow()

    def _is_plans(self) -> bool:
        return self.pills.chosen() == PLANS

    def _follow(self) -> None:
        plan, order = self.plans.chosen(), self.orders.chosen()
        on_plans = self._is_plans()
        self.change.setVisible(on_plans)
        self.change.setEnabled(plan is not None)
        self.drop.setEnabled(
            plan is not None
            if on_plans
            else order is not None and order.state is not OrderState.CANCELLED
        )
        self.do.setEnabled(plan is not None if on_plans else order is not None)
        for button in (self.paper, self.files):
            button.setEnabled(self._order_chosen() is not None)
        lines = plan.draft.checklist if plan and on_plans else ()
        self.told.setText(" · ".join(lines))
        self.told.setVisible(bool(lines))

    def _add_plan(self) -> None:
        meters = self._view.meters if self._view else ()
        PlanDialog(self._desk, self, self._machine_id, self._name, meters).open()

    def _change(self) -> None:
        if (plan := self.plans.chosen()) and self._view:
            PlanDialog(
                self._desk, self, self._machine_id, self._name, self._view.meters, plan
            ).open()

    def _drop(self) -> None:
        if self._is_plans():
            if plan := self.plans.chosen():
                said = translate(mark("“{plan}” is due no more.")).format(plan=plan.label)
                key = plan.id
                self._do_act(
                    partial(archive_plan, plan_id=key), said, partial(restore_plan, plan_id=key)
                )
        elif order := self.orders.chosen():
            key = order.id
            if order.state is OrderState.OPEN:
                said = translate(mark("The maintenance is cancelled."))
                self._do_act(
                    partial(cancel_order, order_id=key), said, partial(reopen_order, order_id=key)
                )
            else:
                said = translate(mark("The maintenance is under way again."))
                self._desk.do(
                    partial(reopen_order, order_id=key), lambda _done: self._desk.tell(said), self
                )

    def _print(self) -> None:
        """The maintenance that is under way, or the one chosen of those done."""
        from fablab_desk.ui.machines.papers import print_order

        if key := self._order_chosen():
            print_order(self._desk, self, key)

    def _files(self) -> None:
        from fablab_desk.ui.machines.files import order_files

        row = self.plans.chosen() if self._is_plans() else self.orders.chosen()
        if row and (key := self._order_chosen()):
            order_files(self._desk, self, row.label, key).open()

    def _order_chosen(self) -> UUID | None:
        if self._is_plans():
            plan = self.plans.chosen()
            return plan.due.order_id if plan and plan.due else None
        order = self.orders.chosen()
        return order.id if order else None

    def _free(self) -> None:
        open_order_form(self._desk, self, self._machine_id, self._name)

    def _do(self) -> None:
        if not self._is_plans():
            if order := self.orders.chosen():
                open_order_form(self._desk, self, self._machine_id, self._name, order.id)
            return
        plan = self.plans.chosen()
        if plan is None:
            return
        if plan.due and plan.due.order_id:
            open_order_form(self._desk, self, self._machine_id, self._name, plan.due.order_id)
            return
        key: UUID = new_key()
        machine, plan_id = self._machine_id, plan.id
        self._desk.do(
            lambda act: open_order(act, key, machine, plan_id),
            lambda _done: open_order_form(self._desk, self, machine, self._name, key),
            self,
            undo=lambda _done: Undo(
                translate(mark("The maintenance is begun.")),
                lambda act: cancel_order(act, key),
            ),
        )

    def _do_act(self, call: partial[None], said: str, back: partial[None]) -> None:
        def again(act: Act) -> None:
            back(act)

        self._desk.do(call, lambda _done: None, self, undo=lambda _done: Undo(said, again))


def _first(rows: Sequence[PlanRow | OrderRow], chosen: object) -> UUID | None:
    """What is due first, or was done last, is chosen where nothing is yet."""
    return rows[0].id if rows and chosen is None else None


def open_upkeep(
    desk: Desk, parent: QWidget, machine_id: UUID, name: str, plan_id: UUID | None = None
) -> None:
    UpkeepDialog(desk, parent, machine_id, name, plan_id).open()


def _plan_columns(desk: Desk) -> list[Column[PlanRow]]:
    def state(row: PlanRow) -> Chip | str:
        due = row.due
        if due is None:
            return ""
        if due.order_id:
            return Chip(translate(mark("Under way")), Tone.INFO)
        if due.is_due:
            return Chip(translate(mark("Due")), Tone.BAD)
        if due.is_soon:
            return Chip(translate(mark("Soon")), Tone.WARN)
        return Chip(translate(mark("Up to date")), Tone.OK)

    return [
        Column(mark("What"), lambda row: TwoLines(row.label, interval_of(row)), stretch=True),
        Column(mark("State"), state, width=120),
        Column(
            mark("When"),
            lambda row: due_when(row.due, desk.today()) if row.due else "",
            width=200,
        ),
        Column(
            mark("Last time"),
            lambda row: (
                format_day(row.due.last_on, current(), short=True)
                if row.due and row.due.last_on
                else ""
            ),
            width=110,
        ),
    ]


def interval_of(row: PlanRow) -> str:
    """“Tous les 30 jours ou 50 h”."""
    draft, parts = row.draft, []
    if draft.every_days:
        parts.append(translate(mark("{days} days")).format(days=draft.every_days))
    if draft.every_hours:
        parts.append(translate(mark("{n} h of use")).format(n=draft.every_hours))
    if draft.every_units:
        unit = row.due.unit if row.due else ""
        parts.append(f"{draft.every_units.normalize():f} {unit}".strip())
    return translate(mark("every {interval}")).format(interval=translate(mark(" or ")).join(parts))


def _order_columns() -> list[Column[OrderRow]]:
    return [
        Column(
            mark("Day"),
            lambda row: format_day(row.done_on or row.opened_at.date(), current(), short=True),
            width=110,
        ),
        Column(mark("What"), lambda row: TwoLines(row.label, row.note), stretch=True),
        Column(
            mark("State"),
            lambda row: Chip(translate(ORDER_TEXTS[row.state]), TONES[row.state]),
            width=120,
        ),
        Column(mark("Done by"), lambda row: row.done_by, width=150),
    ]

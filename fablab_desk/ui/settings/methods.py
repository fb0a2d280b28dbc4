"""The ways of paying at this lab, and its tills."""

from functools import partial

from fablab_desk.i18n import current, mark, translate
from fablab_desk.money import format_amount
from fablab_desk.payments.kinds import METHOD_TEXTS
from fablab_desk.payments.queries import MethodRow, list_methods
from fablab_desk.payments.service_methods import (
    archive_method,
    archive_till,
    order_methods,
    remove_method,
    remove_till,
    restore_method,
    restore_till,
)
from fablab_desk.payments.tills import TillRow, list_tills
from fablab_desk.ui.actions import action
from fablab_desk.ui.cells import Muted
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.paging import Column
from fablab_desk.ui.scaffold import Empty
from fablab_desk.ui.settings.method_dialogs import MethodDialog, TillDialog
from fablab_desk.ui.settings.offered import offered_chip, offering
from fablab_desk.ui.settings.order import Ordering
from fablab_desk.ui.settings.page import SettingsPage
from fablab_desk.ui.settings.removal import Removal
from fablab_desk.ui.settings.row_list import RowList

ABOUT = mark("How people pay at this lab, and the drawers whose cash is counted.")
METHODS: list[Column[MethodRow]] = [
    Column(mark("Method"), lambda row: row.label, width=180, stretch=True),
    Column(mark("Kind"), lambda row: Muted(translate(METHOD_TEXTS[row.kind])), width=220),
    Column(
        mark("Account"), lambda row: Muted(row.account) if row.account else "", width=90, spare=True
    ),
    Column(mark("State"), lambda row: offered_chip(row.archived_on), width=120),
]
TILLS: list[Column[TillRow]] = [
    Column(mark("Till"), lambda row: row.label, width=180, stretch=True),
    Column(
        mark("Perpetual total"),
        lambda row: format_amount(row.perpetual_total, current()),
        width=140,
        numeric=True,
        export=lambda row: row.perpetual_total,
    ),
    Column(mark("State"), lambda row: offered_chip(row.archived_on), width=120),
]


class MethodsPage(SettingsPage):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, mark("Payment and tills"), ABOUT)
        self.list: RowList[MethodRow] = RowList(
            desk,
            name="settings methods",
            title=mark("Payment methods"),
            columns=METHODS,
            empty=Empty("payments", mark("No method yet: money cannot be taken.")),
        )
        self.tills: RowList[TillRow] = RowList(
            desk,
            name="settings tills",
            title=mark("Tills"),
            columns=TILLS,
            empty=Empty("till", mark("No till yet: cash cannot be taken.")),
        )
        self.body.addWidget(self.list, 2)
        self.body.addWidget(self.tills, 1)
        self._declare_methods()
        self._declare_tills()

    def _declare_methods(self) -> None:
        self.add_action = action(self, mark("&New method…"), self._add, "Ctrl+N", icon="add")
        self.correct_action = action(self, mark("&Correct…"), self._correct, "F2", icon="edit")
        self.add_primary(self.add_action)
        self.list.add_act(self.correct_action)
        self.offer = offering(self.desk, self, self.list, archive_method, restore_method)
        said = mark("The payment methods are in another order.")
        self.order = Ordering(self.desk, self, self.list, said, order_methods)
        self.removal = Removal(self.desk, self, self.list, remove_method, lambda row: row.label)
        self.list.follow(self.update_methods, self.correct_action)

    def _declare_tills(self) -> None:
        self.add_till_action = action(self, mark("New &till…"), self._add_till, icon="add")
        self.rename_action = action(self, mark("&Rename…"), self._rename, icon="edit")
        self.tills.add_act(self.rename_action)
        self.till_offer = offering(self.desk, self, self.tills, archive_till, restore_till)
        self.till_removal = Removal(self.desk, self, self.tills, remove_till, lambda row: row.label)
        self.tills.add_list_act(self.add_till_action)
        self.tills.follow(self.update_tills, self.rename_action)

    def read(self) -> None:
        self.desk.ask(partial(list_methods, archived=True), self.list.show_rows, self, "methods")
        self.desk.ask(partial(list_tills, archived=True), self.tills.show_rows, self, "tills")

    def update_methods(self) -> None:
        self.correct_action.setEnabled(self.list.chosen() is not None)
        self.offer.update()
        self.removal.update()
        self.order.update()

    def update_tills(self) -> None:
        self.rename_action.setEnabled(self.tills.chosen() is not None)
        self.till_offer.update()
        self.till_removal.update()

    def _add(self) -> None:
        MethodDialog(self.desk, self).open()

    def _correct(self) -> None:
        if row := self.list.chosen():
            MethodDialog(self.desk, self, row).open()

    def _add_till(self) -> None:
        TillDialog(self.desk, self).open()

    def _rename(self) -> None:
        if row := self.tills.chosen():
            TillDialog(self.desk, self, row).open()

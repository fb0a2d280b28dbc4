"""The ways of paying at this lab, and its tills."""

from functools import partial
from uuid import UUID

from fablab_desk.i18n import current, mark, translate
from fablab_desk.money import format_amount
from fablab_desk.payments.kinds import METHOD_TEXTS
from fablab_desk.payments.queries import MethodRow, list_methods
from fablab_desk.payments.service_methods import (
    archive_method,
    archive_till,
    order_methods,
    restore_method,
    restore_till,
)
from fablab_desk.payments.tills import TillRow, list_tills
from fablab_desk.staff.act import Act
from fablab_desk.ui.actions import action
from fablab_desk.ui.cells import Muted
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.paging import Column
from fablab_desk.ui.scaffold import Empty
from fablab_desk.ui.settings.method_dialogs import MethodDialog, TillDialog
from fablab_desk.ui.settings.offered import ARCHIVED, RETURNED, do_both_ways, offered_chip
from fablab_desk.ui.settings.order import moved
from fablab_desk.ui.settings.page import SettingsPage
from fablab_desk.ui.settings.row_list import RowList

ABOUT = mark("How people pay at this lab, and the drawers whose cash is counted.")
METHODS: list[Column[MethodRow]] = [
    Column(mark("Method"), lambda row: row.label, width=180, stretch=True),
    Column(mark("Kind"), lambda row: Muted(translate(METHOD_TEXTS[row.kind])), width=140),
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
    ),
    Column(mark("State"), lambda row: offered_chip(row.archived_on), width=120),
]


class MethodsPage(SettingsPage):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, mark("Payment and tills"), ABOUT)
        self._methods: list[MethodRow] = []
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
        self.up_action = action(self, mark("Move &up"), partial(self._move, -1), "Alt+Up")
        self.down_action = action(self, mark("Move &down"), partial(self._move, 1), "Alt+Down")
        self.archive_action = action(self, mark("A&rchive"), self._archive, icon="archive")
        self.return_action = action(self, mark("Bring &back"), self._return, icon="undo")
        self.add_primary(self.add_action)
        for act in (self.correct_action, self.archive_action, self.return_action):
            self.list.add_act(act)
        self.list.add_more(self.up_action)
        self.list.add_more(self.down_action)
        self.list.follow(self.update_methods, self.correct_action)

    def _declare_tills(self) -> None:
        self.add_till_action = action(self, mark("New &till…"), self._add_till, icon="add")
        self.rename_action = action(self, mark("&Rename…"), self._rename, icon="edit")
        self.archive_till_action = action(
            self, mark("A&rchive"), self._archive_till, icon="archive"
        )
        self.return_till_action = action(self, mark("Bring &back"), self._return_till, icon="undo")
        for act in (self.rename_action, self.archive_till_action, self.return_till_action):
            self.tills.add_act(act)
        self.tills.add_list_act(self.add_till_action)
        self.tills.follow(self.update_tills, self.rename_action)

    def read(self) -> None:
        self.desk.ask(partial(list_methods, archived=True), self._show, self, "methods")
        self.desk.ask(partial(list_tills, archived=True), self.tills.show_rows, self, "tills")

    def update_methods(self) -> None:
        row = self.list.chosen()
        offered = row is not None and row.archived_on is None
        self.correct_action.setEnabled(row is not None)
        self.archive_action.setEnabled(offered)
        self.archive_action.setVisible(row is None or offered)
        self.return_action.setVisible(row is not None and not offered)
        keys = [one.id for one in self._methods]
        self.up_action.setEnabled(row is not None and row.id != keys[0])
        self.down_action.setEnabled(row is not None and row.id != keys[-1])

    def update_tills(self) -> None:
        row = self.tills.chosen()
        offered = row is not None and row.archived_on is None
        self.rename_action.setEnabled(row is not None)
        self.archive_till_action.setEnabled(offered)
        self.archive_till_action.setVisible(row is None or offered)
        self.return_till_action.setVisible(row is not None and not offered)

    def _show(self, rows: list[MethodRow]) -> None:
        self._methods = rows
        self.list.show_rows(rows)

    def _add(self) -> None:
        MethodDialog(self.desk, self).open()

    def _correct(self) -> None:
        if row := self.list.chosen():
            MethodDialog(self.desk, self, row).open()

    def _move(self, by: int) -> None:
        if row := self.list.chosen():
            before = [one.id for one in self._methods]
            after = moved(before, row.id, by)
            said = mark("The payment methods are in another order.")
            do_both_ways(
                self.desk,
                self,
                said,
                "",
                lambda act: order_methods(act, after),
                lambda act: order_methods(act, before),
            )

    def _archive(self) -> None:
        if row := self.list.chosen():
            away, back = partial(_away, row.id), partial(_back, row.id)
            do_both_ways(self.desk, self, ARCHIVED, row.label, away, back)

    def _return(self) -> None:
        if row := self.list.chosen():
            away, back = partial(_away, row.id), partial(_back, row.id)
            do_both_ways(self.desk, self, RETURNED, row.label, back, away)

    def _add_till(self) -> None:
        TillDialog(self.desk, self).open()

    def _rename(self) -> None:
        if row := self.tills.chosen():
            TillDialog(self.desk, self, row).open()

    def _archive_till(self) -> None:
        if row := self.tills.chosen():
            away, back = partial(_till_away, row.id), partial(_till_back, row.id)
            do_both_ways(self.desk, self, ARCHIVED, row.label, away, back)

    def _return_till(self) -> None:
        if row := self.tills.chosen():
            away, back = partial(_till_away, row.id), partial(_till_back, row.id)
            do_both_ways(self.desk, self, RETURNED, row.label, back, away)


def _away(key: UUID, act: Act) -> None:
    archive_method(act, key)


def _back(key: UUID, act: Act) -> None:
    restore_method(act, key)


def _till_away(key: UUID, act: Act) -> None:
    archive_till(act, key)


def _till_back(key: UUID, act: Act) -> None:
    restore_till(act, key)

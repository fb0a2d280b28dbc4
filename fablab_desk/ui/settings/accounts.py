"""Who opens the desk, and what each may do."""

from functools import partial
from uuid import UUID

from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, translate
from fablab_desk.overview.settings import (
    AccountLine,
    Identity,
    list_desk_accounts,
    load_identity,
)
from fablab_desk.staff.act import Act
from fablab_desk.staff.rights import ROLE_TEXTS, Role
from fablab_desk.staff.service import close_account, reopen_account
from fablab_desk.ui.actions import action
from fablab_desk.ui.cells import Chips, TwoLines
from fablab_desk.ui.chips import Chip
from fablab_desk.ui.colours import Tone
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.paging import Column
from fablab_desk.ui.scaffold import Empty
from fablab_desk.ui.settings.account_dialogs import AccountDialog, OwnPasswordDialog
from fablab_desk.ui.settings.offered import do_both_ways
from fablab_desk.ui.settings.page import SettingsPage
from fablab_desk.ui.settings.row_list import RowList

ABOUT = mark("Each person opens the desk with an account of their own, and acts under that name.")
ALONE = mark(
    "This lab asks for no login. Create an administrator, then ask for a login in “{page}”."
)
CLOSED = mark("The account of {name} is closed.")
OPENED = mark("The account of {name} is open again.")


class AccountsPage(SettingsPage):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, mark("Accounts of the desk"), ABOUT)
        self._rows: list[AccountLine] = []
        self.list: RowList[AccountLine] = RowList(
            desk,
            name="settings accounts",
            title=mark("Accounts"),
            columns=COLUMNS,
            empty=Empty("account", mark("No account yet: the desk opens without a login.")),
            two_lines=True,
        )
        self.body.addWidget(self.list)
        self.add_action = action(self, mark("&New account…"), self._add, "Ctrl+N", icon="add")
        self.password_action = action(self, mark("My &password…"), self._own, icon="key")
        self.correct_action = action(self, mark("&Correct…"), self._correct, "F2", icon="edit")
        self.close_action = action(
            self,
            mark("C&lose the account"),
            self._close,
            icon="lock",
            hint=mark("Its acts stay under its name; it can no longer open"),
        )
        self.reopen_action = action(self, mark("Re&open"), self._reopen, icon="undo")
        self.add_primary(self.add_action)
        self.add_secondary(self.password_action)
        for act in (self.correct_action, self.close_action, self.reopen_action):
            self.list.add_act(act)
        self.list.follow(self.update_actions, self.correct_action)
        desk.seated.connect(lambda _seat: self.update_actions())

    def read(self) -> None:
        self.desk.ask(load_identity, self._say_login, self, "login")
        self.desk.ask(list_desk_accounts, self._show, self, "accounts")

    def update_actions(self) -> None:
        row = self.list.chosen()
        is_open = row is not None and row.closed_on is None
        self.correct_action.setEnabled(row is not None)
        self.close_action.setEnabled(is_open)
        self.close_action.setVisible(row is None or is_open)
        self.reopen_action.setVisible(row is not None and not is_open)
        own = self.desk.seat.account_id
        self.password_action.setEnabled(own in [one.id for one in self._rows])

    def _show(self, rows: list[AccountLine]) -> None:
        self._rows = rows
        self.list.show_rows(rows)

    def _say_login(self, identity: Identity) -> None:
        alone = translate(ALONE).format(page=translate(mark("The lab")))
        self.about.setText(translate(ABOUT) if identity.settings.asks_login else alone)

    def _add(self) -> None:
        AccountDialog(self.desk, self).open()

    def _own(self) -> None:
        OwnPasswordDialog(self.desk, self).open()

    def _correct(self) -> None:
        if row := self.list.chosen():
            AccountDialog(self.desk, self, row).open()

    def _close(self) -> None:
        if row := self.list.chosen():
            away, back = partial(_away, row.id), partial(_back, row.id)
            do_both_ways(self.desk, self, CLOSED, row.name, away, back)

    def _reopen(self) -> None:
        if row := self.list.chosen():
            away, back = partial(_away, row.id), partial(_back, row.id)
            do_both_ways(self.desk, self, OPENED, row.name, back, away)


def _roles(row: AccountLine) -> Chips:
    return Chips(tuple(translate(ROLE_TEXTS[role]) for role in Role if role in row.roles))


def _state(row: AccountLine) -> Chip:
    if row.closed_on is None:
        return Chip(translate(mark("In use")), Tone.OK)
    day = format_day(row.closed_on, current(), short=True)
    return Chip(translate(mark("Closed on {day}")).format(day=day), Tone.GREY)


COLUMNS: list[Column[AccountLine]] = [
    Column(
        mark("Account"),
        lambda row: TwoLines(row.name, row.login, avatar=row.name),
        width=220,
        stretch=True,
    ),
    Column(mark("Roles"), _roles, width=230, spare=True),
    Column(mark("Person"), lambda row: row.person_name, width=150, spare=True),
    Column(mark("State"), _state, width=160),
]


def _away(key: UUID, act: Act) -> None:
    close_account(act, key)


def _back(key: UUID, act: Act) -> None:
    reopen_account(act, key)

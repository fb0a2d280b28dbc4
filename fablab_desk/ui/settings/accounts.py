"""Who opens the desk, and what each may do."""

from functools import partial

from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, say, translate
from fablab_desk.overview.settings import AccountLine, DeskAccounts, load_desk_accounts
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
from fablab_desk.ui.settings.offered import BothWays, Way
from fablab_desk.ui.settings.page import SettingsPage
from fablab_desk.ui.settings.row_list import RowList

ABOUT = mark("Each person opens the desk with an account of their own, and acts under that name.")
ALONE = mark(
    "This lab asks for no login. Create an administrator, then ask for a login in “{page}”."
)
CLOSING = Way(
    mark("C&lose the account"),
    mark("The account of {name} is closed."),
    close_account,
    "lock",
    mark("Its acts stay under its name; it can no longer open"),
)
OPENING = Way(mark("Re&open"), mark("The account of {name} is open again."), reopen_account)


class AccountsPage(SettingsPage):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, mark("Accounts of the desk"), ABOUT)
        self.list: RowList[AccountLine] = RowList(
            desk,
            name="settings accounts",
            title=mark("Accounts"),
            columns=COLUMNS,
            empty=Empty("account", mark("No account yet: the desk opens without a login.")),
            two_lines=True,
            headed=mark("Accounts of the desk"),
        )
        self.body.addWidget(self.list)
        self.add_action = action(self, mark("&New account…"), self._add, "Ctrl+N", icon="add")
        self.password_action = action(self, mark("My &password…"), self._own, icon="key")
        self.correct_action = action(self, mark("&Correct…"), self._correct, "F2", icon="edit")
        self.add_primary(self.add_action)
        self.add_secondary(self.password_action)
        self.list.add_act(self.correct_action)
        self.closing = BothWays(
            desk,
            self,
            self.list,
            CLOSING,
            OPENING,
            is_away=lambda row: row.closed_on is not None,
            name=lambda row: row.name,
        )
        self.list.follow(self.update_actions, self.correct_action)
        self.password_action.setEnabled(False)

    def read(self) -> None:
        ask = partial(load_desk_accounts, reader_id=self.desk.seat.account_id)
        self.desk.ask(ask, self._show, self, "accounts")

    def update_actions(self) -> None:
        self.correct_action.setEnabled(self.list.chosen() is not None)
        self.closing.update()

    def _show(self, found: DeskAccounts) -> None:
        self.list.setVisible(found.refusal is None)
        self.add_action.setVisible(found.refusal is None)
        self.password_action.setEnabled(found.is_listed)
        self.list.show_rows(list(found.lines))
        alone = translate(ALONE).format(page=translate(mark("The lab")))
        said = translate(ABOUT) if found.asks_login else alone
        self.about.say(say(found.refusal) if found.refusal else said)

    def forget(self) -> None:
        self.list.show_rows([])
        self.password_action.setEnabled(False)

    def _add(self) -> None:
        AccountDialog(self.desk, self).open()

    def _own(self) -> None:
        OwnPasswordDialog(self.desk, self).open()

    def _correct(self) -> None:
        if row := self.list.chosen():
            AccountDialog(self.desk, self, row).open()


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

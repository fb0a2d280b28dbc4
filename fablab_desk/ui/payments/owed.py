"""All that is owed to the lab: found by its payer, added to, taken off with a reason."""

from decimal import Decimal

from PySide6.QtWidgets import QHBoxLayout, QWidget

from fablab_desk.charges.kinds import FILTER_TEXTS, STATE_TEXTS, ChargeFilter, ChargeState
from fablab_desk.charges.queries import CHARGES, ChargeRow, list_charges, sum_open
from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, translate
from fablab_desk.money import format_amount
from fablab_desk.ui.actions import action
from fablab_desk.ui.buttons import MoreButton
from fablab_desk.ui.cards import EmptyState, Label, ListCard
from fablab_desk.ui.cells import TwoLines
from fablab_desk.ui.chips import Chip
from fablab_desk.ui.colours import Tone
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.export import export_listing
from fablab_desk.ui.forms import PlainDialog
from fablab_desk.ui.paging import Column
from fablab_desk.ui.payments.cash import CashDialog
from fablab_desk.ui.payments.charging import charge_somebody
from fablab_desk.ui.people.acts import RecordActs
from fablab_desk.ui.search_field import Filter, FilterPills, SearchField
from fablab_desk.ui.tables import RowTable

TITLE = mark("What is owed")
NOTHING = {
    ChargeFilter.OPEN: mark("Nothing is owed. Memberships and sales come here by themselves."),
    ChargeFilter.SLATE: mark("Nothing is on the slate: what was agreed to be paid later."),
    ChargeFilter.WAIVED: mark("Nothing was waived. What is not asked for stays here, and why."),
    ChargeFilter.CANCELLED: mark("Nothing was cancelled."),
}
STATES = STATE_TEXTS | {ChargeState.WAIVED: FILTER_TEXTS[ChargeFilter.WAIVED]}
NOTHING_FOUND = mark("Nobody of that name owes anything here.")


class OwedDialog(PlainDialog):
    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent, translate(TITLE))
        self._desk = desk
        self._acts = RecordActs(desk, self)
        self.search = SearchField(mark("Search a payer…"))
        self.pills = FilterPills([Filter(one.value, FILTER_TEXTS[one]) for one in ChargeFilter])
        self.sum = Label("", "heading")
        self.table: RowTable[ChargeRow] = RowTable(desk, COLUMNS, name="owed", title=TITLE)
        self._declare_actions()
        self._nothing = EmptyState("slate", translate(NOTHING[ChargeFilter.OPEN]), self.add_action)
        self.table.set_empty(self._nothing)
        self._lay_out()
        self._connect()
        self.search.setFocus()
        self._read()
        self._follow()

    def _declare_actions(self) -> None:
        """Those on the chosen line stand in its menu; the most used ones at the foot too."""
        self.add_action = action(self, mark("Add something o&wed…"), self._add, "Ctrl+D")
        self.slate_action = action(self, mark("Put on the &slate"), self._slate)
        self.waive_action = action(self, mark("&Waive the charge…"), self._waive)
        self.again_action = action(self, mark("Ask for it &again"), self._ask_again)
        self.withdraw_action = action(self, mark("&Withdraw the charge…"), self._withdraw)
        self.record_action = action(self, mark("Open the &record"), self._open_record)
        self.export_action = action(self, mark("E&xport the list…"), self._export)
        self.print_action = action(self, mark("&Print the list…"), self._print)
        # The window's own waits under this dialog.
        self.undo_action = action(self, mark("Undo"), self._desk.undo, "Ctrl+Z")
        self.addActions([self.add_action, self.undo_action])

    def _lay_out(self) -> None:
        self.more = MoreButton(self)
        for act in (
            *(self.slate_action, self.waive_action, self.again_action),
            *(self.withdraw_action, self.record_action),
        ):
            self.table.addAction(act)
            self.more.add(act)
        self.more.acts.addSeparator()
        for act in (self.export_action, self.print_action):
            self.more.add(act)
        tools = QHBoxLayout()
        tools.setSpacing(8)
        tools.addWidget(self.search, 1)
        tools.addWidget(self.pills)
        tools.addWidget(self.more)
        card = ListCard()
        card.body.addWidget(self.table)
        self.body.addWidget(self.sum)
        self.body.addLayout(tools)
        self.body.addWidget(card, 1)
        self.withdraw_button = self.add_button(mark("Withdraw…"), self._withdraw)
        self.waive_button = self.add_button(mark("Waive…"), self._waive_or_ask)
        self.add_button(mark("Add…"), self._add)
        self.cash_button = self.add_button(mark("Take the money…"), self._cash, primary=True)
        self.fit(1020, 580)

    def _connect(self) -> None:
        self.search.lead(self.table)
        self.search.textChanged.connect(lambda _text: self._read())
        self.pills.chosen_changed.connect(lambda _key: self._read())
        self.table.chosen_changed.connect(self._follow)
        self.table.activated_row.connect(self._cash)
        self.table.typed.connect(self._type)
        self._desk.changed.connect(self._on_changed)

    def _read(self) -> None:
        text, chosen = self.search.text().strip(), ChargeFilter(self.pills.chosen())
        offers = not text and chosen is ChargeFilter.OPEN
        self._nothing.say(translate(NOTHING_FOUND if text else NOTHING[chosen]), offers)
        self.table.choose_first = bool(text) or self.table.chosen() is None
        self.table.show_listing(list_charges(chosen, text))
        self._desk.ask(sum_open, self._say_sum, self, "sum")

    def _say_sum(self, total: Decimal) -> None:
        said = translate(mark("{amount} are owed in all"))
        self.sum.setText(said.format(amount=format_amount(total, current())))

    def _follow(self) -> None:
        row = self.table.chosen()
        due = row is not None and bool(row.due)
        waived = ChargeFilter(self.pills.chosen()) is ChargeFilter.WAIVED
        on_slate = row is not None and row.on_slate
        slating = mark("Take off the &slate") if on_slate else mark("Put on the &slate")
        self.slate_action.setText(translate(slating))
        self.slate_action.setEnabled(due)
        self.waive_action.setEnabled(due)
        self.waive_action.setVisible(not waived)
        self.again_action.setEnabled(row is not None)
        self.again_action.setVisible(waived)
        self.withdraw_action.setEnabled(row is not None and row.may_be_withdrawn)
        self.record_action.setEnabled(row is not None and row.payer_id is not None)
        self.cash_button.setEnabled(due)
        self.withdraw_button.setEnabled(self.withdraw_action.isEnabled())
        asks = self.again_action if waived else self.waive_action
        said = translate(mark("Ask again") if waived else mark("Waive…"))
        if self.waive_button.text().replace("&", "") != said:  # it keeps its letter otherwise
            self.waive_button.setText(said)
        self.waive_button.setEnabled(asks.isEnabled())

    def _add(self) -> None:
        charge_somebody(self._desk, self)

    def _cash(self) -> None:
        if (row := self.table.chosen()) and row.due:
            CashDialog(self._desk, self, row.payer_id).open_when_read()

    def _slate(self) -> None:
        if row := self.table.chosen():
            self._acts.move_slate(row)

    def _waive(self) -> None:
        if row := self.table.chosen():
            self._acts.waive(row)

    def _waive_or_ask(self) -> None:
        act = self.again_action if self.again_action.isVisible() else self.waive_action
        act.trigger()

    def _withdraw(self) -> None:
        if row := self.table.chosen():
            self._acts.withdraw(row)

    def _ask_again(self) -> None:
        if row := self.table.chosen():
            self._acts.ask_again(row.id, row.label)

    def _open_record(self) -> None:
        if row := self.table.chosen():
            self.accept()
            self._desk.open("people", row.payer_id)

    def _export(self) -> None:
        if (listing := self.table.shown_listing()) is not None:
            columns = self.table.rows.columns
            export_listing(self._desk, self, listing, columns, translate(TITLE))

    def _print(self) -> None:
        from fablab_desk.ui.printing import Headed, print_listing

        if (listing := self.table.shown_listing()) is not None:
            head = Headed(translate(TITLE), self.pills.said())
            print_listing(self._desk, self, listing, self.table.shown_columns(), head)

    def _type(self, letter: str) -> None:
        self.search.setFocus()
        self.search.insert(letter)

    def _on_changed(self, touched: frozenset[type]) -> None:
        if touched & CHARGES.shows:
            self._read()


def _who(row: ChargeRow) -> TwoLines:
    name = row.payer_name or translate(mark("Passing customer"))
    return TwoLines(name, row.beneficiary_name if row.beneficiary_id != row.payer_id else "")


def _what(row: ChargeRow) -> TwoLines | str:
    """With why it is not asked for."""
    return TwoLines(row.label, row.closed_reason) if row.closed_reason else row.label


def _state(row: ChargeRow) -> Chip:
    if row.state is ChargeState.OPEN and row.on_slate:
        return Chip(translate(mark("On the slate")), Tone.INFO)
    tone = Tone.WARN if row.state is ChargeState.OPEN else Tone.GREY
    return Chip(translate(STATES[row.state]), tone)


COLUMNS: list[Column[ChargeRow]] = [
    Column(
        mark("Since"),
        lambda row: format_day(row.owed_on, current(), short=True),
        width=104,
        order="owed_on",
        export=lambda row: row.owed_on,
    ),
    Column(mark("Payer"), _who, width=190),
    Column(mark("What for"), _what, width=260, stretch=True),
    Column(mark("State"), _state, width=124),
    Column(
        mark("Amount"),
        lambda row: format_amount(row.due or row.amount, current()),
        width=110,
        numeric=True,
        export=lambda row: row.due or row.amount,
    ),
]

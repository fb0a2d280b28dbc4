"""The payments tab: the journal of money, the till, and what can be done with a cashing."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from uuid import UUID

from fablab_desk.clock import format_day
from fablab_desk.db.listing import Listing
from fablab_desk.i18n import current, mark, translate
from fablab_desk.money import format_amount
from fablab_desk.overview.counter import TILL_SHOWS, Drawer, load_drawer
from fablab_desk.papers.queries import PAPERS
from fablab_desk.payments.queries import (
    CASHINGS,
    CashingDetail,
    CashingRow,
    cashings_since,
    load_cashing,
)
from fablab_desk.ui.actions import action
from fablab_desk.ui.cards import Item
from fablab_desk.ui.cells import Muted, TwoLines
from fablab_desk.ui.chips import Chip
from fablab_desk.ui.colours import Tone
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.paging import Column
from fablab_desk.ui.scaffold import Empty, ListTab
from fablab_desk.ui.search_field import Filter

SPANS = [
    Filter("", mark("All")),
    Filter("today", mark("Today")),
    Filter("week", mark("7 days")),
    Filter("month", mark("This month")),
]


class PaymentsTab(ListTab[CashingRow]):
    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            key="payments",
            title=mark("Payments"),
            columns=_columns(self._time),
            hint=mark("Search a payer…"),
            filters=SPANS,
            empty=Empty("payments", mark("All money taken at the counter stands here.")),
            shows=CASHINGS.shows,
        )
        self._drawer: Drawer | None = None
        self._shown: UUID | None = None
        self._declare_actions()
        self.follow(desk, TILL_SHOWS, self._read_drawer)
        self._read_drawer()
        self.start()

    def _declare_actions(self) -> None:
        self.cash_action = action(self, mark("&Take money…"), self._cash, "Ctrl+E", icon="cash")
        self.owed_action = action(
            self,
            mark("What is o&wed…"),
            self._owed,
            "Ctrl+R",
            icon="slate",
            hint=mark("All open charges: take the money, waive, withdraw"),
            loads="payments.owed",
        )
        self.charge_action = action(
            self, mark("Add something o&wed…"), self._charge, "Ctrl+D", icon="price"
        )
        self.open_action = action(self, mark("&Open the till…"), self._open_till, icon="till")
        self.close_action = action(self, mark("&Close the till…"), self._close_till, icon="till")
        self.receipt_action = action(
            self, mark("&Receipt"), self._receipt, "Ctrl+P", icon="receipt"
        )
        self.correct_action = action(
            self,
            mark("Corr&ect…"),
            self._correct,
            icon="undo",
            hint=mark("Writes the opposite: what was paid is owed again"),
        )
        self.papers_action = action(self, mark("&Issued papers…"), self._papers, icon="paper")
        self.balances_action = action(
            self,
            mark("Take &balances over…"),
            self._import_balances,
            icon="import",
            hint=mark("What people owed before the lab came here: nobody is enrolled"),
            loads="people.list_import",
            words=mark("debts import slate"),
        )
        self.add_more(self.charge_action)
        self.add_more(self.balances_action)
        self.add_more(self.papers_action)
        self.add_secondary(self.owed_action)
        self.add_secondary(self.close_action)
        self.add_secondary(self.open_action)
        self.add_primary(self.cash_action)
        self.add_record_action(self.receipt_action)
        self.add_row_action(self.correct_action)

    def listing_for(self, text: str, chosen_filter: str) -> Listing[CashingRow]:
        since = _since(chosen_filter, self.desk.today())
        return (cashings_since(since) if since else CASHINGS).searching(text)

    def show_record(self, row: CashingRow | None) -> None:
        self._shown = row.id if row else None
        if row is None:
            self.record.show_empty(translate(mark("Choose a line to see how it was paid.")))
            return
        key = row.id
        self.desk.ask(
            lambda session: load_cashing(session, key), partial(self._show, row), self, "cashing"
        )

    def update_actions(self) -> None:
        row = self.chosen()
        takes_back = row is not None and row.corrects_id is None and row.corrected_on is None
        self.receipt_action.setEnabled(takes_back)
        self.correct_action.setEnabled(takes_back)
        is_open = self._drawer is not None and self._drawer.session is not None
        self.open_action.setVisible(self._drawer is not None and not is_open)
        self.close_action.setVisible(is_open)

    def activate(self, row: CashingRow) -> None:
        if self.receipt_action.isEnabled():
            self.receipt_action.trigger()

    def _time(self, at: datetime) -> str:
        return f"{at.astimezone(self.desk.zone):%H:%M}"

    def _show(self, row: CashingRow, detail: CashingDetail) -> None:
        if row.id != self._shown:
            return
        amount = format_amount(detail.total, current())
        when = f"{format_day(detail.day, current())}, {self._time(detail.at)}"
        self.record.set_head(amount, when, chip=_state(row))
        self.record.facts(
            [
                (mark("Payer"), detail.payer_name or translate(mark("Passing customer"))),
                (mark("Taken by"), detail.account_name),
                (mark("Reason"), row.reason),
            ]
        )
        self.record.section(mark("Paid by"))
        self.record.items(
            [
                Item(
                    " · ".join(part for part in (one.method, one.reference, one.bank) if part),
                    format_amount(one.amount, current()),
                    "payments",
                )
                for one in detail.payments
            ]
        )
        self.record.section(mark("For"))
        self.record.items(
            [Item(line.said, format_amount(line.paid, current())) for line in detail.lines]
        )

    def _cash(self) -> None:
        from fablab_desk.ui.payments.cash import CashDialog

        CashDialog(self.desk, self).open_when_read()

    def _owed(self) -> None:
        from fablab_desk.ui.payments.owed import OwedDialog

        OwedDialog(self.desk, self).open()

    def _charge(self) -> None:
        from fablab_desk.ui.payments.charging import charge_somebody

        charge_somebody(self.desk, self)

    def _import_balances(self) -> None:
        from fablab_desk.care.listed import ListKind
        from fablab_desk.ui.people.list_import import import_list

        import_list(self.desk, self, ListKind.BALANCES)

    def _open_till(self) -> None:
        from fablab_desk.ui.payments.count import CountDialog

        CountDialog(self.desk, self, closing=False).open_when_read()

    def _close_till(self) -> None:
        from fablab_desk.ui.payments.count import CountDialog

        CountDialog(self.desk, self, closing=True).open_when_read()

    def _receipt(self) -> None:
        from fablab_desk.ui.payments.receipt import show_receipt

        if row := self.chosen():
            show_receipt(self.desk, self, row.id)

    def _papers(self) -> None:
        from fablab_desk.ui.papers.issued import PapersDialog

        PapersDialog(self.desk, self, PAPERS).open()

    def _correct(self) -> None:
        from fablab_desk.ui.payments.correct import CorrectDialog

        if row := self.chosen():
            CorrectDialog(self.desk, self, row.id, row.total).open()

    def _read_drawer(self) -> None:
        self.desk.ask(load_drawer, self._say_drawer, self, "drawer")

    def _say_drawer(self, drawer: Drawer) -> None:
        self._drawer = drawer
        session = drawer.session
        if session is None:
            self.say_state(translate(mark("The till is closed.")))
        else:
            text = translate(mark("The till is open since {time}, {amount} in the drawer."))
            since = self._time(session.opened_at)
            if session.day == self.desk.today():
                text = translate(
                    mark("The till is open since {time} today, {amount} in the drawer.")
                )
            else:
                since = f"{format_day(session.day, current())}, {since}"
            amount = format_amount(session.cash, current())
            self.say_state(text.format(time=since, amount=amount))
        self.update_actions()


def _since(span: str, today: date) -> date | None:
    match span:
        case "today":
            return today
        case "week":
            return today - timedelta(days=6)
        case "month":
            return today.replace(day=1)
    return None


def _columns(time_of: Callable[[datetime], str]) -> list[Column[CashingRow]]:
    return [
        Column(
            mark("Day"),
            lambda row: TwoLines(format_day(row.day, current(), short=True), time_of(row.at)),
            width=110,
            order="at",
            export=lambda row: row.day,
        ),
        Column(
            mark("Payer"),
            lambda row: row.payer_name or translate(mark("Passing customer")),
            width=140,
            stretch=True,
        ),
        Column(mark("Methods"), lambda row: Muted(row.methods), width=150, spare=True),
        Column(mark("State"), _state_cell, width=170, spare=True),
        Column(
            mark("Amount"),
            lambda row: format_amount(row.total, current()),
            width=110,
            numeric=True,
            export=lambda row: row.total,
        ),
    ]


def _state_cell(row: CashingRow) -> Chip | str:
    return _state(row) or ""


def _state(row: CashingRow) -> Chip | None:
    if row.corrects_id:
        return Chip(translate(mark("Opposite")), Tone.INFO)
    if row.corrected_on:
        return Chip(translate(mark("Taken back")), Tone.WARN)
    return None

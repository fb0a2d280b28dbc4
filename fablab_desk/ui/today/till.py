"""The till on the first screen: open or not, what was taken today, and the two counts."""

from PySide6.QtWidgets import QHBoxLayout

from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, translate
from fablab_desk.money import format_amount
from fablab_desk.overview.counter import TodaysTill, load_todays_till
from fablab_desk.ui.actions import action
from fablab_desk.ui.buttons import button
from fablab_desk.ui.cards import Item
from fablab_desk.ui.colours import Tone
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.payments.count import CountDialog
from fablab_desk.ui.today.panel import Panel


class TillPanel(Panel):
    def __init__(self, desk: Desk) -> None:
        super().__init__(mark("Till"), mark("Nothing taken yet today."))
        self._desk = desk
        self.open_action = action(self, mark("&Open the till…"), self._open, icon="till")
        self.close_action = action(self, mark("&Close the till…"), self._close, icon="till")
        acts = QHBoxLayout()
        acts.addWidget(button(self.open_action))
        acts.addWidget(button(self.close_action))
        acts.addStretch()
        self.body.addLayout(acts)
        self.read()

    def read(self) -> None:
        day = self._desk.today()
        self._desk.ask(lambda session: load_todays_till(session, day), self._show, self)

    def _show(self, till: TodaysTill) -> None:
        opened = till.drawer.session
        self.open_action.setVisible(opened is None)
        self.close_action.setVisible(opened is not None)
        state = Item(translate(mark("The till is closed.")), "", "till", Tone.GREY)
        if opened:
            since = opened.opened_at.astimezone(self._desk.zone)
            said = translate(mark("Open since {time}")).format(
                time=f"{format_day(since.date(), current())}, {since:%H:%M}"
            )
            state = Item(said, format_amount(opened.cash, current()), "till", Tone.OK)
        methods = [
            Item(one.label, format_amount(one.amount, current()), "payments")
            for one in till.totals.methods
        ]
        taken = format_amount(till.totals.taken, current()) if till.totals.cashings else ""
        self.show_items([state, *methods], 1 + len(methods), taken)

    def _open(self) -> None:
        CountDialog(self._desk, self, closing=False, then=self.read).open_when_read()

    def _close(self) -> None:
        CountDialog(self._desk, self, closing=True, then=self.read).open_when_read()

"""The till on the first screen: open or not, what was taken today, and the two counts."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QHBoxLayout

from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, translate
from fablab_desk.money import format_amount
from fablab_desk.overview.today_rows import TodaysTill
from fablab_desk.ui.actions import action
from fablab_desk.ui.buttons import button
from fablab_desk.ui.cards import Item
from fablab_desk.ui.colours import Tone
from fablab_desk.ui.today.panel import Panel


class TillPanel(Panel):
    """`count` opens one of the counts, the closing one if it is told so."""

    def __init__(self, count: Callable[[bool], None]) -> None:
        super().__init__(mark("Till"), mark("Nothing taken yet today."))
        self.open_action = action(self, mark("&Open the till…"), lambda: count(False), icon="till")
        self.close_action = action(self, mark("&Close the till…"), lambda: count(True), icon="till")
        acts = QHBoxLayout()
        acts.addWidget(button(self.open_action))
        acts.addWidget(button(self.close_action))
        acts.addStretch()
        self.body.addLayout(acts)

    def show_till(self, till: TodaysTill, zone: ZoneInfo) -> None:
        self.open_action.setVisible(till.opened_at is None)
        self.close_action.setVisible(till.opened_at is not None)
        states = [Item(translate(mark("The till is closed.")), "", "till", Tone.GREY)]
        if till.opened_at:
            since = till.opened_at.astimezone(zone)
            said = translate(mark("Open since {time}")).format(
                time=f"{format_day(since.date(), current(), short=True)} {since:%H:%M}"
            )
            inside = format_amount(till.cash, current())
            states = [
                Item(said, "", "till", Tone.OK),
                Item(translate(mark("In the drawer")), inside, "cash"),
            ]
        methods = [
            Item(label, format_amount(amount, current()), "payments")
            for label, amount in till.methods
        ]
        taken = format_amount(till.taken, current()) if till.cashings else ""
        self.show_items([*states, *methods], len(states) + len(methods), taken)

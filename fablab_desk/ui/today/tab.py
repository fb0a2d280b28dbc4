"""The first screen: the day so far and what is due, each line leading to its record."""

from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, translate, translate_many
from fablab_desk.money import format_amount
from fablab_desk.overview.counter import TILL_SHOWS
from fablab_desk.overview.today import SHOWS, Today, load_today
from fablab_desk.ui import theme
from fablab_desk.ui.actions import action
from fablab_desk.ui.cards import Item
from fablab_desk.ui.colours import Tone
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.scaffold import Page
from fablab_desk.ui.scroll import Scroll
from fablab_desk.ui.today.panel import Panel
from fablab_desk.ui.today.till import TillPanel

MINUTE_MS = 60_000
TWO_SIDES = 640  # narrower, the panels stand one under the other


class TodayTab(Page):
    def __init__(self, desk: Desk) -> None:
        super().__init__(mark("Today"))
        self._desk = desk
        self._day = desk.today()
        self.till = TillPanel(desk)
        self.backup = Panel(mark("Safety"), mark("No copy was made yet."))
        self.enrolled = Panel(mark("Enrolled today"), mark("Nobody yet today."))
        self.owed = Panel(mark("To pay"), mark("Nothing is owed."))
        self.due_soon = Panel(mark("Due within 30 days"), mark("No membership ends soon."))
        self.late = Panel(mark("To renew"), mark("Everybody who was a member lately still is."))
        self._declare_actions()
        self._lay_out()
        self.follow(desk, SHOWS, self._read)
        self.follow(desk, TILL_SHOWS, self.till.read)
        self._midnight = QTimer(self, interval=MINUTE_MS)
        self._midnight.timeout.connect(self._follow_the_day)
        self._midnight.start()
        self._read()

    def _declare_actions(self) -> None:
        self.cash_action = action(self, mark("&Take money…"), self._cash, "Ctrl+E", icon="cash")
        self.admit_action = action(
            self, mark("&New person…"), self._admit, "Ctrl+N", icon="person-add"
        )
        self.add_secondary(self.admit_action)
        self.add_primary(self.cash_action)

    def _lay_out(self) -> None:
        inner = QWidget()
        self._sides = sides = QHBoxLayout(inner)
        sides.setContentsMargins(0, 0, 0, 0)
        sides.setSpacing(16)
        for panels in (
            (self.till, self.enrolled, self.backup),
            (self.owed, self.due_soon, self.late),
        ):
            side = QVBoxLayout()
            side.setSpacing(16)
            for panel in panels:
                side.addWidget(panel)
            side.addStretch(1)
            sides.addLayout(side, 1)
        self.body.addWidget(Scroll(inner), 1)

    def _read(self) -> None:
        day = self._day
        self._desk.ask(lambda session: load_today(session, day), self._show, self)

    def _show(self, today: Today) -> None:
        members = translate_many("{n} member up to date", "{n} members up to date", today.current)
        self.say_state(f"{format_day(today.day, current())} · {members}")
        self.enrolled.show_items(
            [
                Item(row.name, row.plan, "membership", Tone.OK, self._opener(row.party_id))
                for row in today.enrolled_rows
            ],
            today.enrolled,
        )
        self.owed.show_items(
            [
                Item(
                    row.name or translate(mark("Passing customers")),
                    format_amount(row.due, current()),
                    "slate",
                    Tone.WARN,
                    self._opener(row.id) if row.id else None,
                )
                for row in today.owed_rows
            ],
            today.owing,
            format_amount(today.owed, current()) if today.owed else "",
        )
        self.due_soon.show_items(
            [
                Item(row.name, _short(row.until), "clock", Tone.WARN, self._opener(row.id))
                for row in today.due_soon_rows
            ],
            today.due_soon,
        )
        self.late.show_items(
            [
                Item(row.name, _short(row.until), "history", Tone.BAD, self._opener(row.id))
                for row in today.late_rows
            ],
            today.late,
        )

        self._show_safety(today)

    def _show_safety(self, today: Today) -> None:
        items = []
        if today.last_backup:
            at = today.last_backup.astimezone(self._desk.zone)
            proved = today.backup_proved
            text = translate(mark("Last proved copy") if proved else mark("Last copy, not tried"))
            tone = Tone.OK if proved else Tone.WARN
            items.append(Item(text, f"{_short(at.date())} {at:%H:%M}", "backup", tone))
        if today.to_sign:
            text = translate_many("{n} act to sign", "{n} acts to sign", today.to_sign)
            items.append(Item(text, "", "alert", Tone.WARN, self._sign))
        self.backup.show_items(items, len(items))

    def _sign(self) -> None:
        from fablab_desk.ui.staff.sign import SignDialog

        SignDialog(self._desk, self).open()

    def _cash(self) -> None:
        from fablab_desk.ui.payments.cash import CashDialog

        CashDialog(self._desk, self).open_when_read()

    def _admit(self) -> None:
        from fablab_desk.ui.people.person import PersonDialog

        dialog = PersonDialog(self._desk, self)
        dialog.admitted.connect(self._admitted)
        dialog.open()

    def _admitted(self, key: UUID, then_enrol: bool) -> None:
        from fablab_desk.ui.people.enrol import EnrolDialog

        self._desk.open("people", key)
        if then_enrol:
            dialog = EnrolDialog(self._desk, self, key)
            dialog.enrolled.connect(self._enrolled)
            dialog.open_when_read()

    def _enrolled(self, payer_id: UUID, take_money: bool) -> None:
        from fablab_desk.ui.payments.cash import CashDialog

        if take_money:
            CashDialog(self._desk, self, payer_id).open_when_read()

    def _opener(self, key: UUID) -> "partial[None]":
        return partial(self._desk.open, "people", key)

    def _follow_the_day(self) -> None:
        if self._desk.today() != self._day:
            self._day = self._desk.today()
            self._read()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(TWO_SIDES)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._sides.setDirection(way)


def _short(day: date) -> str:
    return format_day(day, current(), short=True)

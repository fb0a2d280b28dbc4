"""What stands where on the first screen, and how its figures are said. Loads no SQLAlchemy."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, translate, translate_many
from fablab_desk.money import format_amount
from fablab_desk.overview.today_rows import SHOWN, DueRow, Today, TodaysTill
from fablab_desk.people.kinds import PeopleFilter
from fablab_desk.ui import theme
from fablab_desk.ui.actions import action
from fablab_desk.ui.cards import Item, ItemLine
from fablab_desk.ui.colours import Tone
from fablab_desk.ui.days import spell_day
from fablab_desk.ui.scaffold import Page
from fablab_desk.ui.scroll import Scroll
from fablab_desk.ui.today.panel import Panel
from fablab_desk.ui.today.till import TillPanel

TWO_SIDES = 640  # narrower, the panels stand one under the other


class TodayFrame(Page):
    """What a line, an act or a count opens is for whoever hears that it was asked for."""

    party_asked = Signal(object)  # its key
    people_asked = Signal(str)  # the filter of their list
    owed_asked = Signal()
    count_asked = Signal(bool)  # whether it is the closing one
    sign_asked = Signal()
    cash_asked = Signal()
    admit_asked = Signal()
    door_asked = Signal()
    insurance_asked = Signal()
    decide_asked = Signal()
    machines_asked = Signal()
    stock_asked = Signal()
    trainings_asked = Signal()
    rights_asked = Signal()

    def __init__(self) -> None:
        super().__init__(mark("Today"))
        self._shown: dict[type, tuple[Today | TodaysTill, ZoneInfo]] = {}
        self.door = Panel(mark("Opening of the lab"), "")
        coming = Item(translate(mark("Arrivals of the day")), "", "day", slot=self.door_asked.emit)
        self.door.lines.addWidget(ItemLine(coming))  # until it is known who came
        self.till = TillPanel(self.count_asked.emit)
        self.backup = Panel(mark("Safety"), mark("No copy was made yet."))
        self.enrolled = Panel(mark("Enrolled today"), mark("Nobody yet today."))
        self.owed = Panel(mark("To pay"), mark("Nothing is owed."))
        self.due_soon = Panel(mark("Due within 30 days"), mark("No membership ends soon."))
        self.late = Panel(mark("To renew"), mark("Everybody who was a member lately still is."))
        self.ended = Panel(mark("Covers that ended: the payer changes"), "")
        self.ended.hide()
        self.insurance = Panel(mark("Insurance of the lab"), "")
        self.insurance.hide()
        self.waiting = Panel(mark("Acceptance by the board"), "")
        self.waiting.hide()
        self.running = Panel(mark("On the machines"), "")
        self.still = Panel(mark("Machines that stand still"), "")
        self.upkeep = Panel(mark("Upkeep due"), "")
        self.to_order = Panel(mark("To order"), "")
        self.sessions = Panel(mark("Sessions of trainings"), "")
        self.ending = Panel(mark("Certifications that end soon"), "")
        for panel in (self.running, self.still, self.upkeep, self.to_order):
            panel.hide()
        for panel in (self.sessions, self.ending):
            panel.hide()
        self._hours = ""
        self._door = ("", "")
        self._declare_actions()
        self._lay_out()

    def show_today(self, today: Today, zone: ZoneInfo) -> None:
        if not self._is_new(today, zone):
            return
        members = translate_many("{n} member up to date", "{n} members up to date", today.current)
        self.say_state(f"{spell_day(today.day, current())} · {members}")
        enrolled = [
            Item(row.name, row.plan, "membership", Tone.OK, self.opener(row.party_id))
            for row in today.enrolled_rows
        ]
        more = partial(self._show_enrolled, enrolled)
        self.enrolled.show_items(enrolled[:SHOWN], today.enrolled, more=more)
        self.owed.show_items(
            [
                Item(
                    row.name or translate(mark("Passing customers")),
                    format_amount(row.due, current()),
                    "slate",
                    Tone.WARN,
                    self.opener(row.id) if row.id else None,
                )
                for row in today.owed_rows
            ],
            today.owing,
            format_amount(today.owed, current()) if today.owed else "",
            self.owed_asked.emit,
        )
        soon, late = PeopleFilter.DUE_SOON, PeopleFilter.LATE
        self._show_due(self.due_soon, today.due_soon_rows, today.due_soon, Tone.WARN, soon)
        self._show_due(self.late, today.late_rows, today.late, Tone.BAD, late)
        self._show_waiting(today.waiting)
        self._show_safety(today, zone)

    def show_till(self, till: TodaysTill, zone: ZoneInfo) -> None:
        if self._is_new(till, zone):
            self.till.show_till(till, zone)

    def show_door(self, state: str, visits: str) -> None:
        """Texts: whether the lab is open, and how many came."""
        self._door = (state, visits)
        self._show_door_lines()

    def show_lab_day(self, hours: str, pressing: Sequence[Item]) -> None:
        """When the public is received, or nothing; an insurance that ends soon or has ended."""
        if hours != self._hours:
            self._hours = hours
            self._show_door_lines()
        self.insurance.show_items(pressing, len(pressing), "")
        self.insurance.setVisible(bool(pressing))

    def _show_door_lines(self) -> None:
        items = [Item(*self._door, "day", slot=self.door_asked.emit)] if self._door[0] else []
        if self._hours:
            items.append(Item(self._hours, "", "clock"))
        if items:
            self.door.show_items(items, len(items), "")

    def show_ended(self, items: Sequence[Item]) -> None:
        """Nothing stands there most of the time."""
        self.ended.show_items(items[:SHOWN], len(items), more=partial(self._show_all_ended, items))
        self.ended.setVisible(bool(items))

    def show_machines(
        self, running: Sequence[Item], still: Sequence[Item], upkeep: Sequence[Item]
    ) -> None:
        """All who have a machine, as each may have to be stopped; of the rest, the first lines."""
        self.running.show_items(running, len(running))
        self.still.show_items(still, len(still))
        self.upkeep.show_items(upkeep[:SHOWN], len(upkeep), more=self.machines_asked.emit)
        for panel, items in ((self.running, running), (self.still, still), (self.upkeep, upkeep)):
            panel.setVisible(bool(items))

    def show_trainings(self, sessions: Sequence[Item], ending: Sequence[Item]) -> None:
        self.sessions.show_items(sessions[:SHOWN], len(sessions), more=self.trainings_asked.emit)
        self.ending.show_items(ending[:SHOWN], len(ending), more=self.rights_asked.emit)
        self.sessions.setVisible(bool(sessions))
        self.ending.setVisible(bool(ending))

    def show_to_order(self, items: Sequence[Item]) -> None:
        self.to_order.show_items(items[:SHOWN], len(items), more=self.stock_asked.emit)
        self.to_order.setVisible(bool(items))

    def _show_all_ended(self, items: Sequence[Item]) -> None:
        self.ended.show_items(items, len(items))
        self.ended.stand_on(SHOWN)

    def _is_new(self, read: Today | TodaysTill, zone: ZoneInfo) -> bool:
        """What stands there already is left alone, with the focus in it."""
        before = self._shown.get(type(read))
        self._shown[type(read)] = (read, zone)
        return before != (read, zone)

    def _show_enrolled(self, items: Sequence[Item]) -> None:
        """All of them, in their place: the day's are in no other list."""
        self.enrolled.show_items(items, len(items))
        self.enrolled.stand_on(SHOWN)

    def _show_due(
        self, panel: Panel, rows: Iterable[DueRow], count: int, tone: Tone, listed: PeopleFilter
    ) -> None:
        icon = "clock" if listed is PeopleFilter.DUE_SOON else "history"
        items = [Item(row.name, _short(row.until), icon, tone, self.opener(row.id)) for row in rows]
        panel.show_items(items, count, more=lambda: self.people_asked.emit(listed.value))

    def _show_waiting(self, count: int) -> None:
        """Nothing stands there where the board has nothing to decide."""
        text = translate_many("{n} request awaits the board", "{n} requests await the board", count)
        item = Item(text, "", "checks", Tone.INFO, self.decide_asked.emit)
        self.waiting.show_items([item] if count else [], count, "")
        self.waiting.setVisible(bool(count))

    def _show_safety(self, today: Today, zone: ZoneInfo) -> None:
        items = []
        if today.last_backup:
            at = today.last_backup.astimezone(zone)
            proved = today.backup_proved
            text = translate(mark("Last proved copy") if proved else mark("Last copy, not tried"))
            tone = Tone.OK if proved else Tone.WARN
            items.append(Item(text, f"{_short(at.date())} {at:%H:%M}", "backup", tone))
        if today.to_sign:
            text = translate_many("{n} act to sign", "{n} acts to sign", today.to_sign)
            items.append(Item(text, "", "alert", Tone.WARN, self.sign_asked.emit))
        self.backup.show_items(items, len(items), "")

    def opener(self, key: UUID) -> Callable[[], None]:
        return lambda: self.party_asked.emit(key)

    def _declare_actions(self) -> None:
        self.cash_action = action(
            self, mark("&Take money…"), self.cash_asked.emit, "Ctrl+E", icon="cash"
        )
        self.admit_action = action(
            self, mark("&New person…"), self.admit_asked.emit, "Ctrl+N", icon="person-add"
        )
        self.add_secondary(self.admit_action)
        self.add_primary(self.cash_action)

    def _lay_out(self) -> None:
        inner = QWidget()
        self._sides = sides = QHBoxLayout(inner)
        sides.setContentsMargins(0, 0, 0, 0)
        sides.setSpacing(16)
        for panels in (
            (
                self.door,
                self.running,
                self.still,
                self.sessions,
                self.till,
                self.enrolled,
                self.backup,
            ),
            (
                *(self.insurance, self.waiting, self.owed, self.due_soon, self.late, self.ended),
                *(self.upkeep, self.ending, self.to_order),
            ),
        ):
            side = QVBoxLayout()
            side.setSpacing(16)
            for panel in panels:
                side.addWidget(panel)
            side.addStretch(1)
            sides.addLayout(side, 1)
        self.body.addWidget(Scroll(inner), 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(TWO_SIDES)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._sides.setDirection(way)


def _short(day: date) -> str:
    return format_day(day, current(), short=True)

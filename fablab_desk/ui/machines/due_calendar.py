"""A month of upkeep: the days on which something is expected, and what it is."""

from datetime import date
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, translate, translate_many
from fablab_desk.overview.due_calendar import DueDay, calendar_of
from fablab_desk.overview.machines import SHOWS
from fablab_desk.ui.cards import EmptyState, Label, ListCard
from fablab_desk.ui.cells import TwoLines
from fablab_desk.ui.chips import Chip
from fablab_desk.ui.colours import Tone
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.forms import PlainDialog
from fablab_desk.ui.month import Month
from fablab_desk.ui.paging import Column
from fablab_desk.ui.tables import RowTable

SIZE = (1000, 560)


class DueCalendarDialog(PlainDialog):
    def __init__(self, desk: Desk, parent: QWidget | None) -> None:
        super().__init__(parent, translate(mark("Calendar of upkeep")))
        self._desk = desk
        self._rows: list[DueDay] = []
        self.calendar = Month(desk.today())
        self.table: RowTable[DueDay] = RowTable(
            desk, _columns(), name="due calendar", title=mark("Upkeep of the month")
        )
        nothing = translate(mark("Nothing is expected in this month."))
        self.table.set_empty(EmptyState("calendar-check", nothing))
        card = ListCard()
        card.body.addWidget(self.table)
        sides = QHBoxLayout()
        sides.setSpacing(16)
        sides.addWidget(self.calendar)
        sides.addWidget(card, 1)
        self.body.addLayout(sides, 1)
        self.told = Label("", "muted", wrap=True)
        self.body.addWidget(self.told)
        self.do = self.add_button(mark("&Maintenance…"), self._open, primary=True)
        self.table.activated_row.connect(self._open)
        self.table.chosen_changed.connect(self._follow)
        self.calendar.turned.connect(self.read)
        self.calendar.stood.connect(self._to_day)
        desk.changed.connect(self._hear)
        self.fit(*SIZE)
        self._follow()

    def open(self) -> None:
        super().open()
        self.read()
        self.calendar.setFocus()

    def read(self) -> None:
        first, last = self.calendar.days()
        query = partial(calendar_of, today=self._desk.today(), first=first, last=last)
        self._desk.ask(query, self._show, self, "calendar")

    def _hear(self, touched: frozenset[type]) -> None:
        if touched & SHOWS:
            self.read()

    def _show(self, rows: list[DueDay]) -> None:
        self._rows = rows
        self.table.show_rows(rows)
        lines: dict[date, list[str]] = {}
        for row in rows:
            lines.setdefault(row.on, []).append(f"{row.due.machine} : {row.due.label}")
        self.calendar.mark_days(lines)
        count = sum(not row.follows for row in rows)
        said = translate_many(mark("{n} upkeep expected"), mark("{n} upkeeps expected"), count)
        late = sum(row.late for row in rows)
        if late:
            said += " · " + translate_many(mark("{n} late"), mark("{n} late"), late)
        self.told.setText(said)
        self._to_day()

    def _to_day(self) -> None:
        """To the first line of the day that is chosen, or after it."""
        day = self.calendar.day()
        place = next((at for at, row in enumerate(self._rows) if row.on >= day), None)
        if place is not None:
            self.table.selectRow(place)

    def _follow(self) -> None:
        self.do.setEnabled(self.table.chosen() is not None)

    def _open(self) -> None:
        from fablab_desk.ui.machines.upkeep import open_upkeep

        if row := self.table.chosen():
            due = row.due
            open_upkeep(self._desk, self, due.machine_id, due.machine, due.plan_id)


def _columns() -> list[Column[DueDay]]:
    def state(row: DueDay) -> Chip:
        if row.due.order_id and not row.follows:
            return Chip(translate(mark("Under way")), Tone.INFO)
        if row.late:
            return Chip(translate(mark("Late")), Tone.BAD)
        if row.follows:
            return Chip(translate(mark("Afterwards")), Tone.GREY)
        return Chip(translate(mark("Expected")), Tone.WARN if row.due.is_soon else Tone.OK)

    return [
        Column(mark("Day"), lambda row: format_day(row.on, current(), short=True), width=110),
        Column(
            mark("What"),
            lambda row: TwoLines(row.due.label, row.due.machine),
            width=220,
            stretch=True,
        ),
        Column(mark("State"), state, width=140),
    ]

"""A month of upkeep: the days on which something is expected, and what it is."""

from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtGui import QColor, QFont, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QHBoxLayout, QToolButton, QWidget

from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, translate, translate_many
from fablab_desk.overview.due_calendar import DueDay, calendar_of
from fablab_desk.overview.machines import SHOWS
from fablab_desk.ui import icons, theme
from fablab_desk.ui.cards import EmptyState, Label, ListCard
from fablab_desk.ui.cells import TwoLines
from fablab_desk.ui.chips import Chip
from fablab_desk.ui.colours import Tone
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.forms import PlainDialog
from fablab_desk.ui.paging import Column
from fablab_desk.ui.tables import RowTable

SIZE = (1000, 560)


class DueCalendarDialog(PlainDialog):
    def __init__(self, desk: Desk, parent: QWidget | None) -> None:
        super().__init__(parent, translate(mark("Calendar of upkeep")))
        self._desk = desk
        self._rows: list[DueDay] = []
        self._marked: set[date] = set()
        self.calendar = QCalendarWidget()
        self.calendar.setAccessibleName(translate(mark("Month")))
        self.calendar.setLocale(QLocale(current()))
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        none = QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader
        self.calendar.setVerticalHeaderFormat(none)
        today = desk.today()
        self.calendar.setSelectedDate(QDate(today.year, today.month, today.day))
        self.calendar.setMinimumWidth(theme.px(330))
        self._dress()
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
        self.calendar.currentPageChanged.connect(lambda _year, _month: self.read())
        self.calendar.selectionChanged.connect(self._to_day)
        desk.changed.connect(self._hear)
        self.fit(*SIZE)
        self._follow()

    def open(self) -> None:
        super().open()
        self.read()
        self.calendar.setFocus()

    def read(self) -> None:
        first = date(self.calendar.yearShown(), self.calendar.monthShown(), 1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        query = partial(calendar_of, today=self._desk.today(), first=first, last=last)
        self._desk.ask(query, self._show, self, "calendar")

    def _dress(self) -> None:
        """In the colours of everything else: Qt's own paints weekends red and its bar blue."""
        own = theme.colours()
        plain, muted = QTextCharFormat(), QTextCharFormat()
        plain.setForeground(QColor(own.text))
        muted.setForeground(QColor(own.muted))
        for day in Qt.DayOfWeek:
            weekend = day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday)
            self.calendar.setWeekdayTextFormat(day, muted if weekend else plain)
        self.calendar.setStyleSheet(
            f"#qt_calendar_navigationbar {{ background: {own.surface};"
            f" border-bottom: 1px solid {own.border}; }}"
            f" QCalendarWidget QToolButton {{ color: {own.text}; background: transparent;"
            f" border: 0; padding: 4px 8px; }}"
            f" QCalendarWidget QToolButton:hover {{ background: {own.hover}; }}"
        )
        told = (("prev", "left", mark("Month before")), ("next", "right", mark("Month after")))
        for name, way, text in told:
            button = self.calendar.findChild(QToolButton, f"qt_calendar_{name}month")
            if isinstance(button, QToolButton):
                button.setIcon(icons.icon(f"chevron-{way}"))
                button.setAccessibleName(translate(text))

    def _hear(self, touched: frozenset[type]) -> None:
        if touched & SHOWS:
            self.read()

    def _show(self, rows: list[DueDay]) -> None:
        self._rows = rows
        self.table.show_rows(rows)
        plain = QTextCharFormat()
        for day in self._marked:
            self.calendar.setDateTextFormat(_qt(day), plain)
        self._marked = {row.on for row in rows}
        for day in self._marked:
            self.calendar.setDateTextFormat(_qt(day), self._format(day))
        count = sum(not row.follows for row in rows)
        said = translate_many(mark("{n} upkeep expected"), mark("{n} upkeeps expected"), count)
        late = sum(row.late for row in rows)
        if late:
            said += " · " + translate_many(mark("{n} late"), mark("{n} late"), late)
        self.told.setText(said)
        self._to_day()

    def _format(self, day: date) -> QTextCharFormat:
        """Bold and underlined, and told by a tip: never by its colour alone."""
        found = QTextCharFormat()
        found.setFontWeight(QFont.Weight.Bold)
        found.setFontUnderline(True)
        lines = [f"{row.due.machine} : {row.due.label}" for row in self._rows if row.on == day]
        found.setToolTip("\n".join(lines))
        return found

    def _to_day(self) -> None:
        """To the first line of the day that is chosen, or after it."""
        chosen = self.calendar.selectedDate()
        day = date(chosen.year(), chosen.month(), chosen.day())
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


def _qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


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

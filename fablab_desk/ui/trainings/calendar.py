"""A month of sessions: the days that are taken, and what takes place on them."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, translate, translate_many
from fablab_desk.overview.session_days import SessionDay, sessions_of_days
from fablab_desk.overview.trainings import SHOWS
from fablab_desk.ui.cards import EmptyState, Label, ListCard
from fablab_desk.ui.cells import TwoLines
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.forms import PlainDialog
from fablab_desk.ui.month import Month
from fablab_desk.ui.paging import Column
from fablab_desk.ui.tables import RowTable
from fablab_desk.ui.trainings.words import chip_of, hours_of, seats

SIZE = (1040, 560)


class SessionsCalendarDialog(PlainDialog):
    def __init__(self, desk: Desk, parent: QWidget | None) -> None:
        super().__init__(parent, translate(mark("Calendar of sessions")))
        self._desk = desk
        self._rows: list[SessionDay] = []
        self.calendar = Month(desk.today())
        self.table: RowTable[SessionDay] = RowTable(
            desk, _columns(desk), name="sessions calendar", title=mark("Sessions of the month")
        )
        nothing = translate(mark("No session takes place in this month."))
        self.table.set_empty(EmptyState("trainings", nothing))
        card = ListCard()
        card.body.addWidget(self.table)
        sides = QHBoxLayout()
        sides.setSpacing(16)
        sides.addWidget(self.calendar)
        sides.addWidget(card, 1)
        self.body.addLayout(sides, 1)
        self.told = Label("", "muted", wrap=True)
        self.body.addWidget(self.told)
        self.plan = self.add_button(mark("&New session…"), self._plan)
        self.show_it = self.add_button(mark("&Open the session…"), self._open, primary=True)
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
        query = partial(sessions_of_days, first=first, last=last)
        self._desk.ask(query, self._show, self, "sessions of the month")

    def _hear(self, touched: frozenset[type]) -> None:
        if touched & SHOWS:
            self.read()

    def _show(self, rows: list[SessionDay]) -> None:
        self._rows = rows
        self.table.show_rows(rows)
        lines = {one.on: [row.row.title for row in rows if row.on == one.on] for one in rows}
        self.calendar.mark_days(lines)
        count = len({row.row.id for row in rows})
        self.told.setText(translate_many(mark("{n} session"), mark("{n} sessions"), count))
        self._to_day()

    def _to_day(self) -> None:
        """To the first session of the day that is chosen, or after it."""
        day = self.calendar.day()
        place = next((at for at, row in enumerate(self._rows) if row.on >= day), None)
        if place is not None:
            self.table.selectRow(place)

    def _follow(self) -> None:
        self.show_it.setEnabled(self.table.chosen() is not None)

    def _open(self) -> None:
        from fablab_desk.ui.trainings.session import open_session

        if row := self.table.chosen():
            open_session(self._desk, self, row.row.id)

    def _plan(self) -> None:
        from fablab_desk.ui.trainings.session import open_session_form

        open_session_form(self._desk, self)


def _columns(desk: Desk) -> list[Column[SessionDay]]:
    def hours(row: SessionDay) -> str:
        return ", ".join(hours_of(*half, desk.zone) for half in row.hours)

    return [
        Column(
            mark("Day"),
            lambda row: TwoLines(format_day(row.on, current(), short=True), hours(row)),
            width=160,
        ),
        Column(
            mark("Course"),
            lambda row: TwoLines(row.row.title, " · ".join((seats(row.row), *row.row.trainers))),
            width=200,
            stretch=True,
        ),
        Column(mark("State"), lambda row: chip_of(row.row, desk.now()), width=110),
    ]

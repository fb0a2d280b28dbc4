"""Hours by machine and month."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from babel.dates import format_date
from PySide6.QtWidgets import QWidget

from fablab_desk.i18n import current, format_count, mark, translate, translate_many
from fablab_desk.logbook.use_list import list_uses
from fablab_desk.machines.figures import MachineYear, hours_table
from fablab_desk.ui.cards import EmptyState, ListCard
from fablab_desk.ui.charts import ColumnChart, Mark
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.machines.figure_pages import FigurePage, Known, UsesDialog, write_hours
from fablab_desk.ui.paging import Column
from fablab_desk.ui.tables import RowTable

TITLE = mark("Hours by month")
Found = tuple[tuple[date, ...], list[MachineYear]]


class HoursPage(FigurePage):
    """Bars of the machine that is chosen, or of all; the table has every machine and month."""

    def __init__(self, desk: Desk, owner: QWidget) -> None:
        super().__init__(desk, owner)
        self.chart = ColumnChart(translate(TITLE))
        self.chart.asked.connect(self._show_month)
        self.table: RowTable[MachineYear] | None = None
        self._card = ListCard()
        self._machine_id: UUID | None = None
        self._machine = ""
        self._months: tuple[date, ...] = ()
        self._rows: list[MachineYear] = []
        self._last = date.min
        self.column.addWidget(self.chart, 2)
        self.column.addWidget(self._card, 3)

    def read(self, first: date, last: date, machine_id: UUID | None, machine: str) -> None:
        self._machine_id, self._machine, self._last = machine_id, machine, last
        self._desk.ask(partial(hours_table, first=first, last=last), self._show, self, "hours")

    def shown(self) -> tuple[str, Known, Sequence[Column[Any]]]:
        return translate(TITLE), Known(self._rows), columns_of(self._months)

    def _show(self, found: Found) -> None:
        months, rows = found
        if self.table is None or months != self._months:
            self._months = months
            self._make_table()
        self._rows = rows
        assert self.table
        self.table.show_rows(rows, self._machine_id)
        self.known.emit(rows)
        counted = [row for row in rows if self._machine_id in (None, row.id)]
        sums = [sum(row.seconds[at] for row in counted) for at in range(len(months))]
        uses = [sum(row.uses[at] for row in counted) for at in range(len(months))]
        self.chart.show_marks(
            [_mark(*one) for one in zip(months, sums, uses, strict=True)],
        )
        self.told.setText(_told(sum(sums), sum(uses)))

    def _make_table(self) -> None:
        if self.table is not None:
            self._card.body.removeWidget(self.table)
            self.table.deleteLater()
        self.table = RowTable(
            self._desk,
            columns_of(self._months),
            name="machine hours",
            title=TITLE,
            two_lines=False,
        )
        self.table.set_empty(EmptyState("machines", translate(mark("There is no machine yet."))))
        self.table.activated_row.connect(self._ask_machine)
        self._card.body.addWidget(self.table)

    def _ask_machine(self) -> None:
        if self.table and (row := self.table.chosen()):
            self.machine_asked.emit(row.id)

    def _show_month(self, at: int) -> None:
        month = self._months[at]
        end = (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        listing = list_uses(month, end, self._machine_id)
        said = f"{self._machine} · {format_date(month, 'MMMM y', current())}"
        dialog = UsesDialog(
            self._desk, self._owner, said, lambda table: table.show_listing(listing)
        )
        dialog.open()


def columns_of(months: Sequence[date]) -> list[Column[MachineYear]]:
    made: list[Column[MachineYear]] = [
        Column(mark("Machine"), lambda row: row.name, width=150, stretch=True)
    ]
    made.append(
        Column(
            mark("Hours"),
            lambda row: write_hours(row.total) if row.total else "",
            width=76,
            numeric=True,
            export=lambda row: round(row.total / 3600, 2),
        )
    )
    made.append(Column(mark("Uses"), lambda row: format_count(row.begun), width=76, numeric=True))
    made += [_month(at, month) for at, month in enumerate(months)]
    return made


def _month(at: int, month: date) -> Column[MachineYear]:
    return Column(
        format_date(month, "MMM", current()),
        lambda row: write_hours(row.seconds[at]) if row.seconds[at] else "",
        width=58,
        numeric=True,
        export=lambda row: round(row.seconds[at] / 3600, 2),
    )


def _mark(month: date, seconds: int, uses: int) -> Mark:
    named = format_date(month, "MMMM y", current())
    return Mark(
        label=format_date(month, "MMM", current()),
        value=seconds,
        written=write_hours(seconds) if seconds else "",
        told=f"{named} · {_told(seconds, uses)}",
    )


def _told(seconds: int, uses: int) -> str:
    many = translate_many(mark("{n} use"), mark("{n} uses"), uses)
    return translate(mark("{hours} h · {uses}")).format(hours=write_hours(seconds), uses=many)

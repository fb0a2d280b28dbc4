"""Why machines stood still: downtime by cause, and each machine's failures."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from fablab_desk.i18n import format_count, mark, translate, translate_many
from fablab_desk.machines.downtime import Downtime, downtime_between
from fablab_desk.machines.kinds import STOP_TEXTS, LogKind, StopKind
from fablab_desk.ui.cards import EmptyState, ListCard
from fablab_desk.ui.charts import BarChart, Mark
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.machines.figure_pages import FigurePage, Known, write_hours
from fablab_desk.ui.machines.timeline import TimelineDialog
from fablab_desk.ui.paging import Column
from fablab_desk.ui.tables import RowTable

TITLE = mark("Why machines stood still")
NOTHING = mark("No machine stood still in this period.")
NONE = timedelta()
LOGGED = {StopKind.FAILURE: LogKind.FAULT, StopKind.UPKEEP: LogKind.ORDER}


class StopsPage(FigurePage):
    """A bar leads to the stops of the machine that stood still longest for that cause."""

    def __init__(self, desk: Desk, owner: QWidget) -> None:
        super().__init__(desk, owner)
        self.chart = BarChart(translate(TITLE))
        self.chart.asked.connect(self._show_cause)
        self.table: RowTable[Downtime] = RowTable(
            desk, COLUMNS, name="downtime", title=TITLE, two_lines=False
        )
        self.table.set_empty(EmptyState("machines", translate(NOTHING)))
        self.table.activated_row.connect(self._show_machine)
        card = ListCard()
        card.body.addWidget(self.table)
        self._rows: list[Downtime] = []
        self._causes: list[tuple[StopKind, str]] = []
        self._period = date.min, date.min
        self.column.addWidget(self.chart, 2)
        self.column.addWidget(card, 3)

    def read(self, first: date, last: date, machine_id: UUID | None, machine: str) -> None:
        self._period = first, last
        wanted = partial(
            downtime_between, zone=self._desk.zone, first=first, last=last, now=self._desk.now()
        )
        self._desk.ask(wanted, partial(self._show, machine_id), self, "stops")

    def shown(self) -> tuple[str, Known, Sequence[Column[Any]]]:
        return translate(TITLE), Known(self._rows), COLUMNS

    def _show(self, machine_id: UUID | None, found: list[Downtime]) -> None:
        own = [one for one in found if machine_id in (None, one.machine_id)]
        self._rows = sorted(own, key=lambda one: one.stood, reverse=True)
        sums: dict[tuple[StopKind, str], tuple[timedelta, int]] = {}
        for one in self._rows:
            for kind, cause, stood, stops in one.by_cause:
                before, many = sums.get((kind, cause), (NONE, 0))
                sums[kind, cause] = before + stood, many + stops
        ordered = sorted(sums.items(), key=lambda one: one[1][0], reverse=True)
        self._causes = [key for key, _ in ordered]
        self.chart.show_marks([_mark(*key, *value) for key, value in ordered])
        self.table.show_rows(self._rows)
        stood = sum((one.stood for one in self._rows), NONE)
        said = translate(mark("{hours} h at a standstill in all; overlapping stops count once"))
        self.told.setText(said.format(hours=_hours(stood)))

    def _show_cause(self, at: int) -> None:
        wanted = self._causes[at]

        def of(row: Downtime) -> timedelta:
            return sum(
                (stood for kind, cause, stood, _ in row.by_cause if (kind, cause) == wanted), NONE
            )

        if self._rows:
            self._open(max(self._rows, key=of), LOGGED.get(wanted[0]))

    def _show_machine(self) -> None:
        if row := self.table.chosen():
            self._open(row)

    def _open(self, row: Downtime, kind: LogKind | None = None) -> None:
        dialog = TimelineDialog(self._desk, self._owner, row.machine_id, row.name)
        dialog.pills.choose(kind.value if kind else "")
        first, last = self._period
        dialog.first.set_value(first)
        dialog.last.set_value(last)
        dialog.open()


def _mark(kind: StopKind, cause: str, stood: timedelta, stops: int) -> Mark:
    label = cause or translate(STOP_TEXTS[kind])
    many = translate_many(mark("{n} stop"), mark("{n} stops"), stops)
    written = f"{_hours(stood)} h"
    return Mark(label, stood.total_seconds(), written, f"{label} · {written} · {many}")


def _hours(lasted: timedelta) -> str:
    return write_hours(round(lasted.total_seconds()))


COLUMNS: list[Column[Downtime]] = [
    Column(mark("Machine"), lambda row: row.name, width=180, stretch=True),
    Column(
        mark("Standstill (h)"),
        lambda row: _hours(row.stood) if row.stood else "",
        width=120,
        numeric=True,
        export=lambda row: round(row.stood / timedelta(hours=1), 2),
    ),
    Column(mark("Stops"), lambda row: format_count(row.stops), width=90, numeric=True),
    Column(mark("Failures"), lambda row: format_count(row.failures), width=90, numeric=True),
    Column(
        mark("Hours between failures"),
        lambda row: write_hours(round(row.mtbf * 3600)) if row.mtbf is not None else "",
        width=150,
        numeric=True,
        export=lambda row: round(row.mtbf, 2) if row.mtbf is not None else None,
    ),
    Column(
        mark("Hours to repair"),
        lambda row: _hours(row.mttr) if row.mttr is not None else "",
        width=120,
        numeric=True,
        export=lambda row: round(row.mttr / timedelta(hours=1), 2) if row.mttr else None,
    ),
    Column(
        mark("For want of others (h)"),
        lambda row: _hours(row.borne) if row.borne else "",
        width=150,
        numeric=True,
        spare=True,
    ),
]

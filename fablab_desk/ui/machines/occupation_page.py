"""When machines run: hours by weekday and hour of the day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from babel.dates import format_date, get_day_names
from PySide6.QtWidgets import QWidget

from fablab_desk.i18n import current, mark, translate
from fablab_desk.keys import new_key
from fablab_desk.logbook.occupation import HOURS, Occupation, occupation_between
from fablab_desk.logbook.use_list import uses_at
from fablab_desk.ui.cards import EmptyState, ListCard
from fablab_desk.ui.charts import GridChart, Mark
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.machines.figure_pages import (
    NO_USES,
    FigurePage,
    Known,
    UsesDialog,
    write_hours,
)
from fablab_desk.ui.paging import Column
from fablab_desk.ui.tables import RowTable

TITLE = mark("When machines run")
USUAL = range(8, 21)  # hours of the day that are shown, unless others have something
MONDAYS = date(2024, 1, 1)  # one, to name weekdays from


@dataclass(frozen=True, slots=True)
class HourRow:
    """One hour of the day: seconds of each weekday, Monday first."""

    id: UUID
    hour: int
    seconds: tuple[int, ...]


class OccupationPage(FigurePage):
    def __init__(self, desk: Desk, owner: QWidget) -> None:
        super().__init__(desk, owner)
        short = get_day_names("abbreviated", locale=current())
        self.chart = GridChart(
            translate(TITLE),
            [short[day] for day in range(7)],
            [translate(mark("{hour} h")).format(hour=hour) for hour in range(HOURS)],
        )
        self.chart.asked.connect(self._show_cell)
        self.table: RowTable[HourRow] = RowTable(
            desk, COLUMNS, name="occupation", title=TITLE, two_lines=False
        )
        self.table.set_empty(EmptyState("machines", translate(NO_USES)))
        card = ListCard()
        card.body.addWidget(self.table)
        self._machine_id: UUID | None = None
        self._machine = ""
        self._period = date.min, date.min
        self._rows: list[HourRow] = []
        self.column.addWidget(self.chart, 3)
        self.column.addWidget(card, 2)

    def read(self, first: date, last: date, machine_id: UUID | None, machine: str) -> None:
        self._machine_id, self._machine, self._period = machine_id, machine, (first, last)
        wanted = partial(
            occupation_between,
            zone=self._desk.zone,
            first=first,
            last=last,
            now=self._desk.now(),
            machine_id=machine_id,
        )
        self._desk.ask(wanted, self._show, self, "occupation")

    def shown(self) -> tuple[str, Known, Sequence[Column[Any]]]:
        return translate(TITLE), Known(self._rows), COLUMNS

    def _show(self, found: Occupation) -> None:
        ran = [hour for hour in range(HOURS) if any(row[hour] for row in found.seconds)]
        shown = range(min([*ran, USUAL[0]]), max([*ran, USUAL[-1]]) + 1)
        marks = [_mark(found, weekday, hour) for weekday in range(7) for hour in range(HOURS)]
        self.chart.show_grid(marks, shown)
        self._rows = [
            HourRow(new_key(), hour, tuple(row[hour] for row in found.seconds)) for hour in ran
        ]
        self.table.show_rows(self._rows)
        said = translate(mark("{hours} h in all; each cell: hours on that weekday, at that hour"))
        self.told.setText(said.format(hours=write_hours(found.total)))

    def _show_cell(self, at: int) -> None:
        weekday, hour = self.chart.column_of(at)
        wanted = partial(
            uses_at,
            zone=self._desk.zone,
            period=self._period,
            weekday=weekday,
            hour=hour,
            machine_id=self._machine_id,
        )
        said = f"{self._machine} · {self.chart.marks()[at].label}"

        def show(rows: Any) -> None:
            UsesDialog(self._desk, self._owner, said, lambda table: table.show_rows(rows)).open()

        self._desk.ask(wanted, show, self, "cell")


def _mark(found: Occupation, weekday: int, hour: int) -> Mark:
    seconds = found.seconds[weekday][hour]
    named = format_date(MONDAYS + timedelta(weekday), "EEEE", current())
    span = translate(mark("{weekday}, {hour} h to {next} h")).format(
        weekday=named, hour=hour, next=hour + 1
    )
    mean = translate(mark("{hours} h · {mean} machines running on the mean")).format(
        hours=write_hours(seconds),
        mean=write_hours(round(3600 * found.mean_machines(weekday, hour))),
    )
    return Mark(span, seconds, write_hours(seconds) if seconds else "", f"{span} · {mean}")


def _weekday(at: int) -> Column[HourRow]:
    return Column(
        _DAY_TITLES[at],
        lambda row: write_hours(row.seconds[at]) if row.seconds[at] else "",
        width=80,
        numeric=True,
        export=lambda row: round(row.seconds[at] / 3600, 2),
    )


_DAY_TITLES = (
    *(mark("Monday"), mark("Tuesday"), mark("Wednesday"), mark("Thursday")),
    *(mark("Friday"), mark("Saturday"), mark("Sunday")),
)
COLUMNS: list[Column[HourRow]] = [
    Column(
        mark("Hour"),
        lambda row: translate(mark("{hour} h to {next} h")).format(
            hour=row.hour, next=row.hour + 1
        ),
        width=130,
        stretch=True,
    ),
    *(_weekday(at) for at in range(7)),
]

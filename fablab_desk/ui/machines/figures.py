"""What machines did over a year: hours by month, when they run, why they stood still."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from fablab_desk.i18n import mark, translate
from fablab_desk.machines.figures import MachineYear
from fablab_desk.ui import theme
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import ChoiceField, describe
from fablab_desk.ui.forms import PlainDialog
from fablab_desk.ui.machines.figure_pages import FigurePage
from fablab_desk.ui.machines.hours_page import HoursPage
from fablab_desk.ui.machines.occupation_page import OccupationPage
from fablab_desk.ui.machines.stops_page import StopsPage
from fablab_desk.ui.search_field import Filter, FilterPills

TITLE = mark("Figures of the machines")
SIZE = (1040, 700)
YEARS = 6  # offered
HOURS, OCCUPATION, STOPS = "", "occupation", "stops"
PILLS = [
    Filter(HOURS, mark("Hours by month")),
    Filter(OCCUPATION, mark("When they run")),
    Filter(STOPS, mark("Why they stood still")),
]


@dataclass(frozen=True, slots=True)
class Span:
    """Twelve months, both days included."""

    first: date
    last: date


def twelve_months(today: date) -> Span:
    """The month of today, and the eleven before it."""
    year = today.year - (today.month < 12)
    return Span(date(year, today.month % 12 + 1, 1), today)


class FiguresDialog(PlainDialog):
    def __init__(self, desk: Desk, parent: QWidget | None, machine_id: UUID | None = None) -> None:
        super().__init__(parent, translate(TITLE))
        self._desk = desk
        self._first_machine = machine_id
        today = desk.today()
        spans = [(twelve_months(today), translate(mark("The last twelve months")))]
        spans += [
            (Span(date(year, 1, 1), date(year, 12, 31)), str(year))
            for year in range(today.year, today.year - YEARS, -1)
        ]
        self.span: ChoiceField[Span] = ChoiceField(spans)
        self.span.setAccessibleName(translate(mark("Period")))
        self.machine: ChoiceField[UUID | None] = ChoiceField(_all_machines())
        self.machine.setAccessibleName(translate(mark("Machine")))
        for box in (self.span, self.machine):
            describe(box)
        self.machine.setMinimumWidth(theme.px(200))
        self.span.setMinimumWidth(theme.px(190))
        self.pills = FilterPills(PILLS)
        self.hours, self.occupation = HoursPage(desk, self), OccupationPage(desk, self)
        self.stops = StopsPage(desk, self)
        self._pages: dict[str, FigurePage] = {
            HOURS: self.hours,
            OCCUPATION: self.occupation,
            STOPS: self.stops,
        }
        self._stack = QStackedWidget()
        for page in self._pages.values():
            self._stack.addWidget(page)
        self.hours.known.connect(self._know)
        self.hours.machine_asked.connect(self.machine.set_value)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.pills, 1)
        head.addWidget(self.machine)
        head.addWidget(self.span)
        self.body.addLayout(head)
        self.body.addWidget(self._stack, 1)
        self.add_button(mark("&Export…"), lambda: self.page().export())
        self.add_button(mark("&Print…"), lambda: self.page().print_table())
        self.pills.chosen_changed.connect(lambda _key: self.read())
        self.machine.changed.connect(self.read)
        self.span.changed.connect(self.read)
        self.fit(*SIZE)

    def open(self) -> None:
        super().open()
        self.hours.chart.setFocus()
        self.read()

    def page(self) -> FigurePage:
        return self._pages[self.pills.chosen()]

    def read(self) -> None:
        page, span = self.page(), self.span.value()
        self._stack.setCurrentWidget(page)
        last = min(span.last, self._desk.today())
        machine = self.machine.value() or self._first_machine
        page.read(span.first, last, machine, self.machine.currentText())

    def _know(self, machines: list[MachineYear]) -> None:
        """Offer the machines that the table tells of."""
        self.machine.set_choices(_all_machines() + [(row.id, row.name) for row in machines])
        first, self._first_machine = self._first_machine, None
        if first in {row.id for row in machines}:
            self.machine.set_value(first)


def _all_machines() -> list[tuple[UUID | None, str]]:
    return [(None, translate(mark("All machines")))]

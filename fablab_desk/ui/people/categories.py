"""How many members of each category there are on a day."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QFormLayout, QWidget

from fablab_desk.clock import format_day
from fablab_desk.errors import DeskError
from fablab_desk.i18n import current, mark, say, translate, translate_many
from fablab_desk.memberships.waiting import CategoryCount, count_categories
from fablab_desk.ui.cards import EmptyState, Label, ListCard
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import DayField, describe
from fablab_desk.ui.forms import PlainDialog
from fablab_desk.ui.paging import Column
from fablab_desk.ui.printing import Headed, print_listing
from fablab_desk.ui.problem import Problem
from fablab_desk.ui.tables import RowTable

TITLE = mark("Members by category")
NOBODY = mark("Nobody is a member on that day.")
COLUMNS: list[Column[CategoryCount]] = [
    Column(
        mark("Category"),
        lambda row: row.label or translate(mark("No category")),
        width=200,
        stretch=True,
    ),
    Column(mark("Members"), lambda row: str(row.members), width=100, numeric=True),
    Column(mark("Individuals"), lambda row: str(row.people), width=100, numeric=True),
    Column(mark("Organisations"), lambda row: str(row.organisations), width=100, numeric=True),
    Column(mark("With a vote"), lambda row: str(row.voting), width=150, numeric=True),
]


@dataclass(frozen=True)
class Counts:
    rows: list[CategoryCount]

    def count(self, _session: object, /) -> int:
        return len(self.rows)

    def every(self, _session: object, /) -> list[CategoryCount]:
        return self.rows


class CategoriesDialog(PlainDialog):
    """What held on the day, whatever the plans say since."""

    def __init__(self, desk: Desk, parent: QWidget | None) -> None:
        super().__init__(parent, translate(TITLE))
        self._desk = desk
        self._rows: list[CategoryCount] = []
        self.day = DayField(desk.today)
        self.day.set_value(desk.today())
        self.day.setAccessibleName(translate(mark("As of")))
        describe(self.day)
        self.day.changed.connect(self._read)
        self.told = Label("", "strong", wrap=True)
        self.problem = Problem()
        self.table: RowTable[CategoryCount] = RowTable(
            desk, COLUMNS, name="categories", title=TITLE, two_lines=False
        )
        self.table.set_empty(EmptyState("people", translate(NOBODY)))
        row = QFormLayout()
        row.setHorizontalSpacing(16)
        row.addRow(translate(mark("As of")), self.day)
        card = ListCard()
        card.body.addWidget(self.table)
        self.body.addLayout(row)
        self.body.addWidget(self.told)
        self.body.addWidget(self.problem)
        self.body.addWidget(card, 1)
        self.print_button = self.add_button(mark("Print…"), self._print)
        self.fit(680, 460)

    def open(self) -> None:
        super().open()
        self._read()

    def _read(self) -> None:
        try:
            day = self.day.value() or self._desk.today()
        except DeskError as unread:
            self.problem.say(say(unread))
            return
        self.problem.say("")
        self._desk.ask(partial(count_categories, day=day), self._show, self, "categories")

    def _show(self, rows: list[CategoryCount]) -> None:
        self._rows = rows
        members = sum(row.members for row in rows)
        self.told.setText(translate_many(mark("{n} member"), mark("{n} members"), members))
        self.print_button.setEnabled(bool(rows))
        self.table.show_rows(rows)

    def _print(self) -> None:
        day = self.day.value() or self._desk.today()
        narrowed = f"{format_day(day, current())} · {self.told.text()}"
        head = Headed(translate(TITLE), narrowed)
        print_listing(self._desk, self, Counts(self._rows), COLUMNS, head)

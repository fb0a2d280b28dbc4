"""What every page of figures has: a chart, its table, and the uses that they were counted from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fablab_desk.clock import format_day
from fablab_desk.i18n import current, format_count, mark, translate
from fablab_desk.logbook.kinds import OUTCOME_TEXTS
from fablab_desk.logbook.use_list import UseRow
from fablab_desk.ui.cards import EmptyState, Label, ListCard
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.export import export_listing
from fablab_desk.ui.fields import write_minutes
from fablab_desk.ui.forms import PlainDialog
from fablab_desk.ui.paging import Column
from fablab_desk.ui.printing import Headed, print_listing
from fablab_desk.ui.tables import RowTable

NO_USES = mark("No use of a machine was recorded there.")


@dataclass(frozen=True)
class Known:
    """Rows that were read already, for an export or a print."""

    rows: Sequence[Any]

    def count(self, _session: object, /) -> int:
        return len(self.rows)

    def every(self, _session: object, /) -> list[Any]:
        return list(self.rows)


class FigurePage(QWidget):
    known = Signal(object)  # the machines that its table tells of
    machine_asked = Signal(object)  # the key of one

    def __init__(self, desk: Desk, owner: QWidget) -> None:
        super().__init__()
        self._desk, self._owner = desk, owner
        self.told = Label("", "strong", wrap=True)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(12)
        self.column.addWidget(self.told)

    def read(self, first: date, last: date, machine_id: UUID | None, machine: str) -> None:
        raise NotImplementedError

    def shown(self) -> tuple[str, Known, Sequence[Column[Any]]]:
        """What an export and a print hold: a text over it, the rows, the columns."""
        raise NotImplementedError

    def export(self) -> None:
        title, rows, columns = self.shown()
        export_listing(self._desk, self._owner, rows, columns, title)

    def print_table(self) -> None:
        title, rows, columns = self.shown()
        print_listing(self._desk, self._owner, rows, columns, Headed(title, self.told.text()))


class UsesDialog(PlainDialog):
    """The uses behind one figure; the text says which."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        said: str,
        show: Callable[[RowTable[UseRow]], None],
    ) -> None:
        super().__init__(parent, translate(mark("Uses")))
        self.table: RowTable[UseRow] = RowTable(
            desk, columns_of_uses(desk), name="uses", title=mark("Uses"), two_lines=False
        )
        self.table.set_empty(EmptyState("machines", translate(NO_USES)))
        self.body.addWidget(Label(said, "heading", wrap=True))
        card = ListCard()
        card.body.addWidget(self.table)
        self.body.addWidget(card, 1)
        self.fit(860, 520)
        show(self.table)


def columns_of_uses(desk: Desk) -> list[Column[UseRow]]:
    return [
        Column(mark("Day"), lambda row: _day(row.day), width=110, order="day"),
        Column(mark("Start"), lambda row: _hour(row.starts_at, desk), width=70),
        Column(mark("Duration"), lambda row: _lasted(row, desk), width=90, numeric=True),
        Column(mark("Machine"), lambda row: row.machine, width=180, grows=True),
        Column(mark("Who"), lambda row: row.who, width=180, stretch=True),
        Column(mark("Outcome"), lambda row: translate(OUTCOME_TEXTS[row.outcome]), width=100),
    ]


def write_hours(seconds: int) -> str:
    """“1 234” hours, and one decimal below ten."""
    hours = seconds / 3600
    if 0 < hours < 9.95:
        point = "." if current() == "en" else ","
        return f"{hours:.1f}".replace(".", point)
    return format_count(round(hours))


def _day(day: date) -> str:
    return format_day(day, current(), short=True)


def _hour(at: datetime, desk: Desk) -> str:
    return f"{at.astimezone(desk.zone):%H:%M}"


def _lasted(row: UseRow, desk: Desk) -> str:
    if row.ends_at is None:
        return translate(mark("running"))
    return write_minutes(round((row.ends_at - row.starts_at) / timedelta(minutes=1)))

"""The rows of a list of any length: pages are read when they come into sight, newest first."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from fablab_desk.db.start import Start
from fablab_desk.i18n import translate
from fablab_desk.ui import trace
from fablab_desk.ui.cells import CELL_ROLE, NOTHING, Cell, Index, plain_text
from fablab_desk.ui.state import State

if TYPE_CHECKING:
    from fablab_desk.db.short_list import Listed


class HasKey(Protocol):
    @property
    def id(self) -> UUID: ...


class Asks(Protocol):
    """The desk, as a list knows it; or what stands in for it before the base is open."""

    state: State

    def ask(
        self,
        query: Callable[[Any], Any],
        then: Callable[[Any], None],
        owner: QObject,
        name: str = "",
        *,
        soon: bool = False,
        patient: bool = False,
    ) -> None: ...

    def forget(self, owner: QObject) -> None: ...


Row = TypeVar("Row", bound=HasKey)
PAGE = 18  # rows: a large screen of them; others would be made for nothing at each key
KEPT = 128
MOST_WANTED = 4
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Column(Generic[Row]):
    """A column as data. `order` names one of the listing's orders; `export` what a file holds.

    Where the window is too narrow, the `spare` columns go, the last one first. One that `grows`
    takes half of the room that is left over, and the one that stretches takes the rest.
    `parts`: in its order the list has a heading before each of its values; what stands over the
    rows without any. For short lists.
    """

    title: str  # a msgid
    value: Callable[[Row], Cell]
    width: int = 120
    stretch: bool = False
    numeric: bool = False
    spare: bool = False
    grows: bool = False
    order: str = ""
    parts: str = ""  # a msgid
    export: Callable[[Row], Any] | None = None


def _start(listing: "Listed[Row]", keep: UUID | None, near: int | None, session: Any) -> Start[Row]:
    stood = None if near is None else listing.start_near(session, near, PAGE, keep)
    return stood or listing.start(session, keep, PAGE)


def _nothing(_learnt: None) -> None:
    """Nobody waits for it."""


class PagedModel(QAbstractTableModel, Generic[Row]):
    reloaded = Signal(int)  # where the kept record stands now, or -1
    counted = Signal(int)
    page_arrived = Signal()

    def __init__(self, desk: Asks, columns: Sequence[Column[Row]]) -> None:
        super().__init__()
        self.columns = columns
        self.listing: Listed[Row] | None = None
        self.loaded = False
        self._desk = desk
        self._count = 0
        self._pages: OrderedDict[int, list[Row]] = OrderedDict()
        self._wanted: list[int] = []  # the last one is read next
        self._reading = -1
        self._soon = False

    def show_listing(self, listing: "Listed[Row]", keep: UUID | None) -> None:
        """Read another list; the old rows stay in sight until the new ones are there."""
        self.listing = listing
        self.reload(keep)

    def show_rows(self, rows: Sequence[Row], keep: UUID | None) -> None:
        """Show rows that are all known: those of a list that is never long."""
        self.listing = None
        place = next((n for n, row in enumerate(rows) if row.id == keep), None)
        self.begin(Start(len(rows), place, 0, list(rows[:PAGE])))
        for start in range(PAGE, len(rows), PAGE):
            self._pages[start // PAGE] = list(rows[start : start + PAGE])

    def reload(self, keep: UUID | None, near: int | None = None) -> None:
        """`near` is where the kept record stood: mostly it still does."""
        if (listing := self.listing) is None:
            return
        self._desk.forget(self)
        self._wanted.clear()
        self._reading = -1
        # Nobody looks at a list yet that has no rows: the window goes on being built meanwhile.
        soon = self.loaded
        self._desk.ask(partial(_start, listing, keep, near), self._answered, self, soon=soon)

    def row_at(self, place: int) -> Row | None:
        number, offset = divmod(place, PAGE)
        page = self._pages.get(number)
        if page is None:
            self._want(number)
            return None
        self._pages.move_to_end(number)
        return page[offset] if offset < len(page) else None

    def known_rows(self) -> list[tuple[int, Row]]:
        """Those that are read, with their places."""
        pages = sorted(self._pages.items())
        return [(n * PAGE + at, row) for n, page in pages for at, row in enumerate(page)]

    def cell_at(self, place: int, column: int) -> Cell | None:
        row = self.row_at(place)
        return None if row is None else self.columns[column].value(row)

    def begin(self, start: Start[Row]) -> None:
        """Show the beginning of a list; its other pages are read as they are looked at."""
        self._grow_to(start.count)
        self._pages.clear()
        self._pages[start.page] = start.rows
        self.loaded = True
        trace.rows_arrived()
        if self._count:
            last = self.index(self._count - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        self.counted.emit(self._count)
        self.reloaded.emit(-1 if start.place is None else start.place)

    def _grow_to(self, count: int) -> None:
        """At its end: a reset would have the view find the first row and choose it at each key."""
        was, nowhere = self._count, QModelIndex()
        if count > was:
            self.beginInsertRows(nowhere, was, count - 1)
            self._count = count
            self.endInsertRows()
        elif count < was:
            self.beginRemoveRows(nowhere, count, was - 1)
            self._count = count
            self.endRemoveRows()

    def _answered(self, start: Start[Row]) -> None:
        self.begin(start)
        if not start.order_known and self.listing is not None:
            self._desk.ask(self.listing.learn_order, _nothing, self, "order", patient=True)

    def fetch(self, first: int, last: int) -> None:
        """Want the rows that are coming into sight before they are painted."""
        self._wanted.clear()  # scrolled past: only what is in sight is waited for
        self._soon = True
        try:
            for number in range(first // PAGE, last // PAGE + 1):
                if number not in self._pages:
                    self._want(number)
        finally:
            self._soon = False

    def _want(self, number: int) -> None:
        if number == self._reading or number in self._wanted:
            return
        self._wanted = [*self._wanted[1 - MOST_WANTED :], number]  # older ones were scrolled past
        self._read_next()

    def _read_next(self) -> None:
        if self._reading >= 0 or not self._wanted or self.listing is None:
            return
        number, listing = self._wanted.pop(), self.listing
        self._reading = number
        self._desk.ask(
            lambda session: listing.page(session, number, PAGE),
            partial(self._arrive, number),
            self,
            "page",
            soon=self._soon,
        )

    def _arrive(self, number: int, rows: list[Row]) -> None:
        self._reading = -1
        self._pages[number] = rows
        if len(self._pages) > KEPT:
            self._pages.popitem(last=False)
        self._read_next()
        last = min(self._count, (number + 1) * PAGE) - 1
        self.dataChanged.emit(self.index(number * PAGE, 0), self.index(last, len(self.columns) - 1))
        self.page_arrived.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal and section < len(self.columns):
            if role == Qt.ItemDataRole.DisplayRole:
                return translate(self.columns[section].title)
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return RIGHT if self.columns[section].numeric else LEFT
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        if not index.isValid():
            return None
        if role == CELL_ROLE:
            return self.cell_at(index.row(), index.column())
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            row = self.row_at(index.row())
            return "…" if row is None else plain_text(column.value(row)) or NOTHING
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if column.numeric else LEFT
        return None

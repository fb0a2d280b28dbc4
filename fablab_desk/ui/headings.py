"""Headings between the rows of a list that stands in the order of what parts it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from fablab_desk.i18n import translate
from fablab_desk.ui import theme
from fablab_desk.ui.cells import HEADING, plain_text

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTableView

    from fablab_desk.ui.paging import Column, PagedModel


class Headings:
    """Which rows begin a part, and what it is called; those rows are higher by the heading."""

    def __init__(self, table: "QTableView", rows: "PagedModel[Any]") -> None:
        self.said: dict[int, str] = {}
        self._table, self._rows = table, rows
        self._column: Column[Any] | None = None

    def part_by(self, order: str, columns: "Sequence[Column[Any]]") -> None:
        """The list is in that order now: of a column that parts it, or not."""
        found = (one for one in columns if order and one.parts and one.order == order)
        self._column = next(found, None)

    def find(self) -> None:
        """After rows have come: of those that are read, as others are not in sight."""
        found = self._found() if self._column else {}
        if found == self.said:
            return
        header = self._table.verticalHeader()
        low = header.defaultSectionSize()
        was, self.said = self.said, found
        for row in was.keys() | found.keys():
            if row < self._rows.rowCount():
                header.resizeSection(row, low + (theme.px(HEADING) if row in found else 0))
        self._table.viewport().update()

    def _found(self) -> dict[int, str]:
        assert self._column
        found, before = {}, None
        for place, row in self._rows.known_rows():
            said = plain_text(self._column.value(row)) or translate(self._column.parts)
            if said != before:
                found[place] = said
            before = said
        return found

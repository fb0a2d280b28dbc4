"""Pairs of records that may be one person: as many as there are, drawn where they are seen."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from fablab_desk.care.duplicates import Known, Likeness
from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, translate
from fablab_desk.people.numbers import member_number
from fablab_desk.ui import theme
from fablab_desk.ui.cells import CELL_ROLE, Cell, CellDelegate, Chips, Index, TwoLines
from fablab_desk.ui.cells import plain_text as text_of
from fablab_desk.ui.header import Header
from fablab_desk.ui.tables import TWO_LINES

TITLES = (mark("Record"), mark("Looks like"), mark("Because"))
WIDTHS = (230, 230, 0)
ROOT = QModelIndex()
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class PairsModel(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self._pairs: list[Likeness] = []

    def show_pairs(self, pairs: Sequence[Likeness]) -> None:
        self.beginResetModel()
        self._pairs = list(pairs)
        self.endResetModel()

    def pair_at(self, row: int) -> Likeness:
        return self._pairs[row]

    def drop(self, *keys: UUID) -> None:
        """Of one key every pair it stands in goes, of two that pair."""
        self.show_pairs([pair for pair in self._pairs if not set(keys) <= set(_keys(pair))])

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._pairs)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(TITLES)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return translate(TITLES[section])
        return LEFT if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return LEFT
        if role in (CELL_ROLE, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            cell = self.cell_at(index.row(), index.column())
            return cell if role == CELL_ROLE else text_of(cell)
        return None

    def cell_at(self, row: int, column: int) -> Cell:
        pair = self._pairs[row]
        match column:
            case 0:
                return _record(pair.elder)
            case 1:
                return _record(pair.younger)
        return Chips(tuple(translate(reason) for reason in pair.reasons))


class PairsTable(QTableView):
    chosen_changed = Signal()
    activated_pair = Signal()  # Enter, or a double click

    def __init__(self) -> None:
        super().__init__()
        self.pairs = PairsModel()
        self.setAccessibleName(translate(mark("Possible duplicates")))
        self.setHorizontalHeader(Header(self))
        self._cells = CellDelegate(self)
        self.setItemDelegate(self._cells)
        self.setModel(self.pairs)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(theme.px(TWO_LINES))
        header = self.horizontalHeader()
        header.setSectionsClickable(False)
        header.setStretchLastSection(True)
        for section, width in enumerate(WIDTHS):
            if width:
                self.setColumnWidth(section, theme.px(width))
        self.pairs.modelReset.connect(self.chosen_changed)
        self.selectionModel().currentRowChanged.connect(lambda *_: self.chosen_changed.emit())

    def chosen(self) -> Likeness | None:
        index = self.currentIndex()
        return self.pairs.pair_at(index.row()) if index.isValid() else None

    def stand_on(self, row: int) -> None:
        """That row, or the last one where there are fewer."""
        last = self.pairs.rowCount() - 1
        if last >= 0:
            self.selectRow(min(row, last))

    def paintEvent(self, event: QPaintEvent) -> None:
        self._cells.chosen = self.currentIndex().row()
        self._cells.draw_table(self, event.rect(), self.pairs.cell_at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.activated_pair.emit()
            return
        super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        self.activated_pair.emit()


def _keys(pair: Likeness) -> tuple[UUID, UUID]:
    return pair.elder.id, pair.younger.id


def _record(one: Known) -> TwoLines:
    said = [member_number(one.number)]
    if one.birth_date:
        said.append(format_day(one.birth_date, current(), short=True))
    said.append(one.email or one.phone or one.postal_code)
    if one.archived:
        said.append(translate(mark("archived")))
    return TwoLines(one.name, " · ".join(text for text in said if text))

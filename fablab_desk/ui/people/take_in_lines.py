"""The lines of a file that is taken in: as many as there are, drawn only where they are seen."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from fablab_desk.i18n import mark, translate
from fablab_desk.overview.taking_in import Line, Outcome
from fablab_desk.ui import theme
from fablab_desk.ui.cells import CELL_ROLE, NOTHING, Cell, CellDelegate, Index, Muted, TwoLines
from fablab_desk.ui.cells import plain_text as text_of
from fablab_desk.ui.header import Header
from fablab_desk.ui.people.take_in_words import number_of, sentences
from fablab_desk.ui.shortened import as_tip
from fablab_desk.ui.tables import ONE_LINE

TITLES = (mark("Line"), mark("Member"), mark("What becomes of it"))
WIDTHS = (72, 240, 0)
ROOT = QModelIndex()
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class LinesModel(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self._lines: Sequence[Line] = ()
        self._outcome: Outcome | None = None
        self.confirmed: set[int] = set()

    def show_lines(self, lines: Sequence[Line], outcome: Outcome) -> None:
        self.beginResetModel()
        self._lines, self._outcome = lines, outcome
        self.endResetModel()

    def clear(self) -> None:
        self.beginResetModel()
        self._lines, self._outcome = (), None
        self.endResetModel()

    def line_at(self, row: int) -> Line:
        return self._lines[row]

    def confirm(self, row: int, other: bool) -> None:
        """The line is about somebody else than the record it looks like."""
        line = self._lines[row].line
        (self.confirmed.add if other else self.confirmed.discard)(line)
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(TITLES) - 1))

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._lines)

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
            if role == CELL_ROLE:
                return cell
            said = text_of(cell)
            return as_tip(said) if role == Qt.ItemDataRole.ToolTipRole else said
        return None

    def cell_at(self, row: int, column: int) -> Cell:
        line = self._lines[row]
        match column:
            case 0:
                return Muted(str(line.line))
            case 1:
                return TwoLines(line.name or NOTHING, number_of(line))
        if line.line in self.confirmed:
            return translate(mark("Told to be somebody else."))
        assert self._outcome
        return " · ".join(sentences(line, self._outcome))


class LinesTable(QTableView):
    chosen_changed = Signal()
    toggled = Signal()  # Space or Enter on a line

    def __init__(self) -> None:
        super().__init__()
        self.lines = LinesModel()
        self.setAccessibleName(translate(mark("Lines of the file")))
        self.setHorizontalHeader(Header(self))
        self._cells = CellDelegate(self)
        self.setItemDelegate(self._cells)
        self.setModel(self.lines)
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
        rows.setDefaultSectionSize(theme.px(ONE_LINE))
        header = self.horizontalHeader()
        header.setSectionsClickable(False)
        header.setStretchLastSection(True)
        for section, width in enumerate(WIDTHS):
            if width:
                self.setColumnWidth(section, theme.px(width))
        self.lines.dataChanged.connect(lambda *_: self.chosen_changed.emit())
        self.lines.modelReset.connect(self.chosen_changed)
        self.selectionModel().currentRowChanged.connect(lambda *_: self.chosen_changed.emit())

    def show_lines(self, lines: Sequence[Line], outcome: Outcome) -> None:
        self.lines.show_lines(lines, outcome)
        if lines:
            self.selectRow(0)

    def chosen(self) -> Line | None:
        index = self.currentIndex()
        return self.lines.line_at(index.row()) if index.isValid() else None

    def paintEvent(self, event: QPaintEvent) -> None:
        self._cells.chosen = self.currentIndex().row()
        self._cells.draw_table(self, event.rect(), self.lines.cell_at, {})

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.toggled.emit()
            return
        super().keyPressEvent(event)

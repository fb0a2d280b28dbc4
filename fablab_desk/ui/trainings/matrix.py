"""The skills matrix: who may do what, people by machines, as far as anybody was certified."""

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from fablab_desk.clock import format_day
from fablab_desk.db.search import normalise
from fablab_desk.i18n import current, mark, say, translate, translate_many
from fablab_desk.overview.machine_rights import RIGHTS_SHOW, Matrix, load_matrix
from fablab_desk.trainings.answers import sentence_of
from fablab_desk.trainings.kinds import ANSWER_TEXTS, Answer
from fablab_desk.trainings.standing import Decision
from fablab_desk.ui import theme
from fablab_desk.ui.cards import Label, ListCard
from fablab_desk.ui.colours import Tone
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.forms import PlainDialog
from fablab_desk.ui.header import Header
from fablab_desk.ui.search_field import SearchField
from fablab_desk.ui.trainings.words import ANSWER_TONES

SIZE = (1100, 680)
NAME, CELL, ROW = 210, 132, 34
# A sign beside the colour: both say the same.
SIGNS = {
    Answer.AUTONOMOUS: "●",
    Answer.WITH_ANIMATOR: "◐",
    Answer.TO_TRAIN: "○",
    Answer.NOT_ASKED: "–",
}
Index = QModelIndex | QPersistentModelIndex


class MatrixModel(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self.matrix = Matrix((), ())
        self.shown: list[int] = []

    def show(self, matrix: Matrix, sought: str) -> None:
        words = normalise(sought).split()
        self.beginResetModel()
        self.matrix = matrix
        self.shown = [
            place
            for place, row in enumerate(matrix.rows)
            if all(word in normalise(row.name) for word in words)
        ]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.matrix.machines)

    def right(self, row: int, column: int) -> Decision:
        return self.matrix.rows[self.shown[row]].rights[column]

    def person(self, row: int) -> tuple[UUID, str]:
        one = self.matrix.rows[self.shown[row]]
        return one.id, one.name

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        right = self.right(index.row(), index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return SIGNS[right.answer] + _until(right)
            case Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignCenter
            case Qt.ItemDataRole.BackgroundRole:
                return _tint(right.answer)
            case Qt.ItemDataRole.ForegroundRole:
                return _ink(right.answer)
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                name = self.person(index.row())[1]
                return say(sentence_of(right, name, self.matrix.machines[index.column()][1]))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        across = orientation is Qt.Orientation.Horizontal
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignHCenter if across else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        return self.matrix.machines[section][1] if across else self.person(section)[1]


class MatrixDialog(PlainDialog):
    def __init__(self, desk: Desk, parent: QWidget | None) -> None:
        super().__init__(parent, translate(mark("Who may work on what")))
        self._desk = desk
        self._matrix = Matrix((), ())
        self.search = SearchField(mark("Search a person…"))
        self.model = MatrixModel()
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(translate(mark("Who may work on what")))
        self.table.setShowGrid(False)
        self.table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.table.setObjectName("matrix")
        across = Header(self.table)
        down = Header(self.table, Qt.Orientation.Vertical)
        self.table.setHorizontalHeader(across)
        self.table.setVerticalHeader(down)
        across.setDefaultSectionSize(theme.px(CELL))
        across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across.setTextElideMode(Qt.TextElideMode.ElideRight)
        down.setDefaultSectionSize(theme.px(ROW))
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setFixedWidth(theme.px(NAME))
        card = ListCard()
        card.body.addWidget(self.table)
        self.told = Label("", "muted", wrap=True)
        legend = "   ".join(
            f"{SIGNS[one]} {translate(ANSWER_TEXTS[one])}"
            for one in (Answer.AUTONOMOUS, Answer.WITH_ANIMATOR, Answer.TO_TRAIN)
        )
        self.body.addWidget(self.search)
        self.body.addWidget(Label(legend, "muted"))
        self.body.addWidget(card, 1)
        self.body.addWidget(self.told)
        self.person = self.add_button(mark("&Certifications…"), self._person, primary=True)
        self.table.activated.connect(lambda _index: self._person())
        self.table.selectionModel().currentChanged.connect(lambda _new, _old: self._say())
        self.search.textChanged.connect(lambda _text: self._show())
        desk.changed.connect(self._hear)
        self.fit(*SIZE)

    def open(self) -> None:
        super().open()
        self.read()
        self.search.setFocus()

    def read(self) -> None:
        self._desk.ask(partial(load_matrix, day=self._desk.today()), self._keep, self, "matrix")

    def _hear(self, touched: frozenset[type]) -> None:
        if touched & RIGHTS_SHOW:
            self.read()

    def _keep(self, matrix: Matrix) -> None:
        self._matrix = matrix
        self._show()

    def _show(self) -> None:
        self.model.show(self._matrix, self.search.text())
        if self.model.rowCount() and self.model.columnCount():
            self.table.setCurrentIndex(self.model.index(0, 0))
        self._say()

    def _say(self) -> None:
        """The sentence of the cell that is stood on, or how many there are."""
        index = self.table.currentIndex()
        self.person.setEnabled(index.isValid())
        if index.isValid():
            self.told.setText(str(index.data(Qt.ItemDataRole.ToolTipRole)))
            return
        people = translate_many(mark("{n} person"), mark("{n} people"), self.model.rowCount())
        nobody = translate(mark("Nobody is certified for anything yet."))
        self.told.setText(people if self._matrix.rows else nobody)

    def _person(self) -> None:
        from fablab_desk.ui.trainings.rights import PersonRightsDialog

        index = self.table.currentIndex()
        if index.isValid():
            PersonRightsDialog(self._desk, self, *self.model.person(index.row())).open()


def _until(right: Decision) -> str:
    until = right.state.until if right.state else None
    return f" {format_day(until, current(), short=True)}" if until else ""


def _tint(answer: Answer) -> QColor | None:
    tone = ANSWER_TONES[answer]
    return QColor(theme.colours().tint(tone).ground) if tone is not Tone.GREY else None


def _ink(answer: Answer) -> QColor:
    return QColor(theme.colours().tint(ANSWER_TONES[answer]).text)

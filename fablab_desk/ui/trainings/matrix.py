"""The skills matrix: who may do what, people by machines, as far as anybody was certified."""

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTableView, QWidget

from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, say, translate, translate_many
from fablab_desk.overview.machine_rights import RIGHTS_SHOW, Matrix
from fablab_desk.overview.next_actions import ACTION_TEXTS, ActionKind, NextAction
from fablab_desk.overview.skills import Skills, Whose, load_skills
from fablab_desk.people.kinds import PartyKind
from fablab_desk.trainings.answers import sentence_of
from fablab_desk.trainings.kinds import ANSWER_TEXTS, Answer
from fablab_desk.trainings.standing import Decision
from fablab_desk.ui import theme
from fablab_desk.ui.cards import EmptyState, Label, ListCard
from fablab_desk.ui.cells import TwoLines
from fablab_desk.ui.chips import Chip
from fablab_desk.ui.colours import Tone
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import ChoiceField, describe
from fablab_desk.ui.forms import PlainDialog
from fablab_desk.ui.header import Header
from fablab_desk.ui.paging import Column
from fablab_desk.ui.people.party_field import NobodyChosenError, PartyField
from fablab_desk.ui.search_field import Filter, FilterPills, SearchField
from fablab_desk.ui.tables import RowTable
from fablab_desk.ui.trainings.words import ANSWER_TONES

SIZE = (1100, 680)
NAME, CELL, ROW = 210, 132, 34
# A sign beside the colour: both say the same.
SIGNS = {
    Answer.AUTONOMOUS: "●",
    Answer.WITH_ANIMATOR: "◆",
    Answer.TO_TRAIN: "○",
    Answer.NOT_ASKED: "–",
}
Index = QModelIndex | QPersistentModelIndex
TABLE, NEXT = "table", "next"
VIEWS = [Filter(TABLE, mark("Table")), Filter(NEXT, mark("Next actions"))]
EVERYBODY = mark("Whoever was certified")
ALL_MACHINES = mark("All machines")
ACTION_TONES = {
    ActionKind.ENDING: Tone.WARN,
    ActionKind.ENDED: Tone.WARN,
    ActionKind.SUSPENDED: Tone.BAD,
    ActionKind.ONE_STEP: Tone.INFO,
}


class MatrixModel(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self.matrix = Matrix((), ())

    def show(self, matrix: Matrix) -> None:
        self.beginResetModel()
        self.matrix = matrix
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.matrix.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.matrix.machines)

    def right(self, row: int, column: int) -> Decision:
        return self.matrix.rows[row].rights[column]

    def person(self, row: int) -> tuple[UUID, str]:
        one = self.matrix.rows[row]
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
    """For everybody, a group or an organisation: the table, or what there is to do next."""

    def __init__(self, desk: Desk, parent: QWidget | None, view: str = TABLE) -> None:
        super().__init__(parent, translate(mark("Who may work on what")))
        self._desk = desk
        self._skills = Skills(Matrix((), ()), 0, (), ())
        self.search = SearchField(mark("Search a person…"))
        self.group: ChoiceField[UUID | None] = ChoiceField([(None, translate(EVERYBODY))])
        self._name(self.group, mark("Group"))
        of_body = mark("People of an organisation…")
        self.body_field = PartyField(desk, of_body, kind=PartyKind.ORGANISATION)
        self.body_field.setAccessibleName(translate(of_body))
        self.machine: ChoiceField[UUID | None] = ChoiceField([(None, translate(ALL_MACHINES))])
        self._name(self.machine, mark("Machine"))
        self.pills = FilterPills(VIEWS)
        self.pills.choose(view)
        self._build_table()
        self.actions_table: RowTable[NextAction] = RowTable(
            desk, _action_columns(), name="next actions", title=mark("Next actions")
        )
        nothing = translate(mark("Nobody has anything to renew, and nobody lacks a step."))
        self.actions_table.set_empty(EmptyState("certificate", nothing))
        legend = "   ".join(
            f"{SIGNS[one]} {translate(ANSWER_TEXTS[one])}"
            for one in (Answer.AUTONOMOUS, Answer.WITH_ANIMATOR, Answer.TO_TRAIN)
        )
        self.legend = Label(legend, "muted")
        card = ListCard()
        card.body.addWidget(self.table)
        card.body.addWidget(self.actions_table)
        self.told = Label("", "muted", wrap=True)
        whose = QHBoxLayout()
        whose.setSpacing(8)
        for field, room in ((self.search, 2), (self.group, 2), (self.body_field, 2)):
            whose.addWidget(field, room)
        whose.addWidget(self.machine, 2)
        self.body.addLayout(whose)
        self.body.addWidget(self.pills)
        self.body.addWidget(self.legend)
        self.body.addWidget(card, 1)
        self.body.addWidget(self.told)
        self.person = self.add_button(mark("&Certifications…"), self._person, primary=True)
        self._connect()
        self.fit(*SIZE)
        self._follow()

    @staticmethod
    def _name(field: QWidget, msgid: str) -> None:
        """Readers of screens name a combo box by its value alone, then read what describes it."""
        field.setAccessibleName(translate(msgid))
        describe(field)

    def _build_table(self) -> None:
        self.model = MatrixModel()
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(translate(mark("Who may work on what")))
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
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

    def _connect(self) -> None:
        self.table.activated.connect(lambda _index: self._person())
        self.table.selectionModel().currentChanged.connect(lambda _new, _old: self._say())
        self.actions_table.activated_row.connect(self._person)
        self.actions_table.chosen_changed.connect(self._say)
        self.search.textChanged.connect(lambda _text: self.read())
        self.group.changed.connect(self._of_group)
        self.body_field.changed.connect(self.read)
        self.body_field.textEdited.connect(lambda text: None if text else self.read())
        self.machine.changed.connect(self._show)
        self.pills.chosen_changed.connect(lambda _view: self._follow())
        self._desk.changed.connect(self._hear)

    def open(self) -> None:
        super().open()
        self.read()
        self.search.setFocus()

    def read(self) -> None:
        try:
            organisation = self.body_field.value()
        except NobodyChosenError:
            return  # it is still being typed
        whose = Whose(organisation, self.group.value(), self.search.text())
        query = partial(load_skills, day=self._desk.today(), whose=whose)
        self._desk.ask(query, self._keep, self, "skills")

    def _of_group(self) -> None:
        """A group instead of the organisation that was chosen."""
        if self.group.value():
            self.body_field.set_value(None)
        self.read()

    def _hear(self, touched: frozenset[type]) -> None:
        if touched & RIGHTS_SHOW:
            self.read()

    def _keep(self, skills: Skills) -> None:
        self._skills = skills
        groups = [(one.id, one.label) for one in skills.groups]
        self.group.set_choices([(None, translate(EVERYBODY)), *groups])
        self.machine.set_choices([(None, translate(ALL_MACHINES)), *skills.matrix.machines])
        self._show()

    def _show(self) -> None:
        only = self.machine.value()
        self.model.show(self._skills.matrix.narrowed(only) if only else self._skills.matrix)
        if self.model.rowCount() and self.model.columnCount():
            self.table.setCurrentIndex(self.model.index(0, 0))
        actions = [one for one in self._skills.actions if only in (None, one.machine_id)]
        first = actions[0] if actions else None
        self.actions_table.show_rows(actions, first.id if first else None)
        self._say()

    def _follow(self) -> None:
        as_table = self.pills.chosen() == TABLE
        self.table.setVisible(as_table)
        self.legend.setVisible(as_table)
        self.actions_table.setVisible(not as_table)
        self._say()

    def _chosen(self) -> tuple[UUID, str] | None:
        if self.pills.chosen() == TABLE:
            index = self.table.currentIndex()
            return self.model.person(index.row()) if index.isValid() else None
        action = self.actions_table.chosen()
        return (action.person_id, action.person) if action else None

    def _say(self) -> None:
        """How many there are, and the sentence of what is stood on."""
        self.person.setEnabled(self._chosen() is not None)
        shown, there = len(self._skills.matrix.rows), self._skills.people
        if not there:
            self.told.setText(translate(mark("Nobody is certified for anything yet.")))
            return
        said = [translate_many(mark("{n} person"), mark("{n} people"), there)]
        if shown < there:
            first = translate(mark("the first {n} of them are shown: search a name"))
            said.append(first.format(n=shown))
        index = self.table.currentIndex()
        if self.pills.chosen() == TABLE and index.isValid():
            said.append(str(index.data(Qt.ItemDataRole.ToolTipRole)))
        self.told.setText(" · ".join(said))

    def _person(self) -> None:
        from fablab_desk.ui.trainings.rights import PersonRightsDialog

        if chosen := self._chosen():
            PersonRightsDialog(self._desk, self, *chosen).open()


def _until(right: Decision) -> str:
    until = right.state.until if right.state else None
    return f" {format_day(until, current(), short=True)}" if until else ""


def _tint(answer: Answer) -> QColor | None:
    tone = ANSWER_TONES[answer]
    return QColor(theme.colours().tint(tone).ground) if tone is not Tone.GREY else None


def _ink(answer: Answer) -> QColor:
    return QColor(theme.colours().tint(ANSWER_TONES[answer]).text)


def _action_columns() -> list[Column[NextAction]]:
    return [
        Column(mark("Name"), lambda row: TwoLines(row.person, row.machine), width=210),
        Column(
            mark("What"),
            lambda row: Chip(translate(ACTION_TEXTS[row.kind]), ACTION_TONES[row.kind]),
            width=150,
        ),
        Column(
            mark("Ends or ended on"),
            lambda row: format_day(row.on, current(), short=True) if row.on else "",
            width=110,
        ),
        Column(
            mark("What is to be done"),
            lambda row: say(row.remedy) if row.remedy else say(row.sentence),
            width=260,
            stretch=True,
        ),
    ]

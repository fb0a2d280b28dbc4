"""The people tab: who uses the lab, and what can be done with the chosen one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QToolBar, QVBoxLayout, QWidget

from fablab_desk.keys import new_key
from fablab_desk.i18n import mark
from fablab_desk.invoicing.service import draft_invoice
from fablab_desk.people.queries import PEOPLE, PersonRow
from fablab_desk.ui.actions import action
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.people.dialog import PersonDialog
from fablab_desk.ui.tables import Column, RowTable

COLUMNS: list[Column[PersonRow]] = [
    Column(mark("Name"), lambda row: row.name),
    Column(mark("E-mail"), lambda row: row.email or "—"),
]
SHOWS = PEOPLE.shows


class PeopleTab(QWidget):
    invoice_drafted = Signal(object)  # its key

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.table = RowTable(desk, PEOPLE, COLUMNS)
        self.admit_action = action(self, mark("&New person…"), self._admit, "Ctrl+N")
        self.correct_action = action(self, mark("&Correct…"), self._correct, "F2")
        self.draft_action = action(self, mark("Draft &invoice"), self._draft)
        toolbar = QToolBar()
        toolbar.addActions([self.admit_action, self.correct_action, self.draft_action])

        layout = QVBoxLayout(self)
        layout.addWidget(toolbar)
        layout.addWidget(self.table)

        self.table.chosen_changed.connect(self._update_actions)
        desk.changed.connect(self._on_changed)
        self._update_actions()

    def _admit(self) -> None:
        PersonDialog(self._desk, self).open()

    def _correct(self) -> None:
        if row := self.table.chosen():
            PersonDialog(self._desk, self, row).open()

    def _draft(self) -> None:
        if row := self.table.chosen():
            key, person_id = new_key(), row.id
            self._desk.do(
                lambda act: draft_invoice(act, key, person_id),
                lambda _result: self.invoice_drafted.emit(key),
                self,
            )

    def _on_changed(self, touched: frozenset[type]) -> None:
        if touched & SHOWS:
            self.table.reload()

    def _update_actions(self) -> None:
        chosen = self.table.chosen() is not None
        self.correct_action.setEnabled(chosen)
        self.draft_action.setEnabled(chosen)

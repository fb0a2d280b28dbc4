"""Closing the lab: what is still open is said, and the day goes on one page."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from fablab_desk.agenda.queries import PermanenceRow, load_permanence
from fablab_desk.agenda.service_permanence import close_permanence, reopen_permanence
from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, translate
from fablab_desk.money import format_amount
from fablab_desk.overview.counter import Drawer, load_drawer
from fablab_desk.staff.act import Act
from fablab_desk.ui.cards import IconLabel, Label
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import TextField
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.icons import Ink
from fablab_desk.ui.undo import Undo


@dataclass(frozen=True)
class _Known:
    permanence: PermanenceRow
    drawer: Drawer


class ClosingDialog(FormDialog):
    """`closed` tells the day, of which a page is shown then."""

    closed = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None, permanence_id: UUID) -> None:
        super().__init__(desk, parent, mark("Close the lab"), mark("Close the lab"))
        self._permanence_id = permanence_id
        self._known: _Known | None = None
        self.note = self.add_note("")
        self.till = QWidget()
        line = QHBoxLayout(self.till)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        self.till_said = Label("", wrap=True)
        self.till_button = QPushButton(translate(mark("Close the till…")))
        self.till_button.setAutoDefault(False)
        self.till_button.clicked.connect(self._close_till)
        line.addWidget(IconLabel("alert", Ink.WARN))
        line.addWidget(self.till_said, 1)
        line.addWidget(self.till_button)
        self.add_widget(self.till)
        hint = mark("What happened today, for those who were not here")
        self.remark = self.add_field("remark", mark("Remark"), TextField(4, hint))

    def open_when_read(self) -> None:
        self._desk.ask(self._read, self._open_with, self)

    def _read(self, session: Any) -> _Known:
        return _Known(load_permanence(session, self._permanence_id), load_drawer(session))

    def _open_with(self, known: _Known) -> None:
        self.remark.set_value(known.permanence.remark)
        self._show_known(known)
        self.open()

    def _show_known(self, known: _Known) -> None:
        self._known = known
        row, session = known.permanence, known.drawer.session
        since = f"{format_day(row.day, current())}, {self._hour(row)}"
        said = translate(mark("Opened by {name} on {time}."))
        self.note.setText(said.format(name=row.opened_by, time=since))
        self.till.setVisible(session is not None)
        if session:
            amount = format_amount(session.cash, current())
            still = translate(mark("The till is still open, with {amount} in the drawer."))
            self.till_said.setText(still.format(amount=amount))

    def _hour(self, row: PermanenceRow) -> str:
        return f"{row.opened_at.astimezone(self._desk.zone):%H:%M}"

    def _close_till(self) -> None:
        from fablab_desk.ui.payments.count import CountDialog

        again = partial(self._desk.ask, self._read, self._show_known, self, "anew")
        CountDialog(self._desk, self, closing=True, then=again).open_when_read()

    def act(self) -> Callable[[Act], object]:
        key, remark = self._permanence_id, self.remark.value()
        return lambda act: close_permanence(act, key, remark)

    def undo(self, result: object) -> Undo:
        key = self._permanence_id
        said = translate(mark("The lab is closed."))
        return Undo(said, lambda act: reopen_permanence(act, key))

    def saved(self, result: object) -> None:
        assert self._known
        self.closed.emit(self._known.permanence.day)

"""Closing the lab: what is still open is said, and the day goes on one page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from fablab_desk.agenda.queries import PermanenceRow, load_permanence
from fablab_desk.agenda.service_permanence import close_permanence, reopen_permanence
from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, translate
from fablab_desk.logbook.drafts import StopDraft
from fablab_desk.logbook.service import go_on_with_use, settle_uses
from fablab_desk.money import format_amount
from fablab_desk.overview.counter import Drawer, load_drawer
from fablab_desk.overview.using import UseDetail, list_forgotten
from fablab_desk.staff.act import Act
from fablab_desk.ui.cards import IconLabel, Label
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import HourField, TextField
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.icons import Ink
from fablab_desk.ui.undo import Undo


@dataclass(frozen=True)
class _Known:
    permanence: PermanenceRow
    drawer: Drawer
    uses: tuple[UseDetail, ...]  # of machines, that still run


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
        self.stops: list[tuple[UseDetail, HourField]] = []

    def open_when_read(self) -> None:
        self._desk.ask(self._read, self._open_with, self)

    def _read(self, session: Any) -> _Known:
        permanence = load_permanence(session, self._permanence_id)
        uses = tuple(list_forgotten(session, self._desk.today()))
        return _Known(permanence, load_drawer(session), uses)

    def _open_with(self, known: _Known) -> None:
        self.remark.set_value(known.permanence.remark)
        self._ask_uses(known.uses)
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

    def _ask_uses(self, uses: Sequence[UseDetail]) -> None:
        """When each machine was left; one that runs unattended goes on, and is only told."""
        attended = [one for one in uses if not one.unattended]
        if uses:
            self.add_section(mark("Machines still in use"))
        for place, use in enumerate(attended):
            field = HourField()
            field.setPlaceholderText(translate(mark("left at… (blank: it goes on)")))
            self.add_field(f"{place}.ends_at", use.machine, field)
            since = use.starts_at.astimezone(self._desk.zone)
            said = translate(mark("{who}, since {hour} on {day}"))
            day = format_day(since.date(), current())
            self.add_help(
                f"{place}.ends_at", said.format(who=use.who, hour=f"{since:%H:%M}", day=day)
            )
            self.stops.append((use, field))
        if alone := [one for one in uses if one.unattended]:
            said = translate(mark("Unattended, they go on: {machines}"))
            self.add_note(said.format(machines=", ".join(one.machine for one in alone)))

    def _ended(self) -> list[tuple[UUID, StopDraft | None]]:
        """An hour is that of the day on which the use began."""
        found: list[tuple[UUID, StopDraft | None]] = []
        for use, field in self.stops:
            draft = None
            if (hour := field.value()) is not None:
                night = timedelta(days=hour < self._desk.day_ends_at)
                at = datetime.combine(use.day + night, hour, self._desk.zone)
                draft = StopDraft(ends_at=at)
            found.append((use.id, draft))
        return found

    def _hour(self, row: PermanenceRow) -> str:
        return f"{row.opened_at.astimezone(self._desk.zone):%H:%M}"

    def _close_till(self) -> None:
        from fablab_desk.ui.payments.count import CountDialog

        again = partial(self._desk.ask, self._read, self._show_known, self, "anew")
        CountDialog(self._desk, self, closing=True, then=again).open_when_read()

    def act(self) -> Callable[[Act], object]:
        key, remark, ended = self._permanence_id, self.remark.value(), self._ended()

        def close(act: Act) -> None:
            if any(draft for _, draft in ended):
                settle_uses(act, ended)
            close_permanence(act, key, remark)

        return close

    def undo(self, result: object) -> Undo:
        key, uses = self._permanence_id, [use for use, draft in self._ended() if draft]
        said = translate(mark("The lab is closed."))

        def again(act: Act) -> None:
            reopen_permanence(act, key)
            for use in uses:
                go_on_with_use(act, use)

        return Undo(said, again)

    def saved(self, result: object) -> None:
        assert self._known
        self.closed.emit(self._known.permanence.day)

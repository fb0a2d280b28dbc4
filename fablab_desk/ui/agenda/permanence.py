"""Correcting an opening of the lab, of today or of a day long past."""

from collections.abc import Callable, Sequence
from datetime import datetime, time
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from fablab_desk.agenda.queries import PermanenceRow, load_permanence
from fablab_desk.agenda.service_permanence import PermanenceDraft, correct_permanence
from fablab_desk.clock import format_day
from fablab_desk.db.database import Query
from fablab_desk.i18n import current, mark, translate
from fablab_desk.staff.act import Act
from fablab_desk.ui.agenda.on_duty import OnDutyDialog
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import ChoiceField, HourField, TextField
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.undo import Undo


def correct_one_of(desk: Desk, parent: QWidget, openings: Sequence[PermanenceRow]) -> None:
    """The only one at once; of several it is asked which."""

    def correct(key: UUID) -> None:
        desk.ask(lambda session: load_permanence(session, key), show, parent, "permanence")

    def show(row: PermanenceRow) -> None:
        PermanenceDialog(desk, parent, row).open()

    if len(openings) == 1:
        correct(openings[0].id)
    elif openings:
        dialog = WhichDialog(desk, parent, openings)
        dialog.chosen.connect(correct)
        dialog.open()


class PermanenceDialog(OnDutyDialog):
    def __init__(self, desk: Desk, parent: QWidget | None, row: PermanenceRow) -> None:
        super().__init__(desk, parent, mark("Correct the opening"), mark("Save"))
        self._before = row
        said = translate(mark("Opened by {name} on {time}."))
        self.add_note(said.format(name=row.opened_by, time=format_day(row.day, current())))
        self.opens = self.add_field("opens", mark("Opens at"), HourField(), required=True)
        self.closes: HourField | None = None
        if row.closed_at:
            self.closes = self.add_field("closes", mark("Closes at"), HourField(), required=True)
        self.add_people(row.on_duty)
        self.remark = self.add_field("remark", mark("Remark"), TextField(4))
        self.fill(row)

    def reread(self) -> Query[PermanenceRow]:
        key = self._before.id
        return lambda session: load_permanence(session, key)

    def fill(self, known: PermanenceRow) -> None:
        """Who was ticked or not by hand stays so."""
        before, there = ({key for key, _ in row.on_duty} for row in (self._before, known))
        for key, ticked in self.proposed.items():
            if ticked.value() is (key in before):
                ticked.setChecked(key in there)
        self.add_ticks(one for one in known.on_duty if one[0] not in self.proposed)
        self._before = known
        self.opens.set_value(self._hour(known.opened_at))
        if self.closes and known.closed_at:
            self.closes.set_value(self._hour(known.closed_at))
        self.remark.set_value(known.remark)

    def act(self) -> Callable[[Act], object]:
        row = self._before
        draft = PermanenceDraft(
            on_duty=self.on_duty(),
            remark=self.remark.value(),
            opens=self._changed(self.opens, row.opened_at),
            closes=self._changed(self.closes, row.closed_at),
        )
        return lambda act: correct_permanence(act, row.id, draft, row.version)

    def undo(self, result: object) -> Undo | None:
        row = self._before
        if not isinstance(result, int) or result == row.version:
            return None
        draft = PermanenceDraft(
            on_duty=frozenset(key for key, _ in row.on_duty),
            remark=row.remark,
            opens=self._hour(row.opened_at),
            closes=self._hour(row.closed_at) if row.closed_at else None,
        )
        said = translate(mark("The opening is corrected."))
        return Undo(said, partial(_correct, row.id, draft, result))

    def _hour(self, at: datetime) -> time:
        return at.astimezone(self._desk.zone).time()

    def _changed(self, field: HourField | None, at: datetime | None) -> time | None:
        """Nothing where it says what it said: the seconds stay."""
        hour = field.value() if field else None
        same = hour and at and f"{hour:%H:%M}" == f"{self._hour(at):%H:%M}"
        return None if same else hour


class WhichDialog(FormDialog):
    """Writes nothing: several openings of a day, one of which is meant."""

    chosen = Signal(object)  # the key

    def __init__(self, desk: Desk, parent: QWidget, openings: Sequence[PermanenceRow]) -> None:
        super().__init__(desk, parent, mark("Correct the opening"), mark("Go on"))
        choices = [(row.id, self._said(row)) for row in openings]
        self.which = self.add_field("which", mark("Opening"), ChoiceField[UUID](choices))

    def _said(self, row: PermanenceRow) -> str:
        ends = [at.astimezone(self._desk.zone) for at in (row.opened_at, row.closed_at) if at]
        return " – ".join(f"{at:%H:%M}" for at in ends)

    def accept(self) -> None:
        self._leaving = True
        QDialog.accept(self)
        self.chosen.emit(self.which.value())


def _correct(key: UUID, draft: PermanenceDraft, seen: int, act: Act) -> object:
    return correct_permanence(act, key, draft, seen)

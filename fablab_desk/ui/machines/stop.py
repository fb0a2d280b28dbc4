"""Stopping a use: what it consumed, how it went, and the money at once where it is wanted."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fablab_desk.i18n import mark, translate
from fablab_desk.logbook.drafts import StopDraft
from fablab_desk.logbook.service import Recorded, go_on_with_use, stop_use
from fablab_desk.machines.kinds import QuestionMoment
from fablab_desk.overview.using import UseDetail, Using, load_use, load_using
from fablab_desk.staff.act import Act
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import CheckField, HourField, write_minutes
from fablab_desk.ui.machines.use_fields import UseFields, instant
from fablab_desk.ui.readable import read_or
from fablab_desk.ui.undo import Undo


class StopDialog(UseFields):
    """Enter stops it now; *Arrêter et encaisser* takes the money next."""

    stopped = Signal(object, object)  # the user's key or None, and what is owed

    def __init__(self, desk: Desk, parent: QWidget | None, known: UseDetail, using: Using) -> None:
        super().__init__(desk, parent, mark("Stop a use"), mark("Stop"), using)
        self._known = known
        title = translate(mark("Stop: {machine}, {who}"))
        self.setWindowTitle(title.format(machine=known.machine, who=known.who))
        self.hour = self.add_field("ends_at", mark("Until"), HourField())
        self.hour.setPlaceholderText(translate(mark("now")))
        self.add_questions(QuestionMoment.AFTER)
        self.add_materials()
        self.add_outcome()
        self.unattended = CheckField(mark("Ran unattended"))
        self.add_field("unattended", mark("Overnight"), self.unattended)
        alone = {one.id: one.may_run_alone for one in using.machines}.get(known.machine_id, False)
        self.show_row("unattended", alone and not known.unattended)
        self.cash = CheckField(mark("Take the money next"))
        self.add_field("cash", mark("Payment"), self.cash)
        self.show_row("cash", known.user is not None)
        self.add_override()
        self.add_price()
        self.hour.changed.connect(self._ask_price)
        self._ask_price()

    def draft(self) -> StopDraft:
        return StopDraft(
            ends_at=self._end(),
            outcome=self.outcome.value(),
            note=self.note.value(),
            answers=self.answers(),
            materials=self.materials(),
            unattended=self.unattended.value(),
        )

    def act(self) -> Callable[[Act], object]:
        key, draft = self._known.id, self.draft()
        return lambda act: stop_use(act, key, draft)

    def undo(self, result: object) -> Undo:
        key = self._known.id
        minutes = result.minutes if isinstance(result, Recorded) else 0
        said = translate(mark("{machine} is free: {who} used it for {minutes}."))
        text = said.format(
            machine=self._known.machine, who=self._known.who, minutes=write_minutes(minutes)
        )
        return Undo(text, lambda act: go_on_with_use(act, key))

    def saved(self, result: object) -> None:
        if self.cash.value() and self._known.user:
            self.stopped.emit(self._known.user[0], result)

    def take_scan(self, code: str) -> None:
        """It is known whose this use is."""

    def _end(self) -> datetime | None:
        hour = read_or(self.hour, None)
        return instant(self._desk.today(), hour, self._desk)

    def _ask_price(self) -> None:
        end = self._end() or self._desk.now()
        told = translate(mark("Time so far:"))
        lasted = end - self._known.starts_at
        self.ask_price(self._known.machine_id, self._known.day, lasted, told)


def open_stop(
    desk: Desk, parent: QWidget, use_id: UUID, cash: Callable[[UUID], None] | None = None
) -> None:
    day = desk.today()

    def show(found: tuple[UseDetail | None, Using | None]) -> None:
        known, using = found
        if known is None or using is None:
            return
        dialog = StopDialog(desk, parent, known, using)
        if cash:
            dialog.stopped.connect(lambda user, _told: cash(user))
        dialog.open()

    def read(session: Any) -> tuple[UseDetail | None, Using | None]:
        known = load_use(session, use_id)
        return known, load_using(session, known.machine_id, day) if known else None

    desk.ask(read, show, parent, "stop")

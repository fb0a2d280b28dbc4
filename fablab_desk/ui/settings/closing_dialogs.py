"""The forms that close a period and open it again."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import partial

from PySide6.QtWidgets import QWidget

from fablab_desk.clock import format_day
from fablab_desk.db.database import Query
from fablab_desk.errors import Problems
from fablab_desk.i18n import current, mark, translate
from fablab_desk.keys import new_key
from fablab_desk.lab.kinds import LOCK_TEXTS, LockKind
from fablab_desk.lab.locks import locked_through
from fablab_desk.lab.service_locks import lock_period, unlock_period
from fablab_desk.staff.act import Act
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import ChoiceField, DayField, LineField
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.settings.price_dialog import MissingDayError
from fablab_desk.ui.undo import Undo


class CloseDialog(FormDialog):
    """Taken back, what was closed before stays closed."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        kind: LockKind | None,
        closed: Mapping[LockKind, date | None],
    ) -> None:
        super().__init__(desk, parent, mark("Close a period"), mark("Close the period"))
        self._closed = closed
        kinds = [(one, translate(LOCK_TEXTS[one]).capitalize()) for one in LockKind]
        self.kind = self.add_field("kind", mark("Entries"), ChoiceField[LockKind](kinds))
        self.through = self.add_field(
            "through", mark("Through"), DayField(desk.today), required=True
        )
        hint = mark("General assembly, sent to the accountant…")
        self.reason = self.add_field("reason", mark("Reason"), LineField(hint))
        self.add_note(
            translate(mark("Up to that day, nothing can be recorded, corrected or cancelled."))
        )
        self.through.set_value(desk.today().replace(day=1) - timedelta(days=1))
        if kind:
            self.kind.set_value(kind)

    def check(self) -> None:
        if not self.through.text().strip():
            raise Problems([("through", MissingDayError())])

    def act(self) -> Callable[[Act], object]:
        key, kind, through, reason = self.key, self.kind.value(), self._day(), self.reason.value()
        return lambda act: lock_period(act, key, kind, through, reason)

    def undo(self, result: object) -> Undo | None:
        kind, reason = self.kind.value(), translate(mark("Closed by mistake"))
        said = translate(mark("Closed through {day}.")).format(
            day=format_day(self._day(), current())
        )
        before, through = self._closed.get(kind), self._day()
        return Undo(said, lambda act: unlock_period(act, new_key(), kind, reason, before, through))

    def _day(self) -> date:
        return self.through.value() or self._desk.today()


class OpenDialog(FormDialog):
    def __init__(self, desk: Desk, parent: QWidget, kind: LockKind, through: date) -> None:
        super().__init__(desk, parent, mark("Open a period again"), mark("Open it again"))
        self._kind = kind
        self._closed = self.add_note("")
        self.fill(through)
        self.reason = self.add_field("reason", mark("Reason"), LineField(), required=True)
        hint = mark("Blank: everything is open again")
        self.still = self.add_field(
            "through", mark("Stays closed through"), DayField(desk.today, hint)
        )

    def reread(self) -> Query[date | None]:
        return partial(locked_through, kind=self._kind)

    def fill(self, known: date) -> None:
        """Through which day it is closed."""
        self._through = known
        said = translate(mark("{kind}: closed through {day}. Opening it stands in the journal."))
        kind = translate(LOCK_TEXTS[self._kind]).capitalize()
        self._closed.setText(said.format(kind=kind, day=format_day(known, current())))

    def act(self) -> Callable[[Act], object]:
        key, kind, reason, still = self.key, self._kind, self.reason.value(), self.still.value()
        shown = self._through
        return lambda act: unlock_period(act, key, kind, reason, still, shown)

    def undo(self, result: object) -> Undo | None:
        kind, through, reason = self._kind, self._through, self.reason.value()
        said = translate(mark("The period is open again."))
        return Undo(said, lambda act: lock_period(act, new_key(), kind, through, reason))

"""One group over several days, with a count for each: first which days, then how many came."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from fablab_desk.agenda.drafts import Found, GroupDraft
from fablab_desk.agenda.errors import (
    BackwardsPeriodError,
    ComingDayError,
    ManyDaysError,
    NoHeadsError,
    NoPeriodError,
)
from fablab_desk.agenda.service import check_in_days, withdraw_arrivals
from fablab_desk.errors import refuse
from fablab_desk.i18n import current, mark, translate, translate_many
from fablab_desk.keys import new_key
from fablab_desk.lab.queries import AudienceRow
from fablab_desk.staff.act import Act
from fablab_desk.ui.agenda.group import GroupFields
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import CountField, DayField
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.undo import Undo

MOST_DAYS = 7
USUAL = timedelta(days=2)  # before today: a course of three days that ends


def count_several_days(desk: Desk, parent: QWidget, audiences: list[AudienceRow]) -> None:
    def count(days: Sequence[date]) -> None:
        SeveralDaysDialog(desk, parent, audiences, days).open()

    dialog = WhichDaysDialog(desk, parent)
    dialog.chosen.connect(count)
    dialog.open()


class WhichDaysDialog(FormDialog):
    """Writes nothing: it only says which days are counted."""

    chosen = Signal(object)  # their dates

    def __init__(self, desk: Desk, parent: QWidget | None) -> None:
        super().__init__(desk, parent, mark("A group over several days"), mark("Go on"))
        self.first = self.add_field("first", mark("First day"), DayField(desk.today), required=True)
        self.last = self.add_field("last", mark("Last day"), DayField(desk.today), required=True)
        self.first.set_value(desk.today() - USUAL)
        self.last.set_value(desk.today())

    def open(self) -> None:
        super().open()
        self.first.selectAll()

    def check(self) -> None:
        first, last = self.first.value(), self.last.value()
        found: Found = []
        if first is None or last is None:
            found.append(("last" if first else "first", NoPeriodError()))
        elif last > self._desk.today():
            found.append(("last", ComingDayError(last)))
        elif last < first:
            found.append(("last", BackwardsPeriodError()))
        elif (last - first).days >= MOST_DAYS:
            found.append(("last", ManyDaysError(MOST_DAYS)))
        refuse(found)

    def accept(self) -> None:
        found = self._found()
        self._show(found)
        if not found and (first := self.first.value()) and (last := self.last.value()):
            self._leaving = True
            QDialog.accept(self)
            self.chosen.emit([first + timedelta(n) for n in range((last - first).days + 1)])


class SeveralDaysDialog(GroupFields):
    """A day left blank: nobody came. Whoever is new is so on the first of the days."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None,
        audiences: list[AudienceRow],
        days: Sequence[date],
    ) -> None:
        from babel.dates import format_date

        title = mark("A group over several days")
        super().__init__(desk, parent, title, mark("Count these days"))
        self._keys = {day: new_key() for day in days}
        self.counts: dict[date, tuple[CountField, CountField]] = {}
        self.add_whose(audiences)
        for day in days:
            pupils, adults = CountField(), CountField()
            pupils.setPlaceholderText(translate(mark("Pupils")))
            adults.setPlaceholderText(translate(mark("Adults")))
            self.counts[day] = pupils, adults
            self.add_row(
                format_date(day, "EEE d MMMM", current()),
                [
                    (f"{day}.pupils", mark("Pupils"), pupils),
                    (f"{day}.adults", mark("Adults"), adults),
                ],
            )
        self.add_newcomers()

    def drafts(self) -> dict[date, GroupDraft]:
        """Of the days on which somebody came; the same people are new once."""
        drafts: dict[date, GroupDraft] = {}
        new = self.newcomers.value()
        for day, (pupils, adults) in self.counts.items():
            if pupils.value() is not None or adults.value() is not None:
                drafts[day] = self.draft_of(pupils.value() or 0, adults.value() or 0, new)
                new = None if new is None else 0
        return drafts

    def check(self) -> None:
        drafts = self.drafts()
        found: Found = []
        for day, draft in drafts.items():
            for name, problem in draft.checked()[1]:
                field = f"{day}.{name}" if f"{day}.{name}" in self.fields else name
                if (field, type(problem)) not in [(one, type(told)) for one, told in found]:
                    found.append((field, problem))
        if not drafts:
            found.append((f"{next(iter(self.counts))}.pupils", NoHeadsError()))
        refuse(found)

    def act(self) -> Callable[[Act], object]:
        lines = [(self._keys[day], day, draft) for day, draft in self.drafts().items()]
        return lambda act: check_in_days(act, lines)

    def undo(self, result: object) -> Undo:
        keys = [self._keys[day] for day in self.drafts()]
        said = translate_many("{n} day counted.", "{n} days counted.", len(keys))
        return Undo(said, partial(_withdraw, keys))


def _withdraw(keys: Sequence[UUID], act: Act) -> None:
    withdraw_arrivals(act, keys)

"""Which day's paper list is typed."""

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from fablab_desk.agenda.errors import ComingDayError
from fablab_desk.errors import DeskError, Problems
from fablab_desk.i18n import mark, translate
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import DayField
from fablab_desk.ui.forms import FormDialog


class NoDayError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Say which day the list is of."))


class DayDialog(FormDialog):
    """Writes nothing: it only says which day the arrivals that follow are of."""

    chosen = Signal(object)  # a date

    def __init__(self, desk: Desk, parent: QWidget | None, shown: date) -> None:
        super().__init__(desk, parent, mark("The arrivals of a day"), mark("Show this day"))
        self.add_note(
            translate(mark("To look at a day, or to type its paper list: no hours are asked."))
        )
        self.day = self.add_field("day", mark("Day"), DayField(desk.today), required=True)
        yesterday = desk.today() - timedelta(days=1)
        self.day.set_value(yesterday if shown == desk.today() else shown)

    def check(self) -> None:
        day = self.day.value()
        if day is None:
            raise Problems([("day", NoDayError())])
        if day > self._desk.today():
            raise Problems([("day", ComingDayError(day))])

    def open(self) -> None:
        super().open()
        self.day.selectAll()

    def accept(self) -> None:
        found = self._found()
        self._show(found)
        if not found:
            self._leaving = True
            QDialog.accept(self)
            self.chosen.emit(self.day.value())

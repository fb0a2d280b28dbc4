"""Opening the lab: who keeps it open, those of the last time proposed, and what is printed."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from fablab_desk.agenda.queries import last_on_duty
from fablab_desk.agenda.service_permanence import close_permanence, open_permanence
from fablab_desk.i18n import current, mark, translate, translate_many
from fablab_desk.lab.premises_queries import closed_on
from fablab_desk.money import format_amount
from fablab_desk.overview.counter import Drawer, load_drawer
from fablab_desk.overview.today import load_today
from fablab_desk.overview.today_rows import Today
from fablab_desk.staff.act import Act
from fablab_desk.ui.agenda.on_duty import Names, OnDutyDialog
from fablab_desk.ui.agenda.sheets import SHEET_TEXTS, Sheet, print_sheets
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import CheckField
from fablab_desk.ui.undo import Undo

KEPT, TILL = "sheets at opening", "till at opening"


class OpeningDialog(OnDutyDialog):
    """Enter alone opens with those proposed, and prints what was printed the last time."""

    def __init__(self, desk: Desk, parent: QWidget | None) -> None:
        super().__init__(desk, parent, mark("Open the lab"), mark("Open the lab"))
        self._shown_over = parent
        self.closed = self.add_note("")
        self.closed.hide()
        self.add_note(translate(mark("Who keeps the lab open? They are thanked at the end.")))
        self.due = self.add_note("")
        self.due.setAccessibleName(translate(mark("Due today")))
        self.due.hide()
        self.sheets: dict[Sheet, CheckField] = {}
        self.till = CheckField(mark("Then count the drawer to open the till"))
        self.till.hide()

    def open_when_read(self) -> None:
        day = self._desk.today()
        self._desk.ask(lambda session: last_on_duty(session, day), self._open_with, self)
        self._desk.ask(lambda session: closed_on(session, day), self._say_closed, self, "closed")
        self._desk.ask(lambda session: load_today(session, day), self._say_due, self, "due")
        self._desk.ask(load_drawer, self._offer_till, self, "till")

    def _say_closed(self, why: str | None) -> None:
        """Said calmly: whoever opens all the same knows why."""
        if why:
            said = translate(mark("The lab counts as closed today: {why}. It can be opened."))
            self.closed.setText(said.format(why=why))
            self.closed.show()

    def _say_due(self, today: Today) -> None:
        """What reception should know before the first one comes; nothing where nothing is due."""
        owing = translate_many("{n} slate to settle", "{n} slates to settle", today.owing)
        told = (
            (
                today.due_soon,
                translate_many(
                    "{n} membership ends soon", "{n} memberships end soon", today.due_soon
                ),
            ),
            (
                today.late,
                translate_many("{n} ended lately", "{n} ended lately", today.late),
            ),
            (today.owing, f"{owing} ({format_amount(today.owed, current())})"),
            (
                today.waiting,
                translate_many(
                    "{n} request awaits the board", "{n} requests await the board", today.waiting
                ),
            ),
        )
        said = " · ".join(text for count, text in told if count)
        if said:
            self.due.setText(translate(mark("To know today: {due}.")).format(due=said))
            self.due.show()

    def _offer_till(self, drawer: Drawer) -> None:
        self.till.setVisible(drawer.session is None)
        self.till.setChecked(drawer.session is None and self._desk.state.read(TILL, False))

    def _open_with(self, names: Names) -> None:
        self.add_people(names)
        self.add_section(mark("To be printed"))
        wanted: list[str] = self._desk.state.read(KEPT, [])
        for sheet, text in SHEET_TEXTS.items():
            box = CheckField(text)
            box.setChecked(sheet.value in wanted)
            self.sheets[sheet] = box
            self.add_widget(box)
        self.add_widget(self.till)
        self.open()
        self.verb.setFocus()

    def act(self) -> Callable[[Act], object]:
        key, on_duty = self.key, self.on_duty()
        return lambda act: open_permanence(act, key, on_duty)

    def undo(self, result: object) -> Undo:
        key = self.key
        said = translate(mark("The lab is open."))
        return Undo(said, lambda act: close_permanence(act, key))

    def saved(self, result: object) -> None:
        wanted = [sheet for sheet, box in self.sheets.items() if box.value()]
        self._desk.state.write(KEPT, [sheet.value for sheet in wanted])
        if self.till.isVisibleTo(self):
            self._desk.state.write(TILL, self.till.value())
            if self.till.value():
                self._open_till()
        if wanted:
            print_sheets(self._desk, self._shown_over or self, wanted)

    def _open_till(self) -> None:
        from fablab_desk.ui.payments.count import CountDialog

        CountDialog(self._desk, self._shown_over, closing=False).open_when_read()

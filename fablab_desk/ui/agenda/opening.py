"""Opening the lab: who keeps it open, those of the last time proposed, and what is printed."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from fablab_desk.agenda.queries import last_on_duty
from fablab_desk.agenda.service_permanence import close_permanence, open_permanence
from fablab_desk.i18n import mark, translate
from fablab_desk.lab.premises_queries import closed_on
from fablab_desk.staff.act import Act
from fablab_desk.ui.agenda.on_duty import Names, OnDutyDialog
from fablab_desk.ui.agenda.sheets import SHEET_TEXTS, Sheet, print_sheets
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import CheckField
from fablab_desk.ui.undo import Undo

KEPT = "sheets at opening"


class OpeningDialog(OnDutyDialog):
    """Enter alone opens with those proposed, and prints what was printed the last time."""

    def __init__(self, desk: Desk, parent: QWidget | None) -> None:
        super().__init__(desk, parent, mark("Open the lab"), mark("Open the lab"))
        self._shown_over = parent
        self.closed = self.add_note("")
        self.closed.hide()
        self.add_note(translate(mark("Who keeps the lab open? They are thanked at the end.")))
        self.sheets: dict[Sheet, CheckField] = {}

    def open_when_read(self) -> None:
        day = self._desk.today()
        self._desk.ask(lambda session: last_on_duty(session, day), self._open_with, self)
        self._desk.ask(lambda session: closed_on(session, day), self._say_closed, self, "closed")

    def _say_closed(self, why: str | None) -> None:
        """Said calmly: whoever opens all the same knows why."""
        if why:
            said = translate(mark("The lab counts as closed today: {why}. It can be opened."))
            self.closed.setText(said.format(why=why))
            self.closed.show()

    def _open_with(self, names: Names) -> None:
        self.add_people(names)
        self.add_section(mark("To be printed"))
        wanted: list[str] = self._desk.state.read(KEPT, [])
        for sheet, text in SHEET_TEXTS.items():
            box = CheckField(text)
            box.setChecked(sheet.value in wanted)
            self.sheets[sheet] = box
            self.add_widget(box)
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
        if wanted:
            print_sheets(self._desk, self._shown_over or self, wanted)

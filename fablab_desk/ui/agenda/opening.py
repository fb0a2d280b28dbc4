"""Opening the lab: who keeps it open, those of the last time proposed."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtWidgets import QWidget

from fablab_desk.agenda.queries import last_on_duty
from fablab_desk.agenda.service_permanence import close_permanence, open_permanence
from fablab_desk.i18n import mark, translate
from fablab_desk.people.kinds import PartyKind
from fablab_desk.staff.act import Act
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import CheckField
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.people.party_field import PartyField
from fablab_desk.ui.undo import Undo

Names = tuple[tuple[UUID, str], ...]
MORE = 2  # besides those of the last time


class OpeningDialog(FormDialog):
    """Enter alone opens with those proposed."""

    def __init__(self, desk: Desk, parent: QWidget | None) -> None:
        super().__init__(desk, parent, mark("Open the lab"), mark("Open the lab"))
        self.add_note(translate(mark("Who keeps the lab open? They are thanked at the end.")))
        self.proposed: dict[UUID, CheckField] = {}
        self.others: list[PartyField] = []

    def open_when_read(self) -> None:
        day = self._desk.today()
        self._desk.ask(lambda session: last_on_duty(session, day), self._open_with, self)

    def _open_with(self, names: Names) -> None:
        for key, name in names:
            ticked = CheckField(name)
            ticked.setAccessibleName(name)
            ticked.setChecked(True)
            self.proposed[key] = ticked
            self.add_widget(ticked)
        for place in range(MORE):
            field = PartyField(self._desk, kind=PartyKind.PERSON)
            name = "on_duty" if place == 0 else f"on_duty.{place}"
            self.others.append(self.add_field(name, mark("On duty"), field))
        self.open()
        self.verb.setFocus()

    def act(self) -> Callable[[Act], object]:
        ticked = {key for key, field in self.proposed.items() if field.value()}
        others = {key for field in self.others if (key := field.value())}
        key = self.key
        return lambda act: open_permanence(act, key, ticked | others)

    def undo(self, result: object) -> Undo:
        key = self.key
        said = translate(mark("The lab is open."))
        return Undo(said, lambda act: close_permanence(act, key))

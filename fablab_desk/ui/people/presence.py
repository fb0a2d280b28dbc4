"""Attesting on which days somebody was here: the period is asked, the paper shown."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtWidgets import QWidget

from fablab_desk.agenda.service_presence import attest_presence
from fablab_desk.i18n import mark, translate
from fablab_desk.staff.act import Act
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import DayField
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.papers.show import show_paper


class PresenceDialog(FormDialog):
    """This year up to today is proposed: Enter alone issues it."""

    def __init__(self, desk: Desk, parent: QWidget | None, person_id: UUID, name: str) -> None:
        super().__init__(desk, parent, mark("Attestation of presence"), mark("Issue"))
        self._person_id, self._shown_over = person_id, parent
        text = mark("{name}: each visit, and each opening on duty, of the period, ends included.")
        self.add_note(translate(text).format(name=name))
        self.first = self.add_field("first", mark("First day"), DayField(desk.today), required=True)
        self.last = self.add_field("last", mark("Last day"), DayField(desk.today), required=True)
        today = desk.today()
        self.first.set_value(today.replace(month=1, day=1))
        self.last.set_value(today)

    def open(self) -> None:
        super().open()
        self.first.selectAll()

    def act(self) -> Callable[[Act], object]:
        key, person_id = self.key, self._person_id
        first, last = self.first.value(), self.last.value()
        return lambda act: attest_presence(act, key, person_id, first, last)

    def saved(self, result: object) -> None:
        show_paper(self._desk, self._shown_over, self.key)

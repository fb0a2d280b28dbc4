"""Who keeps the lab open: those known, ticked, and room for others."""

from collections.abc import Iterable
from uuid import UUID

from PySide6.QtWidgets import QWidget

from fablab_desk.i18n import mark
from fablab_desk.people.kinds import PartyKind
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import CheckField
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.people.party_field import PartyField

MORE = 2  # besides those known
Names = Iterable[tuple[UUID, str]]


class OnDutyDialog(FormDialog):
    """The frame of what says who was on duty."""

    def __init__(self, desk: Desk, parent: QWidget | None, title: str, verb: str) -> None:
        super().__init__(desk, parent, title, verb)
        self.proposed: dict[UUID, CheckField] = {}
        self.others: list[PartyField] = []

    def add_ticks(self, names: Names) -> None:
        for key, name in names:
            ticked = CheckField(name)
            ticked.setAccessibleName(name)
            ticked.setChecked(True)
            self.proposed[key] = ticked
            self.add_widget(ticked)

    def add_people(self, names: Names) -> None:
        self.add_ticks(names)
        for place in range(MORE):
            field = PartyField(self._desk, kind=PartyKind.PERSON)
            name = "on_duty" if place == 0 else f"on_duty.{place}"
            self.others.append(self.add_field(name, mark("On duty"), field))

    def on_duty(self) -> frozenset[UUID]:
        ticked = {key for key, field in self.proposed.items() if field.value()}
        return frozenset(ticked | {key for field in self.others if (key := field.value())})

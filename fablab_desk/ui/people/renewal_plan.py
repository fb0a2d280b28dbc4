"""Under which plan one of many is renewed, where it is not the last one."""

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from fablab_desk.i18n import mark, translate
from fablab_desk.memberships.queries import PlanRow
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import ChoiceField
from fablab_desk.ui.forms import FormDialog


class RenewalPlanDialog(FormDialog):
    """Writes nothing: it only says which plan; None is the same as before."""

    chosen = Signal(object)

    def __init__(
        self, desk: Desk, parent: QWidget, name: str, plans: list[PlanRow], now: UUID | None
    ) -> None:
        super().__init__(desk, parent, mark("Another plan"), mark("Renew so"))
        self.add_note(name)
        choices: list[tuple[UUID | None, str]] = [(None, translate(mark("The same as before")))]
        choices += [(row.id, row.label) for row in plans]
        self.plan = self.add_field("plan_id", mark("Plan"), ChoiceField[UUID | None](choices))
        self.plan.set_value(now)

    def accept(self) -> None:
        self._leaving = True
        QDialog.accept(self)
        self.chosen.emit(self.plan.value())

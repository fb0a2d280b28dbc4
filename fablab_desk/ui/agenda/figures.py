"""The figures of a day beside its list; each leads to the lines it was counted from."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fablab_desk.agenda.figures import Figures
from fablab_desk.agenda.kinds import ROLES_TEXTS, ArrivalRole
from fablab_desk.i18n import mark, translate, translate_many
from fablab_desk.overview.door import Narrowing, Only
from fablab_desk.ui.cards import Item
from fablab_desk.ui.today.panel import Panel


class DayFigures(QWidget):
    def __init__(self, show_only: Callable[[Only, str], None]) -> None:
        """`show_only` is given what to list, and the text that says it."""
        super().__init__()
        self._show_only = show_only
        self._shown: Figures | None = None
        self.sums = Panel(mark("The day"), mark("Nobody yet."))
        self.audiences = Panel(mark("By audience"), mark("Nobody yet."))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(self.sums)
        layout.addWidget(self.audiences)

    def show_figures(self, told: Figures) -> None:
        if told == self._shown:
            return
        self._shown = told
        sums = [
            self._item(mark("Visits"), told.visits, Only(Narrowing.VISITS), "day"),
            self._item(mark("Distinct persons"), told.persons, Only(Narrowing.PERSONS), "people"),
            self._item(mark("New publics"), told.newcomers, Only(Narrowing.NEWCOMERS), "star"),
        ]
        for role, many in told.by_role:
            if many and role is not ArrivalRole.PUBLIC:
                only = Only(Narrowing.ROLE, role=role)
                sums.append(self._item(ROLES_TEXTS[role], many, only, "volunteer"))
        if told.not_asked:
            asked = translate_many("{n} not asked", "{n} not asked", told.not_asked)
            sums.append(Item(asked, icon="help"))
        self.sums.show_items(sums, len(sums), "")
        audiences = []
        for row in told.by_audience:
            label = row.label or translate(mark("Not stated"))
            only = Only(Narrowing.AUDIENCE, row.audience_id)
            audiences.append(Item(label, str(row.visits), slot=self._leads(only, label)))
        self.audiences.show_items(audiences, len(audiences), "")

    def _item(self, title: str, many: int, only: Only, icon: str) -> Item:
        """The title is a msgid."""
        text = translate(title)
        return Item(text, str(many), icon, slot=self._leads(only, text))

    def _leads(self, only: Only, text: str) -> Callable[[], None]:
        return partial(self._show_only, only, text)

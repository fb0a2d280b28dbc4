"""What stands where at the door: one field, the list under it, figures at its side."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from fablab_desk.agenda.kinds import ROLE_TEXTS, ArrivalRole
from fablab_desk.i18n import mark, translate
from fablab_desk.overview.door import Comer, Only
from fablab_desk.ui import theme
from fablab_desk.ui.agenda.columns import arrival_columns, comer_columns
from fablab_desk.ui.agenda.field import ArrivalField
from fablab_desk.ui.agenda.figures import DayFigures
from fablab_desk.ui.agenda.greeting import Greeting
from fablab_desk.ui.cards import EmptyState, Label, ListCard
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.problem import Problem
from fablab_desk.ui.scaffold import NARROW, UNBOUND, Page
from fablab_desk.ui.scroll import Scroll
from fablab_desk.ui.search_field import Filter, FilterPills
from fablab_desk.ui.tables import RowTable
from fablab_desk.ui.today.door import hour

if TYPE_CHECKING:
    from fablab_desk.agenda.queries import ArrivalRow

TITLE = mark("Opening of the lab")
SIDE, FIELD, LIST_HEIGHT = 292, 300, 300
ROLES = [
    Filter("" if role is ArrivalRole.PUBLIC else role.value, ROLE_TEXTS[role])
    for role in ArrivalRole
]
KEYS = mark("Enter: whoever is chosen · Ctrl+Enter: somebody new · F4: another role")
NOBODY = mark("Nobody is in this list yet. Type a name, scan a card, or write +3 to count heads.")


class DoorFrame(Page):
    def __init__(self, desk: Desk) -> None:
        super().__init__(TITLE)
        self.desk = desk
        self.field = ArrivalField()
        self.roles = FilterPills(ROLES)
        self.roles.setAccessibleName(translate(mark("Comes as")))
        self.hint = Label(translate(KEYS), "muted", wrap=True)
        self.problem = Problem()
        self.table: RowTable[ArrivalRow] = RowTable(
            desk, arrival_columns(self.hour), name="arrivals", title=mark("Arrivals of the day")
        )
        self.offers: RowTable[Comer] = RowTable(
            desk, comer_columns(self.hour), name="comers", title=mark("People found")
        )
        self.greeting = Greeting()
        self.figures = DayFigures(self.show_only)
        self.empty = EmptyState("day", "")
        self.table.set_empty(self.empty)
        self.offers.choose_first = self.table.choose_first = True
        self.lists = QStackedWidget()
        for rows in (self.table, self.offers):
            card = ListCard()
            card.body.addWidget(rows)
            self.lists.addWidget(card)
        self.setFocusProxy(self.field)
        self._lay_out()

    def show_only(self, only: Only, said: str) -> None:
        """List the lines a figure was counted from; the text says which."""
        raise NotImplementedError

    def hour(self, at: datetime | None) -> str:
        return hour(at, self.desk.zone) if at else ""

    def _lay_out(self) -> None:
        self._tools = tools = QHBoxLayout()
        tools.setSpacing(8)
        self.field.setMinimumWidth(theme.px(FIELD))
        tools.addWidget(self.field, 1)
        tools.addWidget(self.roles)
        self.above = QVBoxLayout()  # where banners stand
        self.above.setSpacing(8)
        self.body.addLayout(self.above)
        self.body.addLayout(tools)
        self.body.addWidget(self.hint)
        self.body.addWidget(self.problem)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.greeting)
        column.addWidget(self.figures)
        column.addStretch()
        self._side = Scroll(side)
        whole = QWidget()
        self._halves = halves = QHBoxLayout(whole)
        halves.setContentsMargins(0, 0, 0, 0)
        halves.setSpacing(16)
        halves.addWidget(self.lists, 1)
        halves.addWidget(self._side)
        self.lists.setMinimumHeight(theme.px(LIST_HEIGHT))
        self.body.addWidget(Scroll(whole), 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(NARROW)
        down, beside = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._halves.setDirection(down if narrow else beside)
        self._side.setMinimumWidth(0 if narrow else theme.px(SIDE))
        self._side.setMaximumWidth(UNBOUND if narrow else theme.px(SIDE))
        room = self.width() - 2 * theme.MARGIN - self._tools.spacing()
        under = self.roles.sizeHint().width() + theme.px(FIELD) > room
        self._tools.setDirection(down if under else beside)

"""A list in a card: its title, what can be done with it and with the chosen row, the rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Generic
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout

from fablab_desk.i18n import mark, translate
from fablab_desk.ui import theme
from fablab_desk.ui.actions import action
from fablab_desk.ui.buttons import MoreButton, button
from fablab_desk.ui.cards import EmptyState, Label, ListCard
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.export import Listed, export_listing
from fablab_desk.ui.flow import Flow
from fablab_desk.ui.letters import part_letters
from fablab_desk.ui.paging import Column, Row
from fablab_desk.ui.scaffold import Empty
from fablab_desk.ui.tables import RowTable


@dataclass(frozen=True)
class Known(Generic[Row]):
    """Rows read already, given out as a listing gives its own."""

    rows: Sequence[Row]

    def count(self, _session: object, /) -> int:
        return len(self.rows)

    def every(self, _session: object, /) -> list[Row]:
        return list(self.rows)


class RowList(ListCard, Generic[Row]):
    _shown = Signal()

    def __init__(
        self,
        desk: Desk,
        *,
        name: str,
        title: str,
        columns: Sequence[Column[Row]],
        empty: Empty,
        two_lines: bool = False,
        headed: str = "",
    ) -> None:
        """`name` is what its widths are remembered under; msgids: `title`, and `headed` where
        another title suits a file or a sheet better."""
        super().__init__()
        self._desk = desk
        self._headed = translate(headed)
        self.narrowed = ""  # what the rows belong to, said above a printed list; a text
        self.table: RowTable[Row] = RowTable(
            desk, columns, name=name, title=title, two_lines=two_lines
        )
        self.nothing = EmptyState(empty.icon, translate(empty.text))
        self.table.set_empty(self.nothing)
        self.table.setMinimumHeight(theme.px(132))
        self.rows: Sequence[Row] = ()  # of a short list, read whole
        self._expected: UUID | None = None
        self._title = Label(translate(title), "strong", wrap=True)
        self._title.setContentsMargins(4, 0, 0, 0)
        self._title.setMinimumHeight(theme.px(36))
        self._more = MoreButton(self)
        self._acts = Flow(right=True)
        head = QHBoxLayout()
        head.setContentsMargins(8, 8, 8, 8)
        head.setSpacing(8)
        head.addWidget(self._title, 1)
        head.addWidget(self._acts)
        head.addWidget(self._more)
        self.body.addLayout(head)
        self.body.addWidget(self.table, 1)
        self.export_action = action(self, mark("E&xport the list…"), self._export, icon="export")
        self.print_action = action(self, mark("&Print the list…"), self._print, icon="print")
        for act in (self.export_action, self.print_action):
            self.table.addAction(act)
            self._more.add(act)

    def say_title(self, text: str) -> None:
        self._title.setText(text)

    def follow(self, update: Callable[[], None], activate: QAction | None = None) -> None:
        """What to do when another row is chosen, and what Enter does with it."""
        self._shown.connect(update)
        self.table.chosen_changed.connect(update)
        if activate is not None:
            self.table.activated_row.connect(partial(_trigger, activate))
        update()

    def add_act(self, act: QAction) -> None:
        """A button above the rows, and a line of the context menu."""
        self._offer_on_row(act)
        self.add_list_act(act)

    def add_list_act(self, act: QAction) -> None:
        """A button above the rows that needs no chosen one."""
        self._acts.add(button(act))

    def add_more(self, act: QAction) -> None:
        """A line of the “…” menu and of the context menu."""
        self._offer_on_row(act)
        self._more.acts.insertAction(self.export_action, act)

    def _offer_on_row(self, act: QAction) -> None:
        self.table.insertAction(self.export_action, act)
        part_letters(self.table.actions())

    def expect(self, key: UUID) -> None:
        """A record that is about to be added: it is chosen as soon as it is there."""
        self._expected = key

    def show_rows(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        added = next((row.id for row in rows if row.id == self._expected), None)
        self.table.show_rows(rows, added)
        if added:
            self._expected = None
        self._shown.emit()

    def shown(self) -> Listed[Row]:
        """What is listed now, to export or to print."""
        return self.table.shown_listing() or Known(self.rows)

    def chosen(self) -> Row | None:
        return self.table.chosen()

    def _title_text(self) -> str:
        return self._headed or self._title.text()

    def _export(self) -> None:
        columns = self.table.rows.columns
        export_listing(self._desk, self, self.shown(), columns, self._title_text())

    def _print(self) -> None:
        from fablab_desk.ui.printing import Headed, print_listing

        head = Headed(self._title_text(), self.narrowed)
        print_listing(self._desk, self, self.shown(), self.table.shown_columns(), head)


def _trigger(act: QAction) -> None:
    if act.isEnabled() and act.isVisible():
        act.trigger()

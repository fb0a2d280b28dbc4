"""Moving one thing up or down in a list."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Generic
from uuid import UUID

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from fablab_desk.i18n import mark
from fablab_desk.staff.act import Act
from fablab_desk.ui.actions import action
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.paging import Row
from fablab_desk.ui.settings.offered import do_both_ways
from fablab_desk.ui.settings.row_list import RowList

Reorder = Callable[[Act, Sequence[UUID], Sequence[UUID] | None], object]


class Ordering(Generic[Row]):
    """The chosen row changes places with the one above or below; `said` is a msgid."""

    def __init__(
        self, desk: Desk, owner: QWidget, rows: RowList[Row], said: str, reorder: Reorder
    ) -> None:
        self._desk, self._owner, self._rows = desk, owner, rows
        self._said, self._reorder = said, reorder
        self.up = self._add(mark("Move &up"), -1, "Alt+Up")
        self.down = self._add(mark("Move &down"), 1, "Alt+Down")

    def update(self) -> None:
        row = self._rows.chosen()
        keys = [one.id for one in self._rows.rows]
        self.up.setEnabled(row is not None and row.id != keys[0])
        self.down.setEnabled(row is not None and row.id != keys[-1])

    def _add(self, msgid: str, by: int, shortcut: str) -> QAction:
        act = action(self._owner, msgid, partial(self._move, by), shortcut)
        self._rows.add_more(act)
        return act

    def _move(self, by: int) -> None:
        if row := self._rows.chosen():
            before = [one.id for one in self._rows.rows]
            after = moved(before, row.id, by)
            do_both_ways(
                self._desk,
                self._owner,
                self._said,
                "",
                lambda act: self._reorder(act, after, None),
                lambda act: self._reorder(act, before, after),
            )


def moved(keys: Sequence[UUID], key: UUID, by: int) -> list[UUID]:
    """The same keys with one of them so many places further down, or up when negative."""
    place = keys.index(key)
    rest = [other for other in keys if other != key]
    rest.insert(max(0, min(len(rest), place + by)), key)
    return rest

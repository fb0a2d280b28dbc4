"""Removing what nothing rests on: what it said is brought back by the undo."""

from collections.abc import Callable
from typing import Generic, TypeVar
from uuid import UUID

from PySide6.QtWidgets import QWidget

from fablab_desk.i18n import mark, translate
from fablab_desk.staff.act import Act
from fablab_desk.ui.actions import action
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.paging import Row
from fablab_desk.ui.settings.row_list import RowList
from fablab_desk.ui.undo import Undo

Said = TypeVar("Said")


class Removed(Generic[Row, Said]):
    """`remove` gives what the record said, and `back` records that again under the same key."""

    def __init__(
        self,
        desk: Desk,
        owner: QWidget,
        rows: RowList[Row],
        remove: Callable[[Act, UUID], Said | None],
        back: Callable[[Act, UUID, Said], object],
        name: Callable[[Row], str],
    ) -> None:
        self._desk, self._owner, self._rows = desk, owner, rows
        self._remove, self._back, self._name = remove, back, name
        self.action = action(owner, mark("Re&move"), self._do, icon="delete")
        rows.add_more(self.action)

    def update(self) -> None:
        self.action.setEnabled(self._rows.chosen() is not None)

    def _do(self) -> None:
        if row := self._rows.chosen():
            key, remove, back = row.id, self._remove, self._back
            said = translate(mark("“{name}” is removed.")).format(name=self._name(row))

            def undo(removed: Said | None) -> Undo | None:
                if removed is None:
                    return None
                return Undo(said, lambda act: back(act, key, removed))

            self._desk.do(
                lambda act: remove(act, key), lambda _removed: None, self._owner, undo=undo
            )

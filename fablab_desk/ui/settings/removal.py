"""Removing for good what was added by mistake and has never served."""

from collections.abc import Callable
from typing import Generic

from PySide6.QtWidgets import QWidget

from fablab_desk.i18n import mark, translate
from fablab_desk.ui.actions import action
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.messages import confirm
from fablab_desk.ui.paging import Row
from fablab_desk.ui.settings.offered import Service
from fablab_desk.ui.settings.row_list import RowList


class Removal(Generic[Row]):
    """A line of the “…” menu; whether the chosen row has served is the service's to say."""

    def __init__(
        self,
        desk: Desk,
        owner: QWidget,
        rows: RowList[Row],
        service: Service,
        name: Callable[[Row], str],
    ) -> None:
        self._desk, self._owner, self._rows = desk, owner, rows
        self._service, self._name = service, name
        self.action = action(owner, mark("Re&move…"), self._ask, icon="delete")
        rows.add_more(self.action)

    def update(self) -> None:
        self.action.setEnabled(self._rows.chosen() is not None)

    def _ask(self) -> None:
        if row := self._rows.chosen():
            key, name = row.id, self._name(row)
            said = translate(mark("“{name}” is removed.")).format(name=name)
            confirm(
                self._owner,
                translate(mark("Remove “{name}” for good?")).format(name=name),
                translate(mark("Remove for good")),
                lambda: self._desk.do(
                    lambda act: self._service(act, key),
                    lambda _done: None,
                    self._owner,
                    said=lambda _done: said,
                ),
                detail=translate(
                    mark("For what was added by mistake and never served. It cannot be undone.")
                ),
                danger=True,
            )

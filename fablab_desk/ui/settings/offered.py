"""Whether something is still offered, as a chip and as two acts that take each other back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Generic, Protocol, TypeVar
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from fablab_desk.i18n import mark, translate
from fablab_desk.staff.act import Act
from fablab_desk.ui.actions import action
from fablab_desk.ui.chips import Chip
from fablab_desk.ui.colours import Tone
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.paging import HasKey, Row
from fablab_desk.ui.settings.row_list import RowList
from fablab_desk.ui.undo import Undo

Call = Callable[[Act], object]
Service = Callable[[Act, UUID], object]


class Offered(HasKey, Protocol):
    @property
    def label(self) -> str: ...

    @property
    def archived_on(self) -> date | None: ...


Kept = TypeVar("Kept", bound=Offered)


def offered_chip(archived_on: date | None) -> Chip:
    if archived_on is None:
        return Chip(translate(mark("On offer")), Tone.OK)
    return Chip(translate(mark("Archived")), Tone.GREY)


def do_both_ways(desk: Desk, owner: QObject, msgid: str, name: str, do: Call, back: Call) -> None:
    """An act whose inverse is another service; the sentence names what it was done to."""
    said = translate(msgid).format(name=name)
    desk.do(do, lambda _result: None, owner, undo=lambda _result: Undo(said, back))


@dataclass(frozen=True)
class Way:
    """One of the two acts: its words (msgids, `said` with {name}) and its service."""

    text: str
    said: str
    service: Service
    icon: str = "undo"
    hint: str = ""


class BothWays(Generic[Row]):
    """Takes the chosen row of a list away, or brings it back: only one of the two is in sight."""

    def __init__(
        self,
        desk: Desk,
        owner: QWidget,
        rows: RowList[Row],
        away: Way,
        back: Way,
        *,
        is_away: Callable[[Row], bool],
        name: Callable[[Row], str],
    ) -> None:
        self._desk, self._owner, self._rows = desk, owner, rows
        self._is_away, self._name = is_away, name
        self.away = self._add(away, back)
        self.back = self._add(back, away)

    def update(self) -> None:
        row = self._rows.chosen()
        gone = row is not None and self._is_away(row)
        self.away.setEnabled(row is not None and not gone)
        self.away.setVisible(not gone)
        self.back.setVisible(gone)

    def _add(self, way: Way, inverse: Way) -> QAction:
        do = partial(self._do, way, inverse)
        act = action(self._owner, way.text, do, icon=way.icon, hint=way.hint)
        self._rows.add_act(act)
        return act

    def _do(self, way: Way, inverse: Way) -> None:
        if row := self._rows.chosen():
            key = row.id
            do_both_ways(
                self._desk,
                self._owner,
                way.said,
                self._name(row),
                lambda act: way.service(act, key),
                lambda act: inverse.service(act, key),
            )


ARCHIVED = mark("“{name}” is no longer offered.")
RETURNED = mark("“{name}” is offered again.")


def archiving(service: Service) -> Way:
    return Way(mark("A&rchive"), ARCHIVED, service, "archive")


def returning(service: Service) -> Way:
    return Way(mark("Bring &back"), RETURNED, service)


def offering(
    desk: Desk, owner: QWidget, rows: RowList[Kept], archive: Service, restore: Service
) -> BothWays[Kept]:
    """Archiving what a list offers, and bringing it back."""
    return BothWays(
        desk,
        owner,
        rows,
        archiving(archive),
        returning(restore),
        is_away=lambda row: row.archived_on is not None,
        name=lambda row: row.label,
    )

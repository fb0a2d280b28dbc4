"""Periods closed to new records, kind by kind, and how that came about."""

from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_OID, UUID, uuid5

from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, translate
from fablab_desk.lab.kinds import LOCK_TEXTS, LockKind
from fablab_desk.overview.settings import LockRow, list_closed, list_closings
from fablab_desk.ui.actions import action
from fablab_desk.ui.cells import Muted
from fablab_desk.ui.chips import Chip
from fablab_desk.ui.colours import Tone
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.paging import Column
from fablab_desk.ui.scaffold import Empty
from fablab_desk.ui.settings.closing_dialogs import CloseDialog, OpenDialog
from fablab_desk.ui.settings.page import SettingsPage
from fablab_desk.ui.settings.row_list import RowList

ABOUT = mark("Nothing of a closed period can be recorded, corrected or cancelled any more.")


@dataclass(frozen=True, slots=True)
class ClosedRow:
    id: UUID
    kind: LockKind
    through: date | None


class ClosingsPage(SettingsPage):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, mark("Closed periods"), ABOUT)
        self._closed_now: dict[LockKind, date | None] = {}
        self.list: RowList[ClosedRow] = RowList(
            desk,
            name="settings closed",
            title=mark("How far each is closed"),
            columns=[
                Column(mark("Entries"), _kind, width=180, stretch=True),
                Column(mark("State"), _closed, width=240),
            ],
            empty=Empty("lock", mark("Nothing can be closed yet.")),
            headed=mark("Closed periods"),
        )
        self.past: RowList[LockRow] = RowList(
            desk,
            name="settings closings",
            title=mark("What was closed and opened"),
            columns=[
                Column(mark("Date"), self._when, width=140),
                Column(mark("Entries"), _kind, width=120, spare=True),
                Column(mark("Closed through"), _through, width=150, export=lambda row: row.through),
                Column(mark("Reason"), lambda row: row.reason, width=200, stretch=True),
            ],
            empty=Empty("history", mark("No period was ever closed.")),
        )
        self.close_action = action(self, mark("&Close a period…"), self._close, icon="lock")
        self.open_action = action(
            self,
            mark("&Open again…"),
            self._open,
            icon="undo",
            hint=mark("Asks for a reason, which stays in the journal"),
        )
        self.add_primary(self.close_action)
        self.list.add_act(self.open_action)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.past, 1)
        self.list.follow(self.update_actions, self.close_action)

    def read(self) -> None:
        self.desk.ask(list_closed, self._show, self, "closed")
        self.desk.ask(list_closings, self.past.show_rows, self, "closings")

    def update_actions(self) -> None:
        row = self.list.chosen()
        self.open_action.setEnabled(row is not None and row.through is not None)

    def _show(self, closed: dict[LockKind, date | None]) -> None:
        self._closed_now = closed
        self.list.show_rows(
            [
                ClosedRow(uuid5(NAMESPACE_OID, kind.value), kind, through)
                for kind, through in closed.items()
            ]
        )

    def _when(self, row: LockRow) -> str:
        return format_day(row.at.astimezone(self.desk.zone).date(), current(), short=True)

    def _close(self) -> None:
        row = self.list.chosen()
        CloseDialog(self.desk, self, row.kind if row else None, self._closed_now).open()

    def _open(self) -> None:
        if (row := self.list.chosen()) and row.through:
            OpenDialog(self.desk, self, row.kind, row.through).open()


def _kind(row: ClosedRow | LockRow) -> str:
    return translate(LOCK_TEXTS[row.kind]).capitalize()


def _closed(row: ClosedRow) -> Chip | Muted:
    if row.through is None:
        return Muted(translate(mark("Not closed")))
    day = format_day(row.through, current())
    return Chip(translate(mark("Closed through {day}")).format(day=day), Tone.INFO)


def _through(row: LockRow) -> str:
    if row.through is None:
        return translate(mark("Not closed"))
    return format_day(row.through, current(), short=True)

"""The journal of acts: who did what, when and why, and what each act changed."""

from dataclasses import dataclass
from functools import partial
from uuid import NAMESPACE_OID, UUID, uuid5

from fablab_desk.clock import format_day
from fablab_desk.db.listing import Listing
from fablab_desk.i18n import current, mark, say, translate
from fablab_desk.overview.changes import AuditChange, list_changes
from fablab_desk.overview.settings import find_journal
from fablab_desk.staff.column_words import TECHNICAL, column_name
from fablab_desk.staff.queries import AuditRow
from fablab_desk.staff.rights import RightError
from fablab_desk.ui.cells import Muted, TwoLines
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.paging import Column
from fablab_desk.ui.scaffold import Empty
from fablab_desk.ui.settings.page import SettingsPage
from fablab_desk.ui.settings.row_list import RowList
from fablab_desk.ui.settings.service_words import record_name, service_name
from fablab_desk.ui.settings.value_words import value_text

ABOUT = mark("Every act at this desk, chained: nothing leaves it and nothing slips in.")
CHOOSE = mark("Choose an act to see what it changed.")
NO_CHANGE = mark("Nothing to show: it changed no record, or what it said was erased.")


@dataclass(frozen=True, slots=True)
class ChangeRow:
    id: UUID
    change: AuditChange


class JournalPage(SettingsPage):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, mark("Journal of acts"), ABOUT)
        self._seq = -1  # of no act yet, not even of none
        self.list: RowList[AuditRow] = RowList(
            desk,
            name="settings journal",
            title=mark("Acts, the newest first"),
            columns=[
                Column(mark("When"), self._when, width=164),
                Column(mark("What"), _what, width=200, stretch=True),
                Column(mark("Who"), _who, width=170),
                Column(mark("Reason"), _reason, width=230, spare=True),
            ],
            empty=Empty("history", mark("Nothing was done at this desk yet.")),
            headed=mark("Journal of acts"),
        )
        self.changes: RowList[ChangeRow] = RowList(
            desk,
            name="settings changes",
            title=mark("What it changed"),
            columns=[
                Column(mark("What about"), _record, width=230),
                Column(mark("Before"), self._before, width=130),
                Column(mark("After"), self._after, width=160, stretch=True),
            ],
            empty=Empty("note", CHOOSE),
            two_lines=True,
        )
        self.body.addWidget(self.list, 3)
        self.body.addWidget(self.changes, 2)
        self.list.follow(self._choose)

    def read(self) -> None:
        ask = partial(find_journal, reader_id=self.desk.seat.account_id)
        self.desk.ask(ask, self._show, self, "journal")

    def _show(self, found: Listing[AuditRow] | RightError) -> None:
        refusal = found if isinstance(found, RightError) else None
        self.about.say(say(refusal) if refusal else translate(ABOUT))
        self.list.setVisible(refusal is None)
        self.changes.setVisible(refusal is None)
        if isinstance(found, RightError):
            self.list.show_rows([])
        else:
            self.list.table.show_listing(found)

    def forget(self) -> None:
        self.list.show_rows([])

    def _choose(self) -> None:
        row = self.list.chosen()
        seq = row.seq if row else 0
        if seq == self._seq:
            return
        self._seq = seq
        self.changes.narrowed = " · ".join((self._when(row), _what(row), _who(row))) if row else ""
        if row is None:
            self.changes.nothing.say(translate(CHOOSE), False)
            self.changes.show_rows([])
        else:
            ask = partial(list_changes, reader_id=self.desk.seat.account_id, seq=seq)
            self.desk.ask(ask, self._show_changes, self, "changes")

    def _show_changes(self, changes: list[AuditChange] | None) -> None:
        self.changes.nothing.say(translate(NO_CHANGE), False)
        rows = [
            ChangeRow(uuid5(NAMESPACE_OID, f"{self._seq} {place}"), change)
            for place, change in enumerate(changes or [])
            if change.column not in TECHNICAL
        ]
        self.changes.show_rows(rows)

    def _when(self, row: AuditRow) -> str:
        local = row.at.astimezone(self.desk.zone)
        return f"{format_day(local.date(), current(), short=True)} {local:%H:%M}"

    def _before(self, row: ChangeRow) -> Muted | str:
        text = self._text(row.change, row.change.before)
        return Muted(text) if text else ""

    def _after(self, row: ChangeRow) -> str:
        return self._text(row.change, row.change.after)

    def _text(self, change: AuditChange, value: object) -> str:
        return value_text(change.table, change.column, value, self.desk.zone)


def _what(row: AuditRow) -> str:
    return service_name(row.service)


def _who(row: AuditRow) -> str:
    return row.account_name


def _record(row: ChangeRow) -> TwoLines:
    kind, name = record_name(row.change.table), row.change.name
    return TwoLines(f"{kind} · {name}" if name else kind, column_name(row.change.column))


def _reason(row: AuditRow) -> Muted | str:
    return Muted(row.reason) if row.reason else ""

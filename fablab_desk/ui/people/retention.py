"""Whose record is due for the restricted archive, and what lies in it."""

from collections.abc import Callable
from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QStackedWidget, QWidget

from fablab_desk.care.retention import RestingRow, open_archive
from fablab_desk.care.service_retention import (
    RetentionYearsError,
    seal_records,
    set_retention,
    unseal_records,
)
from fablab_desk.clock import format_day
from fablab_desk.errors import Problems
from fablab_desk.i18n import current, mark, translate, translate_many
from fablab_desk.staff.act import Act
from fablab_desk.ui.cards import EmptyState, ListCard
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import CountField
from fablab_desk.ui.forms import FormDialog, PlainDialog
from fablab_desk.ui.messages import confirm
from fablab_desk.ui.paging import Column
from fablab_desk.ui.people.erase import open_erasure
from fablab_desk.ui.search_field import Filter, FilterPills
from fablab_desk.ui.tables import RowTable
from fablab_desk.ui.undo import Undo

DUE, SEALED = "due", "sealed"
TITLE = mark("To be archived")
SIZE = (900, 560)
PILLS = [Filter(DUE, TITLE), Filter(SEALED, mark("Restricted archive"))]
NOTHING = {
    DUE: mark("Nobody has rested for that long: nothing is to be archived."),
    SEALED: mark("The restricted archive is empty."),
}
Found = tuple[int, list[RestingRow]]


def _columns() -> list[Column[RestingRow]]:
    return [
        Column(mark("Number"), lambda row: row.shown_number, width=110),
        Column(mark("Name"), lambda row: row.name, width=240, stretch=True),
        Column(mark("Last seen"), lambda row: _day(row.ended_on), width=130),
        Column(mark("Archived"), lambda row: _day(row.since) if row.since else "", width=130),
    ]


def _day(day: date) -> str:
    return format_day(day, current(), short=True)


class RetentionDialog(PlainDialog):
    """All that is due goes in one act; what lies in the archive is taken out, or erased."""

    def __init__(self, desk: Desk, parent: QWidget | None) -> None:
        super().__init__(parent, translate(TITLE))
        self._desk = desk
        self.pills = FilterPills(PILLS)
        self.table = RowTable(desk, _columns(), name="retention", title=TITLE)
        self.nothing = EmptyState("archive", translate(NOTHING[DUE]))
        self._list = ListCard()
        self._list.body.addWidget(self.table)
        self._pages = QStackedWidget()
        for page in (QWidget(), self.nothing, self._list):
            self._pages.addWidget(page)
        self.body.addWidget(self.pills)
        self.body.addWidget(self._pages, 1)
        self.term = self.add_button(mark("Term of &retention…"), self._ask_term)
        self.erase = self.add_button(mark("&Erase…"), self._erase)
        self.back = self.add_button(mark("Take &out"), self._take_out)
        self.seal = self.add_button(mark("&Archive all…"), self._ask_seal, primary=True)
        self._rows: list[RestingRow] = []
        self._years = 0
        self.pills.chosen_changed.connect(self.read)
        self.table.chosen_changed.connect(self._follow)
        self.fit(*SIZE)
        self._follow()

    def open(self) -> None:
        super().open()
        self.read()

    def read(self, _chosen: str = "") -> None:
        day, reader, sealed = self._desk.today(), self._desk.seat.account_id, self._is_sealed()

        self._desk.ask(
            lambda session: open_archive(session, reader, day, sealed=sealed),
            self._show,
            self,
            "retention",
        )

    def _is_sealed(self) -> bool:
        return self.pills.chosen() == SEALED

    def _show(self, found: Found) -> None:
        self._years, self._rows = found
        self.nothing.say(translate(NOTHING[self.pills.chosen()]), offer=False)
        self._pages.setCurrentWidget(self._list if self._rows else self.nothing)
        self.table.show_rows(self._rows, self._rows[0].id if self._rows else None)
        self._follow()

    def _follow(self) -> None:
        sealed, chosen = self._is_sealed(), self.table.chosen() is not None
        self.seal.setVisible(not sealed)
        self.seal.setEnabled(bool(self._rows))
        self.back.setVisible(sealed)
        self.back.setEnabled(chosen and bool(self._rows))
        self.erase.setEnabled(chosen and bool(self._rows))

    def _ask_seal(self) -> None:
        many = len(self._rows)
        question = translate_many(
            "Put {n} record into the restricted archive?",
            "Put {n} records into the restricted archive?",
            many,
        )
        detail = translate(
            mark(
                "No search, list nor export shows them any more; an administrator takes them out"
                " from here. What was counted stays."
            )
        )
        confirm(self, question, translate(mark("Archive")), self._seal, detail=detail)

    def _seal(self) -> None:
        keys = [row.id for row in self._rows]

        def undo(result: object) -> Undo | None:
            done = list(result) if isinstance(result, list) else []
            said = translate_many("{n} record is archived.", "{n} records are archived.", len(done))
            return Undo(said, partial(_take_out, done)) if done else None

        self._desk.do(partial(_seal, keys), lambda _none: self.read(), self, undo=undo)

    def _take_out(self) -> None:
        if row := self.table.chosen():
            said = translate(mark("{name} is out of the archive.")).format(name=row.name)
            call = partial(_take_out, [row.id])
            self._desk.do(
                call,
                lambda _none: self.read(),
                self,
                undo=lambda _none: Undo(said, partial(_seal, [row.id])),
            )

    def _erase(self) -> None:
        if row := self.table.chosen():
            open_erasure(self._desk, self, row.id, self.read)

    def _ask_term(self) -> None:
        dialog = TermDialog(self._desk, self, self._years)
        dialog.accepted.connect(self.read)
        dialog.open()


def _seal(keys: list[UUID], act: Act) -> object:
    return seal_records(act, keys)


def _take_out(keys: list[UUID], act: Act) -> None:
    unseal_records(act, keys)


class TermDialog(FormDialog):
    def __init__(self, desk: Desk, parent: QWidget | None, years: int) -> None:
        super().__init__(desk, parent, mark("Term of retention"), mark("Save"))
        self._before = years
        self.add_note(
            translate(mark("Years after the last membership or visit, before the archive"))
        )
        self.years = self.add_field("years", mark("Years"), CountField(10), required=True)
        self.years.set_value(years)

    def check(self) -> None:
        if not self.years.value():
            raise Problems([("years", RetentionYearsError())])

    def act(self) -> Callable[[Act], object]:
        years = self.years.value() or 0
        return lambda act: set_retention(act, years)

    def undo(self, result: object) -> Undo | None:
        before = self._before
        said = translate(mark("The term of retention is changed."))
        return Undo(said, lambda act: set_retention(act, before))

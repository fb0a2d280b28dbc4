"""The logbook of one machine: filtered, corrected, exported and printed."""

from datetime import timedelta
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QWidget

from fablab_desk.clock import format_day
from fablab_desk.db.listing import Listing
from fablab_desk.i18n import current, mark, translate
from fablab_desk.logbook.kinds import OUTCOME_TEXTS, Outcome
from fablab_desk.logbook.service_corrections import restore_uses, withdraw_uses
from fablab_desk.logbook.timeline import LogRow, timeline
from fablab_desk.machines.kinds import LOG_TEXTS, LogKind
from fablab_desk.machines.service_faults import reopen_fault, withdraw_fault
from fablab_desk.ui.cards import EmptyState, ListCard
from fablab_desk.ui.cells import TwoLines
from fablab_desk.ui.chips import Chip
from fablab_desk.ui.colours import Tone
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.export import export_listing
from fablab_desk.ui.fields import DayField, write_minutes
from fablab_desk.ui.forms import PlainDialog
from fablab_desk.ui.paging import Column
from fablab_desk.ui.people.party_field import PartyField
from fablab_desk.ui.printing import Headed, print_listing
from fablab_desk.ui.readable import read_or
from fablab_desk.ui.reason import ReasonDialog
from fablab_desk.ui.search_field import Filter, FilterPills
from fablab_desk.ui.tables import RowTable

SIZE = (980, 620)
PILLS = [
    Filter("", mark("All")),
    Filter(LogKind.USE.value, mark("Uses")),
    Filter(LogKind.FAULT.value, mark("Faults")),
    Filter(LogKind.REPAIR.value, mark("Repairs")),
    Filter(LogKind.ORDER.value, mark("Maintenance")),
    Filter(LogKind.READING.value, mark("Readings")),
]
TONES = {
    LogKind.USE: Tone.GREY,
    LogKind.FAULT: Tone.BAD,
    LogKind.REPAIR: Tone.OK,
    LogKind.ORDER: Tone.INFO,
    LogKind.STOP: Tone.WARN,
    LogKind.READING: Tone.GREY,
    LogKind.LOAN: Tone.WARN,
    LogKind.CHANGE: Tone.INFO,
}


class TimelineDialog(PlainDialog):
    def __init__(self, desk: Desk, parent: QWidget | None, machine_id: UUID, name: str) -> None:
        title = translate(mark("Logbook: {machine}")).format(machine=name)
        super().__init__(parent, title)
        self._desk, self._machine_id, self._name = desk, machine_id, name
        self.pills = FilterPills(PILLS)
        self.person = PartyField(desk, mark("Person…"))
        self.first, self.last = DayField(desk.today, mark("From")), DayField(desk.today, mark("To"))
        self.person.setAccessibleName(translate(mark("Person")))
        self.first.setAccessibleName(translate(mark("From")))
        self.last.setAccessibleName(translate(mark("To")))
        self.table: RowTable[LogRow] = RowTable(
            desk, columns_of(desk), name="logbook", title=mark("Logbook")
        )
        nothing = translate(mark("Nothing stands in this logbook yet, or nothing like this."))
        self.table.set_empty(EmptyState("logbook", nothing))
        narrowing = QHBoxLayout()
        narrowing.setSpacing(8)
        for field, share in ((self.person, 2), (self.first, 1), (self.last, 1)):
            narrowing.addWidget(field, share)
            field.changed.connect(self.read)
        card = ListCard()
        card.body.addWidget(self.table)
        self.body.addWidget(self.pills)
        self.body.addLayout(narrowing)
        self.body.addWidget(card, 1)
        self.add_button(mark("&Export…"), self._export)
        self.add_button(mark("&Print…"), self._print)
        self.add_button(mark("On &paper…"), self._on_paper)
        self.files = self.add_button(mark("&Files…"), self._files)
        self.withdraw = self.add_button(mark("&Withdraw…"), self._withdraw)
        self.correct = self.add_button(mark("&Correct…"), self._correct, primary=True)
        self.pills.chosen_changed.connect(lambda _key: self.read())
        self.table.chosen_changed.connect(self._follow)
        self.table.activated_row.connect(self._correct)
        desk.changed.connect(self._hear)
        self.fit(*SIZE)
        self._follow()

    def open(self) -> None:
        super().open()
        self.read()
        self.table.setFocus()

    def listing(self) -> Listing[LogRow]:
        chosen = self.pills.chosen()
        return timeline(
            self._machine_id,
            kind=LogKind(chosen) if chosen else None,
            party_id=read_or(self.person, None),
            first=read_or(self.first, None),
            last=read_or(self.last, None),
            zone=self._desk.zone,
            day_ends_at=self._desk.day_ends_at,
        )

    def read(self) -> None:
        self.table.show_listing(self.listing())

    def _hear(self, touched: frozenset[type]) -> None:
        if touched & self.listing().shows:
            self.table.reload()

    def _follow(self) -> None:
        row = self.table.chosen()
        use = row is not None and row.kind is LogKind.USE and row.until is not None
        fault = row is not None and row.kind in (LogKind.FAULT, LogKind.REPAIR)
        kept = (LogKind.USE, LogKind.ORDER)
        self.files.setEnabled(fault or (row is not None and row.kind in kept))
        self.correct.setEnabled(use or fault)
        self.withdraw.setEnabled(use or fault)

    def _correct(self) -> None:
        row = self.table.chosen()
        if row is None or not self.correct.isEnabled():
            return
        if row.kind is LogKind.USE:
            from fablab_desk.ui.machines.start import open_correction

            open_correction(self._desk, self, row.fact_id)
        else:
            from fablab_desk.ui.machines.faults import open_fault

            open_fault(self._desk, self, row.fact_id)

    def _files(self) -> None:
        from fablab_desk.ui.machines.files import fault_files, order_files, use_photo

        if (row := self.table.chosen()) is None or not self.files.isEnabled():
            return
        if row.kind is LogKind.ORDER:
            order_files(self._desk, self, row.text, row.fact_id).open()
        elif row.kind is LogKind.USE:
            use_photo(self._desk, self, row.text or row.who, row.fact_id).open()
        else:
            fault_files(self._desk, self, row.text, row.fact_id).open()

    def _withdraw(self) -> None:
        row = self.table.chosen()
        if row is None:
            return
        key = row.fact_id
        if row.kind is LogKind.USE:
            ReasonDialog(
                self._desk,
                self,
                mark("Withdraw"),
                translate(mark("This use never was: it is kept, and counts nowhere.")),
                lambda act, reason: withdraw_uses(act, [key], reason),
                translate(mark("The use is withdrawn.")),
                lambda act: restore_uses(act, [key]),
            ).open()
            return
        ReasonDialog(
            self._desk,
            self,
            mark("Withdraw"),
            translate(mark("There was no fault: it is kept, and counts nowhere.")),
            lambda act, reason: withdraw_fault(act, key, reason),
            translate(mark("The fault is withdrawn.")),
            lambda act: reopen_fault(act, key),
        ).open()

    def _export(self) -> None:
        export_listing(
            self._desk, self, self.listing(), self.table.rows.columns, self.windowTitle()
        )

    def _on_paper(self) -> None:
        """The whole of the days that are chosen, as it is kept beside the machine."""
        from fablab_desk.ui.machines.papers import print_logbook

        first, last = read_or(self.first, None), read_or(self.last, None)
        print_logbook(self._desk, self, self._machine_id, self._name, first, last)

    def _print(self) -> None:
        said = " · ".join(
            part
            for part in (self.pills.said(), self.person.text(), self.first.text(), self.last.text())
            if part
        )
        head = Headed(self.windowTitle(), said)
        print_listing(self._desk, self, self.listing(), self.table.rows.columns, head)


def columns_of(desk: Desk) -> list[Column[LogRow]]:
    def when(row: LogRow) -> TwoLines:
        at = row.at.astimezone(desk.zone)
        return TwoLines(format_day(at.date(), current(), short=True), f"{at:%H:%M}")

    return [
        Column(
            mark("When"),
            when,
            width=110,
            order="at",
            export=lambda row: row.at.astimezone(desk.zone).replace(tzinfo=None),
        ),
        Column(
            mark("What"),
            lambda row: Chip(translate(LOG_TEXTS[row.kind]), TONES[row.kind]),
            width=150,
        ),
        Column(mark("Who"), lambda row: row.who, width=180, grows=True),
        Column(mark("Duration"), _lasted, width=90, numeric=True),
        Column(mark("Said"), _said, width=240, stretch=True),
    ]


def _lasted(row: LogRow) -> str:
    if row.lasted is None:
        return translate(mark("running")) if row.kind is LogKind.USE else ""
    return write_minutes(round(row.lasted / timedelta(minutes=1)))


def _said(row: LogRow) -> str:
    outcome = row.outcome if row.outcome is not Outcome.NOT_SAID else None
    parts = [translate(OUTCOME_TEXTS[outcome]) if outcome else "", row.text, row.note]
    if row.override:
        allowed = translate(mark("allowed all the same: {reason}"))
        parts.append(allowed.format(reason=row.override))
    return " · ".join(part for part in parts if part)

"""What hangs on a machine, page by page: meters, readings, documents, questions, needs."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QTemporaryDir, QUrl
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, translate
from fablab_desk.machines.kinds import (
    DOCUMENT_TEXTS,
    METER_TEXTS,
    MOMENT_TEXTS,
    NEED_TEXTS,
    DocumentKind,
    MeterKind,
)
from fablab_desk.machines.meters import MeterRow
from fablab_desk.machines.service import forget_need, need_machine
from fablab_desk.machines.service_documents import archive_document, restore_document
from fablab_desk.machines.service_meters import (
    archive_meter,
    restore_meter,
    restore_reading,
    withdraw_reading,
)
from fablab_desk.machines.service_questions import archive_question, restore_question
from fablab_desk.money import plain_decimal
from fablab_desk.overview.dossier import (
    SHOWS,
    DocumentRow,
    Dossier,
    NeedRow,
    QuestionRow,
    ReadingRow,
    load_dossier,
)
from fablab_desk.staff.act import Act
from fablab_desk.ui.cards import EmptyState, Label, ListCard
from fablab_desk.ui.cells import TwoLines
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.export import open_outside
from fablab_desk.ui.file_dialog import FileDialog
from fablab_desk.ui.forms import PlainDialog
from fablab_desk.ui.machines.dossier_forms import (
    DocumentDialog,
    MeterDialog,
    NeedDialog,
    QuestionDialog,
    ReadingDialog,
)
from fablab_desk.ui.paging import Column
from fablab_desk.ui.search_field import Filter, FilterPills
from fablab_desk.ui.tables import RowTable
from fablab_desk.ui.undo import Undo

SIZE = (880, 560)
METERS, READINGS, DOCUMENTS, QUESTIONS, NEEDS = "meters", "readings", "files", "asked", "needs"
PILLS = [
    Filter(METERS, mark("Meters")),
    Filter(READINGS, mark("Readings")),
    Filter(DOCUMENTS, mark("Documents")),
    Filter(QUESTIONS, mark("Questions")),
    Filter(NEEDS, mark("What it needs")),
]
FOLDER = "folder of documents"
NOTHING = {
    METERS: mark("No meter yet: hours of a tube, metres of vinyl, sheets…"),
    READINGS: mark("No reading was noted yet."),
    DOCUMENTS: mark("No document yet: the manual, the safety sheet, the invoice."),
    QUESTIONS: mark("Nothing is asked yet before or after a use."),
    NEEDS: mark("It needs no other machine: an extractor, a compressor…"),
}


class DossierDialog(PlainDialog):
    def __init__(self, desk: Desk, parent: QWidget | None, machine_id: UUID, name: str) -> None:
        title = translate(mark("File of {machine}")).format(machine=name)
        super().__init__(parent, title)
        self._desk, self._machine_id = desk, machine_id
        self._dossier: Dossier | None = None
        self._opened = QTemporaryDir()
        self.pills = FilterPills(PILLS)
        self.body.addWidget(self.pills)
        self.tables: dict[str, RowTable[Any]] = {}
        self._cards: dict[str, ListCard] = {}
        for key, columns in _COLUMNS.items():
            title = next(pill.label for pill in PILLS if pill.key == key)
            table: RowTable[Any] = RowTable(desk, columns, name=f"dossier {key}", title=title)
            table.set_empty(EmptyState("logbook", translate(NOTHING[key])))
            card = ListCard()
            card.body.addWidget(table)
            self.body.addWidget(card, 1)
            table.chosen_changed.connect(self._follow)
            self.tables[key], self._cards[key] = table, card
        self.told = Label("", "muted", wrap=True)
        self.body.addWidget(self.told)
        self._declare()
        self.pills.chosen_changed.connect(lambda _key: self._show_page())
        desk.changed.connect(self._hear)
        self.fit(*SIZE)
        self._show_page()

    def open(self) -> None:
        super().open()
        self.read()
        self.tables[METERS].setFocus()

    def read(self) -> None:
        key, day = self._machine_id, self._desk.today()
        self._desk.ask(lambda session: load_dossier(session, key, day), self._show, self, "dossier")

    def page(self) -> str:
        return self.pills.chosen()

    def chosen(self) -> Any:
        return self.tables[self.page()].chosen()

    def _declare(self) -> None:
        """The buttons of every page, of which one page's are shown."""
        add = self.add_button
        self._pages_of: dict[QPushButton, set[str]] = {}
        self._on_row: list[QPushButton] = []
        for verb, slot, pages in (
            (mark("&New meter…"), self._new_meter, {METERS}),
            (mark("C&hange…"), self._change, {METERS, QUESTIONS}),
            (mark("R&emove"), self._drop, {METERS, DOCUMENTS, QUESTIONS, NEEDS}),
            (mark("&Withdraw"), self._drop, {READINGS}),
            (mark("&Open"), self._open_document, {DOCUMENTS}),
        ):
            made = add(verb, slot)
            self._pages_of[made] = pages
            if slot != self._new_meter:
                self._on_row.append(made)
        self.reading = add(mark("Note a &reading…"), self._note_reading, primary=True)
        self.document = add(mark("Add a &document…"), self._add_document, primary=True)
        self.question = add(mark("New &question…"), self._new_question, primary=True)
        self.need = add(mark("It &needs…"), self._new_need, primary=True)
        self._pages_of[self.reading] = {METERS}
        self._pages_of[self.document] = {DOCUMENTS}
        self._pages_of[self.question] = {QUESTIONS}
        self._pages_of[self.need] = {NEEDS}
        self.tables[METERS].activated_row.connect(self._note_reading)
        self.tables[DOCUMENTS].activated_row.connect(self._open_document)
        self.tables[QUESTIONS].activated_row.connect(self._change)

    def _hear(self, touched: frozenset[type]) -> None:
        if touched & SHOWS:
            self.read()

    def _show(self, dossier: Dossier) -> None:
        self._dossier = dossier
        rows: dict[str, Sequence[Any]] = {
            METERS: dossier.meters,
            READINGS: dossier.readings,
            DOCUMENTS: dossier.documents,
            QUESTIONS: dossier.questions,
            NEEDS: dossier.needs,
        }
        for key, found in rows.items():
            table = self.tables[key]
            first = found[0].id if found and table.chosen() is None else None
            table.show_rows(found, first)
        self._follow()

    def _show_page(self) -> None:
        for key, card in self._cards.items():
            card.setVisible(key == self.page())
        self._follow()

    def _follow(self) -> None:
        here, row = self.page(), self.chosen()
        for one, pages in self._pages_of.items():
            one.setVisible(here in pages)
        for one in self._on_row:
            one.setEnabled(row is not None)
        is_read = isinstance(row, MeterRow) and row.kind is MeterKind.READ
        self.reading.setEnabled(is_read)
        self.need.setEnabled(bool(self._dossier and self._dossier.others))
        said = ""
        if here == NEEDS and self._dossier and self._dossier.needed_by:
            text = translate(mark("Needed by {machines}"))
            said = text.format(machines=", ".join(self._dossier.needed_by))
        elif here == METERS and isinstance(row, MeterRow) and not is_read:
            said = translate(mark("Counted from the logbook by itself."))
        self.told.setText(said)
        self.told.setVisible(bool(said))

    def _new_meter(self) -> None:
        if self._dossier:
            MeterDialog(self._desk, self, self._dossier).open()

    def _change(self) -> None:
        row = self.chosen()
        if self._dossier and isinstance(row, MeterRow):
            MeterDialog(self._desk, self, self._dossier, row).open()
        elif self._dossier and isinstance(row, QuestionRow):
            QuestionDialog(self._desk, self, self._dossier, row).open()

    def _note_reading(self) -> None:
        row = self.chosen()
        if isinstance(row, MeterRow) and row.kind is MeterKind.READ:
            ReadingDialog(self._desk, self, row).open()

    def _add_document(self) -> None:
        dialog = FileDialog(self, translate(mark("Document")))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(
            [translate(mark("PDF or picture (*.pdf *.jpg *.jpeg *.png)")), "* (*)"]
        )
        if folder := self._desk.state.read(FOLDER, ""):
            dialog.setDirectory(folder)
        dialog.fileSelected.connect(lambda name: self.keep_document(Path(name)))
        dialog.open()

    def keep_document(self, file: Path) -> None:
        self._desk.state.write(FOLDER, str(file.parent))
        if self._dossier:
            DocumentDialog(self._desk, self, self._dossier, file).open()

    def _open_document(self) -> None:
        row = self.chosen()
        if not isinstance(row, DocumentRow):
            return
        files, digest = self._desk.database.attachments, row.file
        place = Path(self._opened.path()) / (Path(row.file_name).name or "document")

        def write(_session: object) -> Path:
            place.write_bytes(files.read(digest))
            return place

        self._desk.ask(write, _show_file, self, "document")

    def _new_question(self) -> None:
        if self._dossier:
            QuestionDialog(self._desk, self, self._dossier).open()

    def _new_need(self) -> None:
        if self._dossier:
            NeedDialog(self._desk, self, self._dossier).open()

    def _drop(self) -> None:
        row = self.chosen()
        if isinstance(row, MeterRow):
            said = translate(mark("“{meter}” is counted no more.")).format(meter=row.label)
            key = row.id
            self._do(
                partial(archive_meter, meter_id=key), said, partial(restore_meter, meter_id=key)
            )
        elif isinstance(row, ReadingRow):
            said = translate(mark("The reading is withdrawn."))
            self._do(
                partial(withdraw_reading, reading_id=row.id),
                said,
                partial(restore_reading, reading_id=row.id),
            )
        elif isinstance(row, DocumentRow):
            said = translate(mark("“{document}” is put away.")).format(document=row.label)
            self._do(
                partial(archive_document, document_id=row.id),
                said,
                partial(restore_document, document_id=row.id),
            )
        elif isinstance(row, QuestionRow):
            said = translate(mark("It is asked no more."))
            self._do(
                partial(archive_question, question_id=row.id),
                said,
                partial(restore_question, question_id=row.id),
            )
        elif isinstance(row, NeedRow):
            machine, needed, kind = self._machine_id, row.id, row.kind
            said = translate(mark("It needs {name} no more.")).format(name=row.name)
            self._do(
                lambda act: forget_need(act, machine, needed),
                said,
                lambda act: need_machine(act, machine, needed, kind),
            )

    def _do(self, call: Callable[[Act], object], said: str, back: Callable[[Act], object]) -> None:
        self._desk.do(call, lambda _done: None, self, undo=lambda _done: Undo(said, back))


def _show_file(place: Path) -> None:
    open_outside(QUrl.fromLocalFile(str(place)))


def _shown(row: MeterRow) -> str:
    if row.value is None:
        return translate(mark("never read"))
    return f"{plain_decimal(row.value)} {row.unit}".strip()


def _version(row: DocumentRow) -> str:
    return f"{row.major}.{row.minor}" if row.kind is DocumentKind.SAFETY_SHEET else ""


def _asked(row: QuestionRow) -> TwoLines:
    who = translate(mark("family {family}")).format(family=row.family) if row.family else ""
    return TwoLines(row.draft.text, who)


_COLUMNS: dict[str, list[Column[Any]]] = {
    METERS: [
        Column(
            mark("Meter"),
            lambda row: TwoLines(row.label, translate(METER_TEXTS[row.kind])),
            stretch=True,
            width=220,
        ),
        Column(mark("It shows"), _shown, width=140, numeric=True),
        Column(
            mark("Read on"),
            lambda row: format_day(row.read_on, current(), short=True) if row.read_on else "",
            width=130,
        ),
    ],
    READINGS: [
        Column(mark("Read on"), lambda row: format_day(row.day, current(), short=True), width=120),
        Column(mark("Meter"), lambda row: row.meter, width=190, stretch=True),
        Column(
            mark("It showed"),
            lambda row: f"{plain_decimal(row.value)} {row.unit}".strip(),
            width=120,
            numeric=True,
        ),
        Column(mark("More by"), lambda row: plain_decimal(row.added), width=110, numeric=True),
        Column(
            mark("Note"),
            lambda row: " · ".join(
                part
                for part in (translate(mark("new meter")) if row.replaced else "", row.note)
                if part
            ),
            width=170,
            grows=True,
        ),
    ],
    DOCUMENTS: [
        Column(mark("Document"), lambda row: TwoLines(row.label, row.file_name), stretch=True),
        Column(mark("Kind"), lambda row: translate(DOCUMENT_TEXTS[row.kind]), width=170),
        Column(mark("Version"), _version, width=80),
        Column(
            mark("Holds from"),
            lambda row: format_day(row.valid_from, current(), short=True),
            width=130,
        ),
    ],
    QUESTIONS: [
        Column(mark("Question"), _asked, stretch=True, width=300),
        Column(mark("Asked"), lambda row: translate(MOMENT_TEXTS[row.draft.moment]), width=170),
        Column(
            mark("Needed"),
            lambda row: translate(mark("yes")) if row.draft.required else "",
            width=110,
        ),
    ],
    NEEDS: [
        Column(mark("Machine"), lambda row: row.name, stretch=True, width=260),
        Column(mark("How"), lambda row: translate(NEED_TEXTS[row.kind]), width=170),
    ],
}

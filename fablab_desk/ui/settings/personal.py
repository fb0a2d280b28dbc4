"""What the lab does with personal data: its register, edited and printed."""

from functools import partial

from PySide6.QtWidgets import QWidget

from fablab_desk.care.register import PARTS, ProcessingDraft, ProcessingRow, list_processings
from fablab_desk.care.register_paper import lay_out_register, load_register
from fablab_desk.care.service_register import (
    add_processing,
    add_usual_processings,
    archive_processing,
    correct_processing,
    remove_processing,
    restore_processing,
)
from fablab_desk.clock import format_day
from fablab_desk.documents.page import Letterhead
from fablab_desk.i18n import current, mark, translate
from fablab_desk.ui.actions import action
from fablab_desk.ui.cells import Muted
from fablab_desk.ui.chips import Chip
from fablab_desk.ui.colours import Tone
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import DayField, LineField, TextField
from fablab_desk.ui.paging import Column
from fablab_desk.ui.printing import show_page
from fablab_desk.ui.scaffold import Empty
from fablab_desk.ui.settings.offered import offering
from fablab_desk.ui.settings.page import SettingsPage
from fablab_desk.ui.settings.removal import Removal
from fablab_desk.ui.settings.row_list import RowList
from fablab_desk.ui.settings.setting_form import Services, SettingForm

ABOUT = mark("What is done with personal data, why and for how long: the register to keep.")


def _state(row: ProcessingRow) -> Chip:
    if row.archived_on is None:
        return Chip(translate(mark("Under way")), Tone.OK)
    return Chip(translate(mark("Over")), Tone.GREY)


def _columns() -> list[Column[ProcessingRow]]:
    return [
        Column(mark("Treatment"), lambda row: row.label, width=220, stretch=True),
        Column(mark("Purpose"), lambda row: Muted(row.purpose), width=260, spare=True),
        Column(mark("Since"), lambda row: format_day(row.valid_from, current(), short=True), 120),
        Column(mark("State"), _state, width=120),
    ]


class PersonalPage(SettingsPage):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, mark("Personal data"), ABOUT)
        self.list: RowList[ProcessingRow] = RowList(
            desk,
            name="settings processings",
            title=mark("Register of treatments"),
            columns=_columns(),
            empty=Empty("lock", mark("The register says nothing yet: begin with the usual ones.")),
        )
        self.body.addWidget(self.list, 1)
        self.add_action = action(self, mark("&New treatment…"), self._add, "Ctrl+N", icon="add")
        self.correct_action = action(self, mark("&Correct…"), self._correct, "F2", icon="edit")
        self.usual_action = action(self, mark("Take the &usual ones"), self._usual, icon="checks")
        self.print_action = action(
            self,
            mark("&Print the register…"),
            self._print,
            "Ctrl+P",
            icon="print",
            words=mark("GDPR RGPD processing CNIL"),
        )
        self.add_primary(self.add_action)
        self.list.add_act(self.correct_action)
        self.list.add_list_act(self.print_action)
        self.list.add_list_act(self.usual_action)
        self.offer = offering(desk, self, self.list, archive_processing, restore_processing)
        self.removal = Removal(desk, self, self.list, remove_processing, lambda row: row.label)
        self.list.follow(self._update, self.correct_action)

    def read(self) -> None:
        wanted = partial(list_processings, archived=True)
        self.desk.ask(wanted, self._show, self, "processings")

    def _show(self, rows: list[ProcessingRow]) -> None:
        self.list.show_rows(rows)
        self.usual_action.setVisible(not rows)
        self.print_action.setEnabled(bool(rows))

    def _update(self) -> None:
        self.correct_action.setEnabled(self.list.chosen() is not None)
        self.offer.update()
        self.removal.update()

    def _add(self) -> None:
        dialog = ProcessingDialog(self.desk, self)
        self.list.expect(dialog.key)
        dialog.open()

    def _correct(self) -> None:
        if row := self.list.chosen():
            ProcessingDialog(self.desk, self, row).open()

    def _usual(self) -> None:
        self.desk.do(add_usual_processings, lambda _none: self.read(), self)

    def _print(self) -> None:
        day, language = self.desk.today(), current()

        def show(found: tuple[Letterhead, list[ProcessingRow]]) -> None:
            head, rows = found
            show_page(self.desk, self, lambda _told: lay_out_register(rows, day, language), head)

        self.desk.ask(load_register, show, self, "register")


class ProcessingDialog(SettingForm[ProcessingRow, ProcessingDraft]):
    WIDTH = 720
    services = Services[ProcessingRow, ProcessingDraft](
        partial(list_processings, archived=True),
        add_processing,
        correct_processing,
        remove_processing,
    )

    def __init__(self, desk: Desk, parent: QWidget, known: ProcessingRow | None = None) -> None:
        title = mark("Correct a treatment") if known else mark("New treatment")
        super().__init__(desk, parent, known, title, mark("Save") if known else mark("Add"))
        self.label = self.add_field("label", mark("Treatment"), LineField(), required=True)
        for name, said in PARTS:
            self.add_field(name, said, TextField(lines=2), required=True)
        day = DayField(desk.today)
        self.valid_from = self.add_field("valid_from", mark("Since"), day, required=True)
        self.begin()
        if known is None:
            day.set_value(desk.today())

    def draft(self) -> ProcessingDraft:
        return ProcessingDraft(**self.values())

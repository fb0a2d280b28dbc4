"""The liability insurance of the lab: until when, by whom, and its contract."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QTemporaryDir, QUrl
from PySide6.QtWidgets import QFileDialog, QWidget

from fablab_desk.clock import add_months
from fablab_desk.i18n import mark, translate
from fablab_desk.lab.insurance import InsuranceRow, Insured, Liability, liability_on
from fablab_desk.lab.premises_drafts import InsuranceDraft
from fablab_desk.lab.premises_queries import (
    list_carriers,
    list_insurances,
    list_liabilities,
)
from fablab_desk.lab.service_insurance import (
    MOST_MEGABYTES,
    Contract,
    add_insurance,
    attach_contract,
    bring_insurance_back,
    correct_insurance,
    put_contract_back,
    remove_insurance,
)
from fablab_desk.staff.act import Act
from fablab_desk.ui.actions import action
from fablab_desk.ui.cards import Sentence
from fablab_desk.ui.cells import Muted
from fablab_desk.ui.chips import Chip
from fablab_desk.ui.chosen_file import read_chosen
from fablab_desk.ui.colours import Tone
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.export import open_outside
from fablab_desk.ui.fields import CountField, DayField, LineField
from fablab_desk.ui.file_dialog import FileDialog
from fablab_desk.ui.paging import Column
from fablab_desk.ui.scaffold import Empty
from fablab_desk.ui.settings.carrier_field import CarrierField, Carriers
from fablab_desk.ui.settings.hours import short
from fablab_desk.ui.settings.page import SettingsPage
from fablab_desk.ui.settings.removed import Removed
from fablab_desk.ui.settings.row_list import RowList
from fablab_desk.ui.settings.setting_form import Services, SettingForm
from fablab_desk.ui.settings.spaces import WHOLE_LAB
from fablab_desk.ui.undo import Undo

ABOUT = mark("Who insures the lab's liability towards its public, and until when.")
FOLDER = "folder of contracts"
STATE_TEXTS = {
    Insured.UNKNOWN: mark("{name}: no insurance is noted."),
    Insured.COVERED: mark("{name}: insured until {day}."),
    Insured.ENDING: mark("{name}: the insurance ends on {day}."),
    Insured.LAPSED: mark("{name}: the insurance ended on {day}."),
}


class InsurancePage(SettingsPage):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, mark("Insurance"), ABOUT)
        self._carriers: Carriers = ()
        self._opened = QTemporaryDir()
        self.state = Sentence("", "")
        self.list: RowList[InsuranceRow] = RowList(
            desk,
            name="settings insurances",
            title=mark("Liability insurance"),
            columns=[
                Column(mark("Insurer"), lambda row: row.insurer, width=190, stretch=True),
                Column(
                    mark("Policy number"),
                    lambda row: Muted(row.policy_number),
                    width=130,
                    spare=True,
                ),
                Column(mark("Structure"), _whom, width=130, spare=True),
                Column(mark("First day"), lambda row: short(row.starts_on), width=115, spare=True),
                Column(mark("Last day"), lambda row: short(row.ends_on), width=115),
                Column(
                    mark("Contract"), lambda row: Muted(row.contract_name), width=150, spare=True
                ),
                Column(mark("State"), self._chip, width=140),
            ],
            empty=Empty("certificate", mark("No insurance yet: note the lab's, and its contract.")),
        )
        self.body.addWidget(self.state)
        self.body.addWidget(self.list, 1)
        self._declare()

    def _declare(self) -> None:
        self.add_action = action(self, mark("&New insurance…"), self._add, "Ctrl+N", icon="add")
        self.correct_action = action(self, mark("&Correct…"), self._correct, "F2", icon="edit")
        self.open_action = action(self, mark("&Open the contract"), self._open, icon="open")
        self.attach_action = action(
            self, mark("&Attach the contract…"), self._attach, icon="attachment"
        )
        self.detach_action = action(self, mark("&Take the contract off"), self._detach, icon="undo")
        self.add_primary(self.add_action)
        self.list.add_act(self.correct_action)
        self.list.add_act(self.open_action)
        self.list.add_more(self.attach_action)
        self.list.add_more(self.detach_action)
        files = self.desk.database.attachments
        self.removed: Removed[InsuranceRow, tuple[InsuranceDraft, Contract]] = Removed(
            self.desk,
            self,
            self.list,
            lambda act, key: remove_insurance(act, files, key),
            lambda act, key, said: bring_insurance_back(act, files, key, *said),
            lambda row: row.insurer,
        )
        self.list.follow(self._update, self.correct_action)

    def read(self) -> None:
        day = self.desk.today()
        self.desk.ask(list_insurances, self.list.show_rows, self, "insurances")
        self.desk.ask(list_carriers, self._keep_carriers, self, "carriers")
        self.desk.ask(
            lambda session: list_liabilities(session, day), self._show_state, self, "state"
        )

    def _keep_carriers(self, carriers: Carriers) -> None:
        self._carriers = carriers

    def _show_state(self, found: Sequence[Liability]) -> None:
        self.state.setText("\n".join(state_of(one) for one in found))

    def _chip(self, row: InsuranceRow) -> Chip:
        """How far this one policy holds by itself."""
        day = self.desk.today()
        if row.starts_on > day:
            return Chip(translate(mark("To come")), Tone.INFO)
        match liability_on("", [row], day).state:
            case Insured.LAPSED:
                return Chip(translate(mark("Ended")), Tone.GREY)
            case Insured.ENDING:
                return Chip(translate(mark("Ends soon")), Tone.WARN)
            case _:
                return Chip(translate(mark("Now")), Tone.OK)

    def _update(self) -> None:
        row = self.list.chosen()
        for act in (self.correct_action, self.attach_action):
            act.setEnabled(row is not None)
        for act in (self.open_action, self.detach_action):
            act.setEnabled(row is not None and bool(row.contract))
        self.removed.update()

    def _add(self) -> None:
        dialog = InsuranceDialog(self.desk, self, self._carriers)
        if self.list.rows:
            dialog.follow_on(self.list.rows[0])
        self.list.expect(dialog.key)
        dialog.open()

    def _correct(self) -> None:
        if row := self.list.chosen():
            InsuranceDialog(self.desk, self, self._carriers, row).open()

    def _attach(self) -> None:
        if (row := self.list.chosen()) is None:
            return
        dialog = FileDialog(self, translate(mark("Contract")))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([translate(mark("PDF or picture (*.pdf *.jpg *.jpeg *.png)"))])
        if folder := self.desk.state.read(FOLDER, ""):
            dialog.setDirectory(folder)
        dialog.fileSelected.connect(lambda name: self.keep_contract(row, Path(name)))
        dialog.open()

    def keep_contract(self, row: InsuranceRow, file: Path) -> None:
        self.desk.state.write(FOLDER, str(file.parent))
        files, key = self.desk.database.attachments, row.id
        before = (row.contract, row.contract_name)
        said = translate(mark("The contract “{name}” is attached.")).format(name=file.name)

        def keep(act: Act) -> Contract:
            return attach_contract(act, files, key, file.name, _read(file))

        def undo(after: Contract) -> Undo:
            return Undo(said, lambda act: put_contract_back(act, files, key, before, after))

        self.desk.do(keep, lambda _kept: None, self, undo=undo)

    def _detach(self) -> None:
        if row := self.list.chosen():
            files, key, none = self.desk.database.attachments, row.id, ("", "")
            before = (row.contract, row.contract_name)
            said = translate(mark("The contract is taken off."))
            back = Undo(said, lambda act: put_contract_back(act, files, key, before, none))
            self.desk.do(
                lambda act: put_contract_back(act, files, key, none, before),
                lambda _done: None,
                self,
                undo=lambda _done: back,
            )

    def _open(self) -> None:
        if row := self.list.chosen():
            files, digest = self.desk.database.attachments, row.contract
            place = Path(self._opened.path()) / Path(row.contract_name).name

            def write(_session: object) -> Path:
                place.write_bytes(files.read(digest))
                return place

            self.desk.ask(write, _show_file, self, "contract")


class InsuranceDialog(SettingForm[InsuranceRow, InsuranceDraft]):
    offered = mark("The insurance by “{name}” is noted.")

    def __init__(
        self, desk: Desk, parent: QWidget, carriers: Carriers, known: InsuranceRow | None = None
    ) -> None:
        title = mark("Correct an insurance") if known else mark("New insurance")
        super().__init__(desk, parent, known, title, mark("Save") if known else mark("Add"))
        remove = partial(_remove, desk)
        self.services = Services(list_insurances, add_insurance, correct_insurance, remove)
        self.insurer = self.add_field("insurer", mark("Insurer"), LineField(), required=True)
        self.number = self.add_field("policy_number", mark("Policy number"), LineField())
        self.carrier = self.add_field(
            "carrier_id", mark("Structure"), CarrierField(carriers, WHOLE_LAB)
        )
        self.starts_on = self.add_field(
            "starts_on", mark("First day"), DayField(desk.today), required=True
        )
        self.ends_on = self.add_field(
            "ends_on", mark("Last day"), DayField(desk.today), required=True
        )
        self.warn_days = self.add_field("warn_days", mark("Days of warning"), CountField(366))
        self.add_note(translate(mark("So many days before the last one, Today says it.")))
        self.warn_days.set_value(60)
        self.begin()

    def follow_on(self, before: InsuranceRow) -> None:
        """The next year of the same contract."""
        begins = before.ends_on + timedelta(days=1)
        self.insurer.set_value(before.insurer)
        self.number.set_value(before.policy_number)
        self.carrier.set_value(before.carrier_id)
        self.starts_on.set_value(begins)
        self.ends_on.set_value(add_months(begins, 12) - timedelta(days=1))
        self.warn_days.set_value(before.warn_days)

    def draft(self) -> InsuranceDraft:
        values = self.values()
        return InsuranceDraft(**{**values, "warn_days": values["warn_days"] or 0})


def state_of(one: Liability) -> str:
    """How a structure is insured, as a sentence."""
    day = short(one.until) if one.until else ""
    return translate(STATE_TEXTS[one.state]).format(name=one.carrier, day=day)


def _read(file: Path) -> bytes:
    return read_chosen(file, MOST_MEGABYTES * 1_000_000)


def _remove(desk: Desk, act: Act, key: UUID) -> object:
    return remove_insurance(act, desk.database.attachments, key)


def _whom(row: InsuranceRow) -> Muted:
    return Muted(row.carrier or translate(WHOLE_LAB))


def _show_file(place: Path) -> None:
    open_outside(QUrl.fromLocalFile(str(place)))

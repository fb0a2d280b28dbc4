"""Reporting a fault, noting its repair, stopping a machine for another reason."""

from collections.abc import Callable, Sequence
from datetime import time
from uuid import UUID

from PySide6.QtWidgets import QWidget

from fablab_desk.db.database import Query
from fablab_desk.errors import Problems, refuse
from fablab_desk.i18n import mark, translate
from fablab_desk.machines.kinds import SEVERITY_TEXTS, FaultState, Severity
from fablab_desk.machines.service_faults import (
    correct_fault,
    reopen_fault,
    repair_fault,
    report_fault,
    stop_machine,
    withdraw_fault,
    withdraw_stop,
)
from fablab_desk.machines.upkeep_drafts import FaultDraft, RepairDraft, StopDraft
from fablab_desk.machines.upkeep_errors import (
    WordlessFaultError,
    WordlessRepairError,
    WordlessStopError,
)
from fablab_desk.overview.upkeep import Causes, FaultDetail, list_causes, load_fault
from fablab_desk.overview.using import MaterialChoice, list_materials
from fablab_desk.people.kinds import PartyKind
from fablab_desk.staff.act import Act
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import (
    AmountField,
    CheckField,
    ChoiceField,
    DayField,
    HourField,
    TextField,
)
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.machines.part_rows import PartRows
from fablab_desk.ui.machines.use_fields import instant
from fablab_desk.ui.people.party_field import PartyField
from fablab_desk.ui.readable import read_or
from fablab_desk.ui.undo import Undo


class FaultDialog(FormDialog):
    """What does not work; whether the machine may go on is asked in so many words."""

    WIDTH = 540

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None,
        machine_id: UUID,
        name: str,
        causes: Causes,
        known: FaultDetail | None = None,
    ) -> None:
        title = mark("Correct a fault") if known else mark("Report a fault")
        super().__init__(desk, parent, title, mark("Correct") if known else mark("Report it"))
        self._machine_id, self._name, self._known = machine_id, name, known
        self.add_note(name)
        self.text = self.add_field("text", mark("What does not work"), TextField(3), required=True)
        self.severity: ChoiceField[Severity] = self.add_field(
            "severity",
            mark("Severity"),
            ChoiceField([(one, translate(text)) for one, text in SEVERITY_TEXTS.items()]),
        )
        self.severity.set_value(Severity.SERIOUS)
        self.stops = CheckField(mark("The machine may not be used until it is repaired"))
        self.add_field("stops", mark("Standstill"), self.stops)
        self.person = self.add_field(
            "person_id", mark("Told by"), PartyField(desk, kind=PartyKind.PERSON)
        )
        self.cause = self.add_field("cause_id", mark("Cause"), _causes(causes))
        self.hour = self.add_field("at", mark("Found at"), HourField())
        self.hour.setPlaceholderText(translate(mark("now")))
        self.severity.changed.connect(self._follow)
        self._causes = {key for key, _ in causes}
        if known:
            self.show_row("at", False)
            self.fill(known)

    def check(self) -> None:
        if not self.text.value():
            raise Problems([("text", WordlessFaultError())])

    def act(self) -> Callable[[Act], object]:
        at = instant(self._desk.today(), read_or(self.hour, None), self._desk)
        draft = FaultDraft(
            machine_id=self._machine_id,
            text=self.text.value(),
            severity=self.severity.value(),
            stops=self.stops.value(),
            at=at,
            person_id=self.person.value(),
            cause_id=self.cause.value(),
        )
        key, known = self.key, self._known
        if known:
            return lambda act: correct_fault(act, known.id, draft, known.version)
        return lambda act: report_fault(act, key, draft)

    def undo(self, result: object) -> Undo | None:
        if self._known:
            return None
        key = self.key
        text = (
            mark("{machine} is out of order.")
            if self.stops.value()
            else mark("The fault of {machine} is noted.")
        )
        said = translate(text).format(machine=self._name)
        return Undo(said, lambda act: withdraw_fault(act, key))

    def said(self, result: object) -> str:
        return translate(mark("The fault is corrected."))

    def reread(self) -> Query[FaultDetail | None] | None:
        if self._known is None:
            return None
        key = self._known.id
        return lambda session: load_fault(session, key)

    def fill(self, known: FaultDetail) -> None:
        self._known = known
        self.text.set_value(known.text)
        self.severity.set_value(known.severity)
        self.stops.set_value(known.stops)
        self.person.set_value(known.person)
        self.cause.set_value(known.cause_id if known.cause_id in self._causes else None)

    def _follow(self) -> None:
        dangerous = self.severity.value() is Severity.DANGEROUS
        if dangerous:
            self.stops.set_value(True)
        self.stops.setEnabled(not dangerous)


class RepairDialog(FormDialog):
    WIDTH = 540

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None,
        fault: FaultDetail,
        causes: Causes,
        materials: Sequence[MaterialChoice] = (),
    ) -> None:
        super().__init__(desk, parent, mark("Note a repair"), mark("Repaired"))
        self._fault = fault
        self.add_note(f"{fault.machine} — {fault.text}")
        self.text = self.add_field("text", mark("What was done"), TextField(3), required=True)
        self.cause = self.add_field("cause_id", mark("Cause"), _causes(causes))
        if fault.cause_id in {key for key, _ in causes}:
            self.cause.set_value(fault.cause_id)
        self.parts = PartRows(self, materials)
        self.cost = self.add_field("cost", mark("Cost"), AmountField())
        self.hour = self.add_field("at", mark("Back at"), HourField())
        self.hour.setPlaceholderText(translate(mark("now")))

    def check(self) -> None:
        if not self.text.value():
            raise Problems([("text", WordlessRepairError())])

    def act(self) -> Callable[[Act], object]:
        at = instant(self._desk.today(), read_or(self.hour, None), self._desk)
        draft = RepairDraft(
            text=self.text.value(),
            cause_id=self.cause.value(),
            cost=self.cost.value(),
            at=at,
            parts=self.parts.value(),
        )
        key = self._fault.id
        return lambda act: repair_fault(act, key, draft)

    def undo(self, result: object) -> Undo:
        key, name = self._fault.id, self._fault.machine
        left = tuple(result) if isinstance(result, tuple) else ()
        if left:
            said = translate(mark("{name} still stands still: {why}"))
            text = said.format(name=name, why=" · ".join(left))
        else:
            text = translate(mark("{name} is repaired.")).format(name=name)
        return Undo(text, lambda act: reopen_fault(act, key))


class StopMachineDialog(FormDialog):
    """Works, no electricity, a room that is closed: now, or planned."""

    WIDTH = 540

    def __init__(self, desk: Desk, parent: QWidget | None, machine_id: UUID, name: str) -> None:
        super().__init__(desk, parent, mark("Stop it for a while"), mark("Stop it"))
        self._machine_id, self._name = machine_id, name
        self.add_note(name)
        self.text = self.add_field("text", mark("Why"), TextField(2), required=True)
        self.day, self.hour = DayField(desk.today), HourField()
        self.end_day, self.end_hour = DayField(desk.today), HourField()
        self.hour.setPlaceholderText(translate(mark("now")))
        self.add_row(
            mark("From"),
            [("starts_at", mark("Day"), self.day), ("start_hour", mark("Hour"), self.hour)],
        )
        self.add_row(
            mark("Until"),
            [("ends_at", mark("Day"), self.end_day), ("end_hour", mark("Hour"), self.end_hour)],
        )
        self.add_help("ends_at", translate(mark("Left blank: until it is brought back by hand")))

    def check(self) -> None:
        refuse([] if self.text.value() else [("text", WordlessStopError())])

    def act(self) -> Callable[[Act], object]:
        today = self._desk.today()
        begin_day, begin_hour = self.day.value() or today, self.hour.value()
        if begin_day != today:
            begin_hour = begin_hour or self._desk.day_ends_at  # the whole of that day
        begin = instant(begin_day, begin_hour, self._desk)
        end_day, end_hour = self.end_day.value(), self.end_hour.value()
        end = None
        if end_day or end_hour:
            end = instant(end_day or today, end_hour or time(23, 59), self._desk)
        draft = StopDraft(
            machine_id=self._machine_id, text=self.text.value(), starts_at=begin, ends_at=end
        )
        key = self.key
        return lambda act: stop_machine(act, key, draft)

    def undo(self, result: object) -> Undo:
        key = self.key
        said = translate(mark("The stop of {machine} is noted.")).format(machine=self._name)
        return Undo(said, lambda act: withdraw_stop(act, key))


def open_report(desk: Desk, parent: QWidget, machine_id: UUID, name: str) -> None:
    desk.ask(
        list_causes,
        lambda causes: FaultDialog(desk, parent, machine_id, name, causes).open(),
        parent,
        "causes",
    )


def open_repair(desk: Desk, parent: QWidget, fault_id: UUID) -> None:
    day = desk.today()

    def show(found: tuple[FaultDetail | None, Causes, list[MaterialChoice]]) -> None:
        fault, causes, materials = found
        if fault and fault.state is FaultState.OPEN:
            RepairDialog(desk, parent, fault, causes, materials).open()
        elif fault:
            FaultDialog(desk, parent, fault.machine_id, fault.machine, causes, fault).open()

    desk.ask(
        lambda session: (
            load_fault(session, fault_id),
            list_causes(session),
            list_materials(session, day),
        ),
        show,
        parent,
        "fault",
    )


def open_fault(desk: Desk, parent: QWidget, fault_id: UUID) -> None:
    """To correct what was said of it."""

    def show(found: tuple[FaultDetail | None, Causes]) -> None:
        fault, causes = found
        if fault:
            FaultDialog(desk, parent, fault.machine_id, fault.machine, causes, fault).open()

    desk.ask(
        lambda session: (load_fault(session, fault_id), list_causes(session)),
        show,
        parent,
        "fault",
    )


def reopen(desk: Desk, owner: QWidget, fault_id: UUID) -> None:
    said = translate(mark("The fault is open again."))

    def undo(before: RepairDraft | None) -> Undo | None:
        if before is None:
            return None
        return Undo(said, lambda act: repair_fault(act, fault_id, before))

    desk.do(lambda act: reopen_fault(act, fault_id), lambda _done: None, owner, undo=undo)


def _causes(causes: Causes) -> ChoiceField[UUID | None]:
    nothing: list[tuple[UUID | None, str]] = [(None, translate(mark("Not known yet")))]
    return ChoiceField([*nothing, *causes])

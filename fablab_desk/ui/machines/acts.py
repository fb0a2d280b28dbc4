"""What is done with the chosen machine; each dialog is loaded by who opens it."""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QWidget

from fablab_desk.i18n import mark, translate
from fablab_desk.machines.open_stops import Resumed
from fablab_desk.machines.service import retire_machine, return_machine
from fablab_desk.machines.service_faults import resume_machine, stop_again
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.undo import Undo

if TYPE_CHECKING:
    from fablab_desk.overview.machines import MachineRow


def use(desk: Desk, owner: QWidget, row: "MachineRow") -> None:
    """Start it, or stop what runs."""
    if row.running:
        stop_running(desk, owner, row.running.id)
    else:
        from fablab_desk.ui.machines.start import open_start

        open_start(desk, owner, row.id, row.name)


def stop_running(desk: Desk, owner: QWidget, use_id: UUID) -> None:
    from fablab_desk.ui.machines.stop import open_stop

    open_stop(desk, owner, use_id, partial(_cash, desk, owner))


def past(desk: Desk, owner: QWidget, machine_id: UUID | None) -> None:
    from fablab_desk.ui.machines.start import open_past

    open_past(desk, owner, machine_id)


def sheet(desk: Desk, owner: QWidget, machine_id: UUID | None) -> None:
    from fablab_desk.ui.machines.sheet import open_sheet

    open_sheet(desk, owner, machine_id)


def report(desk: Desk, owner: QWidget, machine_id: UUID, name: str) -> None:
    from fablab_desk.ui.machines.faults import open_report

    open_report(desk, owner, machine_id, name)


def repair(desk: Desk, owner: QWidget, fault_id: UUID) -> None:
    from fablab_desk.ui.machines.faults import open_repair

    open_repair(desk, owner, fault_id)


def stop_for_a_while(desk: Desk, owner: QWidget, machine_id: UUID, name: str) -> None:
    from fablab_desk.ui.machines.faults import StopMachineDialog

    StopMachineDialog(desk, owner, machine_id, name).open()


def resume(desk: Desk, owner: QWidget, stop_id: UUID, name: str) -> None:
    def undo(done: Resumed) -> Undo:
        again = partial(stop_again, stop_id=stop_id, until=done.planned)
        if done.left:
            text = translate(mark("{name} still stands still: {why}"))
            return Undo(text.format(name=name, why=" · ".join(done.left)), again)
        return Undo(
            translate(mark("{name} is back in service.")).format(name=name),
            again,
        )

    desk.do(lambda act: resume_machine(act, stop_id), lambda _done: None, owner, undo=undo)


def upkeep(
    desk: Desk, owner: QWidget, machine_id: UUID, name: str, plan_id: UUID | None = None
) -> None:
    from fablab_desk.ui.machines.upkeep import open_upkeep

    open_upkeep(desk, owner, machine_id, name, plan_id)


def logbook(desk: Desk, owner: QWidget, machine_id: UUID, name: str) -> None:
    from fablab_desk.ui.machines.timeline import TimelineDialog

    TimelineDialog(desk, owner, machine_id, name).open()


def add(desk: Desk, owner: QWidget) -> None:
    from fablab_desk.ui.machines.machine_form import open_machine

    open_machine(desk, owner, None)


def correct(desk: Desk, owner: QWidget, machine_id: UUID) -> None:
    from fablab_desk.ui.machines.machine_form import open_machine

    open_machine(desk, owner, machine_id)


def park(desk: Desk, owner: QWidget) -> None:
    from fablab_desk.ui.machines.park import ParkDialog

    ParkDialog(desk, owner).open()


def calendar(desk: Desk, owner: QWidget) -> None:
    from fablab_desk.ui.machines.due_calendar import DueCalendarDialog

    DueCalendarDialog(desk, owner).open()


def projects(desk: Desk, owner: QWidget) -> None:
    from fablab_desk.ui.projects.dialog import ProjectsDialog

    ProjectsDialog(desk, owner).open()


def labels(desk: Desk, owner: QWidget) -> None:
    from fablab_desk.ui.machines.papers import print_labels

    print_labels(desk, owner)


def blank_sheets(desk: Desk, owner: QWidget) -> None:
    from fablab_desk.ui.machines.papers import print_blank_sheets

    print_blank_sheets(desk, owner)


def retire(desk: Desk, owner: QWidget, machine_id: UUID, name: str) -> None:
    from fablab_desk.ui.reason import ReasonDialog

    today: date = desk.today()
    question = translate(
        mark("{name} leaves the service from today on; its logbook stays.")
    ).format(name=name)
    ReasonDialog(
        desk,
        owner,
        mark("Retire it"),
        question,
        lambda act, reason: retire_machine(act, machine_id, today, reason),
        translate(mark("{name} is retired.")).format(name=name),
        lambda act: return_machine(act, machine_id),
    ).open()


def bring_back(desk: Desk, owner: QWidget, machine_id: UUID, name: str) -> None:
    said = translate(mark("{name} is back in service.")).format(name=name)

    def back(before: tuple[date, str] | None) -> Undo:
        on, reason = before or (desk.today(), "")
        return Undo(said, lambda act: retire_machine(act, machine_id, on, reason))

    desk.do(lambda act: return_machine(act, machine_id), lambda _done: None, owner, undo=back)


def _cash(desk: Desk, owner: QWidget, payer: UUID) -> None:
    from fablab_desk.ui.payments.cash import CashDialog

    CashDialog(desk, owner, payer).open_when_read()

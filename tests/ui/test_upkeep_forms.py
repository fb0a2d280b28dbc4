"""Faults, repairs, plans and maintenance through their forms."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from builders import NOW, Worker
from builders.machines import a_machine
from builders.upkeep import a_fault, a_plan, due_on
from fablab_desk.machines.kinds import (
    CheckResult,
    FaultState,
    MachineState,
    OrderState,
    Severity,
)
from fablab_desk.machines.upkeep_models import Fault, UpkeepOrder
from fablab_desk.overview.machines import load_board
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.machines.faults import FaultDialog, RepairDialog
from fablab_desk.ui.machines.order import FreeOrderDialog, OrderDialog
from fablab_desk.ui.machines.plan_form import PlanDialog
from fablab_desk.ui.machines.tab import MachinesTab
from fablab_desk.ui.machines.upkeep import ORDERS, UpkeepDialog
from ui.accessible import assert_accessible
from ui.at_desk import press, press_enter, shown, type_text, undo, wait_gone
from ui.park import accepted, choose, machines_tab, machines_window, telling
from ui.uncut import cut

CONTROL = Qt.KeyboardModifier.ControlModifier
TODAY = NOW.date()


@pytest.fixture
def tab(desk: Desk, qtbot: QtBot) -> MachinesTab:
    return machines_tab(machines_window(desk, qtbot), qtbot)


def state(worker: Worker) -> MachineState:
    with worker.database.reading() as session:
        return load_board(session, NOW)[0].state


def faults(worker: Worker) -> list[tuple[str, FaultState]]:
    with worker.database.reading() as session:
        return [(one.text, one.state) for one in session.scalars(select(Fault).order_by(Fault.id))]


def orders(worker: Worker) -> list[OrderState]:
    with worker.database.reading() as session:
        return list(session.scalars(select(UpkeepOrder.state).order_by(UpkeepOrder.id)))


def upkeep(tab: MachinesTab, qtbot: QtBot) -> UpkeepDialog:
    QTest.keyClick(tab, Qt.Key.Key_M, CONTROL)
    dialog = shown(qtbot, tab, UpkeepDialog)
    qtbot.waitUntil(lambda: not tab.desk.is_waiting())
    return dialog


def test_a_fault_stops_the_machine_and_its_repair_brings_it_back(
    tab: MachinesTab, administrator: Worker, desk: Desk, qtbot: QtBot
) -> None:
    choose(tab, a_machine(administrator), qtbot)
    QTest.keyClick(tab, Qt.Key.Key_P, CONTROL)
    dialog = shown(qtbot, tab, FaultDialog)
    assert_accessible(dialog)
    assert cut(dialog) == []
    dialog.verb.click()
    assert dialog.problems["text"].text()
    dialog.text.set_value("Lentille fêlée")
    dialog.severity.set_value(Severity.DANGEROUS)
    dialog.severity.changed.emit()
    assert dialog.stops.value()  # what is dangerous is not left running
    accepted(qtbot, dialog)
    assert state(administrator) is MachineState.OUT_OF_ORDER
    qtbot.waitUntil(tab.repair_action.isVisible)
    tab.repair_action.trigger()
    repair = shown(qtbot, tab, RepairDialog)
    assert_accessible(repair)
    repair.verb.click()
    assert repair.problems["text"].text()
    repair.text.set_value("Lentille changée")
    type_text(repair.cost, "45,90")
    accepted(qtbot, repair)
    assert state(administrator) is MachineState.FREE
    qtbot.waitUntil(lambda: not tab.repair_action.isVisible())
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: state(administrator) is MachineState.OUT_OF_ORDER)


def test_a_fault_noted_by_mistake_is_taken_back(
    tab: MachinesTab, administrator: Worker, desk: Desk, qtbot: QtBot
) -> None:
    choose(tab, a_machine(administrator), qtbot)
    QTest.keyClick(tab, Qt.Key.Key_P, CONTROL)
    dialog = shown(qtbot, tab, FaultDialog)
    dialog.text.set_value("Bruit")
    dialog.stops.set_value(True)
    accepted(qtbot, dialog)
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: state(administrator) is MachineState.FREE)


def test_a_repair_before_the_fault_is_refused_beside_its_hour(
    tab: MachinesTab, administrator: Worker, qtbot: QtBot
) -> None:
    laser = a_machine(administrator)
    a_fault(administrator, laser, stops=True)
    choose(tab, laser, qtbot)
    qtbot.waitUntil(tab.repair_action.isVisible)
    tab.repair_action.trigger()
    repair = shown(qtbot, tab, RepairDialog)
    repair.text.set_value("Fait")
    type_text(repair.hour, "7")
    repair.verb.click()
    qtbot.waitUntil(lambda: bool(repair.problems["at"].text()))
    assert repair.text.value() == "Fait"


def test_without_a_plan_it_is_said_how_to_begin(
    tab: MachinesTab, administrator: Worker, qtbot: QtBot
) -> None:
    choose(tab, a_machine(administrator), qtbot)
    dialog = upkeep(tab, qtbot)
    assert not dialog.do.isEnabled()
    assert not dialog.change.isEnabled()
    assert_accessible(dialog)
    dialog.pills.choose(ORDERS)
    assert_accessible(dialog)


def test_a_plan_is_made_changed_and_taken_away(
    tab: MachinesTab, administrator: Worker, desk: Desk, qtbot: QtBot
) -> None:
    choose(tab, a_machine(administrator), qtbot)
    dialog = upkeep(tab, qtbot)
    press(dialog, "Plan something…")
    form = shown(qtbot, dialog, PlanDialog)
    assert_accessible(form)
    assert cut(form) == []
    form.verb.click()
    wrong = {name for name, label in form.problems.items() if label.text()}
    assert {"label", "every_days"} <= wrong
    type_text(form.label, "Nettoyer la lentille")
    type_text(form.days, "30")
    type_text(form.hours, "50")
    form.lines.set_value("Lentille\nMiroirs")
    accepted(qtbot, form)
    qtbot.waitUntil(lambda: dialog.plans.rows.rowCount() == 1)
    qtbot.waitUntil(dialog.change.isEnabled)
    press(dialog, "Change…")
    change = shown(qtbot, dialog, PlanDialog)
    assert change.lines.value() == "Lentille\nMiroirs"
    change.days.clear()
    type_text(change.days, "10")
    change.last.set_value(TODAY)
    accepted(qtbot, change)
    assert due_on(administrator, TODAY)[0].on == TODAY + timedelta(days=10)
    press(dialog, "Remove")
    qtbot.waitUntil(lambda: dialog.plans.rows.rowCount() == 0)
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: dialog.plans.rows.rowCount() == 1)


def test_a_failed_check_opens_a_fault_and_undoing_it_takes_that_back(
    tab: MachinesTab, administrator: Worker, desk: Desk, qtbot: QtBot
) -> None:
    laser = a_machine(administrator)
    a_plan(administrator, laser, every_days=30, checklist=("Courroie", "Miroirs"))
    choose(tab, laser, qtbot)
    dialog = upkeep(tab, qtbot)
    qtbot.waitUntil(dialog.do.isEnabled)
    QTest.keyClick(dialog.plans, Qt.Key.Key_Return)
    form = shown(qtbot, dialog, OrderDialog)
    assert_accessible(form)
    assert cut(form) == []
    form.verb.click()
    qtbot.waitUntil(lambda: bool(telling(form)))  # points that nobody looked at
    (belt, _), (mirrors, remark) = form.checks
    belt.set_value(CheckResult.GOOD)
    mirrors.set_value(CheckResult.FAILED)
    remark.set_value("rayé")
    type_text(form.firm, "Atelier")
    accepted(qtbot, form)
    assert orders(administrator) == [OrderState.DONE]
    ((text, fault),) = faults(administrator)
    assert "Miroirs" in text
    assert fault is FaultState.OPEN
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: orders(administrator) == [OrderState.OPEN])
    assert faults(administrator)[0][1] is not FaultState.OPEN


def test_a_maintenance_that_no_plan_foresaw_is_done_and_stands_among_those_done(
    tab: MachinesTab, administrator: Worker, qtbot: QtBot
) -> None:
    choose(tab, a_machine(administrator), qtbot)
    dialog = upkeep(tab, qtbot)
    press(dialog, "Other maintenance…")
    free = shown(qtbot, dialog, FreeOrderDialog)
    assert_accessible(free)
    free.verb.click()
    qtbot.waitUntil(lambda: bool(telling(free)))
    type_text(free.label, "Changer la courroie")
    press_enter(free.label)
    wait_gone(qtbot, free)
    form = shown(qtbot, dialog, OrderDialog)
    type_text(form.firm, "Atelier")
    accepted(qtbot, form)
    dialog.pills.choose(ORDERS)
    qtbot.waitUntil(lambda: dialog.orders.rows.rowCount() == 1)
    assert orders(administrator) == [OrderState.DONE]

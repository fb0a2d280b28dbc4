"""Figures of the machines: what each bar leads to."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from builders import NOW, Worker
from builders.machines import a_machine
from builders.people import a_person
from builders.upkeep import a_fault
from builders.uses import HOUR, recorded
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.machines.figure_pages import UsesDialog
from fablab_desk.ui.machines.figures import OCCUPATION, STOPS, FiguresDialog
from fablab_desk.ui.machines.tab import MachinesTab
from fablab_desk.ui.machines.timeline import TimelineDialog
from ui.accessible import assert_accessible
from ui.at_desk import shown
from ui.park import choose, machines_tab, machines_window
from ui.uncut import cut


@pytest.fixture
def tab(desk: Desk, qtbot: QtBot) -> MachinesTab:
    return machines_tab(machines_window(desk, qtbot), qtbot)


def figures(tab: MachinesTab, qtbot: QtBot) -> FiguresDialog:
    tab.figures_action.trigger()
    dialog = shown(qtbot, tab, FiguresDialog)
    qtbot.waitUntil(lambda: not tab.desk.is_waiting())
    return dialog


def test_a_lab_without_machines_says_so_on_each_page(tab: MachinesTab, qtbot: QtBot) -> None:
    dialog = figures(tab, qtbot)
    for page in ("", OCCUPATION, STOPS):
        dialog.pills.choose(page)
        qtbot.waitUntil(lambda: not tab.desk.is_waiting())
        assert_accessible(dialog)


def test_a_month_leads_to_its_uses_and_a_line_to_its_machine(
    tab: MachinesTab, administrator: Worker, qtbot: QtBot
) -> None:
    laser, printer = a_machine(administrator), a_machine(administrator, "P1", "Imprimante")
    ada = a_person(administrator)
    recorded(administrator, laser, ada)
    recorded(administrator, printer, ada, starts_at=NOW - timedelta(days=20), lasted=3 * HOUR)
    choose(tab, laser, qtbot)
    dialog = figures(tab, qtbot)
    qtbot.waitUntil(lambda: len(dialog.hours.chart.marks()) == 12)
    qtbot.waitUntil(lambda: dialog.machine.value() == laser)
    qtbot.waitUntil(lambda: not tab.desk.is_waiting())
    assert_accessible(dialog)
    assert cut(dialog) == []
    assert [mark.value for mark in dialog.hours.chart.marks()][-2:] == [0, 3600]
    dialog.machine.set_value(None)
    dialog.machine.changed.emit()
    qtbot.waitUntil(lambda: dialog.hours.chart.marks()[-2].value == 3 * 3600)
    dialog.hours.chart.setFocus()
    QTest.keyClick(dialog.hours.chart, Qt.Key.Key_End)
    QTest.keyClick(dialog.hours.chart, Qt.Key.Key_Return)
    uses = shown(qtbot, dialog, UsesDialog)
    qtbot.waitUntil(lambda: uses.table.rows.rowCount() == 1)
    assert_accessible(uses)
    row = uses.table.rows.row_at(0)
    assert row is not None
    assert (row.machine, row.who) == ("Laser", "Ada Exemple")


def test_an_hour_of_a_weekday_leads_to_the_uses_that_ran_then(
    tab: MachinesTab, administrator: Worker, qtbot: QtBot
) -> None:
    recorded(administrator, a_machine(administrator), a_person(administrator))
    dialog = figures(tab, qtbot)
    dialog.pills.choose(OCCUPATION)
    chart = dialog.occupation.chart
    qtbot.waitUntil(lambda: any(mark.value for mark in chart.marks()))
    assert_accessible(dialog)
    at = next(at for at, mark in enumerate(chart.marks()) if mark.value)
    chart.asked.emit(at)
    uses = shown(qtbot, dialog, UsesDialog)
    qtbot.waitUntil(lambda: uses.table.rows.rowCount() == 1)


def test_a_cause_of_standstill_leads_to_the_logbook_of_its_machine(
    tab: MachinesTab, administrator: Worker, qtbot: QtBot
) -> None:
    laser = a_machine(administrator)
    a_fault(administrator, laser, at=NOW - 5 * HOUR, stops=True)
    dialog = figures(tab, qtbot)
    dialog.pills.choose(STOPS)
    qtbot.waitUntil(lambda: len(dialog.stops.chart.marks()) == 1)
    assert_accessible(dialog)
    dialog.stops.chart.setFocus()
    QTest.keyClick(dialog.stops.chart, Qt.Key.Key_Return)
    book = shown(qtbot, dialog, TimelineDialog)
    qtbot.waitUntil(lambda: book.table.rows.rowCount() == 1)

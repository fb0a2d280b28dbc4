"""Machines and stock on the first screen, through the real window."""

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from builders import NOW, Worker
from builders.machines import a_machine
from builders.people import a_person
from builders.stock import a_level, delivered
from builders.upkeep import a_fault, a_plan
from builders.uses import HOUR, started, the_use
from fablab_desk.logbook.kinds import UseState
from fablab_desk.ui.cards import ItemLine, Link
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.machines.stop import StopDialog
from fablab_desk.ui.today.panel import Panel
from fablab_desk.ui.today.tab import TodayTab
from ui.accessible import assert_accessible


def first_screen(desk: Desk, qtbot: QtBot) -> TodayTab:
    tab = TodayTab(desk)
    qtbot.addWidget(tab)
    tab.resize(900, 700)
    tab.show()
    qtbot.waitUntil(lambda: not desk.is_waiting())
    return tab


def lines(panel: Panel) -> list[str]:
    return [line.findChildren(Link)[0].accessibleName() for line in panel.findChildren(ItemLine)]


def test_where_nothing_runs_nothing_is_told(desk: Desk, qtbot: QtBot) -> None:
    tab = first_screen(desk, qtbot)
    shown = [tab.running, tab.still, tab.upkeep, tab.to_order]
    assert [panel.isVisible() for panel in shown] == [False] * 4


def test_who_has_a_machine_is_told_and_stopped_from_there(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    laser = a_machine(administrator)
    use = started(administrator, laser, a_person(administrator), starts_at=NOW - HOUR)
    opened: list[object] = []
    desk.opening.connect(lambda tab, key: opened.append((tab, key)))
    tab = first_screen(desk, qtbot)
    qtbot.waitUntil(tab.running.isVisible)
    assert lines(tab.running) == ["Laser · Ada Exemple 1 h 00"]
    assert_accessible(tab)
    link, stop = tab.running.findChildren(ItemLine)[0].findChildren(QPushButton)
    link.click()
    assert opened == [("machines", laser)]
    assert stop.accessibleName() == "Stop… Laser · Ada Exemple"
    stop.setFocus()
    QTest.keyClick(stop, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(tab.findChildren(StopDialog)))
    dialog = tab.findChildren(StopDialog)[0]
    dialog.verb.click()
    qtbot.waitUntil(lambda: the_use(administrator, use).state is UseState.OVER)
    qtbot.waitUntil(lambda: not tab.running.isVisible())


def test_lines_told_anew_leave_the_keys_where_they_were(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    for code in ("LASER", "PRINTER"):
        started(administrator, a_machine(administrator, code), a_person(administrator))
    tab = first_screen(desk, qtbot)
    qtbot.waitUntil(lambda: len(lines(tab.running)) == 2)
    tab.activateWindow()
    before = tab.running.findChildren(ItemLine)[1].findChildren(QPushButton)[1]
    before.setFocus()
    tab.tell_machines()
    now = tab.focusWidget()
    assert now is not before
    assert isinstance(now, QPushButton)
    assert now.accessibleName() == before.accessibleName()


def test_a_use_left_overnight_is_told_with_the_day_it_began(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    laser, ada = a_machine(administrator, may_run_alone=True), a_person(administrator)
    started(administrator, laser, ada, starts_at=NOW - 24 * HOUR)
    tab = first_screen(desk, qtbot)
    qtbot.waitUntil(tab.running.isVisible)
    day = (NOW - 24 * HOUR).astimezone(desk.zone)
    assert lines(tab.running) == [f"Laser · Ada Exemple {day:%A %H:%M}"]


def test_what_stands_still_is_due_or_runs_out_is_told(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    a_fault(administrator, a_machine(administrator), stops=True)
    printer = a_machine(administrator, "PRINTER")
    a_plan(administrator, printer, every_days=30)
    level = a_level(administrator, threshold=Decimal(5))
    delivered(administrator, level, "3")
    opened: list[object] = []
    desk.opening.connect(lambda tab, key: opened.append((tab, key)))
    tab = first_screen(desk, qtbot)
    qtbot.waitUntil(lambda: all(p.isVisible() for p in (tab.still, tab.upkeep, tab.to_order)))
    assert "Lentille fêlée" in lines(tab.still)[0]
    assert lines(tab.upkeep)[0].startswith("Printer · Nettoyer due for")
    assert lines(tab.to_order)[0].startswith("Pla 3")
    tab.upkeep.findChildren(Link)[0].click()
    tab.to_order.findChildren(Link)[0].click()
    assert opened == [("machines", printer), ("stock", level)]

"""The board of machines in its window: found, filtered, stopped for a while, retired, read."""

from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from builders import NOW, Worker
from builders.machines import a_machine, a_stop
from builders.people import a_person
from builders.upkeep import a_fault
from builders.uses import HOUR, recorded, started
from fablab_desk.machines.kinds import LogKind, MachineState
from fablab_desk.machines.usual_park import PARK
from fablab_desk.overview.machines import BoardFilter, MachineRow, load_board
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.machines.acts import park
from fablab_desk.ui.machines.faults import StopMachineDialog
from fablab_desk.ui.machines.machine_form import MachineDialog
from fablab_desk.ui.machines.park import ParkDialog
from fablab_desk.ui.machines.start import StartDialog
from fablab_desk.ui.machines.stop import StopDialog
from fablab_desk.ui.machines.tab import MachinesTab
from fablab_desk.ui.machines.timeline import TimelineDialog
from fablab_desk.ui.main_window import MainWindow
from fablab_desk.ui.reason import ReasonDialog
from ui.accessible import assert_accessible, assert_focus_seen
from ui.at_desk import shown, type_text, undo, wait_gone
from ui.park import accepted, choose, machines_tab, machines_window
from ui.uncut import cut

KEY = Qt.Key


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> MainWindow:
    return machines_window(desk, qtbot)


@pytest.fixture
def tab(window: MainWindow, qtbot: QtBot) -> MachinesTab:
    return machines_tab(window, qtbot)


def board(worker: Worker) -> dict[str, MachineRow]:
    with worker.database.reading() as session:
        return {row.code: row for row in load_board(session, NOW)}


def codes(tab: MachinesTab) -> list[str]:
    rows = tab.table.rows
    return [row.code for at in range(rows.rowCount()) if (row := rows.row_at(at))]


def shows(tab: MachinesTab, wanted: list[str]) -> bool:
    return sorted(codes(tab)) == wanted


def test_a_lab_without_machines_is_offered_to_add_one(
    window: MainWindow, tab: MachinesTab, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: not tab.desk.is_waiting())
    assert not tab.use_action.isEnabled()
    assert not tab.log_action.isEnabled()
    assert tab.sheet_action.isEnabled()
    assert_accessible(tab)
    tab.add_action.trigger()
    dialog = shown(qtbot, tab, MachineDialog)
    assert_accessible(dialog)


@pytest.mark.parametrize("size", [(1320, 820), (1024, 700), (800, 600)])
def test_nothing_of_the_board_is_cut(
    window: MainWindow,
    tab: MachinesTab,
    administrator: Worker,
    qtbot: QtBot,
    size: tuple[int, int],
) -> None:
    laser = a_machine(administrator, "LASER", "Découpeuse laser à grand plateau")
    a_fault(administrator, laser, stops=True)
    window.resize(*size)
    choose(tab, laser, qtbot)
    assert_accessible(tab)
    assert_focus_seen(tab)
    assert cut(tab) == []


def test_machines_are_filtered_and_found_by_words(
    tab: MachinesTab, administrator: Worker, qtbot: QtBot
) -> None:
    ada = a_person(administrator)
    laser, printer = a_machine(administrator), a_machine(administrator, "P1", "Imprimante 1")
    broken = a_machine(administrator, "CNC", "Fraiseuse")
    a_machine(administrator, "OLD", "Vieille scie", retired_on=NOW.date() - timedelta(days=9))
    a_fault(administrator, broken, stops=True)
    started(administrator, printer, ada, starts_at=NOW - HOUR)
    tab.table.reload()
    for chosen, wanted in (
        (BoardFilter.ALL, ["CNC", "LASER", "P1"]),
        (BoardFilter.FREE, ["LASER"]),
        (BoardFilter.IN_USE, ["P1"]),
        (BoardFilter.STOPPED, ["CNC"]),
        (BoardFilter.DUE, []),
        (BoardFilter.RETIRED, ["OLD"]),
    ):
        tab.show_filter(chosen.value)
        qtbot.waitUntil(partial(shows, tab, wanted))
    tab.show_filter("")
    qtbot.waitUntil(lambda: len(codes(tab)) == 3)
    type_text(tab.search, "impr")
    qtbot.waitUntil(lambda: codes(tab) == ["P1"])
    tab.search.clear()
    choose(tab, laser, qtbot)


def test_the_same_key_starts_what_is_free_and_stops_what_runs(
    tab: MachinesTab, administrator: Worker, qtbot: QtBot
) -> None:
    laser, ada = a_machine(administrator), a_person(administrator)
    choose(tab, laser, qtbot)
    tab.table.setFocus()
    QTest.keyClick(tab.table, KEY.Key_Return)
    dialog = shown(qtbot, tab, StartDialog)
    dialog.user.set_value((ada, "Ada Exemple"))
    type_text(dialog.hour, "9")
    accepted(qtbot, dialog)
    qtbot.waitUntil(lambda: (row := tab.chosen()) is not None and row.running is not None)
    qtbot.waitUntil(lambda: "Stop" in tab.use_action.text().replace("&", ""))
    assert tab.use_action.property("icon_name") == "stop"
    qtbot.waitUntil(lambda: tab.state.text() == "1 machine · 1 in use")
    QTest.keyClick(tab.table, KEY.Key_Return)
    accepted(qtbot, shown(qtbot, tab, StopDialog))
    qtbot.waitUntil(lambda: (row := tab.chosen()) is not None and row.running is None)


def test_a_machine_is_stopped_for_a_while_and_comes_back(
    tab: MachinesTab, administrator: Worker, desk: Desk, qtbot: QtBot
) -> None:
    laser = a_machine(administrator)
    choose(tab, laser, qtbot)
    qtbot.waitUntil(tab.stop_action.isVisible)
    tab.stop_action.trigger()
    dialog = shown(qtbot, tab, StopMachineDialog)
    assert_accessible(dialog)
    dialog.verb.click()
    assert dialog.isVisible()
    assert dialog.problems["text"].text()
    dialog.text.set_value("Travaux")
    accepted(qtbot, dialog)
    qtbot.waitUntil(tab.resume_action.isVisible)
    assert not tab.stop_action.isVisible()
    assert board(administrator)["LASER"].state is MachineState.OUT_OF_ORDER
    tab.resume_action.trigger()
    qtbot.waitUntil(lambda: board(administrator)["LASER"].state is MachineState.FREE)
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: board(administrator)["LASER"].state is MachineState.OUT_OF_ORDER)


def test_a_stop_of_another_day_without_an_hour_does_not_begin_now(
    tab: MachinesTab, administrator: Worker, qtbot: QtBot
) -> None:
    laser = a_machine(administrator)
    choose(tab, laser, qtbot)
    tab.stop_action.trigger()
    dialog = shown(qtbot, tab, StopMachineDialog)
    dialog.text.set_value("Coupure de courant")
    dialog.day.set_value(NOW.date() + timedelta(days=3))
    accepted(qtbot, dialog)
    assert board(administrator)["LASER"].state is MachineState.FREE


def test_two_stops_are_lifted_one_after_the_other(
    tab: MachinesTab, administrator: Worker, qtbot: QtBot
) -> None:
    laser = a_machine(administrator)
    for text in ("Travaux", "Courant"):
        a_stop(administrator, laser, NOW - HOUR, text=text)
    choose(tab, laser, qtbot)
    qtbot.waitUntil(tab.resume_action.isVisible)
    tab.resume_action.trigger()
    qtbot.waitUntil(lambda: not tab.desk.is_waiting())
    assert board(administrator)["LASER"].state is MachineState.OUT_OF_ORDER
    qtbot.waitUntil(tab.resume_action.isVisible)
    tab.resume_action.trigger()
    qtbot.waitUntil(lambda: board(administrator)["LASER"].state is MachineState.FREE)


def test_a_record_is_corrected_with_its_errors_beside_the_fields(
    tab: MachinesTab, administrator: Worker, desk: Desk, qtbot: QtBot
) -> None:
    laser = a_machine(administrator)
    a_machine(administrator, "P1")
    choose(tab, laser, qtbot)
    tab.table.setFocus()
    QTest.keyClick(tab.table, KEY.Key_F2)
    dialog = shown(qtbot, tab, MachineDialog)
    dialog.name.set_value("")
    dialog.code.set_value("")
    dialog.verb.click()
    assert dialog.problems["name"].text()
    assert dialog.problems["code"].text()
    dialog.name.set_value("Grande laser")
    dialog.code.set_value("p1")
    dialog.verb.click()
    qtbot.waitUntil(lambda: bool(dialog.problems["code"].text()))
    assert dialog.name.value() == "Grande laser"  # nothing typed is lost
    dialog.code.set_value("LASER2")
    type_text(dialog.age, "x")
    dialog.verb.click()
    assert dialog.problems["min_age"].text()
    dialog.age.clear()
    accepted(qtbot, dialog)
    assert board(administrator)["LASER2"].name == "Grande laser"
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: [row.name for row in board(administrator).values()].count("Laser") == 1)
    assert set(board(administrator)) == {"LASER", "P1"}


def test_a_machine_is_added_by_keys_and_taken_away_again(
    tab: MachinesTab, administrator: Worker, desk: Desk, qtbot: QtBot
) -> None:
    QTest.keyClick(tab, KEY.Key_N, Qt.KeyboardModifier.ControlModifier)
    dialog = shown(qtbot, tab, MachineDialog)
    type_text(dialog.name, "Brodeuse")
    type_text(dialog.code, "brod1")
    QTest.keyClick(dialog.code, KEY.Key_Return)
    wait_gone(qtbot, dialog)
    assert board(administrator)["BROD1"].name == "Brodeuse"
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: not board(administrator))


def test_a_machine_is_retired_and_brought_back(
    tab: MachinesTab, administrator: Worker, desk: Desk, qtbot: QtBot
) -> None:
    laser = a_machine(administrator)
    choose(tab, laser, qtbot)
    tab.retire_action.trigger()
    why = shown(qtbot, tab, ReasonDialog)
    type_text(why.reason, "Vendue")
    accepted(qtbot, why)
    qtbot.waitUntil(lambda: board(administrator)["LASER"].state is MachineState.RETIRED)
    qtbot.waitUntil(lambda: codes(tab) == [])
    tab.show_filter(BoardFilter.RETIRED.value)
    choose(tab, laser, qtbot)
    assert not tab.use_action.isEnabled()
    tab.return_action.trigger()
    qtbot.waitUntil(lambda: board(administrator)["LASER"].state is MachineState.FREE)


def test_the_usual_park_is_added_but_for_what_is_left_out(
    tab: MachinesTab, administrator: Worker, desk: Desk, qtbot: QtBot
) -> None:
    park(desk, tab)
    dialog = shown(qtbot, tab, ParkDialog)
    assert_accessible(dialog)
    left = PARK[0].code
    dialog.ticks[left].set_value(False)
    accepted(qtbot, dialog)
    assert set(board(administrator)) == {one.code for one in PARK} - {left}


def test_the_logbook_is_filtered_and_all_of_it_chosen(
    tab: MachinesTab, administrator: Worker, qtbot: QtBot
) -> None:
    laser, ada, bob = (
        a_machine(administrator),
        a_person(administrator),
        a_person(administrator, "Bob"),
    )
    for hours, who in ((8, ada), (6, bob), (4, ada)):
        recorded(administrator, laser, who, starts_at=NOW - hours * HOUR)
    a_fault(administrator, laser)
    choose(tab, laser, qtbot)
    QTest.keyClick(tab.table, KEY.Key_B, Qt.KeyboardModifier.ControlModifier)
    dialog = shown(qtbot, tab, TimelineDialog)
    qtbot.waitUntil(lambda: dialog.table.rows.rowCount() == 4)
    assert_accessible(dialog)
    QTest.keyClick(dialog.table, KEY.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(dialog.table, KEY.Key_Home)
    qtbot.waitUntil(lambda: dialog.table.chosen() is not None)
    dialog.pills.choose(LogKind.USE.value)
    qtbot.waitUntil(lambda: dialog.table.rows.rowCount() == 3)
    dialog.person.set_value((ada, "Ada Exemple"))
    dialog.person.changed.emit()
    qtbot.waitUntil(lambda: dialog.table.rows.rowCount() == 2)
    dialog.pills.choose(LogKind.READING.value)
    qtbot.waitUntil(lambda: dialog.table.rows.rowCount() == 0)
    assert any("logbook" in one.text() for one in dialog.findChildren(QLabel) if one.isVisible())

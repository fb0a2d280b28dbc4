"""The sheet of paper typed in its grid: keys, repeats, errors in the line, one act."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from builders import NOW, Worker
from builders.machines import a_machine
from builders.people import a_person
from builders.stock import a_level, delivered
from builders.uses import HOUR, started
from fablab_desk.logbook.kinds import UseState
from fablab_desk.logbook.models import Use
from fablab_desk.machines.models import Machine
from fablab_desk.people.models import Party
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.machines.sheet import SheetDialog
from fablab_desk.ui.machines.tab import MachinesTab
from fablab_desk.ui.readable import read_or
from ui.accessible import assert_accessible
from ui.at_desk import press_enter, shown, type_text, undo
from ui.park import accepted, choose, machines_tab, machines_window, telling
from ui.uncut import cut

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def tab(desk: Desk, qtbot: QtBot) -> MachinesTab:
    return machines_tab(machines_window(desk, qtbot), qtbot)


@pytest.fixture
def sheet(tab: MachinesTab, administrator: Worker, qtbot: QtBot) -> SheetDialog:
    laser = a_machine(administrator)
    a_machine(administrator, "P1", "Imprimante 1")
    for name in ("Ada", "Bob"):
        a_person(administrator, name)
    delivered(administrator, a_level(administrator, "PMMA"), "20")
    choose(tab, laser, qtbot)
    QTest.keyClick(tab, Qt.Key.Key_G, CONTROL)
    return shown(qtbot, tab, SheetDialog)


def uses(worker: Worker) -> list[tuple[str, int, UseState]]:
    with worker.database.reading() as session:
        found = session.scalars(select(Use).order_by(Use.starts_at, Use.id))
        return [
            (
                one.label,
                int(((one.ends_at or NOW) - one.starts_at).total_seconds() // 60),
                one.state,
            )
            for one in found
        ]


def wrong(dialog: SheetDialog) -> set[str]:
    return {name for name, label in dialog.problems.items() if label.text()}


def type_group(dialog: SheetDialog, place: int, start: str, lasted: str) -> None:
    line = dialog.lines[place]
    for cell, text in zip(line.cells(), ("=4e A 12", "", start, lasted), strict=False):
        cell.setFocus()
        type_text(cell, text)
        press_enter(cell)


def at(cell: QLineEdit) -> bool:
    return cell.hasFocus()


def test_the_sheet_begins_in_its_first_line_with_all_named_and_nothing_cut(
    sheet: SheetDialog,
) -> None:
    assert sheet.lines[0].user.hasFocus()
    assert_accessible(sheet)
    assert cut(sheet) == []


def test_an_empty_sheet_says_what_is_to_be_typed(sheet: SheetDialog) -> None:
    sheet.verb.click()
    assert wrong(sheet) == {"0.user"}


def test_enter_goes_from_cell_to_cell_and_to_the_next_line(sheet: SheetDialog) -> None:
    line = sheet.lines[0]
    type_text(line.user, "=4e A 12")
    press_enter(line.user)
    assert at(line.start)  # the machine is the one that was chosen
    type_text(line.start, "9")
    press_enter(line.start)
    assert at(line.lasted)
    type_text(line.lasted, "30")
    press_enter(line.lasted)
    assert at(sheet.lines[1].user)


def test_a_blank_start_is_the_end_above_and_shown_before_it_is_entered(
    sheet: SheetDialog, administrator: Worker, qtbot: QtBot
) -> None:
    type_group(sheet, 0, "8", "30")
    type_group(sheet, 1, "", "45")
    assert sheet.lines[1].start.placeholderText() == "08:30"
    assert sheet.lines[1].machine.placeholderText() == "LASER"
    accepted(qtbot, sheet)
    assert [(name, minutes) for name, minutes, _ in uses(administrator)] == [
        ("4e A", 30),
        ("4e A", 45),
    ]


def test_control_d_repeats_each_cell_of_the_line_above(sheet: SheetDialog) -> None:
    type_group(sheet, 0, "8", "30")
    above, line = sheet.lines[0], sheet.lines[1]
    type_text(above.material, "pmma")
    for cell in line.cells():
        QTest.keyClick(cell, Qt.Key.Key_D, CONTROL)
    assert line.user.text() == above.user.text()
    assert line.lasted.text() == above.lasted.text()
    assert line.start.text() == above.start.text()
    assert line.material.text() == "pmma"


def test_control_d_repeats_a_person_with_the_record_behind(
    sheet: SheetDialog, qtbot: QtBot
) -> None:
    first = sheet.lines[0].user
    type_text(first, "bo")
    press_enter(first)
    qtbot.waitUntil(lambda: read_or(first, None) is not None)
    second = sheet.lines[1].user
    second.setFocus()
    QTest.keyClick(second, Qt.Key.Key_D, CONTROL)
    assert second.value() == first.value()


def test_errors_stand_in_their_lines_and_nothing_typed_is_lost(
    sheet: SheetDialog, administrator: Worker, qtbot: QtBot
) -> None:
    type_group(sheet, 0, "8", "30")
    second = sheet.lines[1]
    for cell, text in zip(second.cells(), ("zz", "tour", "25:99", "", "colle", "2"), strict=True):
        type_text(cell, text)
    sheet.verb.click()
    assert wrong(sheet) == {"1.user", "1.machine", "1.start", "1.lasted", "1.material"}
    assert second.machine.text() == "tour"
    assert uses(administrator) == []
    qtbot.waitUntil(lambda: cut(sheet) == [])


def test_what_the_logbook_refuses_is_told_in_the_line_it_is_about(
    sheet: SheetDialog, administrator: Worker, qtbot: QtBot
) -> None:
    type_group(sheet, 0, "8", "30")
    type_group(sheet, 2, "8:10", "30")  # a line between them was left blank
    sheet.verb.click()
    qtbot.waitUntil(lambda: bool(wrong(sheet)))
    assert all(name.startswith("2.") for name in wrong(sheet)), telling(sheet)
    assert uses(administrator) == []
    sheet.lines[2].start.clear()
    type_text(sheet.lines[2].start, "9")
    accepted(qtbot, sheet)
    assert len(uses(administrator)) == 2


def test_a_use_that_runs_meanwhile_is_told_by_who_has_the_machine(
    sheet: SheetDialog, administrator: Worker, qtbot: QtBot
) -> None:
    with administrator.database.reading() as session:
        laser = session.scalars(select(Machine.id).where(Machine.code == "LASER")).one()
        ada = session.scalars(select(Party.id).where(Party.name == "Ada Exemple")).one()
    started(administrator, laser, ada, starts_at=NOW - HOUR)
    type_group(sheet, 0, "10", "10")
    sheet.verb.click()
    qtbot.waitUntil(lambda: "Ada" in telling(sheet))


def test_the_grid_grows_as_it_is_filled(sheet: SheetDialog) -> None:
    before = len(sheet.lines)
    type_group(sheet, before - 1, "8", "30")
    assert len(sheet.lines) == before + 1
    assert_accessible(sheet)


def test_the_whole_sheet_is_taken_back_at_once(
    sheet: SheetDialog, administrator: Worker, desk: Desk, qtbot: QtBot
) -> None:
    type_group(sheet, 0, "8", "30")
    type_group(sheet, 1, "", "30")
    accepted(qtbot, sheet)
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: {state for _, _, state in uses(administrator)} == {UseState.WITHDRAWN})

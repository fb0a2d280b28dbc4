"""The logbook of a machine in its window: withdrawn, brought back, narrowed to days."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from builders import NOW, Worker
from builders.machines import a_machine
from builders.people import a_person
from builders.upkeep import a_fault
from builders.uses import HOUR, recorded, started, the_use
from fablab_desk.logbook.kinds import UseState
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.machines.faults import FaultDialog, StopMachineDialog
from fablab_desk.ui.machines.timeline import TimelineDialog
from fablab_desk.ui.reason import ReasonDialog
from ui.accessible import assert_accessible
from ui.at_desk import press, shown, type_text, undo
from ui.park import accepted
from ui.uncut import cut


@pytest.fixture
def owner(qtbot: QtBot) -> QWidget:
    owner = QWidget()
    qtbot.addWidget(owner)
    owner.show()
    return owner


def book_of(desk: Desk, owner: QWidget, machine_id: object, qtbot: QtBot) -> TimelineDialog:
    dialog = TimelineDialog(desk, owner, machine_id, "Laser")  # type: ignore[arg-type]
    dialog.open()
    qtbot.waitUntil(lambda: not desk.is_waiting())
    return dialog


def stand_on_first(dialog: TimelineDialog, qtbot: QtBot) -> None:
    QTest.keyClick(dialog.table, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: dialog.table.chosen() is not None)


def test_an_empty_logbook_says_so_and_offers_nothing_to_correct(
    desk: Desk, owner: QWidget, administrator: Worker, qtbot: QtBot
) -> None:
    dialog = book_of(desk, owner, a_machine(administrator), qtbot)
    assert not dialog.correct.isEnabled()
    assert not dialog.withdraw.isEnabled()
    assert_accessible(dialog)
    assert cut(dialog) == []


def test_a_use_is_withdrawn_with_a_reason_and_brought_back(
    desk: Desk, owner: QWidget, administrator: Worker, qtbot: QtBot
) -> None:
    laser = a_machine(administrator)
    use = recorded(administrator, laser, a_person(administrator))
    dialog = book_of(desk, owner, laser, qtbot)
    stand_on_first(dialog, qtbot)
    press(dialog, "Withdraw…")
    why = shown(qtbot, dialog, ReasonDialog)
    why.verb.click()
    assert why.problems["reason"].text()
    type_text(why.reason, "mauvaise machine")
    accepted(qtbot, why)
    assert the_use(administrator, use).state is UseState.WITHDRAWN
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: the_use(administrator, use).state is UseState.OVER)


def test_a_use_that_runs_is_not_corrected_before_it_is_over(
    desk: Desk, owner: QWidget, administrator: Worker, qtbot: QtBot
) -> None:
    laser = a_machine(administrator)
    started(administrator, laser, a_person(administrator), starts_at=NOW - HOUR)
    dialog = book_of(desk, owner, laser, qtbot)
    stand_on_first(dialog, qtbot)
    assert not dialog.correct.isEnabled()


def test_a_fault_is_corrected_from_the_logbook(
    desk: Desk, owner: QWidget, administrator: Worker, qtbot: QtBot
) -> None:
    laser = a_machine(administrator)
    a_fault(administrator, laser)
    dialog = book_of(desk, owner, laser, qtbot)
    stand_on_first(dialog, qtbot)
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    form = shown(qtbot, dialog, FaultDialog)
    assert form.text.value() == "Lentille fêlée"
    form.text.set_value("Miroir fêlé")
    accepted(qtbot, form)
    qtbot.waitUntil(
        lambda: (row := dialog.table.rows.row_at(0)) is not None and "Miroir" in str(row)
    )


def test_days_narrow_what_is_listed(
    desk: Desk, owner: QWidget, administrator: Worker, qtbot: QtBot
) -> None:
    laser, ada = a_machine(administrator), a_person(administrator)
    for days in (0, 1, 5):
        recorded(administrator, laser, ada, starts_at=NOW - timedelta(days=days) - 2 * HOUR)
    dialog = book_of(desk, owner, laser, qtbot)
    assert dialog.table.rows.rowCount() == 3
    type_text(dialog.first, "28/02/2026")
    qtbot.waitUntil(lambda: dialog.table.rows.rowCount() == 2)
    type_text(dialog.last, "01/03/2026")
    qtbot.waitUntil(lambda: dialog.table.rows.rowCount() == 1)


def test_a_stop_that_ends_before_it_begins_is_told_beside_its_end(
    desk: Desk, owner: QWidget, administrator: Worker, qtbot: QtBot
) -> None:
    dialog = StopMachineDialog(desk, owner, a_machine(administrator), "Laser")
    dialog.open()
    dialog.text.set_value("Travaux")
    dialog.end_day.set_value(NOW.date() - timedelta(days=2))
    dialog.verb.click()
    qtbot.waitUntil(lambda: bool(dialog.problems["ends_at"].text()))
    type_text(dialog.hour, "99")
    dialog.verb.click()
    assert dialog.problems["start_hour"].text()

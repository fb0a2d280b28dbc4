"""At the closing of the day, uses that were forgotten are settled in the same form."""

from datetime import time

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from builders import NOW, Worker
from builders.agenda import an_opening
from builders.machines import a_machine
from builders.people import a_person
from builders.uses import HOUR, started, the_use
from fablab_desk.logbook.kinds import UseState
from fablab_desk.ui.agenda.closing import ClosingDialog
from fablab_desk.ui.desk import Desk


def test_a_forgotten_use_is_ended_with_the_day_and_goes_on_when_that_is_undone(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    opening = an_opening(administrator)
    laser, printer = a_machine(administrator), a_machine(administrator, "P1", may_run_alone=True)
    ada = a_person(administrator)
    forgotten = started(administrator, laser, ada, starts_at=NOW - 2 * HOUR)
    overnight = started(administrator, printer, ada, starts_at=NOW - HOUR, unattended=True)
    owner = QWidget()
    qtbot.addWidget(owner)
    dialog = ClosingDialog(desk, owner, opening)
    qtbot.addWidget(dialog)
    dialog.open_when_read()
    qtbot.waitUntil(dialog.isVisible)
    ((use, field),) = dialog.stops
    assert use.id == forgotten
    field.set_value(time(9, 30))  # an hour before now, in the lab's time
    with qtbot.waitSignal(dialog.closed):
        dialog.accept()
    assert the_use(administrator, forgotten).state is UseState.OVER
    assert the_use(administrator, overnight).state is UseState.RUNNING
    desk.undo()
    qtbot.waitUntil(lambda: the_use(administrator, forgotten).state is UseState.RUNNING)

"""The month of upkeep, by keys."""

from datetime import timedelta

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from builders import NOW, Worker
from builders.machines import a_machine
from builders.upkeep import a_plan, upkeep_done
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.machines.due_calendar import DueCalendarDialog
from fablab_desk.ui.machines.upkeep import UpkeepDialog
from ui.at_desk import press_enter, shown

TODAY, DAY = NOW.date(), timedelta(days=1)


def test_a_day_of_the_month_leads_to_its_upkeep(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    laser = a_machine(administrator)
    plan = a_plan(administrator, laser, "Nettoyer", every_days=10)
    upkeep_done(administrator, laser, plan, TODAY - 4 * DAY)
    owner = QWidget()
    qtbot.addWidget(owner)
    owner.show()
    dialog = DueCalendarDialog(desk, owner)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.table.chosen() is not None)
    due = TODAY + 6 * DAY
    chosen = dialog.table.chosen()
    assert chosen
    assert (chosen.on, chosen.follows) == (due, False)
    told = dialog.calendar.dateTextFormat(QDate(due.year, due.month, due.day))
    assert (told.fontUnderline(), told.toolTip()) == (True, "Laser : Nettoyer")
    again = due + 10 * DAY
    dialog.calendar.setSelectedDate(QDate(again.year, again.month, again.day))
    qtbot.waitUntil(
        lambda: (row := dialog.table.chosen()) is not None and row.on == again and row.follows
    )
    dialog.table.setFocus()
    press_enter(dialog.table)
    upkeep = shown(qtbot, dialog, UpkeepDialog)
    qtbot.waitUntil(lambda: (row := upkeep.plans.chosen()) is not None and row.id == plan)


def test_a_month_without_upkeep_says_so(desk: Desk, qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    dialog = DueCalendarDialog(desk, owner)
    dialog.open()
    qtbot.waitUntil(lambda: bool(dialog.told.text()))
    assert dialog.told.text() == "0 upkeeps expected"
    assert not dialog.do.isEnabled()
    dialog.calendar.showNextMonth()
    qtbot.waitUntil(lambda: not desk.is_waiting())

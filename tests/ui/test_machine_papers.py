"""Papers of machines, printed from where they are wanted."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from builders import Worker
from builders.machines import a_machine
from builders.people import a_person
from builders.upkeep import a_plan, an_order
from builders.uses import recorded
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.machines.papers import (
    print_blank_sheets,
    print_guide,
    print_labels,
    print_order,
)
from fablab_desk.ui.machines.timeline import TimelineDialog
from fablab_desk.ui.machines.upkeep import ORDERS, UpkeepDialog
from fablab_desk.ui.preview import PaperPreview
from ui.at_desk import press, shown


@pytest.fixture
def owner(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


def test_each_paper_is_shown_before_it_is_printed(
    desk: Desk, administrator: Worker, owner: QWidget, qtbot: QtBot
) -> None:
    laser = a_machine(administrator)
    order = an_order(administrator, laser)
    prints: list[Callable[[], None]] = [
        lambda: print_labels(desk, owner),
        lambda: print_blank_sheets(desk, owner),
        lambda: print_order(desk, owner, order),
        lambda: print_guide(desk, owner, laser, "Laser"),
    ]
    for prints_it in prints:
        prints_it()
        preview = shown(qtbot, owner, PaperPreview)
        preview.close()
        qtbot.waitUntil(lambda: not owner.findChildren(PaperPreview))


def test_the_logbook_is_printed_from_its_timeline(
    desk: Desk, administrator: Worker, owner: QWidget, qtbot: QtBot
) -> None:
    laser = a_machine(administrator)
    recorded(administrator, laser, a_person(administrator))
    dialog = TimelineDialog(desk, owner, laser, "Laser")
    dialog.open()
    qtbot.waitUntil(lambda: dialog.table.rows.rowCount() == 1)
    press(dialog, "On paper…")
    assert shown(qtbot, dialog, PaperPreview).windowTitle() == "Logbook: Laser"


def test_a_maintenance_is_printed_once_it_is_begun(
    desk: Desk, administrator: Worker, owner: QWidget, qtbot: QtBot
) -> None:
    laser = a_machine(administrator)
    plan = a_plan(administrator, laser, every_days=30)
    dialog = UpkeepDialog(desk, owner, laser, "Laser")
    dialog.open()
    qtbot.waitUntil(lambda: dialog.plans.rows.rowCount() == 1)
    qtbot.waitUntil(lambda: dialog.plans.chosen() is not None)
    assert not dialog.paper.isEnabled()
    an_order(administrator, laser, plan)
    dialog.read()
    qtbot.waitUntil(dialog.paper.isEnabled)
    dialog.pills.choose(ORDERS)
    qtbot.waitUntil(lambda: dialog.orders.chosen() is not None)
    press(dialog, "Print…")
    shown(qtbot, dialog, PaperPreview)

"""Parts from the lab's stock, taken by a repair and by a maintenance through their forms."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from builders import Worker
from builders.machines import a_machine
from builders.stock import a_level, delivered, level_of
from builders.upkeep import a_fault, an_order
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.machines.faults import RepairDialog, open_repair
from fablab_desk.ui.machines.order import OrderDialog, open_order_form
from ui.accessible import assert_accessible
from ui.at_desk import shown, type_text, undo, wait_gone


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


def test_a_maintenance_takes_parts_and_gives_them_back_when_it_is_reopened(
    desk: Desk, administrator: Worker, window: QWidget, qtbot: QtBot
) -> None:
    laser = a_machine(administrator)
    belt, lens = a_level(administrator, "BELT"), a_level(administrator, "LENS")
    delivered(administrator, belt, "2")
    delivered(administrator, lens, "5")
    open_order_form(desk, window, laser, "Laser", an_order(administrator, laser))
    form = shown(qtbot, window, OrderDialog)
    assert_accessible(form)
    (first, much), (second, count), *_ = form.parts.rows
    assert not second.isVisible()
    first.set_value(level_of(administrator, belt).article_id)
    first.changed.emit()
    assert second.isVisible()
    type_text(much, "3")
    second.set_value(level_of(administrator, lens).article_id)
    second.changed.emit()
    type_text(form.firm, "Atelier")
    form.verb.click()
    qtbot.waitUntil(lambda: bool(form.problems["parts.0"].text()))  # only two are there
    assert not count.text()
    much.setText("1")
    form.verb.click()
    wait_gone(qtbot, form)
    assert [level_of(administrator, one).quantity for one in (belt, lens)] == [1, 4]
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: level_of(administrator, belt).quantity == 2)
    assert level_of(administrator, lens).quantity == 5


def test_a_repair_takes_a_part(
    desk: Desk, administrator: Worker, window: QWidget, qtbot: QtBot
) -> None:
    laser, lens = a_machine(administrator), a_level(administrator, "LENS")
    delivered(administrator, lens, "5")
    open_repair(desk, window, a_fault(administrator, laser))
    form = shown(qtbot, window, RepairDialog)
    form.text.set_value("Lentille changée")
    form.parts.rows[0][0].set_value(level_of(administrator, lens).article_id)
    form.verb.click()
    wait_gone(qtbot, form)
    assert level_of(administrator, lens).quantity == 4


def test_where_nothing_is_kept_no_part_is_asked(
    desk: Desk, administrator: Worker, window: QWidget, qtbot: QtBot
) -> None:
    open_repair(desk, window, a_fault(administrator, a_machine(administrator)))
    assert shown(qtbot, window, RepairDialog).parts.rows == []

"""Ctrl+Z in the stock's window: an inventory, and what was noted before it."""

from decimal import Decimal
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from builders import Worker
from builders.stock import a_level, delivered, level_of
from fablab_desk.i18n import say
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.stock.forms import CountDialog, DeliveryDialog
from fablab_desk.ui.stock.tab import StockTab
from ui.at_desk import shown, type_text
from ui.park import accepted, choose, stock_tab, stock_window

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def tab(desk: Desk, qtbot: QtBot) -> StockTab:
    return stock_tab(stock_window(desk, qtbot), qtbot)


def left(worker: Worker, *keys: UUID) -> list[Decimal]:
    return [level_of(worker, key).quantity for key in keys]


def control(tab: StockTab, key: Qt.Key, qtbot: QtBot) -> None:
    """In the window, which stands in front again once its dialog is gone."""
    tab.window().activateWindow()
    qtbot.waitUntil(tab.window().isActiveWindow)
    QTest.keyClick(tab, key, CONTROL)


def control_z(tab: StockTab, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bool(tab.desk.next_undo()) and not tab.desk.is_waiting())
    control(tab, Qt.Key.Key_Z, qtbot)
    qtbot.waitUntil(lambda: not tab.desk.is_waiting())


def count(tab: StockTab, qtbot: QtBot, *found: str) -> None:
    control(tab, Qt.Key.Key_G, qtbot)
    dialog = shown(qtbot, tab, CountDialog)
    for field, text in zip(dialog.found, found, strict=True):
        type_text(field, text)
    accepted(qtbot, dialog)


def test_an_inventory_is_taken_back_and_can_be_typed_again(
    tab: StockTab, administrator: Worker, qtbot: QtBot
) -> None:
    abs_, petg, pla = keys = [a_level(administrator, code) for code in ("ABS", "PETG", "PLA")]
    for key in keys:
        delivered(administrator, key, "10")
    choose(tab, pla, qtbot)
    count(tab, qtbot, "0", "", "12,5")
    assert left(administrator, *keys) == [0, 10, Decimal("12.5")]
    assert tab.desk.next_undo() == "The inventory is noted: 2 articles differ."
    control_z(tab, qtbot)
    qtbot.waitUntil(lambda: left(administrator, *keys) == [10, 10, 10])
    assert [level_of(administrator, key).counted_on for key in keys] == [None] * 3
    count(tab, qtbot, "", "9", "")
    assert left(administrator, abs_, petg, pla) == [10, 9, 10]


def test_what_was_noted_before_the_inventory_is_taken_back_after_it(
    tab: StockTab, administrator: Worker, qtbot: QtBot
) -> None:
    key = a_level(administrator)
    for much in ("10", "5"):
        choose(tab, key, qtbot)
        control(tab, Qt.Key.Key_D, qtbot)
        dialog = shown(qtbot, tab, DeliveryDialog)
        type_text(dialog.quantity, much)
        accepted(qtbot, dialog)
    count(tab, qtbot, "14")
    for much_is_left in (15, 10, 0):
        control_z(tab, qtbot)
        assert left(administrator, key) == [much_is_left]


def test_an_article_that_moved_since_is_named_and_nothing_is_taken_back(
    tab: StockTab, administrator: Worker, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = [a_level(administrator, code) for code in ("ABS", "PLA")]
    choose(tab, keys[0], qtbot)
    count(tab, qtbot, "3", "4")
    delivered(administrator, keys[1], "5")
    told: list[str] = []
    monkeypatch.setattr("fablab_desk.ui.desk.tell", lambda _owner, why: told.append(say(why)))
    control_z(tab, qtbot)
    qtbot.waitUntil(lambda: bool(told))
    assert "Moved since this inventory: Pla." in told[0]
    assert left(administrator, *keys) == [3, 9]
    assert tab.desk.next_undo()  # still offered, once the delivery is taken back

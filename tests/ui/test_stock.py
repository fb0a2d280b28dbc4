"""The stock in its window: kept, delivered, lost, moved, counted."""

from decimal import Decimal
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from builders import Worker
from builders.catalogue import an_article
from builders.stock import a_level, delivered, level_of
from fablab_desk.catalogue.kinds import ArticleNature
from fablab_desk.stock.kinds import Store
from fablab_desk.stock.queries import LevelRow, StockFilter, list_levels
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.main_window import MainWindow
from fablab_desk.ui.stock.forms import (
    CountDialog,
    DeliveryDialog,
    LevelDialog,
    LossDialog,
    MoveDialog,
)
from fablab_desk.ui.stock.tab import StockTab
from ui.accessible import assert_accessible, assert_focus_seen
from ui.at_desk import press_enter, shown, type_text, undo
from ui.park import accepted, choose, stock_tab, stock_window
from ui.uncut import cut

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> MainWindow:
    return stock_window(desk, qtbot)


@pytest.fixture
def tab(window: MainWindow, qtbot: QtBot) -> StockTab:
    return stock_tab(window, qtbot)


def levels(worker: Worker) -> list[LevelRow]:
    with worker.database.reading() as session:
        return list_levels(session)


def left(worker: Worker, key: UUID) -> Decimal:
    return level_of(worker, key).quantity


def codes(tab: StockTab) -> list[str]:
    rows = tab.table.rows
    return [row.code for at in range(rows.rowCount()) if (row := rows.row_at(at))]


@pytest.mark.parametrize("size", [(1320, 820), (1024, 700), (800, 600)])
def test_nothing_of_the_stock_is_cut(
    window: MainWindow,
    tab: StockTab,
    administrator: Worker,
    qtbot: QtBot,
    size: tuple[int, int],
) -> None:
    kept = a_level(administrator, "PMMA", threshold=Decimal(5), place="Étagère du fond")
    delivered(administrator, kept, "4", "12.5")
    window.resize(*size)
    choose(tab, kept, qtbot)
    assert_accessible(tab)
    assert_focus_seen(tab)
    assert cut(tab) == []


def test_an_article_is_kept_and_that_is_taken_back(
    tab: StockTab, administrator: Worker, desk: Desk, qtbot: QtBot
) -> None:
    an_article(administrator, "PLA", "Fil PLA", nature=ArticleNature.GOODS)
    qtbot.waitUntil(lambda: not desk.is_waiting())
    assert not tab.delivery_action.isEnabled()
    assert_accessible(tab)  # with nothing in it
    QTest.keyClick(tab, Qt.Key.Key_N, CONTROL)
    dialog = shown(qtbot, tab, LevelDialog)
    assert_accessible(dialog)
    assert cut(dialog) == []
    type_text(dialog.threshold, "-1")
    dialog.verb.click()
    qtbot.waitUntil(lambda: bool(dialog.problems["threshold"].text()))
    dialog.threshold.clear()
    type_text(dialog.threshold, "2")
    accepted(qtbot, dialog)
    assert [(row.code, row.threshold) for row in levels(administrator)] == [("PLA", Decimal(2))]
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: codes(tab) == [])


def test_a_delivery_makes_the_mean_cost_and_is_taken_back(
    tab: StockTab, administrator: Worker, desk: Desk, qtbot: QtBot
) -> None:
    kept = a_level(administrator)
    delivered(administrator, kept, "10", "2")
    choose(tab, kept, qtbot)
    QTest.keyClick(tab, Qt.Key.Key_D, CONTROL)
    dialog = shown(qtbot, tab, DeliveryDialog)
    assert_accessible(dialog)
    assert cut(dialog) == []
    dialog.verb.click()
    assert dialog.problems["quantity"].text()
    type_text(dialog.quantity, "10")
    dialog.cost.clear()
    type_text(dialog.cost, "4")
    press_enter(dialog.cost)
    qtbot.waitUntil(lambda: left(administrator, kept) == 20)
    assert level_of(administrator, kept).unit_cost == Decimal(3)
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: left(administrator, kept) == 10)


def test_a_loss_is_said_in_words_and_never_takes_what_is_not_there(
    tab: StockTab, administrator: Worker, desk: Desk, qtbot: QtBot
) -> None:
    kept = a_level(administrator)
    delivered(administrator, kept, "10")
    choose(tab, kept, qtbot)
    tab.loss_action.trigger()
    dialog = shown(qtbot, tab, LossDialog)
    assert_accessible(dialog)
    type_text(dialog.quantity, "11")
    dialog.verb.click()
    qtbot.waitUntil(lambda: bool(dialog.problems["note"].text()))
    type_text(dialog.note, "humide")
    dialog.verb.click()
    qtbot.waitUntil(lambda: bool(dialog.problems["quantity"].text()))
    assert left(administrator, kept) == 10
    dialog.quantity.clear()
    type_text(dialog.quantity, "3,5")
    accepted(qtbot, dialog)
    assert left(administrator, kept) == Decimal("6.5")
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: left(administrator, kept) == 10)


def test_what_is_moved_lies_in_the_other_stock_at_its_cost(
    tab: StockTab, administrator: Worker, desk: Desk, qtbot: QtBot
) -> None:
    kept = a_level(administrator)
    delivered(administrator, kept, "10", "2")
    choose(tab, kept, qtbot)
    tab.move_action.trigger()
    dialog = shown(qtbot, tab, MoveDialog)
    assert_accessible(dialog)
    type_text(dialog.quantity, "4")
    accepted(qtbot, dialog)
    there = {row.store: (row.quantity, row.unit_cost) for row in levels(administrator)}
    two = Decimal(2)
    assert there == {Store.LAB: (Decimal(6), two), Store.SALE: (Decimal(4), two)}
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: left(administrator, kept) == 10)


def test_an_inventory_is_typed_by_keys_and_blank_lines_are_not_counted(
    tab: StockTab, administrator: Worker, qtbot: QtBot
) -> None:
    keys = [a_level(administrator, code) for code in ("ABS", "PETG", "PLA")]
    for key in keys:
        delivered(administrator, key, "10")
    choose(tab, keys[0], qtbot)
    QTest.keyClick(tab, Qt.Key.Key_G, CONTROL)
    dialog = shown(qtbot, tab, CountDialog)
    assert_accessible(dialog)
    assert cut(dialog) == []
    dialog.verb.click()
    assert dialog.problems["0.found"].text()
    type_text(dialog.found[0], "beaucoup")
    dialog.verb.click()
    assert dialog.problems["0.found"].text()
    dialog.found[0].clear()
    type_text(dialog.found[0], "0")
    type_text(dialog.found[2], "12,5")
    accepted(qtbot, dialog)
    assert [left(administrator, key) for key in keys] == [0, 10, Decimal("12.5")]


def test_what_moved_while_it_was_counted_is_told_in_its_line(
    tab: StockTab, administrator: Worker, qtbot: QtBot
) -> None:
    keys = [a_level(administrator, code) for code in ("ABS", "PLA")]
    choose(tab, keys[0], qtbot)
    QTest.keyClick(tab, Qt.Key.Key_G, CONTROL)
    dialog = shown(qtbot, tab, CountDialog)
    delivered(administrator, keys[1], "5")
    type_text(dialog.found[1], "7")
    dialog.verb.click()
    qtbot.waitUntil(lambda: bool(dialog.problems["1.found"].text()))
    assert dialog.found[1].text().strip() == "7"
    qtbot.waitUntil(lambda: not tab.desk.is_waiting())
    accepted(qtbot, dialog)  # it was counted once more, and there are seven
    assert left(administrator, keys[1]) == 7


def test_the_stock_is_filtered_searched_and_changed(
    tab: StockTab, administrator: Worker, desk: Desk, qtbot: QtBot
) -> None:
    low = a_level(administrator, "PLA", threshold=Decimal(5))
    sold = a_level(administrator, "BADGE", Store.SALE)
    delivered(administrator, sold, "10")
    choose(tab, low, qtbot)
    for chosen, wanted in (
        (StockFilter.LOW, ["PLA"]),
        (StockFilter.LAB, ["PLA"]),
        (StockFilter.SALE, ["BADGE"]),
    ):
        tab.show_filter(chosen.value)
        qtbot.waitUntil(lambda: not desk.is_waiting())
        assert codes(tab) == wanted
    tab.show_filter("")
    type_text(tab.search, "badg")
    qtbot.waitUntil(lambda: codes(tab) == ["BADGE"])
    tab.search.clear()
    choose(tab, low, qtbot)
    QTest.keyClick(tab, Qt.Key.Key_F2)
    dialog = shown(qtbot, tab, LevelDialog)
    assert_accessible(dialog)
    dialog.place.set_value("Tiroir 3")
    accepted(qtbot, dialog)
    qtbot.waitUntil(lambda: (row := tab.chosen()) is not None and row.place == "Tiroir 3")


def test_what_is_kept_no_more_comes_back_by_undoing_it(
    tab: StockTab, administrator: Worker, desk: Desk, qtbot: QtBot
) -> None:
    kept = a_level(administrator)
    choose(tab, kept, qtbot)
    tab.archive_action.trigger()
    qtbot.waitUntil(lambda: codes(tab) == [])
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: codes(tab) == ["PLA"])

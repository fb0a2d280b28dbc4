"""Tab leads through each page of the settings as one reads it."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from builders import Worker
from builders.catalogue import a_price, an_article
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.settings.articles import ArticlesPage
from fablab_desk.ui.settings.tab import MAKERS, SettingsTab
from ui.settings import a_lab_set_up, shown

ENOUGH = 60  # stops of a whole screen


@pytest.fixture(autouse=True)
def lab(administrator: Worker) -> None:
    a_lab_set_up(administrator)


def walked(root: QWidget) -> list[QWidget]:
    """Where Tab leads from the first stop of a screen, until it comes round."""
    stops: list[QWidget] = []
    for _ in range(ENOUGH):
        root.window().focusNextChild()
        now = QApplication.focusWidget()
        if now is None or now in stops:
            break
        stops.append(now)
    return [one for one in stops if root.isAncestorOf(one)]


def misplaced(root: QWidget, stops: list[QWidget]) -> list[str]:
    """Each stop that stands above the one before it, or at its left in the same row."""
    places = [QRect(one.mapTo(root, QPoint()), one.size()) for one in stops]
    return [
        f"{type(stops[n + 1]).__name__} {stops[n + 1].accessibleName()}"
        for n, (before, after) in enumerate(pairwise(places))
        if after.bottom() < before.top()
        or (after.top() < before.center().y() and after.left() < before.left())
    ]


@pytest.mark.parametrize("place", range(len(MAKERS)), ids=[one.__name__ for one in MAKERS])
def test_tab_leads_down_each_page(desk: Desk, qtbot: QtBot, place: int) -> None:
    tab = SettingsTab(desk)
    qtbot.addWidget(tab)
    tab.resize(1100, 760)
    with qtbot.waitExposed(tab):
        tab.show()
    tab.activateWindow()
    page = tab.page(place)
    qtbot.waitUntil(lambda: page.isVisible() and not desk.is_waiting())
    tab.names.setFocus()
    stops = walked(page)
    assert len(stops) > 1
    assert misplaced(page, stops) == []


def test_what_comes_in_place_of_an_act_is_reached_in_its_place(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    a_price(administrator, an_article(administrator, label="Aaa"))
    page = shown(qtbot, desk, ArticlesPage)
    page.activateWindow()
    qtbot.waitUntil(lambda: page.list.table.rows.rowCount() == 3)
    page.list.table.selectRow(0)
    qtbot.waitUntil(lambda: page.prices.table.rows.rowCount() == 1)
    page.prices.table.selectRow(0)
    page.withdrawal.away.trigger()
    qtbot.waitUntil(page.withdrawal.back.isVisible)
    qtbot.waitUntil(lambda: not desk.is_waiting())
    page.list.table.setFocus()
    assert misplaced(page, [page.list.table, *walked(page)][:4]) == []

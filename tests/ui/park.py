"""The machines tab in its window, for tests of what is done from it."""

from uuid import UUID

from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from fablab_desk.ui.desk import Desk
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.machines.tab import MachinesTab
from fablab_desk.ui.main_window import MainWindow
from fablab_desk.ui.problem import Problem
from fablab_desk.ui.state import State
from fablab_desk.ui.stock.tab import StockTab
from fablab_desk.ui.tab_spec import TabMaker, TabSpec
from ui.at_desk import wait_gone


def _machines() -> TabMaker:
    return MachinesTab


def _stock() -> TabMaker:
    return StockTab


def machines_window(desk: Desk, qtbot: QtBot) -> MainWindow:
    return _window(desk, qtbot, TabSpec("machines", "Machines", "machines", "m", _machines))


def stock_window(desk: Desk, qtbot: QtBot) -> MainWindow:
    return _window(desk, qtbot, TabSpec("stock", "Stock", "box", "s", _stock))


def machines_tab(window: MainWindow, qtbot: QtBot) -> MachinesTab:
    tab = window.tab("machines")
    assert isinstance(tab, MachinesTab)
    qtbot.waitUntil(tab.isVisible)
    return tab


def stock_tab(window: MainWindow, qtbot: QtBot) -> StockTab:
    tab = window.tab("stock")
    assert isinstance(tab, StockTab)
    qtbot.waitUntil(tab.isVisible)
    return tab


def choose(tab: MachinesTab | StockTab, key: UUID, qtbot: QtBot) -> None:
    """The line of that key, read anew and told in the panel."""
    tab.table.reload()
    tab.table.stand_on(key)
    qtbot.waitUntil(lambda: (row := tab.chosen()) is not None and row.id == key)
    qtbot.waitUntil(lambda: not tab.desk.is_waiting())


def accepted(qtbot: QtBot, dialog: QDialog) -> None:
    """Entered by its own keys, and gone."""
    dialog.accept()
    wait_gone(qtbot, dialog)


def telling(dialog: FormDialog) -> str:
    """Everything that a form says is wrong, wherever it says so."""
    return " ".join(one.text() for one in dialog.findChildren(Problem) if one.text())


def _window(desk: Desk, qtbot: QtBot, spec: TabSpec) -> MainWindow:
    window = MainWindow([spec], State(), "Lab")
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.take(desk)
    qtbot.waitUntil(lambda: window.tab(spec.key) is not None)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window

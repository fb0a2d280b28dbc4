"""The trainings tab in its window, for tests of what is done from it."""

from uuid import UUID

from pytestqt.qtbot import QtBot

from fablab_desk.ui.desk import Desk
from fablab_desk.ui.main_window import MainWindow
from fablab_desk.ui.state import State
from fablab_desk.ui.tab_spec import TabMaker, TabSpec
from fablab_desk.ui.trainings.tab import TrainingsTab


def _trainings() -> TabMaker:
    return TrainingsTab


def trainings_tab(desk: Desk, qtbot: QtBot) -> TrainingsTab:
    window = MainWindow(
        [TabSpec("trainings", "Formations", "trainings", "f", _trainings)], State(), ""
    )
    qtbot.addWidget(window)
    window.show()
    window.take(desk)
    tab = window.tab("trainings")
    assert isinstance(tab, TrainingsTab)
    qtbot.waitUntil(tab.isVisible)
    return tab


def stand_on(tab: TrainingsTab, key: UUID, qtbot: QtBot, listed: str = "") -> None:
    tab.show_filter(listed)
    tab.table.reload()
    tab.table.stand_on(key)
    qtbot.waitUntil(lambda: (row := tab.chosen()) is not None and row.id == key)
    qtbot.waitUntil(lambda: not tab.desk.is_waiting())

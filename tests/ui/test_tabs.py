import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from fablab_desk.ui.actions import plain
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.main_window import MainWindow
from fablab_desk.ui.people.person import PersonDialog
from fablab_desk.ui.settings.backups import BackupsPage
from fablab_desk.ui.state import State
from fablab_desk.ui.tab_spec import TabSpec
from fablab_desk.ui.tabs import SPECS


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.key)
def test_what_a_tab_promises_before_it_is_built_it_does(
    spec: TabSpec, desk: Desk, qtbot: QtBot
) -> None:
    tab = spec.load()(desk)
    qtbot.addWidget(tab)
    texts = {plain(act) for act in tab.actions()}
    for act in spec.acts:
        promised = getattr(tab, act.attribute)
        assert plain(promised) in texts
        assert promised.text().replace("&", "") == act.title.replace("&", "")


def test_a_page_of_the_settings_never_shown_is_found_by_what_is_done_there(
    desk: Desk, qtbot: QtBot
) -> None:
    window = MainWindow(SPECS, State())
    qtbot.addWidget(window)
    window.show()
    window.take(desk)
    window.command.open_with()
    window.command.field.setText("restore")
    qtbot.waitUntil(lambda: [one.title for one in window.command.offers()] == ["Backups"])
    QTest.keyClick(window.command.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(window.findChildren(BackupsPage)))


def test_an_act_of_a_tab_never_shown_is_found_and_done(desk: Desk, qtbot: QtBot) -> None:
    window = MainWindow(SPECS, State())
    qtbot.addWidget(window)
    window.show()
    window.take(desk)
    window.command.open_with()
    window.command.field.setText("new person")
    qtbot.waitUntil(lambda: bool(window.command.offers()))
    QTest.keyClick(window.command.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(window.findChildren(PersonDialog)))

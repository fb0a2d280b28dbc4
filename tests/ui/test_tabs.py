import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from fablab_desk.ui.actions import plain
from fablab_desk.ui.agenda.field import ArrivalField
from fablab_desk.ui.agenda.tab import DoorTab
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.main_window import MainWindow
from fablab_desk.ui.people.person import PersonDialog
from fablab_desk.ui.people.renewal import RenewalDialog
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


@pytest.mark.parametrize("key", ["today", "agenda"])
def test_whoever_asks_for_an_arrival_is_led_to_the_field_of_the_door(
    desk: Desk, qtbot: QtBot, key: str
) -> None:
    window = MainWindow(SPECS, State())
    qtbot.addWidget(window)
    window.show()
    window.take(desk)
    window.open_tab(key)
    if key == "agenda":
        qtbot.waitUntil(lambda: isinstance(window.tab("agenda"), DoorTab))
    window.command.open_with()
    window.command.field.setText("arrival")
    qtbot.waitUntil(lambda: "Note an arrival" in [one.title for one in window.command.offers()])
    assert window.command.offers()[0].title == "Note an arrival"
    QTest.keyClick(window.command.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.focusWidget() in window.findChildren(ArrivalField))


def test_memberships_are_renewed_from_any_tab(desk: Desk, qtbot: QtBot) -> None:
    window = MainWindow(SPECS, State())
    qtbot.addWidget(window)
    window.show()
    window.take(desk)
    window.command.open_with()
    window.command.field.setText("renew memberships")
    qtbot.waitUntil(lambda: bool(window.command.offers()))
    QTest.keyClick(window.command.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(window.findChildren(RenewalDialog)))

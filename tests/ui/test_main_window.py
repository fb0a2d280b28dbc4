from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from fablab_desk.db.database import Database, Query
from fablab_desk.ui import theme
from fablab_desk.ui.actions import action
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.forms import PlainDialog
from fablab_desk.ui.main_window import LEAST, MainWindow
from fablab_desk.ui.scaffold import Page
from fablab_desk.ui.state import State
from fablab_desk.ui.tab_spec import Hit, TabMaker, TabSpec
from fablab_desk.ui.theme import Scheme
from fablab_desk.ui.undo import Undo
from ui.accessible import assert_accessible
from ui.made_up import MadeTab, add_somebody, made


def _page() -> TabMaker:
    return lambda _desk: Page("Today")


def _made() -> TabMaker:
    return MadeTab


def _find(sought: str) -> Query[list[Hit]]:
    return lambda _session: [Hit("people", f"{sought} Lovelace", "M-1", "made", None)]


SPECS = [
    TabSpec("today", "Today", "today", "t", _page, "Desk"),
    TabSpec("made", "Made up", "people", "m", _made, "Desk", find=lambda: _find),
    TabSpec("invoices", "Invoices", "invoices", "i", _page, "Accounts"),
    TabSpec("settings", "Settings", "settings", "s", _page),
]


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    window = MainWindow(SPECS, State(), "Fablab Exemple")
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.painted):
        window.show()
    yield window
    window.before_close = None


@pytest.fixture
def open_window(window: MainWindow, desk: Desk, database: Database) -> MainWindow:
    made(database, "Anna", "Bruno")
    window.take(desk)
    return window


def made_tab(window: MainWindow, qtbot: QtBot) -> MadeTab:
    tab = window.tab("made")
    assert isinstance(tab, MadeTab)
    qtbot.waitUntil(lambda: tab.table.rows.rowCount() == 2)
    return tab


def test_it_is_painted_before_the_base_is_open(window: MainWindow) -> None:
    assert window.desk is None
    assert window.tab("today") is None
    window.sidebar.tabs.setCurrentIndex(1)
    assert window.tab("made") is None


def test_a_tab_is_built_when_it_is_first_shown(open_window: MainWindow) -> None:
    assert open_window.tab("today")
    assert open_window.tab("made") is None
    open_window.open_tab("made")
    first = open_window.tab("made")
    open_window.open_tab("today")
    open_window.open_tab("made")
    assert first is open_window.tab("made") is open_window.pages.currentWidget()


def test_a_record_is_opened_from_anywhere(
    open_window: MainWindow, desk: Desk, database: Database, qtbot: QtBot
) -> None:
    (key,) = made(database, "Chloé")
    desk.open("made", key)
    tab = open_window.tab("made")
    assert isinstance(tab, MadeTab)
    qtbot.waitUntil(lambda: tab.shown[-1:] == ["Chloé"])


def test_what_a_filter_lists_is_shown_from_anywhere(open_window: MainWindow, desk: Desk) -> None:
    desk.show_filter("made", "A")
    tab = open_window.tab("made")
    assert isinstance(tab, MadeTab)
    assert tab.pills.chosen() == "A"


def test_the_tabs_are_a_list_of_page_tabs_to_a_screen_reader(window: MainWindow) -> None:
    found = QAccessible.queryAccessibleInterface(window.sidebar.tabs)
    assert found.role() == QAccessible.Role.PageTabList
    names = [found.child(n).text(QAccessible.Text.Name) for n in range(len(SPECS))]
    assert names == ["Today", "Made up", "Invoices", "Settings"]
    assert found.child(0).role() == QAccessible.Role.PageTab


def test_arrows_and_alt_letters_choose_a_tab(open_window: MainWindow, qtbot: QtBot) -> None:
    tabs = open_window.sidebar.tabs
    for key, place in (
        (Qt.Key.Key_Down, 1),
        (Qt.Key.Key_Down, 2),
        (Qt.Key.Key_Up, 1),
        (Qt.Key.Key_End, 3),
        (Qt.Key.Key_Down, 3),
        (Qt.Key.Key_Home, 0),
    ):
        QTest.keyClick(tabs, key)
        assert tabs.currentIndex() == place
    open_window.activateWindow()
    QTest.keyClick(open_window, Qt.Key.Key_I, Qt.KeyboardModifier.AltModifier)
    assert tabs.currentIndex() == 2


def test_the_letter_of_the_tab_that_is_shown_leads_back_to_where_it_begins(
    open_window: MainWindow, qtbot: QtBot
) -> None:
    open_window.open_tab("made")
    tab = made_tab(open_window, qtbot)

    def stands_in_front() -> bool:
        open_window.activateWindow()  # asked again: windows of tests before go at their own time
        return open_window.isActiveWindow()

    qtbot.waitUntil(stands_in_front)
    tab.table.setFocus()
    qtbot.waitUntil(tab.table.hasFocus)
    QTest.keyClick(open_window, Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(tab.search.hasFocus)


def test_a_click_on_a_tab_shows_it_and_one_beside_it_does_not(
    open_window: MainWindow, qtbot: QtBot
) -> None:
    tabs = open_window.sidebar.tabs
    last = tabs.tabRect(3)
    QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=QPoint(20, last.top() + 4))
    assert tabs.currentIndex() == 0  # the room above the foot
    QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=QPoint(20, last.bottom() - 10))
    assert tabs.currentIndex() == 3


def test_it_remembers_its_size_and_tab(qtbot: QtBot, desk: Desk) -> None:
    state = State()
    for _ in range(2):
        window = MainWindow(SPECS, state)
        qtbot.addWidget(window)
        window.show()
        if state.read("tab", "") != "invoices":
            window.resize(1111, 777)
            window.sidebar.tabs.setCurrentIndex(2)
    assert (window.width(), window.height()) == (1111, 777)
    assert window.sidebar.tabs.currentIndex() == 2


def test_a_letter_typed_where_no_field_is_searches_everything(
    open_window: MainWindow, qtbot: QtBot
) -> None:
    open_window.sidebar.tabs.setFocus()
    QTest.keyClick(open_window.sidebar.tabs, Qt.Key.Key_D)
    assert open_window.command.isVisible()
    assert open_window.command.field.text() == "d"


def test_everything_is_found_in_one_search(open_window: MainWindow, qtbot: QtBot) -> None:
    open_window.open_tab("made")
    tab = made_tab(open_window, qtbot)
    command = open_window.command
    command.open_with("")
    QTest.keyClicks(command.field, "ad")
    qtbot.waitUntil(lambda: len(command.offers()) == 2)
    assert [offer.title for offer in command.offers()] == ["ad Lovelace", "Add"]
    tab.activated.append("something")
    open_window.open_tab("today")
    command.open_with("add")
    QTest.keyClick(command.field, Qt.Key.Key_Down)
    QTest.keyClick(command.field, Qt.Key.Key_Return)
    assert (tab.activated, command.isVisible()) == ([], False)
    assert open_window.pages.currentWidget() is tab


def test_escape_gives_the_focus_back(open_window: MainWindow, qtbot: QtBot) -> None:
    open_window.open_tab("made")
    tab = made_tab(open_window, qtbot)
    tab.search.setFocus()
    open_window.command.open_with()
    QTest.keyClick(open_window.command.field, Qt.Key.Key_Escape)
    assert not open_window.command.isVisible()
    assert open_window.focusWidget() is tab.search


def test_what_is_typed_waits_under_a_cover(open_window: MainWindow, qtbot: QtBot) -> None:
    dialog = PlainDialog(open_window, "Half done")
    field = QLineEdit("half a name")
    dialog.body.addWidget(field)
    dialog.open()
    open_window.cover(QWidget())
    assert open_window.is_covered()
    assert not dialog.isVisible()
    open_window.uncover()
    assert not open_window.is_covered()
    assert (dialog.isVisible(), field.text()) == (True, "half a name")
    dialog.close()


def test_the_tab_built_under_a_cover_leaves_it_the_keys(
    window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    asks = QLineEdit()
    window.take(desk)
    window.cover(asks)
    qtbot.waitUntil(asks.hasFocus)
    qtbot.waitUntil(lambda: window.pages.focusProxy() is window.tab("today"))
    assert asks.hasFocus()


def test_closing_asks_first_whoever_wants_to_be_asked(
    open_window: MainWindow, qtbot: QtBot
) -> None:
    asked: list[object] = []
    open_window.before_close = asked.append
    open_window.close()
    assert open_window.isVisible()
    (go_on,) = asked
    with qtbot.waitSignal(open_window.closed):
        go_on()  # type: ignore[operator]
    assert not open_window.isVisible()


def test_undo_is_offered_while_there_is_something_to_undo(
    open_window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    assert not open_window.undo_action.isEnabled()
    back = Undo("Ada is enrolled.", lambda _act: None)
    desk.do(add_somebody, lambda _none: None, desk, undo=lambda _result: back)
    qtbot.waitUntil(open_window.undo_action.isEnabled)
    assert open_window.undo_action.statusTip() == "Ada is enrolled."
    qtbot.waitUntil(lambda: bool(open_window.toasts.toasts()))
    open_window.undo_action.trigger()
    qtbot.waitUntil(lambda: not open_window.undo_action.isEnabled())


def test_what_was_taken_back_by_its_keys_is_not_offered_on(
    open_window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    back = Undo("Ada is enrolled.", add_somebody)
    desk.do(add_somebody, lambda _none: None, desk, undo=lambda _result: back)
    qtbot.waitUntil(open_window.undo_action.isEnabled)
    open_window.undo_action.trigger()
    said = ["Taken back: Ada is enrolled."]
    qtbot.waitUntil(lambda: [one.notice.text for one in open_window.toasts.toasts()] == said)


def test_who_works_here_stands_at_the_foot(window: MainWindow, qtbot: QtBot) -> None:
    window.sidebar.show_person("Camille Roux")
    with qtbot.waitSignal(window.lock_asked):
        window.sidebar.lock.click()
    assert_accessible(window.sidebar)


@pytest.mark.parametrize("size", [(1320, 820), (1024, 700), LEAST])
@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_everybody_can_use_it_at_every_size(
    open_window: MainWindow,
    qapp: QApplication,
    qtbot: QtBot,
    size: tuple[int, int],
    scheme: Scheme,
) -> None:
    theme.dress(qapp, scheme)
    open_window.resize(*size)
    open_window.open_tab("made")
    tab = made_tab(open_window, qtbot)
    tab.table.selectRow(0)
    assert_accessible(open_window)
    assert (open_window.width(), open_window.height()) == size


def test_alt_and_a_letter_that_no_button_has_searches_nothing(open_window: MainWindow) -> None:
    QTest.keyClick(open_window.pages, Qt.Key.Key_Z, Qt.KeyboardModifier.AltModifier)
    assert not open_window.command.isVisible()
    QTest.keyClick(open_window.pages, Qt.Key.Key_Z)
    assert open_window.command.isVisible()


def test_over_a_screen_that_hides_all_only_what_it_offers_is_found(
    open_window: MainWindow, qtbot: QtBot
) -> None:
    screen, pressed = QWidget(), list[str]()
    screen.addAction(action(screen, "Try again", lambda: pressed.append("again")))
    open_window.cover(screen)
    look = action(open_window, "Try dark colours", lambda: pressed.append("dark"))
    look.setObjectName("scheme dark")
    open_window.addAction(look)
    command = open_window.command
    open_window.command_action.trigger()
    command.field.setText("an")  # begins “Ann Lovelace”, whom the finder would give
    qtbot.wait(60)
    assert command.offers() == []
    command.field.setText("try")
    assert [one.title for one in command.offers()] == ["Try again", "Try dark colours"]
    QTest.keyClick(command.field, Qt.Key.Key_Return)
    assert pressed == ["again"]
    open_window.uncover()
    open_window.command_action.trigger()
    command.field.setText("an")
    qtbot.waitUntil(lambda: "an Lovelace" in [one.title for one in command.offers()])


def test_nothing_is_undone_over_a_screen_that_hides_all(
    open_window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    undone = list[str]()
    back = Undo("Somebody was added.", lambda _act: undone.append("undone"))
    desk.do(add_somebody, lambda _name: None, open_window, undo=lambda _name: back)
    qtbot.waitUntil(open_window.undo_action.isEnabled)
    open_window.cover(QWidget())
    open_window.undo_action.trigger()
    open_window.uncover()
    assert desk.next_undo()
    open_window.undo_action.trigger()
    qtbot.waitUntil(lambda: undone == ["undone"])

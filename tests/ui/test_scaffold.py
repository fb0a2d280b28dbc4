import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from fablab_desk.db.database import Database
from fablab_desk.ui.command import offers_of
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.export import write_listing
from fablab_desk.ui.toasts import Notice
from ui.accessible import assert_accessible
from ui.made_up import COLUMNS, MADE, MadeTab, made

NAMES = ["Anna", "Bruno", "Chloé", "Ahmed"]


@pytest.fixture
def tab(desk: Desk, database: Database, qtbot: QtBot) -> MadeTab:
    made(database, *NAMES)
    tab = MadeTab(desk)
    qtbot.addWidget(tab)
    tab.resize(1000, 700)
    tab.show()
    qtbot.waitUntil(lambda: tab.table.rows.rowCount() == len(NAMES))
    return tab


def test_each_key_narrows_the_list_and_tells_how_many(tab: MadeTab, qtbot: QtBot) -> None:
    QTest.keyClicks(tab.search, "Chl")
    qtbot.waitUntil(lambda: tab.search.count.text() == "1 result")
    assert tab.table.rows.rowCount() == 1
    assert tab.search.accessibleDescription() == "1 result"
    QTest.keyClick(tab.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: tab.table.rows.rowCount() == len(NAMES))
    assert tab.search.count.text() == ""


def test_arrows_and_enter_act_without_leaving_the_field(tab: MadeTab, qtbot: QtBot) -> None:
    tab.pills.choose("A")
    qtbot.waitUntil(lambda: tab.table.rows.rowCount() == 2)
    QTest.keyClicks(tab.search, "n")
    qtbot.waitUntil(lambda: tab.shown[-1] == "Anna")
    tab.search.clear()
    qtbot.waitUntil(lambda: tab.table.rows.rowCount() == 2)
    QTest.keyClick(tab.search, Qt.Key.Key_Down)
    QTest.keyClick(tab.search, Qt.Key.Key_Return)
    assert tab.activated == ["Ahmed"]
    qtbot.waitUntil(lambda: tab.shown[-1] == "Ahmed")


def test_a_letter_in_the_list_goes_to_the_search_field(tab: MadeTab, qtbot: QtBot) -> None:
    QTest.keyClick(tab.table, Qt.Key.Key_B)
    assert tab.search.text() == "b"


def test_a_record_is_opened_whatever_was_searched(
    tab: MadeTab, database: Database, qtbot: QtBot
) -> None:
    (key,) = made(database, "Zoé")
    QTest.keyClicks(tab.search, "Chl")
    qtbot.waitUntil(lambda: tab.table.rows.rowCount() == 1)
    tab.open_record(key)
    qtbot.waitUntil(lambda: tab.shown[-1] == "Zoé")
    assert (tab.search.text(), tab.pills.chosen()) == ("", "")
    assert not tab.search.isUndoAvailable()


def test_what_was_typed_before_something_was_done_elsewhere_is_not_what_ctrl_z_takes_back(
    tab: MadeTab, qtbot: QtBot
) -> None:
    tab.search.setFocus()
    QTest.keyClicks(tab.search, "Chl")
    assert tab.search.isUndoAvailable()
    tab.table.setFocus()
    tab.search.setFocus()
    assert (tab.search.text(), tab.search.isUndoAvailable()) == ("Chl", False)


def test_an_empty_list_says_what_it_is_for_and_offers_the_first_act(
    desk: Desk, qtbot: QtBot
) -> None:
    tab = MadeTab(desk)
    qtbot.addWidget(tab)
    tab.show()
    qtbot.waitUntil(lambda: tab.table.empty is not None and tab.table.empty.isVisible())
    assert_accessible(tab)


def test_nothing_found_is_another_sentence(tab: MadeTab, qtbot: QtBot) -> None:
    QTest.keyClicks(tab.search, "zzz")
    qtbot.waitUntil(lambda: tab.search.count.text() == "0 results")
    empty = tab.table.empty
    assert empty is not None
    assert empty.isVisible()
    assert "Nothing is found" in empty.text.text()  # type: ignore[attr-defined]


def test_an_empty_filter_asks_for_no_fewer_letters(desk: Desk, qtbot: QtBot) -> None:
    tab = MadeTab(desk)
    qtbot.addWidget(tab)
    tab.show()
    tab.pills.choose("A")
    tab.pills.chosen_changed.emit("A")
    empty = tab.table.empty
    assert empty is not None
    said = "Nothing is in this filter."
    qtbot.waitUntil(lambda: empty.text.text() == said)  # type: ignore[attr-defined]


def test_what_is_written_elsewhere_is_shown(
    tab: MadeTab, database: Database, qtbot: QtBot, desk: Desk
) -> None:
    made(database, "Zoé")
    desk.changed.emit(MADE.shows)
    qtbot.waitUntil(lambda: tab.table.rows.rowCount() == len(NAMES) + 1)


def test_the_record_stands_under_its_list_where_the_window_is_narrow(tab: MadeTab) -> None:
    assert tab.splitter.orientation() is Qt.Orientation.Horizontal
    tab.resize(560, 500)
    assert tab.splitter.orientation() is Qt.Orientation.Vertical
    assert tab.record.isVisible()
    tab.resize(1000, 500)
    assert tab.splitter.orientation() is Qt.Orientation.Horizontal


def test_filters_under_the_search_take_no_more_room_than_their_rows(
    tab: MadeTab, qtbot: QtBot
) -> None:
    for place in range(5):
        tab.pills.add(QPushButton(f"One more filter {place}"))
    wide = tab.pills.sizeHint().width()
    tab.resize(wide + 60, 700)
    qtbot.waitUntil(lambda: tab.pills.y() > tab.search.y())
    qtbot.waitUntil(lambda: tab.pills.height() == tab.pills.sizeHint().height())


def test_a_name_that_is_sought_can_be_read_beside_how_many_are_found(
    tab: MadeTab, qtbot: QtBot
) -> None:
    for place in range(5):
        tab.pills.add(QPushButton(f"One more filter {place}"))
    name, search, wide = "Éloïse Lefèvre", tab.search, tab.pills.sizeHint().width()
    search.setText(name)
    qtbot.waitUntil(lambda: bool(search.count.text()))
    for more in range(60, 500, 40):
        tab.resize(wide + more, 700)
        QApplication.processEvents()
        margins = search.textMargins()
        room = search.width() - margins.left() - margins.right()
        assert search.fontMetrics().horizontalAdvance(name) < room, more


def test_every_part_of_it_can_be_used_by_everybody(tab: MadeTab) -> None:
    tab.table.selectRow(0)
    assert_accessible(tab)


def test_its_acts_are_offered_by_their_words(tab: MadeTab) -> None:
    tab.table.selectRow(0)
    pairs = [(act, tab.activated.clear) for act in tab.actions()]
    assert [offer.title for offer in offers_of(pairs, "gree")] == ["Greet"]
    tab.greet_action.setEnabled(False)
    assert offers_of(pairs, "gree") == []


@pytest.mark.parametrize("sought", ["liste d'envoi", "liste d’envoi", "envoi d liste"])
def test_an_act_is_found_with_whatever_apostrophe_is_on_the_keyboard(
    tab: MadeTab, sought: str
) -> None:
    tab.table.selectRow(0)
    tab.greet_action.setText("Liste d’envoi…")
    found = offers_of([(tab.greet_action, tab.activated.clear)], sought)
    assert [offer.title for offer in found] == ["Liste d’envoi"]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_it_exports_what_it_shows(
    tab: MadeTab, desk: Desk, tmp_path: Path, qtbot: QtBot, suffix: str
) -> None:
    told = list[Notice]()
    desk.told.connect(told.append)
    file = tmp_path / f"made{suffix}"
    listing = tab.table.shown_listing()
    assert listing
    write_listing(desk, tab, listing, COLUMNS, file, "Made up")
    qtbot.waitUntil(lambda: bool(told))
    assert told[0].text == f"{file.name} is written."
    if suffix == ".csv":
        with file.open(encoding="utf-8-sig", newline="") as text:
            header, first, *_ = csv.reader(text, delimiter=";")
        assert header == ["Name", "Login", "Length"]
        assert first == ["Anna, made 0000", "made 0000", "4"]

from datetime import date

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from fablab_desk.db.database import Database
from fablab_desk.documents.page import Page, PageFormat
from fablab_desk.keys import new_key
from fablab_desk.ui import printing
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.paging import Column
from fablab_desk.ui.preview import PaperPreview
from fablab_desk.ui.printing import Headed, list_page
from fablab_desk.ui.toasts import Notice
from ui.beside import Beside
from ui.made_up import COLUMNS, Made, MadeTab, made

DAY = date(2026, 3, 3)
PATIENCE = 60_000  # ms
NAMES = ["Anna", "Bruno", "Chloé", "Ahmed"]
LONG_NAME = "Société coopérative des Ateliers partagés de la vallée du Gier et du Pilat"


@pytest.fixture
def tab(desk: Desk, database: Database, qtbot: QtBot) -> MadeTab:
    made(database, *NAMES)
    tab = MadeTab(desk)
    qtbot.addWidget(tab)
    tab.resize(1000, 700)
    tab.show()
    qtbot.waitUntil(lambda: tab.table.rows.rowCount() == len(NAMES))
    return tab


def printed(tab: MadeTab, qtbot: QtBot) -> str:
    """The text of the sheets shown."""
    tab.print_action.trigger()
    qtbot.waitUntil(lambda: bool(tab.findChildren(PaperPreview)), timeout=PATIENCE)
    (preview,) = tab.findChildren(PaperPreview)
    sheets = range(preview.document.pageCount())
    return "\n".join(preview.document.getAllText(sheet).text() for sheet in sheets)


def page_of(columns: list[Column[Made]], *names: str) -> Page:
    rows = [Made(new_key(), name, "made") for name in names]
    return list_page(columns, rows, Headed("Made up"), DAY, "en", lambda _done, _total: None)


def test_it_prints_what_is_shown(tab: MadeTab, qtbot: QtBot) -> None:
    tab.pills.choose("A")
    qtbot.waitUntil(lambda: tab.table.rows.rowCount() == 2)
    text = printed(tab, qtbot)
    assert "With an A · 2 lines" in text
    assert "Anna, made 0000" in text
    assert "Ahmed" in text
    assert "Bruno" not in text


def test_a_search_is_told_above_the_lines(tab: MadeTab, qtbot: QtBot) -> None:
    tab.search.setText("zzz")
    qtbot.waitUntil(lambda: tab.table.rows.rowCount() == 0)
    text = printed(tab, qtbot)
    assert "search “zzz” · 0 lines" in text
    assert "There is nothing in this list." in text


def test_a_column_out_of_sight_is_not_printed(tab: MadeTab, qtbot: QtBot) -> None:
    tab.table.setColumnHidden(2, True)
    assert "Length" not in printed(tab, qtbot)


def test_too_many_lines_are_refused_with_what_to_do(
    tab: MadeTab, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "MOST", 3)
    tab.print_action.trigger()
    qtbot.waitUntil(lambda: bool(tab.findChildren(QMessageBox)))
    (box,) = tab.findChildren(QMessageBox)
    assert "4 lines are too many" in box.text()


@pytest.fixture
def long_tab(tab: MadeTab, database: Database, qtbot: QtBot) -> MadeTab:
    made(database, *(f"Somebody {n}" for n in range(500)))
    tab.desk.changed.emit(tab.listing_for("", "").shows)
    qtbot.waitUntil(lambda: tab.table.rows.rowCount() > 500)
    return tab


def test_it_can_be_stopped(long_tab: MadeTab, desk: Desk, qtbot: QtBot) -> None:
    told = list[Notice]()
    desk.told.connect(told.append)
    desk.working.connect(lambda progress: progress.stop())
    long_tab.print_action.trigger()
    qtbot.waitUntil(lambda: bool(told))
    assert told[0].text.startswith("Stopped.")
    assert not long_tab.findChildren(PaperPreview)


def test_a_long_list_is_laid_out_behind_the_screen(
    long_tab: MadeTab, desk: Desk, qtbot: QtBot, beside: Beside
) -> None:
    moved = list[tuple[int, int]]()
    desk.working.connect(lambda progress: progress.moved.connect(lambda *at: moved.append(at)))
    for step in ("list_page", "draw"):
        beside.watch(printing, step)
    assert "Somebody 499" in printed(long_tab, qtbot)
    assert beside.calls == {"list_page": True, "draw": True}
    assert moved == sorted(moved)
    assert len(moved) > 2


def test_wide_lists_lie_on_their_side() -> None:
    assert page_of(COLUMNS, *NAMES).format is PageFormat.A4
    assert page_of([*COLUMNS, *COLUMNS], *[LONG_NAME] * 9).format is PageFormat.A4_LANDSCAPE

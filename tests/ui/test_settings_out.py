"""Every list of the settings is exported and printed, as those of the tabs are."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from builders import Worker
from fablab_desk.ui.buttons import MoreButton
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.preview import PaperPreview
from fablab_desk.ui.settings.accounts import AccountsPage
from fablab_desk.ui.settings.articles import ArticlesPage
from fablab_desk.ui.settings.audiences import AudiencesPage
from fablab_desk.ui.settings.backups import BackupsPage
from fablab_desk.ui.settings.closings import ClosingsPage
from fablab_desk.ui.settings.journal import JournalPage
from fablab_desk.ui.settings.methods import MethodsPage
from fablab_desk.ui.settings.page import SettingsPage
from fablab_desk.ui.settings.plans import PlansPage
from fablab_desk.ui.settings.row_list import RowList
from fablab_desk.ui.settings.texts import TextsPage
from ui.settings import a_lab_set_up, shown

Rows: TypeAlias = RowList[Any]
PATIENCE = 60_000  # ms
ABOVE = "list"
# The page, the list, its title on a sheet, a text of its first row.
LISTS: tuple[tuple[Callable[[Desk], SettingsPage], str, str, str], ...] = (
    (AudiencesPage, "list", "Audiences", "Grand public"),
    (PlansPage, "list", "Membership plans", "Adhésion"),
    (PlansPage, "kinds", "Kinds of membership", "Adhésion"),
    (ArticlesPage, "list", "Articles", "Adhésion"),
    (ArticlesPage, "prices", "Prices of Adhésion", "20.00"),
    (TextsPage, "regimes", "VAT regime", "In force"),
    (TextsPage, "texts", "Texts of papers", "In force"),
    (MethodsPage, "list", "Payment methods", "On offer"),
    (MethodsPage, "tills", "Tills", "On offer"),
    (AccountsPage, "list", "Accounts of the desk", "administrator"),
    (ClosingsPage, "list", "Closed periods", "Not closed"),
    (ClosingsPage, "past", "What was closed and opened", ""),
    (BackupsPage, "list", "Copies on this workstation", ""),
    (JournalPage, "list", "Journal of acts", "Lab set up"),
    (JournalPage, "changes", "What it changed", "Lab set up"),
)


@pytest.fixture(autouse=True)
def lab(administrator: Worker) -> None:
    a_lab_set_up(administrator)


def filled(page: SettingsPage, which: str, expected: str, qtbot: QtBot) -> Rows:
    """The list, read; the one below another shows what belongs to the first row of it."""
    rows: Rows = getattr(page, which)
    if which in ("prices", "changes"):
        above: Rows = getattr(page, ABOVE)
        qtbot.waitUntil(lambda: above.table.rows.rowCount() > 0)
        above.table.selectRow(0)
    if expected:
        qtbot.waitUntil(lambda: rows.table.rows.rowCount() > 0)
    return rows


@pytest.mark.parametrize(("make", "which", "title", "text"), LISTS)
def test_it_prints_what_it_shows(
    make: Callable[[Desk], SettingsPage],
    which: str,
    title: str,
    text: str,
    desk: Desk,
    qtbot: QtBot,
) -> None:
    rows = filled(shown(qtbot, desk, make), which, text, qtbot)
    rows.print_action.trigger()
    qtbot.waitUntil(lambda: bool(rows.findChildren(PaperPreview)), timeout=PATIENCE)
    (preview,) = rows.findChildren(PaperPreview)
    sheet = preview.document.getAllText(0).text()
    assert title in sheet
    assert (text or "There is nothing in this list.") in sheet


@pytest.mark.parametrize(("make", "which", "title", "text"), LISTS)
def test_it_exports_what_it_shows(
    make: Callable[[Desk], SettingsPage],
    which: str,
    title: str,
    text: str,
    desk: Desk,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    rows = filled(shown(qtbot, desk, make), which, text, qtbot)
    rows.export_action.trigger()
    (dialog,) = rows.findChildren(QFileDialog)
    assert dialog.selectedFiles()[0].endswith(f"{title}.xlsx")
    file = tmp_path / "out.csv"
    with qtbot.waitSignal(desk.told):
        dialog.fileSelected.emit(str(file))
    with file.open(encoding="utf-8-sig", newline="") as written:
        header, *lines = csv.reader(written, delimiter=";")
    assert len(header) == rows.table.rows.columnCount()
    assert len(lines) == rows.table.rows.rowCount()


def test_the_keyboard_comes_to_both_by_the_menu_of_the_list(desk: Desk, qtbot: QtBot) -> None:
    page = shown(qtbot, desk, AudiencesPage)
    rows = filled(page, "list", "Grand public", qtbot)
    acts = [rows.export_action, rows.print_action]
    assert rows.table.actions()[-2:] == acts
    (more,) = rows.findChildren(MoreButton)
    assert isinstance(more.menu(), QMenu)
    assert more.acts.actions() == [page.order.up, page.order.down, page.removal.action, *acts]
    more.setFocus()
    assert more.hasFocus()
    more.acts.popup(more.mapToGlobal(more.rect().bottomLeft()))
    with qtbot.waitSignal(rows.print_action.triggered):
        QTest.keyClick(more.acts, Qt.Key.Key_P)

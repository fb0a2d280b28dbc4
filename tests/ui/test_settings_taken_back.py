"""What was corrected in the settings, and taken back as any other act."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from builders import Worker
from builders.lab import an_audience
from fablab_desk.db.database import Database
from fablab_desk.lab.queries import list_audiences
from fablab_desk.lab.service import reorder_audiences
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.settings.article_dialog import ArticleDialog
from fablab_desk.ui.settings.articles import ArticlesPage
from fablab_desk.ui.settings.audiences import AudienceDialog, AudiencesPage
from fablab_desk.ui.settings.kind_dialog import KindDialog
from fablab_desk.ui.settings.method_dialogs import MethodDialog, TillDialog
from fablab_desk.ui.settings.methods import MethodsPage
from fablab_desk.ui.settings.page import SettingsPage
from fablab_desk.ui.settings.plan_dialog import PlanDialog
from fablab_desk.ui.settings.plans import PlansPage
from fablab_desk.ui.settings.row_list import RowList
from ui.at_desk import notices, undo
from ui.settings import a_lab_set_up, dialog, shown


@pytest.fixture(autouse=True)
def lab(administrator: Worker) -> None:
    a_lab_set_up(administrator)


@dataclass(frozen=True)
class Corrected:
    page: type[SettingsPage]
    form: type[FormDialog]
    rows: Callable[[Any], RowList[Any]]
    correct: Callable[[Any], QAction]


CORRECTED = {
    "article": Corrected(
        ArticlesPage, ArticleDialog, lambda page: page.list, lambda page: page.correct_action
    ),
    "plan": Corrected(
        PlansPage, PlanDialog, lambda page: page.list, lambda page: page.correct_action
    ),
    "kind": Corrected(
        PlansPage, KindDialog, lambda page: page.kinds, lambda page: page.kind_action
    ),
    "method": Corrected(
        MethodsPage, MethodDialog, lambda page: page.list, lambda page: page.correct_action
    ),
    "till": Corrected(
        MethodsPage, TillDialog, lambda page: page.tills, lambda page: page.rename_action
    ),
    "audience": Corrected(
        AudiencesPage, AudienceDialog, lambda page: page.list, lambda page: page.rename_action
    ),
}


@pytest.mark.parametrize("what", CORRECTED)
def test_corrections_made_one_after_the_other_are_taken_back_to_the_first_name(
    desk: Desk, qtbot: QtBot, what: str
) -> None:
    case, told = CORRECTED[what], notices(desk)
    page = shown(qtbot, desk, case.page)
    rows = case.rows(page)
    qtbot.waitUntil(lambda: bool(rows.table.rows.rowCount()))

    def names() -> list[str]:
        model = rows.table.rows
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    first = names()
    rows.table.selectRow(0)
    for name in ("Aaa", "Abb"):
        qtbot.waitUntil(case.correct(page).isEnabled)
        case.correct(page).trigger()
        form = dialog(page, case.form)
        form.fields["label"].set_value(name)
        form.accept()
        qtbot.waitUntil(partial(begins_one, names, name))
    assert [one.verb for one in told] == ["Undo", "Undo"]
    undo(qtbot, desk)
    qtbot.waitUntil(partial(begins_one, names, "Aaa"))
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: names() == first)


def begins_one(names: Callable[[], list[str]], begins: str) -> bool:
    return any(name.startswith(begins) for name in names())


@pytest.mark.parametrize("elsewhere", [False, True])
def test_an_order_is_taken_back_unless_another_desk_changed_it_since(
    desk: Desk, database: Database, administrator: Worker, qtbot: QtBot, elsewhere: bool
) -> None:
    an_audience(administrator, "Repair", 9)
    page = shown(qtbot, desk, AudiencesPage)
    qtbot.waitUntil(lambda: page.list.table.rows.rowCount() == 3)

    def order() -> list[str]:
        with database.reading() as session:
            return [row.label for row in list_audiences(session)]

    page.list.table.selectRow(1)
    page.order.up.trigger()
    qtbot.waitUntil(lambda: order() == ["Étudiant", "Grand public", "Repair"])
    if elsewhere:
        with database.reading() as session:
            keys = [row.id for row in list_audiences(session)]
        administrator.does(lambda act: reorder_audiences(act, keys[::-1]))
    undo(qtbot, desk)
    if elsewhere:
        qtbot.waitUntil(lambda: bool(refusals()))
        assert "changed again meanwhile" in refusals()[0]
        assert order() == ["Repair", "Grand public", "Étudiant"]
    else:
        qtbot.waitUntil(lambda: order() == ["Grand public", "Étudiant", "Repair"])


def refusals() -> list[str]:
    boxes = QApplication.topLevelWidgets()
    return [box.text() for box in boxes if isinstance(box, QMessageBox) and box.isVisible()]

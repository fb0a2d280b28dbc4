from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot

from builders import Worker
from fablab_desk.keys import new_key
from fablab_desk.lab.figures import FigureDraft, FigureKind
from fablab_desk.lab.queries import list_figures
from fablab_desk.lab.service_figures import record_figure
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.settings.figures import FigureDialog, FiguresPage
from ui.accessible import assert_accessible
from ui.at_desk import undo
from ui.settings import a_lab_set_up, dialog, shown


@pytest.fixture(autouse=True)
def lab(administrator: Worker) -> None:
    a_lab_set_up(administrator)


def known(worker: Worker) -> list[tuple[int, str, Decimal]]:
    with worker.database.reading() as session:
        return [(row.year, row.kind.value, row.number) for row in list_figures(session)]


def a_figure(worker: Worker) -> None:
    draft = FigureDraft(year=2024, kind=FigureKind.ARRIVALS, number=Decimal(4120))
    worker.does(lambda act: record_figure(act, new_key(), draft))


def test_a_figure_is_taken_over_by_keyboard_and_taken_back(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    page = shown(qtbot, desk, FiguresPage)
    page.add_action.trigger()
    form = dialog(page, FigureDialog)
    assert form.year.value() == 2025
    form.kind.set_value(FigureKind.MACHINE_HOURS)
    form.number.setText("1 204,5")
    assert_accessible(form)
    form.accept()
    qtbot.waitUntil(lambda: known(administrator) == [(2025, "machine_hours", Decimal("1204.5"))])
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: known(administrator) == [])


def test_a_blank_number_is_told_beside_its_field(desk: Desk, qtbot: QtBot) -> None:
    page = shown(qtbot, desk, FiguresPage)
    page.add_action.trigger()
    form = dialog(page, FigureDialog)
    form.accept()
    assert form.problems["number"].text().startswith("A number of nought or more.")


def test_a_correction_and_a_removal_are_taken_back(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    a_figure(administrator)
    page = shown(qtbot, desk, FiguresPage)
    qtbot.waitUntil(lambda: page.list.table.rows.rowCount() == 1)
    page.list.table.selectRow(0)
    page.correct_action.trigger()
    form = dialog(page, FigureDialog)
    form.number.setText("4 200")
    form.accept()
    qtbot.waitUntil(lambda: known(administrator) == [(2024, "arrivals", Decimal(4200))])
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: known(administrator) == [(2024, "arrivals", Decimal(4120))])
    qtbot.waitUntil(page.remove_action.isEnabled)
    page.remove_action.trigger()
    qtbot.waitUntil(lambda: known(administrator) == [])
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: known(administrator) == [(2024, "arrivals", Decimal(4120))])

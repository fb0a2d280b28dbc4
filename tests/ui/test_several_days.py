"""A group over several days, counted at the door in one act."""

from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from builders import NOW
from fablab_desk.agenda.queries import arrivals_on
from fablab_desk.db.database import Database
from fablab_desk.ui.agenda.several_days import MOST_DAYS, SeveralDaysDialog, WhichDaysDialog
from fablab_desk.ui.agenda.tab import DoorTab
from fablab_desk.ui.desk import Desk
from ui.accessible import assert_accessible
from ui.at_desk import press_enter, shown

TODAY = NOW.date()
DAYS = [TODAY - timedelta(days=n) for n in (2, 1, 0)]


@pytest.fixture
def tab(desk: Desk, qtbot: QtBot) -> DoorTab:
    tab = DoorTab(desk)
    qtbot.addWidget(tab)
    with qtbot.waitExposed(tab):
        tab.show()
    qtbot.waitUntil(lambda: tab.door is not None)
    return tab


@pytest.fixture
def dialog(tab: DoorTab, qtbot: QtBot) -> SeveralDaysDialog:
    """Three days that end today, as proposed: Enter alone."""
    tab.days_action.trigger()
    press_enter(shown(qtbot, tab, WhichDaysDialog).first)
    return shown(qtbot, tab, SeveralDaysDialog)


def heads(database: Database) -> list[list[tuple[int, int, int | None]]]:
    with database.reading() as session:
        days = [arrivals_on(day).every(session) for day in DAYS]
    return [[(row.heads, row.adults, row.newcomers) for row in rows] for rows in days]


def test_three_days_are_counted_in_one_act_and_taken_back_in_one(
    dialog: SeveralDaysDialog, desk: Desk, database: Database, qtbot: QtBot
) -> None:
    assert_accessible(dialog)
    dialog.label.set_value("Stage robots")
    for day, (many, adults) in zip(DAYS, ((12, 1), (11, 1), (12, 2)), strict=True):
        dialog.counts[day][0].set_value(many)
        dialog.counts[day][1].set_value(adults)
    dialog.newcomers.set_value(5)
    dialog.accept()
    qtbot.waitUntil(lambda: heads(database) == [[(13, 1, 5)], [(12, 1, 0)], [(14, 2, 0)]])
    qtbot.waitUntil(lambda: desk.next_undo() == "3 days counted.")
    desk.undo()
    qtbot.waitUntil(lambda: heads(database) == [[], [], []])


def test_a_day_left_blank_is_a_day_without_them(
    dialog: SeveralDaysDialog, database: Database, qtbot: QtBot
) -> None:
    dialog.label.set_value("Stage robots")
    dialog.counts[DAYS[0]][0].set_value(8)
    dialog.counts[DAYS[2]][0].set_value(7)
    dialog.accept()
    qtbot.waitUntil(lambda: heads(database) == [[(8, 0, None)], [], [(7, 0, None)]])


def test_what_cannot_be_counted_is_told_beside_its_day(dialog: SeveralDaysDialog) -> None:
    dialog.accept()
    assert dialog.problems[f"{DAYS[0]}.pupils"].text() == "Count at least one person."
    dialog.counts[DAYS[0]][0].set_value(9999)
    dialog.counts[DAYS[1]][0].set_value(0)
    dialog.accept()
    told = {name: one.text() for name, one in dialog.problems.items() if one.text()}
    assert set(told) == {"label", f"{DAYS[0]}.pupils", f"{DAYS[1]}.pupils"}
    assert dialog.isVisible()


@pytest.mark.parametrize(("first", "last"), [(0, 1), (MOST_DAYS, 0), (1, 2)])
def test_days_that_cannot_be_counted_are_told_beside_the_last_one(
    tab: DoorTab, qtbot: QtBot, first: int, last: int
) -> None:
    tab.days_action.trigger()
    which = shown(qtbot, tab, WhichDaysDialog)
    which.first.set_value(TODAY - timedelta(days=first))
    which.last.set_value(TODAY - timedelta(days=last) if first else TODAY + timedelta(days=1))
    which.accept()
    assert which.problems["last"].text()
    which.first.setText("pas un jour")
    which.accept()
    assert which.isVisible()
    assert which.problems["first"].text()

"""Trainings on the first screen: what presses is told, and leads to where it is done."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from builders import NOW, Worker
from builders.machines import a_machine
from builders.people import a_person
from builders.trainings import a_certification, a_course, a_half_day, a_session
from fablab_desk.ui.cards import ItemLine, Link
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.today.panel import Panel
from fablab_desk.ui.today.tab import TodayTab
from fablab_desk.ui.trainings.matrix import NEXT, MatrixDialog
from ui.at_desk import shown

DAY = timedelta(days=1)


def first_screen(desk: Desk, qtbot: QtBot) -> TodayTab:
    tab = TodayTab(desk)
    qtbot.addWidget(tab)
    tab.resize(900, 700)
    tab.show()
    qtbot.waitUntil(lambda: not desk.is_waiting())
    return tab


def links(panel: Panel) -> list[Link]:
    return [line.findChildren(Link)[0] for line in panel.findChildren(ItemLine)]


def test_where_nothing_presses_nothing_is_told(desk: Desk, qtbot: QtBot) -> None:
    tab = first_screen(desk, qtbot)
    assert not tab.sessions.isVisible()
    assert not tab.ending.isVisible()


def test_sessions_that_press_are_told_and_opened(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    course = a_course(administrator, title="Découpe laser")
    short = a_session(
        administrator,
        course,
        half_days=(a_half_day(NOW + 2 * DAY),),
        minimum=3,
        decide_on=NOW.date(),
    )
    over = a_session(administrator, course)
    tab = first_screen(desk, qtbot)
    qtbot.waitUntil(tab.sessions.isVisible)
    opened: list[object] = []
    desk.opening.connect(lambda name, key: opened.append((name, key)))
    first, second = links(tab.sessions)
    assert "0 of 3 at least" in first.accessibleName()
    assert "to be closed" in second.accessibleName()
    for link in (first, second):
        QTest.keyClick(link, Qt.Key.Key_Space)
    assert opened == [("trainings", short), ("trainings", over)]


def test_a_certification_that_ends_leads_to_its_person(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    laser = a_machine(administrator, name="Laser")
    a_course(administrator, laser)
    people = [a_person(administrator, f"Ada{letter}") for letter in "abcdefghij"]
    for person in people:
        until = NOW.date() + 10 * DAY
        a_certification(administrator, person, machine_id=laser, fixed_until=until)
    tab = first_screen(desk, qtbot)
    qtbot.waitUntil(tab.ending.isVisible)
    opened: list[object] = []
    desk.opening.connect(lambda name, key: opened.append((name, key)))
    QTest.keyClick(links(tab.ending)[0], Qt.Key.Key_Space)
    assert opened == [("people", people[0])]
    more = next(one for one in tab.ending.findChildren(Link) if "other" in one.accessibleName())
    QTest.keyClick(more, Qt.Key.Key_Space)
    dialog = shown(qtbot, tab, MatrixDialog)
    assert dialog.pills.chosen() == NEXT

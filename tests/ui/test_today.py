from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from builders import Worker
from builders.agenda import a_count, an_opening
from builders.memberships import a_member, a_plan
from builders.money import a_cashing, a_charge
from builders.people import a_person
from fablab_desk.keys import new_key
from fablab_desk.overview.today_rows import SHOWN
from fablab_desk.people.kinds import PeopleFilter
from fablab_desk.people.models import Party
from fablab_desk.ui.cards import Link
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.payments.cash import CashDialog
from fablab_desk.ui.payments.count import CountDialog
from fablab_desk.ui.payments.owed import OwedDialog
from fablab_desk.ui.payments.tab import PaymentsTab
from fablab_desk.ui.people.person import PersonDialog
from fablab_desk.ui.people.tab import PeopleTab
from fablab_desk.ui.staff.sign import SignDialog
from fablab_desk.ui.today.panel import Panel
from fablab_desk.ui.today.tab import TodayTab
from ui.accessible import assert_accessible


def test_each_line_of_the_first_screen_leads_to_its_record(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    key = a_person(administrator, "Anne-Sophie Marie-Ange", "de La Tour d’Auvergne-Lauraguais")
    a_member(administrator, key, a_plan(administrator))
    opened: list[object] = []
    desk.opening.connect(lambda _tab, record: opened.append(record))
    tab = TodayTab(desk)
    qtbot.addWidget(tab)
    tab.resize(760, 700)
    tab.show()
    panels = (tab.enrolled, tab.owed)
    qtbot.waitUntil(lambda: all(panel.findChildren(Link) for panel in panels))
    for panel in panels:
        panel.findChildren(Link)[0].click()
    assert opened == [key, key]
    assert_accessible(tab)


@pytest.mark.parametrize(
    ("asks", "opened"),
    [
        (lambda tab: tab.cash_action.trigger(), CashDialog),
        (lambda tab: tab.admit_action.trigger(), PersonDialog),
        (lambda tab: tab.till.open_action.trigger(), CountDialog),
        (lambda tab: tab.backup.findChildren(Link)[0].click(), SignDialog),
    ],
    ids=["cash", "admit", "count", "sign"],
)
def test_each_act_of_the_first_screen_opens_its_form(
    desk: Desk,
    administrator: Worker,
    qtbot: QtBot,
    asks: Callable[[TodayTab], object],
    opened: type[QDialog],
) -> None:
    other = Worker(administrator.database)
    other.does(lambda act: act.alone(new_key(), "nobody else was there"))
    tab = TodayTab(desk)
    qtbot.addWidget(tab)
    tab.show()
    qtbot.waitUntil(lambda: bool(tab.backup.findChildren(Link)))
    asks(tab)
    qtbot.waitUntil(lambda: [type(one) for one in tab.findChildren(QDialog)] == [opened])


def more_of(panel: Panel) -> Link:
    return panel.findChildren(Link)[-1]


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_those_there_is_no_room_for_are_a_key_away(
    desk: Desk, administrator: Worker, qtbot: QtBot, key: Qt.Key
) -> None:
    plan, soon = a_plan(administrator), administrator.now.date() + timedelta(days=3)
    for number in range(SHOWN + 2):
        person = a_person(administrator, f"Ada {number}")
        a_member(administrator, person, plan)
        with administrator.database.writing() as session:
            session.get_one(Party, person).due_on = soon
    opened: list[tuple[str, object]] = []
    desk.filtering.connect(lambda tab, listed: opened.append((tab, listed)))
    tab = TodayTab(desk)
    qtbot.addWidget(tab)
    tab.resize(760, 900)
    with qtbot.waitExposed(tab):
        tab.show()
    qtbot.waitUntil(lambda: len(tab.due_soon.findChildren(Link)) == SHOWN + 1)
    assert_accessible(tab)
    QTest.keyClick(more_of(tab.due_soon), key)
    assert opened == [("people", PeopleFilter.DUE_SOON)]
    assert more_of(tab.enrolled).accessibleName() == "Enrolled today, and 2 others"
    more_of(tab.enrolled).setFocus()
    QTest.keyClick(more_of(tab.enrolled), key)
    qtbot.waitUntil(lambda: len(tab.enrolled.findChildren(Link)) == SHOWN + 2)
    qtbot.waitUntil(tab.enrolled.findChildren(Link)[SHOWN].hasFocus)
    QTest.keyClick(more_of(tab.owed), key)
    qtbot.waitUntil(lambda: [type(one) for one in tab.findChildren(QDialog)] == [OwedDialog])


def test_what_a_filter_lists_is_opened_whatever_was_searched_for(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    a_person(administrator)
    tab = PeopleTab(desk)
    qtbot.addWidget(tab)
    tab.show()
    tab.search.setText("ada")
    qtbot.waitUntil(lambda: tab.table.rows.rowCount() == 1)
    tab.show_filter(PeopleFilter.LATE.value)
    assert (tab.search.text(), tab.pills.chosen()) == ("", PeopleFilter.LATE)
    qtbot.waitUntil(lambda: tab.table.rows.rowCount() == 0)


def test_a_payment_is_opened_with_how_it_was_paid(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    key = a_person(administrator)
    cashing = a_cashing(administrator, key)
    a_charge(administrator, key)
    tab = PaymentsTab(desk)
    qtbot.addWidget(tab)
    tab.resize(1000, 700)
    tab.show()
    tab.open_record(cashing)
    qtbot.waitUntil(tab.receipt_action.isEnabled)
    assert tab.correct_action.isEnabled()
    assert_accessible(tab)


def test_the_door_is_told_with_who_came_so_far_and_leads_to_its_tab(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    an_opening(administrator)
    a_count(administrator, 3, newcomers=1)
    opened: list[str] = []
    desk.opening.connect(lambda tab, _record: opened.append(tab))
    tab = TodayTab(desk)
    qtbot.addWidget(tab)
    tab.show()

    def said() -> str:
        return tab.door.findChildren(Link)[-1].accessibleName()

    qtbot.waitUntil(lambda: said() == "Open today since 10:30 3 visits, 1 of them new")
    tab.door.findChildren(Link)[-1].click()
    assert opened == ["agenda"]

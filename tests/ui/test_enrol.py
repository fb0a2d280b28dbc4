import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from builders import Worker
from builders.memberships import a_plan
from builders.people import a_household, a_person
from fablab_desk.charges.queries import list_open_charges
from fablab_desk.memberships.queries import list_memberships
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.people.enrol import EnrolDialog
from ui.accessible import assert_accessible
from ui.at_desk import undo, wait_gone


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


def test_what_a_membership_gives_is_told_before_and_its_payer_goes_to_the_counter(
    desk: Desk, administrator: Worker, window: QWidget, qtbot: QtBot
) -> None:
    key, asked = a_person(administrator), list[tuple[object, bool]]()
    a_plan(administrator)
    dialog = EnrolDialog(desk, window, key)
    dialog.enrolled.connect(lambda payer, now: asked.append((payer, now)))
    dialog.open_when_read()
    qtbot.waitUntil(lambda: dialog.outcome.text().startswith("From 2 March 2026"))
    assert_accessible(dialog)
    dialog.accept()
    wait_gone(qtbot, dialog)
    assert asked == [(key, True)]
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: not desk.next_undo())
    with desk.database.reading() as session:
        qtbot.waitUntil(lambda: len(list_memberships(session, key)) == 1)


def test_without_a_payer_the_member_pays_though_the_household_has_one(
    desk: Desk, administrator: Worker, window: QWidget, qtbot: QtBot
) -> None:
    key, asked = a_person(administrator), list[object]()
    a_household(administrator, a_person(administrator, "Bea"), key)
    a_plan(administrator)
    dialog = EnrolDialog(desk, window, key)
    dialog.enrolled.connect(lambda payer, _now: asked.append(payer))
    dialog.open_when_read()
    qtbot.waitUntil(lambda: dialog.payer.text() == "Bea Exemple")
    dialog.payer.set_value(None)
    dialog.accept()
    wait_gone(qtbot, dialog)
    with desk.database.reading() as session:
        (charge,) = list_open_charges(session, key)
    assert (asked, charge.payer_id) == ([key], key)


def test_a_day_to_come_is_told_beside_the_day_while_it_is_typed(
    desk: Desk, administrator: Worker, window: QWidget, qtbot: QtBot
) -> None:
    a_plan(administrator)
    dialog = EnrolDialog(desk, window, a_person(administrator))
    dialog.open_when_read()
    qtbot.waitUntil(dialog.isVisible)
    dialog.day.setText("+3")
    qtbot.waitUntil(lambda: "still to come" in dialog.problems["entered_on"].text())
    assert dialog.refusal.text() == ""
    dialog.day.set_value(desk.today())
    qtbot.waitUntil(lambda: dialog.outcome.text().startswith("From "))
    assert dialog.problems["entered_on"].text() == ""


def test_without_a_plan_the_form_says_where_to_add_one(
    desk: Desk, administrator: Worker, window: QWidget, qtbot: QtBot
) -> None:
    dialog = EnrolDialog(desk, window, a_person(administrator))
    dialog.open_when_read()
    qtbot.waitUntil(lambda: "add one in the settings" in dialog.problem.text())
    assert not dialog.verb.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.isVisible()

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from builders import Worker
from builders.memberships import a_plan
from builders.people import (
    a_child,
    a_guardian,
    a_household,
    a_person,
    an_adult,
    an_organisation,
)
from fablab_desk.charges.queries import list_open_charges
from fablab_desk.errors import DeskError
from fablab_desk.i18n import say
from fablab_desk.memberships.queries import list_memberships
from fablab_desk.people.errors import UnknownPartyError
from fablab_desk.people.kinds import LinkRole
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.people import enrol
from fablab_desk.ui.people.enrol import EnrolDialog, open_enrolment
from fablab_desk.ui.people.family import GuardianDialog
from ui.accessible import assert_accessible
from ui.at_desk import shown, undo, wait_gone
from ui.members import record_of


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


@pytest.mark.parametrize(("taken", "guardians"), [(True, 1), (False, 0)])
def test_who_answers_for_a_minor_is_asked_before_the_money_is_taken(
    desk: Desk,
    administrator: Worker,
    window: QWidget,
    qtbot: QtBot,
    taken: bool,
    guardians: int,
) -> None:
    child, parent = a_child(administrator), an_adult(administrator)
    a_household(administrator, parent, child)
    a_plan(administrator)
    asked = list[tuple[object, bool]]()
    open_enrolment(desk, window, child, lambda payer, now: asked.append((payer, now)))
    enrolment = shown(qtbot, window, EnrolDialog)
    qtbot.waitUntil(lambda: enrolment.outcome.text().startswith("From "))
    enrolment.accept()
    dialog = shown(qtbot, window, GuardianDialog)
    assert (dialog.guardian.value(), asked) == (parent, [])
    assert_accessible(dialog)
    if taken:
        dialog.accept()
    else:
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: asked == [(parent, True)])
    assert len(record_of(desk, child).related(LinkRole.GUARDIAN)) == guardians


@pytest.mark.parametrize("has_guardian", [True, False])
def test_nobody_is_asked_for_where_nobody_is_missing(
    desk: Desk, administrator: Worker, window: QWidget, qtbot: QtBot, has_guardian: bool
) -> None:
    key = a_child(administrator) if has_guardian else an_adult(administrator)
    if has_guardian:
        a_guardian(administrator, key, an_adult(administrator, "Bea"))
    a_plan(administrator)
    asked = list[object]()
    open_enrolment(desk, window, key, lambda payer, _now: asked.append(payer))
    enrolment = shown(qtbot, window, EnrolDialog)
    qtbot.waitUntil(lambda: enrolment.outcome.text().startswith("From "))
    enrolment.accept()
    qtbot.waitUntil(lambda: asked == [key])


def test_a_structure_that_pays_is_not_proposed_as_guardian(
    desk: Desk, administrator: Worker, window: QWidget, qtbot: QtBot
) -> None:
    child = a_child(administrator)
    a_plan(administrator)
    open_enrolment(desk, window, child, lambda _payer, _now: None)
    enrolment = shown(qtbot, window, EnrolDialog)
    enrolment.payer.set_value((an_organisation(administrator), "Atelier"))
    enrolment.accept()
    assert shown(qtbot, window, GuardianDialog).guardian.value() is None


@pytest.mark.parametrize("own", [True, False])
def test_a_minor_who_pays_is_not_proposed_as_guardian(
    desk: Desk, administrator: Worker, window: QWidget, qtbot: QtBot, own: bool
) -> None:
    child, other = a_child(administrator), a_child(administrator, "Max")
    a_plan(administrator)
    open_enrolment(desk, window, child, lambda _payer, _now: None)
    enrolment = shown(qtbot, window, EnrolDialog)
    if not own:
        enrolment.payer.set_value((other, "Max Exemple"))
    enrolment.accept()
    assert shown(qtbot, window, GuardianDialog).guardian.value() is None


@pytest.mark.parametrize("failure", [UnknownPartyError(), ZeroDivisionError()])
def test_the_money_is_taken_though_who_pays_cannot_be_read_and_the_failure_is_told(
    desk: Desk,
    administrator: Worker,
    window: QWidget,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    failure: Exception,
) -> None:
    child = a_child(administrator)
    a_plan(administrator)

    def fail(*_args: object, **_kept: object) -> None:
        raise failure

    monkeypatch.setattr(enrol, "load_record", fail)
    asked = list[tuple[object, bool]]()
    open_enrolment(desk, window, child, lambda payer, now: asked.append((payer, now)))
    enrolment = shown(qtbot, window, EnrolDialog)
    qtbot.waitUntil(lambda: enrolment.outcome.text().startswith("From "))
    with qtbot.captureExceptions() as raised:
        enrolment.accept()
        qtbot.waitUntil(lambda: asked == [(child, True)])
    if isinstance(failure, DeskError):
        (box,) = window.findChildren(QMessageBox)
        assert (box.text(), raised) == (say(failure), [])
    else:
        assert [one[0] for one in raised] == [ZeroDivisionError]

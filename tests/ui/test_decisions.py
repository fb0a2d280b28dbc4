"""What the board decides, entered at the desk."""

from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from builders import Worker
from builders.memberships import a_category, a_member, a_plan
from builders.people import a_person
from fablab_desk.charges.models import Charge
from fablab_desk.memberships.kinds import Acceptance
from fablab_desk.memberships.queries import list_memberships
from fablab_desk.ui.cells import plain_text
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.people.categories import CategoriesDialog
from fablab_desk.ui.people.decisions import DecisionsDialog
from fablab_desk.ui.people.decisions_columns import SHEET, TO_TICK
from fablab_desk.ui.people.enrol import EnrolDialog
from ui.accessible import assert_accessible
from ui.at_desk import undo, wait_gone
from ui.members import people_tab


@pytest.fixture
def plan(administrator: Worker) -> UUID:
    category = a_category(administrator)
    return a_plan(administrator, "Agréée", asks_acceptance=True, category_id=category)


def asking(worker: Worker, plan: UUID, *names: str) -> list[UUID]:
    people = [a_person(worker, name) for name in names]
    for one in people:
        a_member(worker, one, plan)
    return people


def opened(desk: Desk, qtbot: QtBot, many: int) -> DecisionsDialog:
    dialog = DecisionsDialog(desk, None)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.table.rows.rowCount() == many)
    return dialog


def decided(desk: Desk, people: list[UUID]) -> list[Acceptance]:
    with desk.database.reading() as session:
        return [list_memberships(session, one)[0].acceptance for one in people]


def test_several_are_accepted_and_one_refused_by_keyboard_and_all_is_taken_back(
    desk: Desk, administrator: Worker, plan: UUID, qtbot: QtBot
) -> None:
    people = asking(administrator, plan, "Ada", "Bea", "Cléo")
    dialog = opened(desk, qtbot, 3)
    assert_accessible(dialog)
    assert not dialog.write_button.isEnabled()
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    dialog.all_action.trigger()
    dialog.table.selectRow(2)
    dialog.refuse_action.trigger()
    assert dialog.write_button.text() == "Enter 3 decisions"
    dialog.write_button.click()
    qtbot.waitUntil(lambda: "Write why the board refuses" in dialog.problem.text())
    dialog.reason.set_value("Hors de l’objet")
    dialog.write_button.click()
    qtbot.waitUntil(lambda: dialog.table.rows.rowCount() == 0)
    yes, no = Acceptance.ACCEPTED, Acceptance.REFUSED
    assert decided(desk, people) == [yes, yes, no]
    assert dialog.owed.isHidden()
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: dialog.table.rows.rowCount() == 3)
    assert set(decided(desk, people)) == {Acceptance.AWAITED}


def test_money_to_give_back_to_whom_was_refused_is_told(
    desk: Desk, administrator: Worker, plan: UUID, qtbot: QtBot
) -> None:
    asking(administrator, plan, "Ada")
    with administrator.database.writing() as session:
        charge = session.scalars(select(Charge)).one()
        charge.settle(charge.amount)
    dialog = opened(desk, qtbot, 1)
    dialog.refuse_action.trigger()
    dialog.reason.set_value("Hors de l’objet")
    dialog.write_button.click()
    qtbot.waitUntil(lambda: "Ada Exemple · €20.00" in dialog.owed.text())
    assert not dialog.owed.isHidden()


def test_the_sheet_of_the_meeting_names_who_asks_and_leaves_room_to_tick(
    desk: Desk, administrator: Worker, plan: UUID, qtbot: QtBot
) -> None:
    asking(administrator, plan, "Ada")
    dialog = opened(desk, qtbot, 1)
    row = dialog.table.chosen()
    assert row
    said = [plain_text(column.value(row)) for column in SHEET]
    assert said[1:4] == ["Ada Exemple", "Bienfaiteur", "Agréée"]
    assert said[5:] == [TO_TICK, TO_TICK]


def test_an_entry_that_awaits_the_board_says_so_before_and_after(
    desk: Desk, administrator: Worker, plan: UUID, qtbot: QtBot
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    dialog = EnrolDialog(desk, window, a_person(administrator))
    dialog.open_when_read()
    qtbot.waitUntil(lambda: "Subject to acceptance by the board" in dialog.outcome.text())
    dialog.accept()
    wait_gone(qtbot, dialog)
    qtbot.waitUntil(lambda: "awaits the board" in desk.next_undo())


def test_a_record_leads_to_the_decision_and_back(
    desk: Desk, administrator: Worker, plan: UUID, qtbot: QtBot
) -> None:
    (ada,) = asking(administrator, plan, "Ada")
    tab = people_tab(desk, qtbot)
    tab.open_record(ada)
    qtbot.waitUntil(lambda: tab.card is not None and tab.card.record.id == ada)
    assert tab.card
    dialog = opened(desk, qtbot, 1)
    dialog.accept_action.trigger()
    dialog.write_button.click()
    qtbot.waitUntil(lambda: decided(desk, [ada]) == [Acceptance.ACCEPTED])
    with desk.database.reading() as session:
        (row,) = list_memberships(session, ada)
    tab.acts.take_back_decision(row)
    qtbot.waitUntil(lambda: "awaits the board again" in desk.next_undo())
    assert decided(desk, [ada]) == [Acceptance.AWAITED]
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: decided(desk, [ada]) == [Acceptance.ACCEPTED])


def test_members_are_counted_by_category_on_the_day_that_is_asked(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    giving = a_plan(administrator, "Don", category_id=a_category(administrator))
    a_member(administrator, a_person(administrator), giving)
    dialog = CategoriesDialog(desk, None)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.table.rows.rowCount() == 1)
    assert_accessible(dialog)
    assert dialog.told.text() == "1 member"
    dialog.day.setText("01/01/2020")
    qtbot.waitUntil(lambda: dialog.table.rows.rowCount() == 0)
    assert not dialog.print_button.isEnabled()

"""The opposite of a cashing: its reason outlives a till that is to be opened first."""

from collections.abc import Callable
from decimal import Decimal
from uuid import UUID

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from builders import Worker
from builders.money import a_cashing, an_open_till
from builders.people import a_person
from fablab_desk.keys import new_key
from fablab_desk.overview.counter import Drawer, load_drawer
from fablab_desk.payments.kinds import MethodKind
from fablab_desk.payments.queries import CASHINGS, CashingRow
from fablab_desk.payments.service import correct_cashing
from fablab_desk.payments.service_methods import add_till
from fablab_desk.payments.service_till import close_till
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.letters import bare
from fablab_desk.ui.payments.correct import CorrectDialog
from fablab_desk.ui.payments.count import CountDialog
from ui.accessible import assert_accessible
from ui.at_desk import notices, shown, wait_gone

REASON = "twice by mistake"
Corrects = Callable[[UUID], CorrectDialog]


@pytest.fixture
def corrects(desk: Desk, qtbot: QtBot) -> Corrects:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()

    def correct(cashing_id: UUID) -> CorrectDialog:
        dialog = CorrectDialog(desk, window, cashing_id, Decimal(10))
        dialog.open()
        dialog.reason.set_value(REASON)
        return dialog

    return correct


def cash_in_a_closed_till(worker: Worker) -> UUID:
    opened = an_open_till(worker)
    key = a_cashing(worker, a_person(worker), "10.00", MethodKind.CASH)
    worker.does(lambda act: close_till(act, opened, {1000: 11}))
    return key


def the_drawer(desk: Desk) -> Drawer:
    with desk.database.reading() as session:
        return load_drawer(session)


def opposites(desk: Desk) -> list[CashingRow]:
    with desk.database.reading() as session:
        return [row for row in CASHINGS.every(session) if row.corrects_id]


def test_a_closed_till_is_counted_on_the_way_and_the_reason_is_kept(
    corrects: Corrects, desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    told = notices(desk)
    dialog = corrects(cash_in_a_closed_till(administrator))
    dialog.accept()
    count = shown(qtbot, dialog, CountDialog)
    assert_accessible(count)
    assert bare(count.verb.text()) == "Open the till, write the opposite"
    assert any("is not open" in one.text() for one in count.findChildren(QLabel))
    assert count.counts[1000].value() == "11"  # as it was closed
    count.accept()
    wait_gone(qtbot, dialog)
    (opposite,) = opposites(desk)
    assert (opposite.total, opposite.reason) == (Decimal(-10), REASON)
    drawer = the_drawer(desk)
    assert drawer.session
    assert drawer.session.cash == Decimal(100)
    assert told[-1].text == "The opposite is written."


def test_a_count_that_is_left_leaves_the_form_with_its_reason(
    corrects: Corrects, desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    dialog = corrects(cash_in_a_closed_till(administrator))
    dialog.accept()
    shown(qtbot, dialog, CountDialog).reject()
    assert dialog.isVisible()
    assert dialog.verb.isEnabled()
    assert dialog.reason.value() == REASON
    assert opposites(desk) == []
    assert the_drawer(desk).session is None


def test_a_till_that_another_desk_opened_meanwhile_is_told_and_gives_the_cash(
    corrects: Corrects, desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    dialog = corrects(cash_in_a_closed_till(administrator))
    dialog.accept()
    count = shown(qtbot, dialog, CountDialog)
    an_open_till(administrator, {1000: 11})
    count.accept()
    qtbot.waitUntil(lambda: "was opened already" in dialog.problem.text())
    dialog.accept()
    wait_gone(qtbot, dialog)
    (opposite,) = opposites(desk)
    assert opposite.reason == REASON


def test_the_till_that_took_the_cash_is_the_one_that_is_counted(
    corrects: Corrects, desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    wrong = cash_in_a_closed_till(administrator)
    administrator.does(lambda act: add_till(act, new_key(), "Atelier"))  # comes first
    dialog = corrects(wrong)
    dialog.accept()
    count = shown(qtbot, dialog, CountDialog)
    assert count.counts[1000].value() == "11"


def test_one_that_was_corrected_before_is_told_in_the_form(
    corrects: Corrects, administrator: Worker, qtbot: QtBot
) -> None:
    wrong = a_cashing(administrator, a_person(administrator))
    administrator.does(lambda act: correct_cashing(act, new_key(), wrong, "why"))
    dialog = corrects(wrong)
    dialog.accept()
    qtbot.waitUntil(lambda: bool(dialog.problem.text()))
    assert dialog.reason.value() == REASON

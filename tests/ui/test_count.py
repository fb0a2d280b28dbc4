from decimal import Decimal

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from builders import Worker
from builders.money import FLOAT, a_till, an_open_till
from fablab_desk.overview.counter import load_drawer
from fablab_desk.payments.counts import COINS, NOTES
from fablab_desk.payments.service_till import close_till
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.payments.count import CountDialog
from ui.accessible import assert_accessible
from ui.at_desk import notices, wait_gone


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


def opened(desk: Desk, window: QWidget, qtbot: QtBot, *, closing: bool) -> CountDialog:
    dialog = CountDialog(desk, window, closing=closing)
    dialog.open_when_read()
    qtbot.waitUntil(dialog.isVisible)
    return dialog


def test_the_last_closing_count_is_proposed_to_open_with(
    desk: Desk, administrator: Worker, window: QWidget, qtbot: QtBot
) -> None:
    key = an_open_till(administrator)
    administrator.does(lambda act: close_till(act, key, FLOAT))
    dialog = opened(desk, window, qtbot, closing=False)
    assert dialog.sum.text() == "Counted: €100.00"
    dialog.accept()
    wait_gone(qtbot, dialog)
    with desk.database.reading() as session:
        drawer = load_drawer(session)
    assert drawer.session
    assert drawer.session.opening_amount == Decimal(100)


def test_letters_in_a_count_are_told_beside_their_field_and_stay(
    desk: Desk, administrator: Worker, window: QWidget, qtbot: QtBot
) -> None:
    an_open_till(administrator)
    dialog = opened(desk, window, qtbot, closing=True)
    dialog.counts[2000].set_value("deux")
    dialog.counts[1000].set_value("5")
    dialog.accept()
    assert dialog.isVisible()
    assert "is not a whole number" in dialog.problems["count.2000"].text()
    assert dialog.counts[1000].value() == "5"


def test_a_difference_is_shown_while_counting_and_needs_a_reason(
    desk: Desk, administrator: Worker, window: QWidget, qtbot: QtBot
) -> None:
    told = notices(desk)
    an_open_till(administrator)
    dialog = opened(desk, window, qtbot, closing=True)
    assert dialog.sum.text() == "Counted: €0.00 · expected: €100.00"
    dialog.counts[5000].set_value("1")
    assert dialog.sum.text().endswith("difference: \u2212€50.00")
    dialog.accept()
    qtbot.waitUntil(lambda: "50" in dialog.problems["reason"].text())
    dialog.counts[5000].set_value("")
    dialog.counts[2000].set_value("1")
    assert dialog.problems["reason"].text() == ""
    dialog.reason.set_value("Monnaie prêtée au repair café")
    dialog.accept()
    wait_gone(qtbot, dialog)
    assert (told[-1].text, told[-1].verb) == ("The till is closed.", "Closing report")


def test_a_till_that_is_closed_already_says_so(
    desk: Desk, administrator: Worker, window: QWidget, qtbot: QtBot
) -> None:
    a_till(administrator)
    dialog = opened(desk, window, qtbot, closing=True)
    dialog.accept()
    assert "nothing to close" in dialog.problem.text()


@pytest.mark.parametrize("closing", [False, True])
def test_the_count_is_complete_for_keyboard_and_screen_reader(
    closing: bool, desk: Desk, administrator: Worker, window: QWidget, qtbot: QtBot
) -> None:
    an_open_till(administrator)
    assert_accessible(opened(desk, window, qtbot, closing=closing))


def test_notes_stand_on_the_left_and_coins_on_the_right(
    desk: Desk, window: QWidget, qtbot: QtBot
) -> None:
    dialog = opened(desk, window, qtbot, closing=False)
    left = {
        cents: field.mapTo(dialog, field.rect().topLeft()) for cents, field in dialog.counts.items()
    }
    assert {left[cents].x() for cents in NOTES}.isdisjoint(left[cents].x() for cents in COINS)
    assert left[500_00].y() == left[2_00].y() < left[200_00].y() == left[1_00].y()

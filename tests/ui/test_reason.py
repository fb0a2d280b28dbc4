from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fablab_desk.errors import DeskError
from fablab_desk.staff.act import Act
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.reason import ReasonDialog
from ui.accessible import assert_accessible
from ui.at_desk import notices, undo, wait_gone
from ui.made_up import add_somebody

Asks = Callable[..., ReasonDialog]


@pytest.fixture
def asks(desk: Desk, qtbot: QtBot) -> Asks:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()

    def ask(call: Callable[[Act, str], object], *inverse: Callable[[Act], object]) -> ReasonDialog:
        dialog = ReasonDialog(desk, window, "Waive", "Why?", call, "It is waived.", *inverse)
        dialog.open()
        return dialog

    return ask


@pytest.mark.parametrize(
    ("key", "with_control"),
    [(Qt.Key.Key_Return, False), (Qt.Key.Key_Return, True), (Qt.Key.Key_S, True)],
)
def test_a_reason_is_given_by_the_keys_that_save_a_form(
    asks: Asks, desk: Desk, qtbot: QtBot, key: Qt.Key, with_control: bool
) -> None:
    given: list[str] = []
    told = notices(desk)

    def waive(act: Act, reason: str) -> None:
        add_somebody(act)
        given.append(reason)

    dialog = asks(waive)
    dialog.reason.set_value("a broken machine")
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(dialog.reason, key, control if with_control else Qt.KeyboardModifier.NoModifier)
    wait_gone(qtbot, dialog)
    assert (given, told[-1].text) == (["a broken machine"], "It is waived.")


def test_without_a_reason_nothing_is_done(asks: Asks) -> None:
    dialog = asks(lambda _act, _reason: pytest.fail("done without a reason"))
    dialog.reason.set_value("  ")
    dialog.accept()
    assert "Say why" in dialog.problems["reason"].text()
    assert dialog.isVisible()


def test_a_refused_act_keeps_the_reason_that_was_typed(asks: Asks, qtbot: QtBot) -> None:
    def refuse(_act: Act, _reason: str) -> None:
        raise DeskError("It is settled already.")

    dialog = asks(refuse)
    dialog.reason.set_value("a broken machine")
    dialog.accept()
    qtbot.waitUntil(lambda: dialog.problem.text() == "It is settled already.")
    assert (dialog.isVisible(), dialog.reason.value()) == (True, "a broken machine")


def test_what_has_an_inverse_is_taken_back(asks: Asks, desk: Desk, qtbot: QtBot) -> None:
    undone: list[int] = []
    dialog = asks(lambda act, _reason: add_somebody(act), lambda _act: undone.append(1))
    dialog.reason.set_value("a broken machine")
    dialog.accept()
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: undone == [1])


def test_the_title_and_the_one_primary_button_say_what_is_done(asks: Asks) -> None:
    dialog = asks(partial(lambda _act, _reason: None))
    assert (dialog.windowTitle(), dialog.verb.text()) == ("Waive", "&Waive")
    assert dialog.verb.property("kind") == "primary"
    assert_accessible(dialog)

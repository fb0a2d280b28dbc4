from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from fablab_desk.ui import theme
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.payments.cash import CashDialog
from fablab_desk.ui.theme import Scheme
from ui.beside import Beside

if TYPE_CHECKING:
    from ui.cashing import CashForm

PATIENCE = 20_000  # ms: a loaded machine is slow; what never comes fails all the same

pytest.register_assert_rewrite("ui.accessible", "ui.at_desk")  # they say what failed


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    for left in qapp.topLevelWidgets():
        left.hide()  # a window of the test before would be given the boxes of this one
    if theme.scheme() is not Scheme.LIGHT:
        theme.dress(qapp, Scheme.LIGHT)


@pytest.fixture
def qtbot(
    qtbot: QtBot, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[QtBot]:
    """Waits patiently, holds to the end what it is given, and closes what is still there.

    Else a dialog that goes after its test, and alone still names its window, takes the window with
    it, which destroys it once more.
    """
    held: list[QWidget] = []
    add = qtbot.addWidget

    def hold(widget: QWidget, *values: Any, **options: Any) -> None:
        held.append(widget)
        add(widget, *values, **options)
        to_close = request.node.qt_widgets
        _weakly, before = to_close[-1]
        to_close[-1] = (lambda: widget if isValid(widget) else None, before)

    monkeypatch.setattr(qtbot, "addWidget", hold)
    monkeypatch.setattr(qtbot, "waitUntil", partial(qtbot.waitUntil, timeout=PATIENCE))
    yield qtbot
    held.clear()


@pytest.fixture
def beside(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Beside:
    return Beside(monkeypatch)


@pytest.fixture
def cash_form(desk: Desk, qtbot: QtBot) -> "CashForm":
    """Opens the form that takes money of somebody, or of nobody yet."""
    from ui.at_desk import opened_when_read  # not before its asserts are rewritten

    window = QWidget()
    qtbot.addWidget(window)
    return lambda payer_id: opened_when_read(qtbot, CashDialog(desk, window, payer_id))

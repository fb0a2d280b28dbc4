"""The settings of a lab that is set up, for the tests of their pages."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from builders import Worker
from builders.setup import a_set_up, without_lab
from fablab_desk.care.service_setup import set_up
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.settings.page import SettingsPage

P = TypeVar("P", bound=SettingsPage)
D = TypeVar("D", bound=QDialog)


def a_lab_set_up(worker: Worker) -> None:
    """“Grand public” and “Étudiant”; “Adhésion” at 20 €, and the structures' one at 100 €."""
    without_lab(worker)
    worker.does(lambda act: set_up(act, a_set_up()))


def shown(qtbot: QtBot, desk: Desk, make: Callable[[Desk], P]) -> P:
    page = make(desk)
    qtbot.addWidget(page)
    page.resize(820, 640)
    with qtbot.waitExposed(page):
        page.show()
    return page


def dialog(page: QWidget, kind: type[D]) -> D:
    """The one that was just opened."""
    return next(one for one in page.findChildren(kind) if one.isVisible())

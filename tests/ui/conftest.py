import pytest
from PySide6.QtWidgets import QApplication

from fablab_desk.ui import theme
from fablab_desk.ui.theme import Scheme
from ui.heartbeat import Heartbeat


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    if theme.scheme() is not Scheme.LIGHT:
        theme.dress(qapp, Scheme.LIGHT)


@pytest.fixture
def heartbeat(qapp: QApplication) -> Heartbeat:
    return Heartbeat()

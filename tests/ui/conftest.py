import pytest
from PySide6.QtWidgets import QApplication

from fablab_desk.ui import theme
from fablab_desk.ui.theme import Scheme
from ui.beside import Beside

pytest.register_assert_rewrite("ui.accessible", "ui.at_desk")  # they say what failed


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    if theme.scheme() is not Scheme.LIGHT:
        theme.dress(qapp, Scheme.LIGHT)


@pytest.fixture
def beside(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Beside:
    return Beside(monkeypatch)

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from builders import Worker
from fablab_desk.db.errors import SynchronisedFolderError
from fablab_desk.lab.queries import find_settings
from fablab_desk.ui.entrance import Entrance
from fablab_desk.ui.main_window import MainWindow
from fablab_desk.ui.opening import Opened
from fablab_desk.ui.state import State
from fablab_desk.ui.tabs import SPECS
from fablab_desk.ui.toasts import Toasts


def test_what_is_to_be_known_about_the_place_of_the_base_is_told_once(
    administrator: Worker,
    tmp_path: Path,
    qtbot: QtBot,
    qapp: QApplication,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    database = administrator.database
    database.notices = (SynchronisedFolderError(tmp_path, "Nextcloud"),)
    with database.reading() as session:
        settings = find_settings(session)
    told: list[str] = []
    monkeypatch.setattr(Toasts, "show_notice", lambda _toasts, notice: told.append(notice.text))
    window = MainWindow(SPECS, State())
    qtbot.addWidget(window)
    opened = Opened(database, settings, administrator.seat, "front desk", tmp_path)
    entrance = Entrance(qapp, opened, State(), window)
    entrance.move_to(window)
    assert ["Nextcloud copies" in text for text in told] == [True]
    window.before_close = None
    entrance.desk.close()

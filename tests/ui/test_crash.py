import logging
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import qInstallMessageHandler, qWarning
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from fablab_desk.ui.crash import CrashDialog, CrashWatch, report
from fablab_desk.ui.logs import LOG, start_logging
from ui.accessible import assert_accessible

SECRET = "Marie Curie, 06 12 34 56 78"


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    file = start_logging(tmp_path / "logs")
    assert file
    yield file
    qInstallMessageHandler(None)
    for handler in list(LOG.handlers):
        LOG.removeHandler(handler)
        handler.close()


def a_fault() -> BaseException:
    try:
        try:
            raise KeyError(SECRET)
        except KeyError as cause:
            raise ValueError(SECRET) from cause
    except ValueError as error:
        return error


def test_a_report_tells_types_and_places_and_nobody() -> None:
    text = report(a_fault())
    assert "ValueError" in text
    assert "after KeyError" in text
    assert "test_crash.py" in text
    assert "Curie" not in text


def test_the_log_names_nobody(log: Path) -> None:
    LOG.error("A fault", exc_info=a_fault())
    qWarning(f'cannot open "{SECRET}"')
    logging.getLogger("fablab_desk").info("started")
    text = log.read_text(encoding="utf-8")
    assert "ValueError" in text
    assert "cannot open" in text
    assert "Curie" not in text


def test_a_log_that_cannot_be_written_hinders_nobody(tmp_path: Path) -> None:
    (tmp_path / "logs").touch()
    assert start_logging(tmp_path / "logs") is None


def test_a_fault_of_any_thread_is_shown_once_in_the_window(log: Path, qtbot: QtBot) -> None:
    shown: list[tuple[str, int]] = []
    watch = CrashWatch(lambda text: shown.append((text, threading.get_ident())))
    error = a_fault()
    thread = threading.Thread(target=watch.hear, args=(type(error), error, error.__traceback__))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(shown))
    assert shown == [(report(error), threading.get_ident())]


def test_the_report_can_be_copied(qtbot: QtBot) -> None:
    dialog = CrashDialog(report(a_fault()))
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.copy()
    assert QGuiApplication.clipboard().text() == dialog.report.toPlainText() != ""
    assert_accessible(dialog)

"""The window's log: the program's own, and what Qt has to say."""

import logging
import sys
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from fablab_desk.logs import LOG, describe, open_log

__all__ = ["LOG", "describe", "start_logging"]

_QT_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def start_logging(folder: Path) -> Path | None:
    """Log into a rotating file of that folder, or nowhere when it cannot be written."""
    file = open_log(folder)
    if file:
        qInstallMessageHandler(_log_qt)
    return file


def _log_qt(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    category = context.category or "default"
    # Qt quotes values, so only the words before the first quote or path are kept.
    words = text.split('"', 1)[0].split("/", 1)[0].split("'", 1)[0]
    LOG.log(_QT_LEVELS.get(kind, logging.WARNING), "Qt %s: %s", category, words.strip())
    if kind == QtMsgType.QtFatalMsg and sys.stderr:
        sys.stderr.write(f"{text}\n")

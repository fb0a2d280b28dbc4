"""The log of the program: which services failed and where, never what people typed."""

import logging
import sys
import time
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

LOG = logging.getLogger("fablab_desk")
MOST_BYTES = 512 * 1024
KEPT = 4
_QT_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class _Plain(logging.Formatter):
    """An error is written by its type and the places it went through: its text may name people."""

    def formatException(self, ei: object) -> str:
        return describe(ei[1]) if isinstance(ei, tuple) and ei[1] else ""


def start_logging(folder: Path) -> Path | None:
    """Log into a rotating file of that folder, or nowhere when it cannot be written."""
    file = folder / "fablab-desk.log"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            file, maxBytes=MOST_BYTES, backupCount=KEPT, encoding="utf-8", delay=False
        )
    except OSError:
        return None
    formatter = _Plain("%(asctime)sZ %(levelname)s %(message)s")
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)
    LOG.propagate = False
    qInstallMessageHandler(_log_qt)
    return file


def describe(error: BaseException) -> str:
    """The types of an error and of its causes, each with the places it went through."""
    parts = []
    one: BaseException | None = error
    while one is not None:
        places = [
            f"  {_short(frame.filename)}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(one.__traceback__)
        ]
        parts.append("\n".join([type(one).__qualname__, *places]))
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
    return "\nafter ".join(parts)


def _short(filename: str) -> str:
    parts = Path(filename).parts
    for root in ("fablab_desk", "site-packages"):
        if root in parts:
            return "/".join(parts[len(parts) - 1 - parts[::-1].index(root) :])
    return parts[-1] if parts else "?"


def _log_qt(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    category = context.category or "default"
    # Qt quotes values, so only the words before the first quote or path are kept.
    words = text.split('"', 1)[0].split("/", 1)[0].split("'", 1)[0]
    LOG.log(_QT_LEVELS.get(kind, logging.WARNING), "Qt %s: %s", category, words.strip())
    if kind == QtMsgType.QtFatalMsg and sys.stderr:
        sys.stderr.write(f"{text}\n")

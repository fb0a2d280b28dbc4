"""The log of the program: which services failed and where, never what people typed."""

import logging
import time
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path

LOG = logging.getLogger("fablab_desk")
MOST_BYTES = 512 * 1024
KEPT = 4


class _Plain(logging.Formatter):
    """An error is written by its type and the places it went through: its text may name people."""

    def formatException(self, ei: object) -> str:
        return describe(ei[1]) if isinstance(ei, tuple) and ei[1] else ""


def open_log(folder: Path) -> Path | None:
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

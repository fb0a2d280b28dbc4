"""The files of the bases this process has open: nothing but SQLite may open, copy or replace them.

Closing such a file drops the locks SQLite holds on it, and work that was confirmed may be lost.
"""

from contextlib import suppress
from pathlib import Path

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark

BESIDE = ("", "-wal", "-shm", "-journal")
_OPEN: list[Path] = []


class LiveBaseError(DeskError):
    def __init__(self, path: Path) -> None:
        super().__init__(
            mark("“{path}” is the base that is open here. Choose another file."), path=path.name
        )


def opened(base: Path) -> None:
    _OPEN.append(base)


def closed(base: Path) -> None:
    with suppress(ValueError):
        _OPEN.remove(base)


def refuse_live(path: Path) -> None:
    """LiveBaseError for an open base, by whatever name it is reached; asked without opening it."""
    for base in _OPEN:
        for suffix in BESIDE:
            with suppress(OSError):
                if path.samefile(base.with_name(base.name + suffix)):
                    raise LiveBaseError(path)

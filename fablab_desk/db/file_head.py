"""The first bytes of the open base, by which a file that was written over it gives itself away.

They are read by a descriptor SQLite itself holds: closing one of ours would drop its locks.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from fablab_desk.db.file import APPLICATION_ID

Identity: TypeAlias = tuple[int, int]  # the device and the inode
DESCRIPTORS = Path("/proc/self/fd")  # elsewhere than on Linux, nothing is read nor noticed

# https://www.sqlite.org/fileformat.html#the_database_header
SIZE = 100
MAGIC = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class Head:
    counter: int
    in_wal: bool
    is_ours: bool

    def may_become(self, found: "Head") -> bool:
        """Whether SQLite may have written it in a file that is open, and so stays in WAL mode.

        There a counter never falls, not even by a restore. Without WAL a rollback lowers it.
        """
        if not (self.in_wal and self.is_ours):
            return True
        return found.is_ours and found.in_wal and found.counter >= self.counter


class HeadWatch:
    """Nothing is known of a base before `note`."""

    def __init__(self) -> None:
        self._identity: Identity | None = None
        self._known: Head | None = None
        self._is_other = False
        self._descriptor = -1

    def note(self, identity: Identity | None) -> None:
        """Which file is held from now on, or none."""
        self._identity, self._is_other = identity, False
        self._known = self._read()

    def is_other(self) -> bool:
        """Whether another file was written over the one that is held; takes microseconds."""
        found = None if self._is_other else self._read()
        if found is None:
            return self._is_other
        if self._known is None or self._known.may_become(found):
            self._known = found
            return False
        self._is_other = self._read() == found  # and not caught while it is written
        return self._is_other

    def _read(self) -> Head | None:
        if self._identity is None:
            return None
        if not self._holds(self._descriptor):
            self._descriptor = next(self._held(), -1)
        if self._descriptor < 0:
            return None
        with suppress(OSError):
            head = os.pread(self._descriptor, SIZE, 0)
            if self._holds(self._descriptor):  # else it was closed, and may be another file's
                return _parse(head)
        return None

    def _held(self) -> Iterator[int]:
        with suppress(OSError):
            numbers = [int(path.name) for path in DESCRIPTORS.iterdir()]
            yield from (number for number in numbers if self._holds(number))

    def _holds(self, descriptor: int) -> bool:
        with suppress(OSError, OverflowError):
            found = os.fstat(descriptor)
            return (found.st_dev, found.st_ino) == self._identity
        return False


def _parse(head: bytes) -> Head:
    return Head(
        counter=int.from_bytes(head[24:28]),
        in_wal=head[18:20] == b"\2\2",
        is_ours=head.startswith(MAGIC) and int.from_bytes(head[68:72]) == APPLICATION_ID,
    )

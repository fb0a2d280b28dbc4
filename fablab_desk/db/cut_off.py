"""Noticing that the files SQLite holds open are no longer those that stand under their names."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fablab_desk.db.errors import CutOffError, DatabaseError, OverwrittenError, UnsavedCutOffError
from fablab_desk.db.file import sqlite_module
from fablab_desk.db.file_head import HeadWatch, Identity
from fablab_desk.db.laying import free_name, settle, unfinished
from fablab_desk.db.proof import prove
from fablab_desk.db.refusals import make_folder, refusal_of

MARK = "rescued"


class Footing:
    """Which files the first connection has opened. What is written into a deleted one is lost.

    `copies` is the folder of the rescued copy; beside the base where none is given.
    """

    def __init__(self, base: Path, copies: Path | None) -> None:
        self._base = base
        self._copies = copies or base.parent
        self._held: dict[Path, Identity] = {}
        self._said: CutOffError | None = None
        self._head = HeadWatch()

    def note(self) -> None:
        """To be called when a connection has read: until it is closed, SQLite keeps its files."""
        wal = self._base.with_name(f"{self._base.name}-wal")
        self._held = {path: _identity(path) for path in (self._base, wal) if path.exists()}
        self._head.note(self._held.get(self._base))

    def leave(self) -> None:
        """Nothing is held any more."""
        self._held, self._said = {}, None
        self._head.note(None)

    @contextmanager
    def left(self) -> Iterator[None]:
        """The base is put back to a copy on purpose: it may be another file afterwards."""
        held, self._held = self._held, {}
        self._head.note(None)
        try:
            yield
        except BaseException:
            self._held = held
            self._head.note(held.get(self._base))
            raise

    def missing(self) -> Path | None:
        """The file that is gone or another one; takes microseconds."""
        return next(
            (path for path, known in self._held.items() if not _is_still(path, known)), None
        )

    def is_lost(self) -> bool:
        """Whether a file is gone, replaced, or written over; takes microseconds."""
        return self.missing() is not None or self._head.is_other()

    def refusal(self, connection: Any) -> DatabaseError | None:
        """What to say where a file is missing, once what `connection` still sees is copied."""
        if self._head.is_other():  # what is seen now is of two files: there is nothing to rescue
            return OverwrittenError(self._base)
        if self._said is None and (gone := self.missing()):
            try:
                self._said = CutOffError(gone, self._rescue(connection))
            except DatabaseError as why:
                return UnsavedCutOffError(gone, why)
        return self._said

    def _rescue(self, connection: Any) -> Path:
        path, _ = free_name(make_folder(self._copies), datetime.now(UTC), ".db", MARK)
        with unfinished(path) as part:
            _pour(connection, part)
            about = {"base": str(self._base), "proved": True, "rows": prove(part)}
            settle(part, path, about)
        return path


def _pour(connection: Any, part: Path) -> None:
    module = sqlite_module()
    try:
        with closing(module.connect(part)) as copy:
            connection.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE").close()
    except module.Error as error:
        raise (refusal_of(error, str(part)) or error) from error


def _is_still(path: Path, known: Identity) -> bool:
    try:
        return _identity(path) == known
    except FileNotFoundError:
        return False
    except OSError:  # a disk that does not answer just now says nothing of the file
        return True


def _identity(path: Path) -> Identity:
    found = path.stat()
    return found.st_dev, found.st_ino

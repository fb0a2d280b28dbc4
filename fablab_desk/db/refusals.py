"""What the errors of the drivers and of the disk mean, and who holds a lock."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL
from sqlalchemy.engine import ExceptionContext

from fablab_desk.db.errors import (
    DamagedError,
    DatabaseError,
    DiskFullError,
    DiskTroubleError,
    IsAFileError,
    IsAFolderError,
    KeepsNothingError,
    LockedError,
    LongNameError,
    MissingFolderError,
    NoFolderRightError,
    NoRightError,
    NotADatabaseError,
    ReadOnlyError,
    ServerError,
    ServerRightError,
    StoppedError,
    TooLongError,
    UnkeptTextError,
)

# https://www.sqlite.org/rescode.html
READONLY, IOERR, CORRUPT, FULL, NOTADB = 8, 10, 11, 13, 26
LOCKS = Path("/proc/locks")
ROOM = 1 << 16  # bytes: what SQLite lays beside a base at least


def refuse(context: ExceptionContext) -> None:
    """Raise what the desk says for an error of the driver, where it is not a bug."""
    if context.is_pre_ping:
        return
    error: Any = context.original_exception
    dialect = context.dialect
    url = context.engine.url if context.engine else None
    if url is None:
        return
    if isinstance(error, UnicodeEncodeError):  # half of a pair of UTF-16
        raise UnkeptTextError from error
    sqlite = dialect.name == "sqlite"
    said = refusal_of(error, place_of(url)) if sqlite else _postgresql(error, url, context)
    if said is not None:
        raise said from error


def place_of(url: URL) -> str:
    """How a database is called in a sentence: its path, or its server and name."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    host = url.host or url.query.get("host", "localhost")
    return f"{host}/{url.database or ''}".rstrip("/")


def refusal_of(error: Any, place: str) -> DatabaseError | None:
    """What an error of SQLite means for the file at `place`; None where it is a bug."""
    code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
    match code:
        case 5 | 6:  # SQLITE_BUSY, SQLITE_LOCKED
            return LockedError(place, holder_of(Path(place)))
        case 9:  # SQLITE_INTERRUPT
            return StoppedError()
        case 14:  # SQLITE_CANTOPEN
            return why_not_opened(Path(place))
        case 10 if _is_full(Path(place).parent):  # SQLITE_IOERR, for want of room beside the file
            return DiskFullError(place)
    plain: dict[int, type[Any]] = {
        READONLY: ReadOnlyError,
        IOERR: DiskTroubleError,
        CORRUPT: DamagedError,
        FULL: DiskFullError,
        NOTADB: NotADatabaseError,
    }
    return plain[code](place) if code in plain else None


@contextmanager
def disk(path: Path) -> Iterator[None]:
    """Say what the operating system refuses while `path` is read or written."""
    try:
        yield
    except OSError as error:
        raise _disk(error, path) from error


def stands(path: Path) -> bool:
    """Whether something is there; NoRightError where that is not even to be known."""
    with disk(path):
        return path.exists()


def make_folder(folder: Path, *, parents: bool = True) -> Path:
    """The folder, with its `parents`; a DatabaseError says why nothing can be kept in it."""
    try:
        folder.mkdir(parents=parents, exist_ok=True)
    except PermissionError as error:
        raise NoFolderRightError(folder) from error
    except OSError as error:
        unwilling = error.errno == errno.ENOENT and folder.parent.is_dir()  # as /proc
        raise (KeepsNothingError(folder.parent) if unwilling else _disk(error, folder)) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise NoFolderRightError(folder)
    return folder


def _disk(error: OSError, path: Path) -> DatabaseError:
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            return DiskFullError(str(path))
        case errno.EROFS:
            return ReadOnlyError(str(path))
        case errno.EACCES | errno.EPERM:
            return NoRightError(str(path))
        case errno.EEXIST:
            return IsAFileError(str(path))
        case errno.ENAMETOOLONG:
            return LongNameError(path.name)
        case errno.ENOTDIR if path.parent.exists():
            return IsAFileError(str(path.parent))
        case errno.ENOENT | errno.ENOTDIR:
            return MissingFolderError(path.parent)
    return DiskTroubleError(str(path))


def _is_full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < ROOM
    except OSError:
        return False


def why_not_opened(path: Path) -> DatabaseError:
    """SQLite only says that it cannot open: look at the file and its folder."""
    if not path.parent.is_dir():
        return MissingFolderError(path.parent)
    if path.is_dir():
        return IsAFolderError(str(path))
    if path.exists() and os.access(path, os.R_OK) and not os.access(path.parent, os.W_OK):
        return ReadOnlyError(str(path))
    return NoRightError(str(path))


def holder_of(path: Path) -> str:
    """The program and process that hold a lock on the file, on Linux; else an empty text."""
    beside = (path, path.with_name(f"{path.name}-shm"), path.with_name(f"{path.name}-wal"))
    inodes = {str(file.stat().st_ino) for file in beside if file.exists()}
    if not LOCKS.exists():
        return ""
    holders = {}
    for line in LOCKS.read_text().splitlines():
        fields = line.replace("-> ", "").split()
        pid, inode = fields[4], fields[5].rpartition(":")[2]
        if inode in inodes and pid != str(os.getpid()) and pid != "-1":
            holders[fields[3] == "WRITE"] = pid
    pid = holders.get(True) or holders.get(False) or ""
    name = Path("/proc", pid, "comm")
    return f"{name.read_text().strip()} ({pid})" if pid and name.exists() else ""


def _postgresql(error: Any, url: URL, context: ExceptionContext) -> DatabaseError | None:
    state = getattr(error, "sqlstate", None) or ""
    place = place_of(url)
    if not state and "NUL (0x00)" in str(error):
        return UnkeptTextError()
    if state in {"55P03", "40P01"}:
        return LockedError(place)
    if state == "57014":  # by our own cancelling, or by statement_timeout
        return TooLongError() if "timeout" in str(error) else StoppedError()
    if state == "25006":
        return ReadOnlyError(place)
    if state in {"53100", "53200"}:
        return DiskFullError(place)
    if state in {"XX001", "XX002"}:
        return DamagedError(place)
    # On connecting the driver gives no state, but FATAL is only ever said by a server.
    if state[:2] == "28" or state == "3D000" or (not state and "FATAL" in str(error)):
        return ServerRightError(place)
    lost = context.is_disconnect or context.connection is None or state[:2] in {"08", "57"}
    return ServerError(place) if lost else None

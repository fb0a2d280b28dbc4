"""Putting a copy back where the work goes on."""

from collections.abc import Iterable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from fablab_desk.db import server_copy
from fablab_desk.db.backup import Backup, Progress, take, verify
from fablab_desk.db.database import Database
from fablab_desk.db.engine import BUSY_SECONDS
from fablab_desk.db.errors import DamagedCopyError, DamagedError, NotADatabaseError
from fablab_desk.db.file import sqlite_module
from fablab_desk.db.opening import BESIDE, check_place, url_of
from fablab_desk.db.proof import Check
from fablab_desk.db.refusals import disk, refusal_of
from fablab_desk.live import refuse_live

PAGES = 1024  # at a time


def restore(
    copy: Path,
    place: Path | str,
    copies: Path,
    now: datetime,
    checks: Iterable[Check] = (),
    progress: Progress = lambda _done, _all: None,
) -> Backup | None:
    """Put a proved copy at `place`; what was there before is copied into `copies` first.

    Returned is the copy of what was there. A damaged file is kept beside itself, renamed. What a
    server cannot prove is put back all the same, in one transaction.
    """
    copy = copy.absolute()
    database = Database(url_of(place))
    sqlite = database.engine.dialect.name == "sqlite"
    try:
        refuse_live(copy)
        verify(copy, checks)
        if sqlite != (copy.suffix != ".dump"):
            raise DamagedCopyError(copy.name)
        if not sqlite:
            server_copy.prove(database, copy, checks)
            before = take(database, copies, now, mark="before-restore")
            server_copy.bring_back(database, copy)
            return before
        path = Path(database.place)
        check_place(path, copies)
        aside = _aside(database, path, copies, now)
    finally:
        database.close()
    _pour(copy, path, progress)
    return aside


def _aside(database: Database, path: Path, copies: Path, now: datetime) -> Backup | None:
    if not path.exists() or not path.stat().st_size:
        return None
    try:
        return take(database, copies, now, mark="before-restore")
    except (DamagedError, DamagedCopyError, NotADatabaseError):
        database.close()
        for suffix in BESIDE:
            part = path.with_name(path.name + suffix)
            if part.exists():
                with disk(part):
                    part.rename(part.with_name(f"{path.name}.{now:%Y%m%dT%H%M%S}.damaged{suffix}"))
        return None


def _pour(copy: Path, path: Path, progress: Progress) -> None:
    """Through SQLite, in one transaction: other connections see all of it or nothing."""
    module = sqlite_module()

    def tell(_status: int, remaining: int, total: int) -> None:
        progress(total - remaining, total)

    try:
        source: Any = module.connect(f"{copy.as_uri()}?mode=ro&immutable=1", uri=True)
        target: Any = module.connect(path, timeout=BUSY_SECONDS)
        with closing(source), closing(target):
            target.execute("PRAGMA synchronous=FULL").close()
            source.backup(target, pages=PAGES, progress=tell)
    except module.Error as error:
        raise (refusal_of(error, str(path)) or error) from error

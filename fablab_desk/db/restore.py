"""Putting a copy back where the work goes on."""

import shutil
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from fablab_desk.db import server_copy
from fablab_desk.db.backup import ROOM, Progress, take, verify
from fablab_desk.db.database import Database
from fablab_desk.db.engine import BUSY_SECONDS
from fablab_desk.db.errors import DamagedCopyError, DamagedError, DiskFullError, NotADatabaseError
from fablab_desk.db.file import sqlite_module
from fablab_desk.db.opening import BESIDE, check_place, remove, url_of
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
) -> Path | None:
    """Put a proved copy at `place`; what was there before is copied into `copies` first.

    Returned is where that lies: a damaged file is kept beside itself, renamed, and comes back
    where the copy could not take its place. What a server cannot prove is put back all the same,
    in one transaction.
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
            return before.path
        path = Path(database.place)
        check_place(path, copies)
        if shutil.disk_usage(path.parent).free < copy.stat().st_size + ROOM:
            raise DiskFullError(str(path))
        with _put_aside(database, path, copies, now) as aside:
            _pour(copy, path, progress)
    finally:
        database.close()
    return aside


@contextmanager
def _put_aside(
    database: Database, path: Path, copies: Path, now: datetime
) -> Iterator[Path | None]:
    """Where what stood at `path` lies: it stands there again if the block fails."""
    aside: Path | None = None
    renamed = False
    if path.exists() and path.stat().st_size:
        try:
            aside = take(database, copies, now, mark="before-restore").path
        except (DamagedError, DamagedCopyError, NotADatabaseError):
            renamed = True
    database.close()
    if renamed:
        aside = _free_beside(path, now)
        _rename(path, aside)
    stays = path.exists()
    try:
        yield aside
    except BaseException:
        if not stays:
            remove(path)
        if renamed and aside:
            _rename(aside, path)
        raise


def _free_beside(path: Path, now: datetime) -> Path:
    while (beside := path.with_name(f"{path.name}.{now:%Y%m%dT%H%M%S}.damaged")).exists():
        now += timedelta(seconds=1)
    return beside


def _rename(path: Path, other: Path) -> None:
    for suffix in BESIDE:
        part = path.with_name(path.name + suffix)
        if part.exists():
            with disk(part):
                part.rename(other.with_name(other.name + suffix))


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

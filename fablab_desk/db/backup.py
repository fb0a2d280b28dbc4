"""Copies of the database: made while it is worked with, proved, and the old ones thinned out."""

import json
import shutil
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fablab_desk.db import server_copy
from fablab_desk.db.database import Database
from fablab_desk.db.errors import AtWorkError, DamagedCopyError, DiskFullError, NoCopyError
from fablab_desk.db.file import COPY_NAME, sqlite_module
from fablab_desk.db.laying import STAMP, free_name, settle, unfinished
from fablab_desk.db.proof import Check, digest_of, prove
from fablab_desk.db.refusals import disk, make_folder, refusal_of, stands

BUCKETS = ((8, "%Y-%m-%d"), (5, "%G-%V"), (12, "%Y-%m"))  # days, weeks and months with a copy
STEP = 200_000  # instructions of SQLite between two tellings of the progress
ROOM = 1 << 20

Progress = Callable[[int, int], None]  # bytes or pages done, and of how many


@dataclass(frozen=True)
class Backup:
    path: Path
    at: datetime
    size: int  # bytes
    rows: dict[str, int] = field(default_factory=dict)
    proved: bool = True  # else a server's, of which only the list of contents could be read


def take(
    database: Database,
    folder: Path,
    now: datetime,
    checks: Iterable[Check] = (),
    progress: Progress = lambda _done, _all: None,
    mark: str = "",
) -> Backup:
    """A copy in `folder`, proved wherever it can be; nobody is kept from writing.

    `mark` tells why it is made, as “before-update”.
    """
    database.refuse_cut_off()
    make_folder(folder, parents=False)
    sqlite = database.engine.dialect.name == "sqlite"
    path, now = free_name(folder, now, ".db" if sqlite else ".dump", mark)
    with unfinished(path) as part:
        if sqlite:
            _vacuum(Path(database.place), part, progress)
            rows, proved = prove(part, checks), True
        else:
            rows, proved = server_copy.dump(database, part, checks)
        settle(part, path, {"base": database.place, "proved": proved, "rows": rows})
    return Backup(path, now, path.stat().st_size, rows, proved)


def copy_before_migration(database: Database, folder: Path | None) -> Backup:
    """Into the folder of copies, or beside the file."""
    beside = Path(database.place).parent if database.engine.dialect.name == "sqlite" else Path()
    return take(database, folder or beside, datetime.now(UTC), mark="before-update")


def verify(path: Path, checks: Iterable[Check] = ()) -> dict[str, int]:
    """The rows of each table; a DatabaseError where the copy is not what was written.

    Of a server's copy only the list of contents is read: `server_copy.prove` counts its rows.
    """
    if not stands(path) or path.is_dir():
        raise NoCopyError(str(path))
    if _last_written(path):
        raise AtWorkError(path.name)
    manifest = path.with_suffix(".json")
    if manifest.exists() and _said_of(path).get("sha256") != digest_of(path):
        raise DamagedCopyError(path.name)
    if path.suffix != ".dump":
        return prove(path, checks)
    server_copy.read_contents(path)
    return {}


def _last_written(path: Path) -> bool:
    """Whether some of what it holds still lies beside it."""
    wal = path.with_name(f"{path.name}-wal")
    return wal.exists() and wal.stat().st_size > 0


def list_backups(folder: Path) -> list[Backup]:
    """The newest first, as their names and manifests tell: nothing is proved here."""
    if not folder.is_dir():
        return []
    found = [
        (path, match) for path in folder.iterdir() if (match := COPY_NAME.fullmatch(path.name))
    ]
    backups = [
        Backup(
            path,
            datetime.strptime(match[1], STAMP).replace(tzinfo=UTC),
            path.stat().st_size,
            proved=_was_proved(path),
        )
        for path, match in found
    ]
    return sorted(backups, key=lambda backup: (backup.at, backup.path.name), reverse=True)


def base_of(copy: Path) -> str:
    """The place of the base it is a copy of; nothing where its manifest is gone."""
    return str(_said_of(copy).get("base", ""))


def kept(stamps: Iterable[datetime]) -> set[datetime]:
    """The last of each of the latest 8 days, 5 weeks and 12 months that have one."""
    newest_first = sorted(stamps, reverse=True)
    keep: set[datetime] = set()
    for count, bucket in BUCKETS:
        last: dict[str, datetime] = {}
        for stamp in newest_first:
            last.setdefault(stamp.strftime(bucket), stamp)
        keep.update(list(last.values())[:count])
    return keep


def rotate(folder: Path) -> list[Path]:
    """Take away the copies that are no longer kept, and tell which.

    Those of one base take no other's place, nor a day's copy that of what a restore put aside.
    """
    lines: dict[tuple[str, str], list[Backup]] = {}
    for backup in list_backups(folder):
        lines.setdefault(_line_of(backup.path), []).append(backup)
    gone = []
    for backups in lines.values():
        keep = kept(backup.at for backup in backups)
        gone += [backup.path for backup in backups if backup.at not in keep]
    for path in gone:
        with disk(path):
            path.unlink()
            path.with_suffix(".json").unlink(missing_ok=True)
    return gone


def _line_of(path: Path) -> tuple[str, str]:
    """Of which base it is a copy, and why it was made."""
    name = COPY_NAME.fullmatch(path.name)
    return str(_said_of(path).get("base")), (name and name[2]) or ""


def _was_proved(copy: Path) -> bool:
    """Not where its manifest is gone."""
    said = _said_of(copy)
    return bool(said and said.get("proved", copy.suffix == ".db"))


def _said_of(path: Path) -> dict[str, Any]:
    """What its manifest says; nothing where there is none to read."""
    try:
        said = json.loads(path.with_suffix(".json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}


def _vacuum(base: Path, part: Path, progress: Progress) -> None:
    size = base.stat().st_size
    if shutil.disk_usage(part.parent).free < size + ROOM:
        raise DiskFullError(str(part.parent))
    module = sqlite_module()

    def tell() -> None:
        progress(min(part.stat().st_size if part.exists() else 0, size), size)

    try:
        with closing(module.connect(base, isolation_level=None, timeout=30)) as connection:
            connection.set_progress_handler(tell, STEP)
            connection.execute("VACUUM INTO ?", (str(part),))
    except module.Error as error:
        raise (refusal_of(error, str(part)) or error) from error
    progress(size, size)

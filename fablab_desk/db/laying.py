"""Laying down the file of a copy: under its name once it is whole, with a manifest beside it."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from fablab_desk.db.proof import digest_of
from fablab_desk.db.refusals import disk, stands

STAMP = "%Y%m%dT%H%M%S"


def free_name(folder: Path, now: datetime, ending: str, mark: str = "") -> tuple[Path, datetime]:
    """A copy never takes the place of another: the name, and the instant that it says."""
    end = (f"-{mark}" if mark else "") + ending
    while stands(path := folder / f"fablab-{now.astimezone(UTC):{STAMP}}Z{end}"):
        now += timedelta(seconds=1)
    return path, now


@contextmanager
def unfinished(path: Path) -> Iterator[Path]:
    """Where the copy is written, for its owner alone; taken away where that fails."""
    part = path.with_suffix(".part")
    try:
        part.unlink(missing_ok=True)
        with disk(part):
            part.touch(mode=0o600)  # everybody's addresses stand in it
        yield part
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def settle(part: Path, path: Path, about: dict[str, object]) -> None:
    """On the disk for certain, its manifest first: a copy never stands without one."""
    manifest = path.with_suffix(".json")
    said = {"sha256": digest_of(part), "bytes": part.stat().st_size, **about}
    with disk(path):
        manifest.write_text(json.dumps(said, indent=1), "utf-8")
        for file in (part, manifest):
            with file.open("r+b") as written:
                os.fsync(written.fileno())
        part.replace(path)
        _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

"""The copies of the base as a list shows them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

from fablab_desk.clock import format_day
from fablab_desk.db.backup import base_of, list_backups
from fablab_desk.i18n import current, mark, translate
from fablab_desk.ui.cells import Muted
from fablab_desk.ui.chips import Chip
from fablab_desk.ui.colours import Tone
from fablab_desk.ui.paging import Column

COPIES = mark("Copies on this workstation")
MEGABYTE = 1_000_000
KEPT_FILE = mark(
    "The present file is not deleted: if it can still be read whole, it is copied to {folder}"
    " first; if not, it stays beside the base, under a name that ends in “.damaged”."
)
KEPT_SERVER = mark("What the server holds now is copied to {folder} first.")


@dataclass(frozen=True, slots=True)
class CopyRow:
    id: UUID
    path: Path
    at: datetime
    size: int  # bytes
    place: str  # of its base: the demo's copies lie in the same folder
    proved: bool


def copies_in(folder: Path) -> list[CopyRow]:
    """The newest first."""
    return [
        CopyRow(
            uuid5(NAMESPACE_URL, one.path.name),
            one.path,
            one.at,
            one.size,
            base_of(one.path),
            one.proved,
        )
        for one in list_backups(folder)
    ]


def is_of_server(copy: Path) -> bool:
    return copy.suffix == ".dump"


def kept_first(copy: Path, folder: Path) -> str:
    """What becomes of what stands where the copy is put back; a text."""
    said = KEPT_SERVER if is_of_server(copy) else KEPT_FILE
    return translate(said).format(folder=folder)


def copy_columns(when: Callable[[CopyRow], str]) -> list[Column[CopyRow]]:
    return [
        Column(mark("Made on"), when, width=154, stretch=True),
        Column(mark("Base"), lambda row: Muted(Path(row.place).name), width=120),
        Column(mark("File"), lambda row: Muted(row.path.name), width=250, spare=True),
        Column(mark("Proof"), _proof, width=136),
        Column(mark("Size"), _size, width=90, numeric=True),
    ]


def made_on(row: CopyRow, zone: tzinfo | None) -> str:
    """The day and the minute; where no zone is known, as this computer's clock tells them."""
    local = row.at.astimezone(zone)
    return f"{format_day(local.date(), current(), short=True)} {local:%H:%M}"


def _proof(row: CopyRow) -> Chip:
    if row.proved:
        return Chip(translate(mark("Read through")), Tone.OK)
    return Chip(translate(mark("Not tried")), Tone.WARN)


def _size(row: CopyRow) -> str:
    return translate(mark("{size} MB")).format(size=_tenths(row.size / MEGABYTE))


def _tenths(number: float) -> str:
    written = f"{max(0.1, number):.1f}"
    return written if current() == "en" else written.replace(".", ",")

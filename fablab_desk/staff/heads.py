"""The head of the journal's chain, also kept outside the base: a cut tail would not show inside."""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.staff.models import AuditEntry


@dataclass(frozen=True, slots=True)
class Head:
    """One link of the journal, as this desk saw it."""

    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class Known:
    """The newest link; `lost` is a later one that the base went back behind without a restore."""

    last: Head
    lost: Head | None = None


def note_head(folder: Path, lab_id: UUID, place: str, known: Known) -> None:
    """Remember the last link this desk saw. A folder that cannot be written loses no act."""
    file = _file(folder, lab_id, place)
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = file.with_suffix(".part")
        part.write_text(json.dumps(asdict(known)), "utf-8")
        part.replace(file)


def known_head(folder: Path, lab_id: UUID, place: str) -> Known | None:
    """The last link this desk saw of that lab's base at that place, or None."""
    try:
        found = json.loads(_file(folder, lab_id, place).read_text("utf-8"))
        lost = found["lost"]
        return Known(_head(found["last"]), _head(lost) if lost else None)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def find_lost(session: Session, folder: Path, lab_id: UUID, place: str) -> Head | None:
    """A link this desk saw that the base does not hold: it was cut, or another was put there."""
    known = known_head(folder, lab_id, place)
    if known is None or known.lost:
        return known.lost if known else None
    return None if hash_at(session, known.last.seq) == known.last.hash else known.last


def hash_at(session: Session, seq: int) -> str | None:
    return session.scalar(select(AuditEntry.hash).where(AuditEntry.seq == seq))


def _head(found: dict[str, object]) -> Head:
    return Head(int(str(found["seq"])), str(found["hash"]))


def _file(folder: Path, lab_id: UUID, place: str) -> Path:
    # A copy of the base, opened elsewhere to look at it, has a journal of its own.
    return folder / f"{lab_id}-{sha256(place.encode()).hexdigest()[:12]}.head.json"

"""The head of the journal's chain, also kept outside the base: a cut tail would not show inside."""

import json
from contextlib import suppress
from pathlib import Path
from uuid import UUID


def note_head(folder: Path, lab_id: UUID, seq: int, digest: str) -> None:
    """Remember the last link this desk saw. A folder that cannot be written loses no act."""
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        part = _file(folder, lab_id).with_suffix(".part")
        part.write_text(json.dumps({"seq": seq, "hash": digest}), "utf-8")
        part.replace(_file(folder, lab_id))


def known_head(folder: Path, lab_id: UUID) -> tuple[int, str] | None:
    """The last link this desk saw of that lab's base, or None."""
    try:
        found = json.loads(_file(folder, lab_id).read_text("utf-8"))
        return int(found["seq"]), str(found["hash"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _file(folder: Path, lab_id: UUID) -> Path:
    return folder / f"{lab_id}.head.json"

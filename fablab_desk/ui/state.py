"""What this workstation remembers: sizes, columns, the tab last shown. Never a person's data."""

import contextlib
import json
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer

T = TypeVar("T")
QUIET_MS = 1000


class State(QObject):
    """Named values kept in one file of the workstation, or in memory without a file."""

    def __init__(self, file: Path | None = None) -> None:
        super().__init__()
        self._file = file
        self._values: dict[str, object] = _read(file) if file else {}
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(QUIET_MS)
        self._later.timeout.connect(self.save)

    def read(self, name: str, default: T) -> T:
        """The value kept under the name, or the default when none of that type is kept."""
        value = self._values.get(name, default)
        return value if isinstance(value, type(default)) else default

    def write(self, name: str, value: object) -> None:
        if self._values.get(name) != value:
            self._values[name] = value
            self._later.start()

    def save(self) -> None:
        self._later.stop()
        if self._file is None:
            return
        # A workstation that cannot write its file works all the same, and forgets.
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            part = self._file.with_suffix(".part")
            part.write_text(json.dumps(self._values, indent=1), encoding="utf-8")
            part.replace(self._file)


def _read(file: Path) -> dict[str, object]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}

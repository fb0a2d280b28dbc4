"""How long the window's loop is held while the program loads behind its first picture.

Run as a program: `python -m bench.begun BASE`, with the window's state where its home says.
"""

import os
import sys
from unittest.mock import patch

from PySide6.QtCore import QTimer

from bench.held import Heart
from fablab_desk.ui import start

WATCHED_MS = 3000  # by then its tab stands and what its acts open is loaded


class Watched(start.Starting):
    def begin(self) -> None:
        self._heart = Heart()
        self._heart.__enter__()
        QTimer.singleShot(WATCHED_MS, self._end)
        super().begin()

    def _end(self) -> None:
        held = self._heart.longest()
        sys.stdout.write(f"{held.own} {held.waited}\n")
        sys.stdout.flush()
        os._exit(0)


if __name__ == "__main__":
    with patch.object(start, "Starting", Watched):
        start.start(sys.argv[1])

"""The Wednesday of wednesday.py in a real window, on a French keyboard with a reader of cards.

tests/stories/real_wednesday.py [FOLDER]     the keys of each act; exit 1 if the day goes wrong
"""

import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from fablab_desk import i18n
from stories.real_screen import NEEDED, PAUSE, Home, Screen
from stories.wednesday import ARRIVALS, Hands, Wednesday, table_of
from stories.wednesday_lab import LAB, make_lab

KEY_OF = dict(zip("1234567890", range(10, 20), strict=True))  # its place, whatever is printed on it
ENTER = 36
SEEN = 3.0  # seconds in which a scan is counted
MOST_SCANS = 6
READER_MS = 1  # between two keys of a card reader; the display adds its own


class ScreenHands(Hands):
    def __init__(self, place: Path, screen: Screen) -> None:
        super().__init__(place)
        self._screen = screen

    def hit(self, key: str) -> None:
        self._screen.tab() if key == "Tab" else self._screen.keys(key)

    def write(self, text: str) -> None:
        self._screen.type(text)

    def scan(self, code: str) -> None:
        """Again where the display was too busy to pass the keys on at a reader's pace."""
        keys = [*(str(KEY_OF[figure]) for figure in code), str(ENTER)]
        before = self.said(ARRIVALS)
        for _ in range(MOST_SCANS):
            self._screen.strike(*keys, delay=READER_MS)
            patience = time.monotonic() + SEEN
            while time.monotonic() < patience:
                if self.said(ARRIVALS) != before:
                    return
                time.sleep(0.02)
            self._screen.keys("Escape")

    def standing_on(self) -> str:
        return self._screen.focus()

    def in_front(self) -> str:
        return self._screen.in_front()

    def says(self, text: str) -> None:
        self._screen.says(text)

    def settle(self) -> None:
        time.sleep(PAUSE)

    def wait(self, true: Callable[[], object], what: str) -> None:
        self._screen.wait(true, what)


def passes(screen: Screen, folder: Path) -> str:
    """Play it in a home of its own; the table of keys and seconds."""
    home = Home(folder)
    make_lab(folder / "desk.sqlite")
    with screen.step("wednesday"):
        screen.speaks_french()
        home.opens(screen)
        screen.window(LAB)
        screen.says("Adhésions du jour")
        hands = ScreenHands(folder / "desk.sqlite", screen)
        Wednesday(hands).passes()
        home.leaves(screen)
    return table_of(hands.acts)


def main() -> int:
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing:
        sys.stderr.write(f"Not here: {', '.join(missing)}\n")
        return 2
    i18n.use("fr")
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp(prefix="desk-"))
    folder.mkdir(parents=True, exist_ok=True)
    screen = Screen(folder)
    try:
        with tempfile.TemporaryDirectory() as place:
            sys.stdout.write(f"{passes(screen, Path(place))}\n")
    except (TimeoutError, AssertionError) as failed:
        sys.stderr.write(f"Failed: {failed}\n")
        return 1
    finally:
        screen.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The day of test_spine.py in a real window: xdotool's keys under Xvfb and openbox, French words.

tests/stories/real_window.py [FOLDER]     pictures and seconds per step; exit 1 if a step fails
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
NEEDED = ("Xvfb", "openbox", "xdotool", "import")
SAMPLE = ROOT / "tests" / "data" / "members-helloasso.csv"
PASSWORD = "une longue phrase"
SIZE = "1366x860x24"
PAUSE = 0.35  # seconds after each key that opens or closes something
PATIENCE = 60.0


class Screen:
    """A display of its own with a window manager, and somebody at its keyboard."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._steps: list[tuple[str, float]] = []
        reading, writing = os.pipe()
        display = ["Xvfb", "-displayfd", str(writing), "-screen", "0", SIZE, "-nolisten", "tcp"]
        self._started = [_quietly(display, dict(os.environ), pass_fds=(writing,))]
        os.close(writing)
        with os.fdopen(reading) as said:
            self._environment = {**os.environ, "DISPLAY": f":{said.readline().strip()}"}
        self._environment.pop("QT_QPA_PLATFORM", None)
        self.start(["openbox"])

    def start(self, command: list[str], **environment: str) -> subprocess.Popen[bytes]:
        started = _quietly(command, {**self._environment, **environment})
        self._started.append(started)
        return started

    def keys(self, *names: str) -> None:
        for name in names:
            self._do("key", "--clearmodifiers", name)
            time.sleep(PAUSE)

    def type(self, text: str) -> None:
        """Slower than a card reader; xdotool loses accented capitals."""
        self._do("type", "--delay", "60", text)
        time.sleep(PAUSE)

    def tab(self, times: int) -> None:
        for _ in range(times):
            self._do("key", "Tab")
            time.sleep(0.05)

    def titles(self) -> list[str]:
        found = self._do("search", "--onlyvisible", "--name", ".").split()
        return [self._do("getwindowname", window).strip() for window in found]

    def wait(self, true: Callable[[], object], what: str) -> None:
        patience = time.monotonic() + PATIENCE
        while not true():
            if time.monotonic() > patience:
                raise TimeoutError(what)
            time.sleep(0.1)

    def window(self, title: str) -> None:
        self.wait(lambda: any(title in one for one in self.titles()), f"no window “{title}”")
        time.sleep(2 * PAUSE)

    def no_window(self, title: str) -> None:
        self.wait(lambda: not any(title in one for one in self.titles()), f"“{title}” stays open")
        time.sleep(PAUSE)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Timed, and pictured at its end, whether it went well or not."""
        began = time.monotonic()
        try:
            yield
        finally:
            took = time.monotonic() - began
            self._steps.append((name, took))
            file = self._folder / f"{len(self._steps):02}-{name}.png"
            picture = ["import", "-window", "root", str(file)]
            subprocess.run(picture, env=self._environment, check=False)
            sys.stdout.write(f"{took:6.1f} s  {name}\n")
            sys.stdout.flush()

    def close(self) -> None:
        for started in reversed(self._started):
            started.terminate()
            started.wait(20)

    def _do(self, *words: str) -> str:
        command = ["xdotool", *words]
        done = subprocess.run(
            command, env=self._environment, capture_output=True, text=True, check=False
        )
        return done.stdout


class Day:
    """The program at work in a home of its own, from the first question to the last copy."""

    def __init__(self, screen: Screen, home: Path) -> None:
        self._screen = screen
        self._home = home
        base = str(home / "desk.sqlite")
        self._program = [sys.executable, "-m", "fablab_desk", "--language", "fr"]
        self._program += ["--database", base]
        self._folders = {
            "XDG_DATA_HOME": str(home / "data"),
            "XDG_STATE_HOME": str(home / "state"),
        }

    def begins(self) -> None:
        screen = self._screen
        with screen.step("questions"):
            self._desk = screen.start(self._program, **self._folders)
            screen.window("fablab_desk")
            time.sleep(6)
            screen.type("Fablab du Vallon")
            screen.tab(2)
            screen.type("1 rue de l'Essai")
            screen.tab(1)
            screen.type("42000")
            screen.tab(1)
            screen.type("Roche")
        with screen.step("plans"):
            screen.keys("Return")
            screen.type("20")
            screen.tab(1)
            screen.type("150")
        with screen.step("account"):
            screen.keys("Return")
            screen.type("Camille Essai")
            screen.tab(2)
            screen.type(PASSWORD)
            screen.tab(1)
            screen.type(PASSWORD)
        with screen.step("today"):
            screen.keys("Return")
            screen.window("Fablab du Vallon")
            time.sleep(3)

    def takes_a_list_in(self) -> None:
        screen = self._screen
        with screen.step("import"):
            screen.keys("alt+a", "ctrl+k")
            screen.type("importer")
            screen.keys("Return")
            screen.window("Importer")
            screen.type(str(SAMPLE))
            screen.keys("Escape", "Return")  # the proposals are put away first
            time.sleep(2)
        with screen.step("import-preview"):
            screen.keys("Return")
            time.sleep(2)
        with screen.step("import-done"):
            screen.keys("Return")
            screen.no_window("Importer")
            time.sleep(1)
        with screen.step("found"):
            screen.type("eloi")
            time.sleep(1)

    def enrols_and_takes_money(self) -> None:
        screen = self._screen
        with screen.step("new-person"):
            screen.keys("ctrl+a", "Delete", "ctrl+n")
            screen.window("Nouvelle personne")
            screen.type("Zoe")
            screen.tab(1)
            screen.type("Essai")
            screen.keys("ctrl+Return")
        with screen.step("membership"):
            screen.window("adhésion")
            time.sleep(1)
        with screen.step("money"):
            screen.keys("ctrl+Return")
            screen.window("Encaisser")
            time.sleep(1)
            screen.type("50")
        with screen.step("till-count"):
            screen.keys("ctrl+Return")
            screen.window("caisse")
            screen.tab(5)
            screen.type("5")
        with screen.step("money-taken"):
            screen.keys("ctrl+Return")
            screen.no_window("Encaisser")
            time.sleep(1)

    def attests(self) -> None:
        screen, paper = self._screen, self._home / "attestation.pdf"
        with screen.step("attestation"):
            screen.keys("ctrl+p")
            screen.window("Attestation")
            time.sleep(2)
        with screen.step("attestation-saved"):
            screen.keys("ctrl+s")
            screen.window("Enregistrer")
            screen.keys("ctrl+a")
            screen.type(str(paper))
            screen.keys("Return")
            screen.wait(paper.exists, "no attestation")
            screen.keys("Escape")
            screen.no_window("Attestation")
        with screen.step("verified"):
            environment = {**os.environ, **self._folders}
            command = [*self._program, "verify", str(paper)]
            done = subprocess.run(
                command, env=environment, capture_output=True, text=True, check=True
            )
            sys.stdout.write(done.stdout)

    def ends(self) -> None:
        screen = self._screen
        with screen.step("closing-count"):
            screen.keys("alt+p")
            time.sleep(2)
            screen.keys("ctrl+k")
            screen.type("clore la caisse")
            screen.keys("Return")
            screen.window("caisse")
            screen.tab(4)
            screen.type("1")
            screen.tab(1)
            screen.type("5")
        with screen.step("till-closed"):
            screen.keys("ctrl+Return")
            screen.no_window("caisse")
            time.sleep(1)
        with screen.step("left"):
            screen.keys("alt+F4")
            self._desk.wait(60)
        if not list((self._home / "data").rglob("copies/*.db")):
            raise TimeoutError("no copy of the day")


def _quietly(
    command: list[str], environment: dict[str, str], pass_fds: tuple[int, ...] = ()
) -> subprocess.Popen[bytes]:
    nowhere = subprocess.DEVNULL
    return subprocess.Popen(
        command, env=environment, stdout=nowhere, stderr=nowhere, pass_fds=pass_fds, cwd=ROOT
    )


def main() -> int:
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing:
        sys.stderr.write(f"Not here: {', '.join(missing)}\n")
        return 2
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp(prefix="desk-"))
    folder.mkdir(parents=True, exist_ok=True)
    sys.stdout.write(f"Pictures in {folder}\n")
    screen = Screen(folder)
    try:
        with tempfile.TemporaryDirectory() as home:
            day = Day(screen, Path(home))
            day.begins()
            day.takes_a_list_in()
            day.enrols_and_takes_money()
            day.attests()
            day.ends()
    except (TimeoutError, subprocess.SubprocessError) as failed:
        sys.stderr.write(f"Failed: {failed}\n")
        return 1
    finally:
        screen.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""A display of its own, somebody at its keyboard, and a screen reader to tell where the keys go."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fablab_desk.i18n import translate

ROOT = Path(__file__).resolve().parent.parent.parent
NEEDED = ("Xvfb", "openbox", "xdotool", "setxkbmap", "import", "dbus-daemon", "/usr/bin/python3")
READER = Path(__file__).with_name("seen.py")
SIZE = "1366x860x24"
PAUSE = 0.1  # seconds after a key: what it does cannot always be seen from outside
MOVING = 0.4  # seconds in which a Tab moves the focus, or there is nowhere to go
PATIENCE = 60.0
MOST_TABS = 60
SAMPLE = ROOT / "tests" / "data" / "members-helloasso.csv"
PASSWORD = "une longue phrase"


def named(msgid: str) -> str:
    """How a screen reader says a name in the window's language, as a pattern."""
    return re.escape(translate(msgid).replace("&", "").replace("\xa0", " "))


class Home:
    """A user who has nothing but what lies in that folder, and the program she starts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._program = [sys.executable, "-m", "fablab_desk", "--language", "fr"]
        self._program += ["--database", str(folder / "desk.sqlite")]
        self._folders = {
            "XDG_DATA_HOME": str(folder / "data"),
            "XDG_STATE_HOME": str(folder / "state"),
        }

    def opens(self, screen: "Screen") -> None:
        self._desk = screen.start(self._program, **self._folders)

    def leaves(self, screen: "Screen") -> None:
        screen.keys("alt+F4")
        self._desk.wait(60)

    def dies(self) -> None:
        """As if the plug were pulled."""
        self._desk.kill()
        self._desk.wait(10)

    def runs(self, *words: str, give: str = "") -> str:
        """A command's output; CalledProcessError where it fails."""
        done = subprocess.run(
            [*self._program, *words],
            env={**os.environ, **self._folders},
            input=f"{give}\n",
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout


class Screen:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._steps: list[tuple[str, float]] = []
        reading, writing = os.pipe()
        display = ["Xvfb", "-displayfd", str(writing), "-screen", "0", SIZE, "-nolisten", "tcp"]
        self._started: list[subprocess.Popen[Any]] = [
            _quietly(display, dict(os.environ), pass_fds=(writing,))
        ]
        os.close(writing)
        with os.fdopen(reading) as said:
            self._environment = {**os.environ, "DISPLAY": f":{said.readline().strip()}"}
        self._environment.pop("QT_QPA_PLATFORM", None)
        self._environment["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"
        self._environment["DBUS_SESSION_BUS_ADDRESS"] = self._bus()
        self.start(["openbox"])
        self._reader = subprocess.Popen(
            ["/usr/bin/python3", str(READER)],
            env=self._environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self._started.append(self._reader)

    def start(self, command: list[str], **environment: str) -> "subprocess.Popen[bytes]":
        started = _quietly(command, {**self._environment, **environment})
        self._started.append(started)
        return started

    def keys(self, *names: str) -> None:
        for name in names:
            self._do("key", "--clearmodifiers", name)
            time.sleep(PAUSE)

    def strike(self, *codes: str, delay: int) -> None:
        """Keys by their place on the keyboard, milliseconds apart: as a device does."""
        self._do("key", "--delay", str(delay), *codes)

    def speaks_french(self) -> None:
        """The keyboard of the display is an AZERTY one from now on."""
        subprocess.run(["setxkbmap", "fr"], env=self._environment, check=True)

    def type(self, text: str) -> None:
        """Slower than a card reader; xdotool loses accented capitals."""
        self._do("type", "--delay", "60", text)
        time.sleep(PAUSE)

    def focus(self) -> str:
        """What a screen reader calls the control that has the keys."""
        return self._asked("focus")

    def says(self, text: str) -> None:
        """Some text on the screen holds it, or will soon."""
        self.wait(lambda: self._asked(f"says {text}") == "True", f"nothing says “{text}”")

    def offers(self, text: str) -> None:
        """A control of that name can be used, or will soon."""
        self.wait(lambda: self._asked(f"offers {text}") == "True", f"no “{text}” to use")

    def tab_to(self, name: str) -> None:
        """Press Tab until the control of that name, a pattern, has the keys."""
        passed = []
        for _ in range(MOST_TABS):
            passed.append(self.focus())
            if re.fullmatch(name, passed[-1]):
                return
            self.tab()
        raise TimeoutError(f"Tab does not reach “{name}”, only {list(dict.fromkeys(passed))}")

    def tab(self) -> None:
        """And wait until the focus has moved."""
        before = self._asked("moves")
        self._do("key", "Tab")
        patience = time.monotonic() + MOVING
        while self._asked("moves") == before and time.monotonic() < patience:
            time.sleep(0.01)

    def fill(self, name: str, text: str) -> None:
        """Go to a field and write over what it holds."""
        self.tab_to(name)
        self._do("key", "ctrl+a")
        self.type(text)

    def palette(self, words: str) -> None:
        """An action by its name, from anywhere."""
        self.keys("ctrl+k")
        self.type(words)
        self.keys("Return")

    def takes_in(self, file: Path) -> None:
        """Choose a list of members, up to what each of its columns means."""
        self.keys("alt+a")
        self.palette("importer")
        self.window("Importer")
        self.type(str(file))
        self.keys("Escape", "Return")  # the proposals are put away first
        self.offers(translate("Look at what changes"))

    def titles(self) -> list[str]:
        found = self._do("search", "--onlyvisible", "--name", ".").split()
        return [self._do("getwindowname", window).strip() for window in found]

    def wait(self, true: Callable[[], object], what: str) -> None:
        patience = time.monotonic() + PATIENCE
        while not true():
            if time.monotonic() > patience:
                raise TimeoutError(what)
            time.sleep(0.1)

    def in_front(self) -> str:
        """The title of the window that has the keys; blank between two."""
        return self._do("getactivewindow", "getwindowname").replace("\xa0", " ").strip()

    def window(self, title: str) -> None:
        self.wait(lambda: title in self.in_front(), f"no window “{title}”, but {self.titles()}")

    def no_window(self, title: str) -> None:
        self.wait(lambda: not any(title in one for one in self.titles()), f"“{title}” stays open")
        self.wait(self.in_front, "no window has the keys")

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

    def _bus(self) -> str:
        reading, writing = os.pipe()
        command = ["dbus-daemon", "--session", "--nofork", f"--print-address={writing}"]
        self._started.append(_quietly(command, self._environment, pass_fds=(writing,)))
        os.close(writing)
        with os.fdopen(reading) as said:
            return said.readline().strip()

    def _asked(self, what: str) -> str:
        assert self._reader.stdin
        assert self._reader.stdout
        self._reader.stdin.write(f"{what}\n")
        self._reader.stdin.flush()
        return self._reader.stdout.readline().rstrip("\n")

    def _do(self, *words: str) -> str:
        command = ["xdotool", *words]
        done = subprocess.run(
            command, env=self._environment, capture_output=True, text=True, check=False
        )
        return done.stdout


def _quietly(
    command: list[str], environment: dict[str, str], pass_fds: tuple[int, ...] = ()
) -> "subprocess.Popen[bytes]":
    nowhere = subprocess.DEVNULL
    return subprocess.Popen(
        command, env=environment, stdout=nowhere, stderr=nowhere, pass_fds=pass_fds, cwd=ROOT
    )

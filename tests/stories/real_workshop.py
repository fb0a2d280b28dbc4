"""A training and a paper sheet by keys alone, in a real window on a French keyboard.

tests/stories/real_workshop.py [FOLDER]     pictures there; exit 1 if something goes wrong
"""

import re
import shutil
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from fablab_desk import i18n
from fablab_desk.db.file import sqlite_module
from stories import sheet_lab, trainings_lab
from stories.real_screen import NEEDED, Home, Screen
from stories.sheet_lab import PAPER
from stories.trainings_lab import (
    ABSENT,
    DAYS,
    FAILED,
    FREE,
    LASER,
    PASSED,
    PEOPLE,
    SEATS,
    TRAINER,
)

ANSWERED = 0.3  # seconds in which somebody is found by their letters


class Workshop:
    """Somebody at the keys of a lab of their own."""

    def __init__(self, screen: Screen, folder: Path) -> None:
        self.screen, self.place = screen, folder / "desk.sqlite"
        self.pressed = 0

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with closing(sqlite_module().connect(f"file:{self.place}?mode=ro", uri=True)) as base:
            return list(base.execute(sql))

    def holds(self, sql: str, wanted: list[tuple[Any, ...]]) -> None:
        self.screen.wait(lambda: self.rows(sql) == wanted, f"{sql}: {self.rows(sql)}")

    def press(self, *keys: str) -> None:
        self.pressed += len(keys)
        for key in keys:
            self.screen.tab() if key == "Tab" else self.screen.keys(key)

    def type(self, text: str) -> None:
        self.pressed += len(text)
        self.screen.type(text)

    def choose(self, label: str, who: str) -> None:
        """Somebody by their last name, in the field of that label."""
        self.screen.tab_to(re.escape(label))
        self.screen.type(who.split()[1].replace("ï", "i").lower())
        self.screen.keys("Return")
        time.sleep(ANSWERED)


class Training(Workshop):
    def passes(self) -> None:
        screen = self.screen
        with screen.step("course"):
            screen.keys("alt+f")
            screen.says("0 session à venir")
            screen.keys("ctrl+n")
            screen.window("Nouvelle formation")
            screen.fill("Titre", "Découpe laser")
            screen.fill("Code", "LASER-1")
            screen.tab_to(LASER)
            screen.keys("space")
            screen.fill("Mois", "24")
            screen.keys("ctrl+Return")
            screen.no_window("Nouvelle formation")
        with screen.step("two-half-days"):
            self._plans()
        with screen.step("eight-enrolled"):
            self._enrols()
        with screen.step("presences"):
            self._notes()
        with screen.step("closed-and-attested"):
            self._closes()
        with screen.step("laser"):
            self._starts_the_laser()

    def _plans(self) -> None:
        screen = self.screen
        screen.keys("ctrl+n")
        screen.window("Nouvelle session")
        for day in DAYS:
            screen.tab_to("Jour")
            screen.type(f"{day:%d/%m/%Y}")
            for label, hour in (("Début", "9"), ("Fin", "12")):
                screen.tab_to(label)
                screen.type(hour)
            screen.tab_to("Aucun espace")  # a choice is called by what is chosen
            screen.tab()
        self.choose("Formateur", TRAINER)
        screen.fill("Places", str(SEATS))
        screen.keys("ctrl+Return")
        screen.no_window("Nouvelle session")
        self.holds("SELECT count(*) FROM half_days", [(2,)])

    def _enrols(self) -> None:
        screen = self.screen
        screen.tab_to("À venir")
        screen.keys("Right", "space")
        screen.tab_to("Formations")
        screen.keys("Home", "ctrl+d")
        screen.window("Découpe laser")
        for place, who in enumerate(PEOPLE, 1):
            screen.keys("alt+i")
            screen.window("Inscrire")
            self.choose("Qui", who)
            if who == FREE:
                screen.tab_to("Non précisé")
                screen.type("aud")
            screen.keys("ctrl+Return")
            screen.no_window("Inscrire")
            self.holds("SELECT count(*) FROM enrolments", [(place,)])
        states = "SELECT state, count(*) FROM enrolments GROUP BY 1 ORDER BY 1"
        self.holds(states, [("enrolled", SEATS), ("waiting", 1)])

    def _notes(self) -> None:
        screen = self.screen
        screen.tab_to("Présences et résultats…")
        screen.keys("space")
        screen.window("Présences et résultats")
        at = 0  # each line has its two half-days and a result
        for wanted, downs in (
            (3 * PEOPLE.index(ABSENT) + 1, 2),
            (3 * PEOPLE.index(FAILED) + 2, 2),
        ):
            for _ in range(wanted - at):
                screen.tab()
            screen.keys(*["Down"] * downs)
            at = wanted
        for button in ("Tous présents", "Tous validés"):
            screen.tab_to(button)
            screen.keys("space")
        screen.keys("ctrl+Return")
        screen.no_window("Présences et résultats")

    def _closes(self) -> None:
        screen = self.screen
        self._in_menu(3)
        screen.window("Feuille d’émargement")
        screen.keys("Escape")
        screen.no_window("Feuille d’émargement")
        screen.keys("alt+l")
        self.holds("SELECT state FROM training_sessions", [("closed",)])
        time.sleep(ANSWERED)
        self._in_menu(2)
        screen.window("Attestations")
        screen.keys("Escape")
        screen.no_window("Attestations")
        self.holds("SELECT count(*) FROM papers", [(SEATS,)])
        screen.keys("Escape")
        screen.no_window("Découpe laser")
        certified = (
            "SELECT p.name FROM certifications c JOIN parties p ON p.id = c.person_id"
            " WHERE enrolment_id IS NOT NULL AND NOT withdrawn ORDER BY p.number"
        )
        self.holds(certified, [(who,) for who in PASSED])

    def _in_menu(self, steps: int) -> None:
        """Alt and its letter open the menu of papers; so many times down, and Enter."""
        self.screen.keys("alt+r")
        time.sleep(ANSWERED)
        self.screen.keys(*["Down"] * steps, "Return")

    def _starts_the_laser(self) -> None:
        screen = self.screen
        screen.keys("alt+m")
        screen.says("1 machine")
        screen.tab_to("Machines")
        screen.keys("Home", "ctrl+d")
        screen.window("Démarrer")
        self.choose("Qui", FAILED)
        screen.keys("ctrl+Return")
        screen.says("n’a pas suivi la formation")
        screen.tab_to("Qui")
        screen.keys("ctrl+a")
        self.choose("Qui", PASSED[0])
        screen.keys("ctrl+Return")
        screen.no_window("Démarrer")
        running = (
            "SELECT p.name FROM uses u JOIN parties p ON p.id = u.user_id WHERE ends_at IS NULL"
        )
        self.holds(running, [(PASSED[0],)])


class PaperSheet(Workshop):
    def passes(self) -> str:
        screen = self.screen
        with screen.step("sheet-opened"):
            screen.keys("alt+m")
            screen.says("3 machines")
            screen.keys("ctrl+g")
            screen.window("Une feuille papier")
            screen.keys("shift+Tab", "shift+Tab", "ctrl+a")
            screen.type("hier")
            screen.keys("Tab", "Tab")
        taken, began = [], time.monotonic()
        with screen.step("sheet-typed"):
            for line in PAPER:
                before = self.pressed
                self._types(*line)
                taken.append(self.pressed - before)
        lasted = time.monotonic() - began
        with screen.step("sheet-entered"):
            screen.keys("ctrl+Return")
            screen.no_window("Une feuille papier")
            self.holds("SELECT count(*) FROM uses", [(len(PAPER),)])
        return f"keys of each line {taken}; {lasted / len(PAPER):.2f} s a line"

    def _types(
        self, who: str, machine: str, start: str, lasted: str, material: tuple[str, ...]
    ) -> None:
        self.type(who)
        self.press("Return")
        time.sleep(ANSWERED)
        if machine:
            if "achine" not in self.screen.focus():
                self.press("shift+Tab")
            self.type(machine)
            self.press("Return")
        self.type(start)
        self.press("Return")
        self.type(lasted)
        if material:
            self.press("Tab")
            for word in material:
                self.type(word)
                self.press("Return")
        else:
            self.press("Return")


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
        screen.speaks_french()
        with tempfile.TemporaryDirectory() as place:
            home = Home(Path(place))
            trainings_lab.make_lab(Path(place) / "desk.sqlite")
            home.opens(screen)
            screen.window(trainings_lab.LAB)
            screen.says("Adhésions du jour")
            Training(screen, Path(place)).passes()
            home.leaves(screen)
        with tempfile.TemporaryDirectory() as place:
            home = Home(Path(place))
            sheet_lab.make_lab(Path(place) / "desk.sqlite")
            home.opens(screen)
            screen.window(sheet_lab.LAB)
            screen.says("Adhésions du jour")
            sys.stdout.write(f"{PaperSheet(screen, Path(place)).passes()}\n")
            home.leaves(screen)
    except (TimeoutError, AssertionError) as failed:
        sys.stderr.write(f"Failed: {failed}\n")
        return 1
    finally:
        screen.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())

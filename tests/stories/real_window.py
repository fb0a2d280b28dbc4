"""The day of test_spine.py in a real window: xdotool's keys under Xvfb and openbox, French words.

tests/stories/real_window.py [FOLDER]     pictures and seconds per step; exit 1 if a step fails
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from fablab_desk import i18n
from fablab_desk.i18n import translate
from stories.real_evening import Evening
from stories.real_screen import NEEDED, PASSWORD, SAMPLE, Home, Screen, named


class Day:
    """The program at work in a home of its own, from the first question to the last copy."""

    def __init__(self, screen: Screen, home: Home) -> None:
        self._screen = screen
        self._home = home

    def begins(self) -> None:
        screen = self._screen
        with screen.step("questions"):
            self._home.opens(screen)
            screen.window("fablab_desk")
            screen.offers(translate("Name of the lab"))
            screen.fill(named("Name of the lab"), "Fablab du Vallon")
            screen.fill(named("Address"), "1 rue de l'Essai")
            screen.fill(named("Postal code"), "42000")
            screen.fill(named("Town"), "Roche")
        with screen.step("plans"):
            screen.keys("Return")
            screen.fill(named("Fee"), "20")
            screen.fill(named("Fee of organisations"), "150")
        with screen.step("account"):
            screen.keys("Return")
            screen.fill(named("Your name"), "Camille Essai")
            screen.fill(named("Password"), PASSWORD)
            screen.fill(named("The password again"), PASSWORD)
        with screen.step("today"):
            screen.keys("Return")
            screen.window("Fablab du Vallon")
            screen.says("Adhésions du jour")

    def takes_a_list_in(self) -> None:
        screen = self._screen
        with screen.step("import"):
            screen.takes_in(SAMPLE)
        with screen.step("import-preview"):
            screen.keys("Return")
            screen.says("Nouvelles : 5")
            screen.says("Refusées : 1")
        with screen.step("import-done"):
            screen.keys("Return")
            screen.no_window("Importer")
        with screen.step("found"):
            screen.type("eloi")
            screen.says("1 résultat")
        with screen.step("money-from-the-search"):
            screen.keys("ctrl+e")  # on X11 a field would go to the end of its line
            screen.window("Encaisser")
            screen.keys("Escape")
            screen.no_window("Encaisser")

    def enrols(self) -> None:
        screen = self._screen
        with screen.step("new-person"):
            screen.keys("ctrl+a", "Delete", "ctrl+n")
            screen.window("Nouvelle personne")
            screen.fill(named("First name"), "Zoe")
            screen.fill(named("Last name"), "Essai")
            screen.fill(named("Born on"), "04/05/1999")
            screen.tab_to(named("Then record a membership"))
            screen.keys("space", "ctrl+Return")
            screen.no_window("Nouvelle personne")
        with screen.step("household"):
            screen.palette("foyer")
            screen.window("Foyer")
            screen.type("eloi")
            screen.keys("Return")  # whoever is found first, also before the answer
        with screen.step("household-payer"):
            screen.keys("ctrl+Return")
            screen.no_window("Foyer")
        with screen.step("membership"):
            screen.keys("ctrl+m")
            screen.window("adhésion")
            screen.says("20,00 €")

    def takes_money(self) -> None:
        screen = self._screen
        with screen.step("money"):
            screen.keys("ctrl+Return")
            screen.window("Encaisser")
            screen.fill(f"{named('Amount')} 1", "5")
            screen.fill(f"{named('Handed over')} 1", "10")
        with screen.step("second-method"):
            screen.tab_to(named("Another method"))
            screen.keys("space")
            screen.tab_to("Chèque")  # a choice is called by what is chosen
            screen.type("Carte")
            screen.says("rendre 5,00 €")
        with screen.step("till-count"):
            screen.keys("ctrl+Return")
            screen.window("caisse")
            screen.fill(note(10), "5")
        with screen.step("money-taken"):
            screen.keys("ctrl+Return")
            screen.no_window("Encaisser")
            screen.says("5,00 € à rendre")

    def attests(self) -> None:
        screen, paper = self._screen, self._home.folder / "attestation.pdf"
        with screen.step("attestation"):
            screen.keys("ctrl+p")
            screen.window("Attestation")
            screen.offers("Enregistrer")
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
            sys.stdout.write(self._home.runs("verify", str(paper)))

    def ends(self) -> None:
        screen = self._screen
        with screen.step("closing-count"):
            screen.keys("alt+p")
            screen.says("dans le tiroir")
            screen.palette("clore la caisse")
            screen.window("caisse")
            screen.fill(note(10), "5")
            screen.fill(note(5), "1")
            screen.says("attendu : 55,00 €")
        with screen.step("till-closed"):
            screen.keys("ctrl+Return")
            screen.no_window("caisse")
        with screen.step("left"):
            self._home.leaves(screen)
        if not list((self._home.folder / "data").rglob("copies/*.db")):
            raise TimeoutError("no copy of the day")


def note(euros: int) -> str:
    """The field that counts the notes of that worth."""
    return rf"{euros}(,00)? €"


def main() -> int:
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing:
        sys.stderr.write(f"Not here: {', '.join(missing)}\n")
        return 2
    i18n.use("fr")
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp(prefix="desk-"))
    folder.mkdir(parents=True, exist_ok=True)
    sys.stdout.write(f"Pictures in {folder}\n")
    screen = Screen(folder)
    try:
        with tempfile.TemporaryDirectory() as place:
            home = Home(Path(place))
            day = Day(screen, home)
            day.begins()
            day.takes_a_list_in()
            day.enrols()
            day.takes_money()
            day.attests()
            day.ends()
            Evening(screen, home).passes()
    except (TimeoutError, subprocess.SubprocessError) as failed:
        sys.stderr.write(f"Failed: {failed}\n")
        return 1
    finally:
        screen.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())

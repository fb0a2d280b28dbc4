"""What else a day may bring, in the real window: the base of real_window.py is opened again."""

import subprocess

from stories.real_screen import PASSWORD, SAMPLE, Home, Screen, named

OTHER_PASSWORD = "une autre phrase"
OWED = "Autres actions : Adhésion, du.*"


class Evening:
    def __init__(self, screen: Screen, home: Home) -> None:
        self._screen = screen
        self._home = home

    def passes(self) -> None:
        self._sits_down()
        self._takes_the_same_list_in()
        self._sets_a_price_from_a_day_on()
        self._slates_and_waives()
        self._locks()
        self._lets_another_sit_down()
        self._loses_its_power()

    def _sits_down(self) -> None:
        screen = self._screen
        with screen.step("opened-again"):
            self._home.opens(screen)
            screen.window("Fablab du Vallon")
            screen.tab_to(named("Login"))
            self._gives("camille", PASSWORD)
            screen.says("Camille Essai")

    def _gives(self, login: str, password: str) -> None:
        """At the lock, which keeps the login of whoever sat there last."""
        screen = self._screen
        if screen.focus() != "Mot de passe":
            screen.fill(named("Login"), login)
        screen.fill(named("Password"), password)
        screen.keys("Return")

    def _takes_the_same_list_in(self) -> None:
        screen = self._screen
        with screen.step("same-list"):
            screen.takes_in(SAMPLE)
            screen.keys("Return")
            screen.says("Inchangées : 5")
            screen.says("Nouvelles : 0")
        screen.keys("Escape")
        screen.no_window("Importer")

    def _sets_a_price_from_a_day_on(self) -> None:
        screen = self._screen
        with screen.step("new-price"):
            self._goes_to_the_settings()
            screen.type("articles")
            screen.tab_to(named("Articles"))
            screen.tab_to("Nouveau tarif")
            screen.keys("space")
            screen.window("Nouveau tarif")
            screen.fill(named("Price"), "25")
            screen.fill(named("From"), "hier")
        with screen.step("prices"):
            screen.keys("ctrl+Return")
            screen.no_window("Nouveau tarif")
            screen.says("a un nouveau tarif")

    def _goes_to_the_settings(self) -> None:
        self._screen.keys("alt+r")
        self._screen.says("Tout ce qui a été dit")

    def _slates_and_waives(self) -> None:
        screen = self._screen
        with screen.step("fee-of-today"):
            screen.keys("alt+a")
            screen.says("à renouveler")
            screen.type("minh")
            screen.says("1 résultat")
            screen.keys("ctrl+m")
            screen.window("adhésion")
            screen.says("25,00 €")
            screen.tab_to("Encaisser maintenant")
            screen.keys("space", "ctrl+Return")
            screen.no_window("adhésion")
            screen.window("Responsable")  # he is a child, for whom nobody answers yet
            screen.keys("Escape")
            screen.no_window("Responsable")
            screen.says("À régler")
        with screen.step("slate"):
            screen.tab_to(OWED)
            screen.keys("space", "Down", "Return")
            screen.says("est sur l’ardoise")
        with screen.step("waived"):
            screen.tab_to(OWED)
            screen.keys("space", "Up", "Return")
            screen.window("Ne pas réclamer")
            screen.type("Machine en panne ce jour")
            screen.keys("ctrl+Return")
            screen.says("ne sont plus réclamés")
            screen.says("non réclamé")

    def _locks(self) -> None:
        screen = self._screen
        with screen.step("locked"):
            screen.keys("ctrl+l")
            screen.tab_to(named("Password"))
            screen.type("faux")
            screen.keys("Return")
            screen.says("ne vont pas ensemble")
        with screen.step("unlocked"):
            self._gives("camille", PASSWORD)
            screen.says("adhésions à jour")

    def _lets_another_sit_down(self) -> None:
        screen = self._screen
        with screen.step("account"):
            self._goes_to_the_settings()
            screen.tab_to(named("Pages of the settings"))
            screen.type("comptes")
            screen.says("Nouveau compte")
            screen.keys("ctrl+n")
            screen.window("Nouveau compte")
            screen.fill(named("Name"), "Noor Essai")
            screen.fill(named("Login"), "noor")
            screen.tab_to("Accueil")
            screen.keys("space")
            screen.fill(named("Password"), OTHER_PASSWORD)
            screen.fill(named("The password again"), OTHER_PASSWORD)
            screen.keys("ctrl+Return")
            screen.no_window("Nouveau compte")
        with screen.step("switch"):
            screen.tab_to(f".*{named('Change who works here')}")
            screen.keys("space")
            screen.tab_to(named("Login"))
        with screen.step("other-account"):
            self._gives("noor", OTHER_PASSWORD)
            screen.says("Noor Essai")

    def _loses_its_power(self) -> None:
        """What was confirmed is there, and the base is whole."""
        screen = self._screen
        with screen.step("power-cut"):
            screen.keys("alt+a")
            screen.says("à renouveler")
            screen.keys("ctrl+f", "ctrl+a", "Delete", "ctrl+n")
            screen.window("Nouvelle personne")
            screen.fill(named("Last name"), "Coupure")
            screen.keys("ctrl+Return")
            screen.says("est enregistrée")
            self._home.dies()
        self._sits_down()
        with screen.step("found-after"):
            screen.keys("alt+a")
            screen.says("à renouveler")
            screen.type("coupure")
            screen.says("1 résultat")
        with screen.step("left-again"):
            self._home.leaves(screen)
        checked = self._home.runs("--as", "camille", "--password-fd", "0", "check", give=PASSWORD)
        told = checked.splitlines()
        if not told or not all(line.endswith(": en ordre") for line in told):
            raise subprocess.SubprocessError(checked)

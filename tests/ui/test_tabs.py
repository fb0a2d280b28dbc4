from operator import attrgetter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from fablab_desk import i18n
from fablab_desk.people.kinds import PeopleFilter
from fablab_desk.ui.actions import WORDS, plain
from fablab_desk.ui.agenda.field import ArrivalField
from fablab_desk.ui.agenda.tab import DoorTab
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.main_window import MainWindow
from fablab_desk.ui.people.filter_dialog import FilterDialog
from fablab_desk.ui.people.letters import LettersDialog
from fablab_desk.ui.people.mailing import MailingDialog
from fablab_desk.ui.people.member_cards import CardsDialog
from fablab_desk.ui.people.person import PersonDialog
from fablab_desk.ui.people.renewal import RenewalDialog
from fablab_desk.ui.people.tab import PeopleTab
from fablab_desk.ui.preview import PaperPreview
from fablab_desk.ui.settings.assembly import AssemblyPage
from fablab_desk.ui.settings.backups import BackupsPage
from fablab_desk.ui.state import State
from fablab_desk.ui.tab_spec import TabSpec
from fablab_desk.ui.tabs import SPECS

FRENCH = [  # what a volunteer types, and what is meant
    ("retard", "À renouveler"),
    ("publipostage", "Lettre"),
    ("diffusion", "Liste d’envoi"),
    ("consentement", "Liste d’envoi"),
    ("consentement", "Liste «\N{NO-BREAK SPACE}Pas de photo\N{NO-BREAK SPACE}»"),
    ("filtre", "Filtres enregistrés"),
    ("filtre", "Nouveau filtre"),
    ("badges", "Cartes d’adhérent"),
    ("inscrire", "Nouvelle personne"),
    ("appel de cotisation", "Renouveler des adhésions"),
    ("classe", "Groupe"),
    ("pas de photo", "Liste «\N{NO-BREAK SPACE}Pas de photo\N{NO-BREAK SPACE}»"),
]
OPENED = {
    "mail merge": LettersDialog,
    "newsletter": MailingDialog,
    "badges": CardsDialog,
    "new filter": FilterDialog,
    "no photo": PaperPreview,
}


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> MainWindow:
    window = MainWindow(SPECS, State())
    qtbot.addWidget(window)
    window.show()
    window.take(desk)
    return window


def sought(window: MainWindow, words: str) -> list[str]:
    window.command.open_with()
    window.command.field.setText(words)
    return [one.title for one in window.command.offers()]


@pytest.mark.parametrize("members_were_shown", [False, True])
def test_what_is_sent_to_many_is_found_by_the_words_of_the_counter(
    desk: Desk, qtbot: QtBot, members_were_shown: bool
) -> None:
    i18n.use("fr")  # tests/conftest.py goes back to English
    window = MainWindow(SPECS, State())
    qtbot.addWidget(window)
    window.show()
    window.take(desk)
    if members_were_shown:
        window.open_tab("people")
        qtbot.waitUntil(lambda: isinstance(window.tab("people"), PeopleTab))
    for words, title in FRENCH:
        assert title in sought(window, words), words


@pytest.mark.parametrize("words", OPENED)
def test_what_is_sent_to_many_is_opened_from_any_tab(
    window: MainWindow, qtbot: QtBot, words: str
) -> None:
    assert sought(window, words)
    QTest.keyClick(window.command.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(window.findChildren(OPENED[words])))


def test_who_looks_for_the_late_ones_stands_on_their_list(window: MainWindow, qtbot: QtBot) -> None:
    assert sought(window, "overdue")
    QTest.keyClick(window.command.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(window.tab("people"), PeopleTab))
    tab = window.tab("people")
    assert isinstance(tab, PeopleTab)
    assert tab.pills.chosen() == PeopleFilter.LATE.value


def test_the_filters_kept_under_a_name_are_offered_from_any_tab(
    window: MainWindow, qtbot: QtBot
) -> None:
    assert "Saved filters" in sought(window, "saved filters")
    QTest.keyClick(window.command.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(window.tab("people"), PeopleTab))
    tab = window.tab("people")
    assert isinstance(tab, PeopleTab)
    qtbot.waitUntil(lambda: tab.saved.menu is not None)
    assert tab.saved.menu
    assert "New filter" in [plain(act) for act in tab.saved.menu.actions()]
    tab.saved.menu.close()


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.key)
def test_what_a_tab_promises_before_it_is_built_it_does(
    spec: TabSpec, desk: Desk, qtbot: QtBot
) -> None:
    tab = spec.load()(desk)
    qtbot.addWidget(tab)
    texts = {plain(act) for act in tab.actions()}
    for act in spec.acts:
        promised = attrgetter(act.attribute)(tab)
        assert plain(promised) in texts
        assert promised.text().replace("&", "") == act.title.replace("&", "")
        assert promised.property(WORDS) == act.words


def test_a_page_of_the_settings_never_shown_is_found_by_what_is_done_there(
    desk: Desk, qtbot: QtBot
) -> None:
    window = MainWindow(SPECS, State())
    qtbot.addWidget(window)
    window.show()
    window.take(desk)
    window.command.open_with()
    window.command.field.setText("restore")
    qtbot.waitUntil(lambda: [one.title for one in window.command.offers()] == ["Backups"])
    QTest.keyClick(window.command.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(window.findChildren(BackupsPage)))


def test_an_act_of_a_tab_never_shown_is_found_and_done(desk: Desk, qtbot: QtBot) -> None:
    window = MainWindow(SPECS, State())
    qtbot.addWidget(window)
    window.show()
    window.take(desk)
    window.command.open_with()
    window.command.field.setText("new person")
    qtbot.waitUntil(lambda: bool(window.command.offers()))
    QTest.keyClick(window.command.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(window.findChildren(PersonDialog)))


@pytest.mark.parametrize("key", ["today", "agenda"])
def test_whoever_asks_for_an_arrival_is_led_to_the_field_of_the_door(
    desk: Desk, qtbot: QtBot, key: str
) -> None:
    window = MainWindow(SPECS, State())
    qtbot.addWidget(window)
    window.show()
    window.take(desk)
    window.open_tab(key)
    if key == "agenda":
        qtbot.waitUntil(lambda: isinstance(window.tab("agenda"), DoorTab))
    window.command.open_with()
    window.command.field.setText("arrival")
    qtbot.waitUntil(lambda: "Note an arrival" in [one.title for one in window.command.offers()])
    assert window.command.offers()[0].title == "Note an arrival"
    QTest.keyClick(window.command.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.focusWidget() in window.findChildren(ArrivalField))


def test_memberships_are_renewed_from_any_tab(desk: Desk, qtbot: QtBot) -> None:
    window = MainWindow(SPECS, State())
    qtbot.addWidget(window)
    window.show()
    window.take(desk)
    window.command.open_with()
    window.command.field.setText("renew memberships")
    qtbot.waitUntil(lambda: bool(window.command.offers()))
    QTest.keyClick(window.command.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(window.findChildren(RenewalDialog)))


def test_what_the_shown_page_of_the_settings_can_do_is_found(
    window: MainWindow, qtbot: QtBot
) -> None:
    assert sought(window, "proxies") == ["General assembly and board"]
    QTest.keyClick(window.command.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(window.findChildren(AssemblyPage)))
    (page,) = window.findChildren(AssemblyPage)
    qtbot.waitUntil(page.isVisible)
    assert "New assembly" in sought(window, "new assembly")
    assert sought(window, "export the list") == []  # two lists have one each
    window.command.dismiss()
    window.open_tab("today")
    assert sought(window, "new assembly") == []

"""The day a lab opens its desk: from a bare base to a closed till, by keys only."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QWidget
from pytestqt.exceptions import TimeoutError as QtTimeoutError
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from builders import PASSWORD
from builders.programs import a_program
from builders.sheets import DATA
from fablab_desk.__main__ import main
from fablab_desk.care.backup import PROOFS
from fablab_desk.db.backup import verify
from fablab_desk.db.database import Database
from fablab_desk.db.opening import url_of
from fablab_desk.memberships.models import Membership
from fablab_desk.money import ZERO
from fablab_desk.paths import copies_folder
from fablab_desk.payments.models import Payment, TillSession
from fablab_desk.people.models import Party
from fablab_desk.staff.models import AuditEntry
from fablab_desk.ui.app import Program
from fablab_desk.ui.opening import open_lab
from fablab_desk.ui.payments.cash import CashDialog
from fablab_desk.ui.payments.count import CountDialog
from fablab_desk.ui.people.enrol import EnrolDialog
from fablab_desk.ui.people.family import HouseholdDialog
from fablab_desk.ui.people.person import PersonDialog
from fablab_desk.ui.people.tab import PeopleTab
from fablab_desk.ui.people.take_in import TakeInDialog
from fablab_desk.ui.preview import PaperPreview
from fablab_desk.ui.setup.screen import SetupScreen
from stories.keyboard import Keyboard

KEY = Qt.Key


@dataclass
class Story:
    """The program on a new base, the hands on its keyboard, and what stands in the base."""

    program: Program
    keys: Keyboard
    place: Path

    def dialog(self, kind: type[QDialog]) -> bool:
        """Whether the dialog on top is of that kind, and has the keys."""
        top, focus = QApplication.activeModalWidget(), QApplication.focusWidget()
        if isinstance(top, kind) and (focus is None or not top.isAncestorOf(focus)):
            top.activateWindow()  # as a window manager does
            return False
        return isinstance(top, kind)

    def opens(self, kind: type[QDialog]) -> None:
        try:
            self.keys.wait(lambda: self.dialog(kind))
        except QtTimeoutError as error:
            top, focus = QApplication.activeModalWidget(), QApplication.focusWidget()
            said = f"No {kind.__name__}, but {top}, focus on {focus}, saying {self._labels()}"
            raise AssertionError(said) from error

    def closes(self) -> None:
        """The last dialog is gone."""
        try:
            self.keys.wait(lambda: QApplication.activeModalWidget() is None)
        except QtTimeoutError as error:
            raise AssertionError(f"Still open, saying {self._labels()}") from error

    def says(self, text: str) -> None:
        """Some label of the window, or of the dialog on top, tells it."""
        self.keys.wait(lambda: any(text in label for label in self._labels()))

    def _labels(self) -> list[str]:
        top = QApplication.activeModalWidget()
        places: list[QWidget] = [self.program.window, *([top] if top else [])]
        return [
            label.text()
            for place in places
            for label in place.findChildren(QLabel)
            if label.isVisible()
        ]

    def palette(self, words: str) -> None:
        """An action by its name, from anywhere."""
        self.keys.control(KEY.Key_K)
        self.keys.wait(self.program.window.command.isVisible)
        self.keys.type(words)
        self.keys.enter()

    def names_file(self, file: Path) -> None:
        """In Qt's own file dialog: its list of proposals is put away before Enter."""
        self.opens(QFileDialog)
        self.keys.control(KEY.Key_A)
        self.keys.type(str(file))
        if QApplication.activePopupWidget():
            self.keys.press(KEY.Key_Escape)
        self.keys.enter()

    def read(self, wanted: object) -> list[object]:
        database = Database(url_of(self.place))
        with database.reading() as session:
            found = list(session.scalars(wanted))  # type: ignore[call-overload]
        database.close()
        return found


@pytest.fixture
def story(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> Iterator[Story]:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    place = tmp_path / "desk.sqlite"
    with a_program(qapp) as program:
        qtbot.addWidget(program.window)
        program.open_with(partial(open_lab, place))
        yield Story(program, Keyboard(qtbot, program.window), place)


def test_the_desk_opens_works_a_day_and_closes(
    story: Story, tmp_path: Path, capsys: pytest.CaptureFixture[str], qtbot: QtBot
) -> None:
    answer_the_questions(story)
    take_a_list_in(story)
    find_half_a_name(story)
    enrol_a_child(story)
    take_the_fee(story)
    paper = attest(story, tmp_path / "attestation.pdf")
    assert run("verify", paper, "--database", story.place) == 0
    assert "Genuine. Membership attestation A" in capsys.readouterr().out
    close_the_till(story)
    close_the_window(story, qtbot)
    tell_the_day(story)
    assert run("check", "--database", story.place, login=True) == 0


def answer_the_questions(story: Story) -> None:
    keys, window = story.keys, story.program.window
    keys.wait(lambda: isinstance(window.layers.currentWidget(), SetupScreen))
    keys.wait(lambda: keys.standing_on() == "Name of the lab")
    keys.type("Fablab de l’Étincelle")
    keys.fill("Address", "1 rue de l’Essai")
    keys.fill("Postal code", "42000")
    keys.fill("Town", "Saint-Étienne")
    keys.enter()
    keys.fill("Fee", "20")
    keys.fill("Fee of organisations", "150")
    keys.enter()
    keys.fill("Your name", "Camille Étienne")
    keys.fill("Password", PASSWORD)
    keys.fill("The password again", PASSWORD)
    keys.enter()
    keys.wait(lambda: not window.is_covered())
    assert window.windowTitle() == "Fablab de l’Étincelle"


def take_a_list_in(story: Story) -> None:
    keys = story.keys
    keys.press(KEY.Key_A, Qt.KeyboardModifier.AltModifier)
    keys.wait(lambda: isinstance(story.program.window.tab("people"), PeopleTab))
    story.palette("import")
    story.names_file(DATA / "members-helloasso.csv")
    story.opens(TakeInDialog)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, TakeInDialog)
    keys.wait(dialog.look.isEnabled)
    keys.enter()
    keys.wait(dialog.write.isEnabled)
    assert [pill.text() for pill in dialog.preview.pills.buttons()] == [
        *("Plans: 4", "New: 5", "Changed: 0", "Unchanged: 0", "Refused: 1"),
    ]
    assert story.read(select(func.count()).select_from(Party)) == [0]
    keys.enter()
    story.closes()
    assert story.read(select(func.count()).select_from(Party)) == [7]


def find_half_a_name(story: Story) -> None:
    keys, tab = story.keys, people(story)
    keys.tab_to("Search")
    keys.type("eloi")
    keys.wait(lambda: (row := tab.chosen()) and row.name == "Éloïse Dupré")
    story.says("1 result")


def enrol_a_child(story: Story) -> None:
    keys, tab = story.keys, people(story)
    keys.control(KEY.Key_A)
    keys.press(KEY.Key_Delete)
    keys.control(KEY.Key_N)
    story.opens(PersonDialog)
    keys.fill("First name", "Zoé")
    keys.fill("Last name", "Dupré")
    keys.fill("Born on", "04/05/1999")
    keys.tab_to("Then record a membership")
    keys.press(KEY.Key_Space)
    keys.control(KEY.Key_Return)
    story.closes()
    keys.wait(lambda: (row := tab.chosen()) and row.name == "Zoé Dupré")
    keys.wait(tab.forms.household_action.isEnabled)
    story.palette("household")
    story.opens(HouseholdDialog)
    keys.type("eloi")
    keys.wait(QApplication.activePopupWidget)
    keys.enter()
    keys.wait(lambda: QApplication.activePopupWidget() is None)
    keys.control(KEY.Key_Return)
    story.closes()
    story.says("The payer of Zoé Dupré is settled.")
    keys.control(KEY.Key_M)
    story.opens(EnrolDialog)
    story.says("20.00")
    keys.control(KEY.Key_Return)


def take_the_fee(story: Story) -> None:
    keys = story.keys
    story.opens(CashDialog)
    story.says("Total €20.00")
    keys.fill("Amount 1", "5")
    keys.fill("Handed over 1", "10")
    keys.tab_to("Another method")
    keys.press(KEY.Key_Space)
    keys.tab_to("Method 2")
    keys.type("Card")
    story.says("give €5.00 back")
    keys.control(KEY.Key_Return)
    story.opens(CountDialog)
    keys.fill(note(10), "5")
    keys.control(KEY.Key_Return)
    story.closes()
    story.says("The money is taken: give €5.00 back.")
    assert story.read(select(Payment.amount).order_by(Payment.amount)) == [5, 15]
    assert story.read(select(Payment.change).where(Payment.change > ZERO)) == [5]


def attest(story: Story, file: Path) -> Path:
    keys = story.keys
    keys.control(KEY.Key_P)
    story.opens(PaperPreview)
    keys.control(KEY.Key_S)
    story.names_file(file)
    keys.wait(file.exists)
    story.opens(PaperPreview)
    keys.press(KEY.Key_Escape)
    story.closes()
    return file


def close_the_till(story: Story) -> None:
    keys = story.keys
    keys.press(KEY.Key_P, Qt.KeyboardModifier.AltModifier)
    story.says("€55.00 in the drawer.")
    story.palette("close the till")
    story.opens(CountDialog)
    keys.fill(note(10), "5")
    keys.fill(note(5), "1")
    story.says("Counted: €55.00 · expected: €55.00")
    keys.control(KEY.Key_Return)
    story.closes()
    assert story.read(select(TillSession.difference)) == [0]


def close_the_window(story: Story, qtbot: QtBot) -> None:
    with qtbot.waitSignal(story.program.window.closed, timeout=20_000):
        story.program.window.close()
    (copy,) = copies_folder().glob("*.db")
    assert verify(copy, PROOFS)["cashings"] == 1


def tell_the_day(story: Story) -> None:
    assert story.read(select(AuditEntry.service).order_by(AuditEntry.seq)) == [
        "care.set_up",
        "care.import_members",
        "people.admit_person",
        "people.name_payer",
        "memberships.enrol",
        "payments.cash",
        "memberships.attest_membership",
        "payments.close_till",
        "care.record_backup",
    ]
    assert set(story.read(select(AuditEntry.account_name).where(AuditEntry.seq > 1))) == {
        "Camille Étienne"
    }
    assert story.read(select(func.count()).select_from(Membership)) != [0]


def people(story: Story) -> PeopleTab:
    tab = story.program.window.tab("people")
    assert isinstance(tab, PeopleTab)
    return tab


def note(euros: int) -> str:
    """The field that counts the notes of that worth, however it is written."""
    return rf"€?{euros}(\.00)?(\s€)?"


def run(*words: object, login: bool = False) -> int:
    """A command, by the administrator where the lab asks for somebody."""
    options = ["--language", "en"]
    if not login:
        return main([*options, *map(str, words)])
    reading, writing = os.pipe()
    os.write(writing, f"{PASSWORD}\n".encode())
    os.close(writing)
    options += ["--as", "camille", "--password-fd", str(reading)]
    try:
        return main([*options, *map(str, words)])
    finally:
        os.close(reading)

"""From a course to the laser by keys alone: a session of two half-days, closed and attested."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMenu
from pytestqt.qtbot import QtBot

from builders.programs import a_program
from fablab_desk import i18n
from fablab_desk.clock import format_day
from fablab_desk.db.file import sqlite_module
from fablab_desk.db.opening import open_database
from fablab_desk.papers.queries import load_pdf
from fablab_desk.papers.verify import Verdict, verify_text_here
from fablab_desk.schema import BLUEPRINT
from fablab_desk.ui.app import Program
from fablab_desk.ui.machines.start import StartDialog
from fablab_desk.ui.opening import open_lab
from fablab_desk.ui.preview import PaperPreview
from fablab_desk.ui.trainings.course_form import CourseDialog
from fablab_desk.ui.trainings.enrol import EnrolDialog
from fablab_desk.ui.trainings.run import RunDialog
from fablab_desk.ui.trainings.session import SessionDialog
from fablab_desk.ui.trainings.session_form import SessionFormDialog
from stories.keyboard import Keyboard
from stories.trainings_lab import (
    ABSENT,
    DAYS,
    FAILED,
    FREE,
    LAB,
    LASER,
    PASSED,
    PEOPLE,
    SEATS,
    TRAINER,
    make_lab,
)

KEY, ALT = Qt.Key, Qt.KeyboardModifier.AltModifier


class Trainer:
    """Somebody at the keys of the window."""

    def __init__(self, keys: Keyboard, program: Program, place: Path) -> None:
        self.keys, self.program, self.place = keys, program, place

    def on(self, kind: type[QDialog]) -> Any:
        """That dialog, once it stands on top and has the keys."""

        def there() -> bool:
            top, focus = QApplication.activeModalWidget(), QApplication.focusWidget()
            if isinstance(top, kind) and (focus is None or not top.isAncestorOf(focus)):
                top.activateWindow()  # as a window manager does
            return isinstance(top, kind) and bool(focus and top.isAncestorOf(focus))

        try:
            self.keys.wait(there)
        except Exception as error:
            top = QApplication.activeModalWidget()
            raise AssertionError(f"no {kind.__name__}, but {top}: {self.told()}") from error
        return QApplication.activeModalWidget()

    def save(self, dialog: QDialog) -> None:
        self.keys.control(KEY.Key_Return)
        self.keys.wait(lambda: QApplication.activeModalWidget() is not dialog)

    def choose(self, label: str, who: str) -> None:
        """Somebody by their name, in the field of that label."""
        self.keys.tab_to(re.escape(label))
        self.keys.type(who)
        self.keys.press(KEY.Key_Return)
        desk = self.program.window.desk
        assert desk
        self.keys.wait(lambda: not desk.is_waiting())

    def pick(self, label: str, letters: str) -> None:
        self.keys.tab_to(re.escape(label))
        self.keys.type(letters)

    def in_menu(self, text: str) -> None:
        """Alt and its letter open the menu of papers; arrows and Enter choose."""

        def choose() -> None:
            menu = QApplication.activePopupWidget()
            assert isinstance(menu, QMenu)
            for _ in menu.actions():
                self.keys.press(KEY.Key_Down)
                act = menu.activeAction()
                if act and act.text().replace("&", "") == text:
                    break
            self.keys.press(KEY.Key_Return)

        QTimer.singleShot(100, choose)
        self.keys.press(KEY.Key_R, ALT)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with closing(sqlite_module().connect(f"file:{self.place}?mode=ro", uri=True)) as base:
            return list(base.execute(sql))

    def told(self) -> str:
        top = QApplication.activeModalWidget() or self.program.window
        return "\n".join(one.text() for one in top.findChildren(QLabel) if one.isVisible())


@pytest.fixture
def trainer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication, qtbot: QtBot
) -> Iterator[Trainer]:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    i18n.use("fr")
    place = tmp_path / "desk.sqlite"
    make_lab(place)
    with a_program(qapp, "fr") as program:
        qtbot.addWidget(program.window)
        program.open_with(partial(open_lab, place))
        qtbot.waitUntil(lambda: program.window.windowTitle() == LAB, timeout=15_000)
        keys = Keyboard(qtbot, program.window)
        keys.press(KEY.Key_F, ALT)
        keys.wait(lambda: program.window.tab("trainings"))
        yield Trainer(keys, program, place)


def writes_a_course(trainer: Trainer) -> None:
    keys = trainer.keys
    keys.control(KEY.Key_N)
    dialog = trainer.on(CourseDialog)  # there is nothing to be given yet
    keys.fill("Titre", "Découpe laser")
    keys.fill("Code", "LASER-1")
    keys.tab_to(LASER)
    keys.press(KEY.Key_Space)
    keys.fill("Mois", "24")
    trainer.save(dialog)


def plans_two_half_days(trainer: Trainer) -> None:
    keys = trainer.keys
    keys.control(KEY.Key_N)
    dialog = trainer.on(SessionFormDialog)
    for day in DAYS:
        keys.tab_to("Jour")
        keys.type(f"{day:%d/%m/%Y}")
        for label, hour in (("Début", "9"), ("Fin", "12")):
            keys.tab_to(label)
            keys.type(hour)
        keys.tab_to("Espace")
        keys.press(KEY.Key_Tab)
    trainer.choose("Formateur", TRAINER)
    keys.fill("Places", str(SEATS))
    trainer.save(dialog)


def enrols_eight(trainer: Trainer) -> None:
    keys = trainer.keys
    for who in PEOPLE:
        keys.press(KEY.Key_I, ALT)
        dialog = trainer.on(EnrolDialog)
        trainer.choose("Qui", who)
        if who == FREE:
            trainer.pick("Financement", "aud")
        trainer.save(dialog)
        trainer.on(SessionDialog)


def notes_who_was_there(trainer: Trainer) -> None:
    keys = trainer.keys
    keys.tab_to("Présences et résultats…")
    keys.press(KEY.Key_Space)
    dialog = trainer.on(RunDialog)
    second = format_day(DAYS[1], "fr", short=True)
    trainer.pick(f"{ABSENT}, présence du {second}", "abs")
    trainer.pick(f"{FAILED}, résultat", "non v")
    for button in ("Tous présents", "Tous validés"):
        keys.tab_to(button)
        keys.press(KEY.Key_Space)
    trainer.save(dialog)
    trainer.on(SessionDialog)


def closes_and_attests(trainer: Trainer) -> None:
    keys = trainer.keys
    trainer.in_menu("Feuille d’émargement…")
    trainer.on(PaperPreview)
    keys.press(KEY.Key_Escape)
    trainer.on(SessionDialog)
    keys.press(KEY.Key_L, ALT)
    keys.wait(lambda: trainer.rows("SELECT state FROM training_sessions") == [("closed",)])
    trainer.on(SessionDialog)
    trainer.in_menu("Attestations…")
    trainer.on(PaperPreview)
    keys.press(KEY.Key_Escape)
    trainer.on(SessionDialog)
    keys.press(KEY.Key_Escape)
    keys.wait(lambda: QApplication.activeModalWidget() is None)


def asks_for_the_laser(trainer: Trainer, passed: str) -> None:
    """Whoever failed is told what is missing; in the same form somebody who passed starts it."""
    keys = trainer.keys
    keys.press(KEY.Key_M, ALT)
    keys.wait(lambda: trainer.program.window.tab("machines"))
    board: Any = trainer.program.window.tab("machines")
    keys.wait(lambda: board.table.rows.rowCount() == 1)
    keys.tab_to("Machines")
    keys.press(KEY.Key_Home)
    keys.control(KEY.Key_D)
    dialog = trainer.on(StartDialog)
    trainer.choose("Qui", FAILED)
    keys.control(KEY.Key_Return)
    keys.wait(lambda: bool(dialog.problems["user_id"].text()))
    assert "n’a pas suivi la formation" in dialog.problems["user_id"].text()
    keys.tab_to("Qui")
    keys.control(KEY.Key_A)
    trainer.choose("Qui", passed)
    trainer.save(dialog)
    running = "SELECT p.name FROM uses u JOIN parties p ON p.id = u.user_id WHERE ends_at IS NULL"
    keys.wait(lambda: trainer.rows(running) == [(passed,)])


def test_a_training_passes_from_its_course_to_the_laser(trainer: Trainer, tmp_path: Path) -> None:
    keys = trainer.keys
    writes_a_course(trainer)
    plans_two_half_days(trainer)
    listed = "SELECT count(*) FROM half_days"
    keys.wait(lambda: trainer.rows(listed) == [(2,)])
    keys.tab_to("À venir")
    keys.press(KEY.Key_Right)
    assert keys.standing_on() == "À clore"
    keys.press(KEY.Key_Space)
    keys.tab_to("Formations")
    tab: Any = trainer.program.window.tab("trainings")
    keys.wait(lambda: tab.table.rows.rowCount() == 1)
    keys.press(KEY.Key_Home)
    keys.control(KEY.Key_D)
    trainer.on(SessionDialog)
    enrols_eight(trainer)
    states = trainer.rows("SELECT state, count(*) FROM enrolments GROUP BY 1 ORDER BY 1")
    assert states == [("enrolled", SEATS), ("waiting", 1)]
    assert trainer.rows("SELECT count(*) FROM enrolments WHERE funding = 'free_listener'") == [(1,)]
    notes_who_was_there(trainer)
    closes_and_attests(trainer)
    certified = trainer.rows(
        "SELECT p.name FROM certifications c JOIN parties p ON p.id = c.person_id"
        " WHERE enrolment_id IS NOT NULL AND NOT withdrawn ORDER BY p.number"
    )
    assert [name for (name,) in certified] == list(PASSED)
    assert verified(trainer, tmp_path) == [Verdict.GENUINE] * SEATS
    asks_for_the_laser(trainer, PASSED[0])


def verified(trainer: Trainer, folder: Path) -> list[Verdict]:
    """Each attestation as it is read back from its printed page."""
    if not (shutil.which("pdftoppm") and shutil.which("zbarimg")):
        pytest.skip("pdftoppm and zbarimg are installed by packaging/test.sh")
    papers = [key for (key,) in trainer.rows("SELECT id FROM papers ORDER BY position")]
    database = open_database(trainer.place, BLUEPRINT)
    found = []
    with database.reading() as session:
        for key in papers:
            (folder / "paper.pdf").write_bytes(load_pdf(session, UUID(bytes=key)))
            printed = ["pdftoppm", "-r", "150", "-png", "-singlefile", "paper.pdf", "paper"]
            subprocess.run(printed, cwd=folder, check=True)
            scanned = subprocess.run(
                ["zbarimg", "--raw", "-q", "-Sbinary", "paper.png"],
                cwd=folder,
                capture_output=True,
                check=True,
            )
            found.append(verify_text_here(session, scanned.stdout.decode()).verdict)
    database.close()
    return found

"""The evening on which a lab renews 203 memberships at once, in its own window, by keys."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from email import message_from_bytes, policy
from functools import partial
from io import BytesIO
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from builders.programs import a_program
from fablab_desk import i18n
from fablab_desk.clock import add_months
from fablab_desk.db.file import sqlite_module
from fablab_desk.memberships.renewal import Progress
from fablab_desk.memberships.service_renewal import renew_members
from fablab_desk.ui.app import Program
from fablab_desk.ui.opening import open_lab
from fablab_desk.ui.people.renewal import RenewalDialog
from fablab_desk.ui.people.tab import PeopleTab
from fablab_desk.ui.preview import PaperPreview
from stories.keyboard import Keyboard
from stories.renewal_lab import LAB, last_season, make_lab

KEY = Qt.Key
HALFWAY = 100
OWN = "memberships WHERE NOT taken_over AND cancelled_at IS NULL"
OWED = f"charges WHERE fact_id IN (SELECT id FROM {OWN})"
BY_PLAN = """SELECT p.label, count(*), sum(c.amount), min(c.state), max(c.state), max(c.paid)
    FROM memberships AS m JOIN membership_plans AS p ON p.id = m.plan_id
    LEFT JOIN charges AS c ON c.fact_id = m.id
    WHERE NOT m.taken_over GROUP BY p.label ORDER BY p.label"""
BY_PAYER = f"""SELECT parties.name, parties.email, sum(amount) FROM (SELECT * FROM {OWED})
               JOIN parties ON parties.id = payer_id GROUP BY payer_id"""
NUMBERS = f"SELECT max(number) - min(number) + 1 FROM {OWN}"
LATE_STILL = """SELECT p.label, count(*) FROM parties AS late
    JOIN memberships AS m ON m.party_id = late.id JOIN membership_plans AS p ON p.id = m.plan_id
    WHERE late.due_on < (SELECT max(starts_on) FROM memberships)
    GROUP BY p.label ORDER BY p.label"""


class Evening:
    def __init__(self, program: Program, keys: Keyboard, place: Path) -> None:
        self.program, self.keys, self.place = program, keys, place

    def dialog(self, kind: type[QDialog]) -> Any:
        """The dialog of that kind, once it is on top and has the keys."""
        self.keys.wait(lambda: self._is_on_top(kind))
        return QApplication.activeModalWidget()

    def _is_on_top(self, kind: type[QDialog]) -> bool:
        top, focus = QApplication.activeModalWidget(), QApplication.focusWidget()
        if isinstance(top, kind) and (focus is None or not top.isAncestorOf(focus)):
            top.activateWindow()  # as a window manager does
            return False
        return isinstance(top, kind)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with closing(sqlite_module().connect(f"file:{self.place}?mode=ro", uri=True)) as base:
            return list(base.execute(sql))

    def count(self, table: str) -> int:
        ((found,),) = self.rows(f"SELECT count(*) FROM {table}")
        return int(found)

    def names_file(self, file: Path) -> None:
        self.dialog(QFileDialog)
        self.keys.control(KEY.Key_A)
        self.keys.type(str(file))
        if QApplication.activePopupWidget():
            self.keys.press(KEY.Key_Escape)
        self.keys.enter()


@pytest.fixture
def evening(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> Iterator[Evening]:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    i18n.use("fr")
    place = tmp_path / "desk.sqlite"
    make_lab(place)
    with a_program(qapp, "fr") as program:
        qtbot.addWidget(program.window)
        program.open_with(partial(open_lab, place))
        qtbot.waitUntil(lambda: program.window.windowTitle() == LAB, timeout=15_000)
        yield Evening(program, Keyboard(qtbot, program.window), place)


def test_two_hundred_members_are_renewed_in_one_evening(
    evening: Evening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = look(evening)
    leave_four_out(evening, dialog)
    stop_half_way(evening, dialog, monkeypatch)
    write(evening, dialog)
    by_payer = evening.rows(BY_PAYER)
    letters = print_letters(evening, tmp_path / "lettres.pdf")
    assert totals_of(letters) == Counter(amount for _, _, amount in by_payer)
    evening.keys.tab_to("Courriers seulement à qui n’a pas d’adresse e-mail")
    evening.keys.press(KEY.Key_Space)
    by_post = print_letters(evening, tmp_path / "par-la-poste.pdf")
    assert totals_of(by_post) == Counter(amount for _, email, amount in by_payer if not email)
    write_mails(evening, tmp_path / "courriels", by_payer)
    take_all_back(evening)


def look(evening: Evening) -> RenewalDialog:
    keys = evening.keys
    keys.press(KEY.Key_A, Qt.KeyboardModifier.AltModifier)
    window = evening.program.window
    keys.wait(
        lambda: isinstance(tab := window.tab("people"), PeopleTab) and tab.table.rows.rowCount()
    )
    keys.control(KEY.Key_K)
    keys.wait(window.command.isVisible)
    keys.type("renouveler")
    keys.enter()
    dialog = evening.dialog(RenewalDialog)
    assert isinstance(dialog, RenewalDialog)
    told = "207 adhésions peuvent être renouvelées · 3 862,00 € en tout · 3 impossibles"
    keys.wait(lambda: plain(dialog.told.text()) == told)
    why = [str(say) for at in (207, 208, 209) if (say := dialog.table.rows.cell_at(at, 2))]
    assert all("Ancienne formule" in one for one in why), why
    assert evening.count(OWN) == 0
    return dialog


def leave_four_out(evening: Evening, dialog: RenewalDialog) -> None:
    """Three adults and a child; the town at the top stays."""
    evening.keys.wait(dialog.table.hasFocus)
    for _ in range(4):
        evening.keys.press(KEY.Key_Down)
        evening.keys.enter()
    told = "203 adhésions peuvent être renouvelées · 3 790,00 € en tout · 3 impossibles"
    assert plain(dialog.told.text()) == told


def stop_half_way(evening: Evening, dialog: RenewalDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    """Escape, when a hundred are written: none of them stays, nor any fee, and that is said."""
    halfway, go_on = Event(), Event()

    def held(act: Any, wanted: Any, day: Any, progress: Progress) -> int:
        def told(done: int, total: int) -> None:
            if done == HALFWAY:
                halfway.set()
                go_on.wait(20)
            progress(done, total)

        return renew_members(act, wanted, day, told)

    with monkeypatch.context() as patched:
        patched.setattr(f"{RenewalDialog.__module__}.renew_members", held)
        evening.keys.control(KEY.Key_Return)
        evening.keys.wait(halfway.is_set)
        evening.keys.press(KEY.Key_Escape)
        go_on.set()
        evening.keys.wait(lambda: dialog.problem.text() == "Arrêté. Rien n’a été modifié.")
    assert (evening.count(OWN), evening.count(OWED), evening.count("charges")) == (0, 0, 0)
    evening.keys.wait(dialog.renew_button.isEnabled)


def write(evening: Evening, dialog: RenewalDialog) -> None:
    evening.keys.control(KEY.Key_Return)
    evening.keys.wait(lambda: dialog.told.text().startswith("203 adhésions sont enregistrées"))
    desk = evening.program.window.desk
    assert desk
    first = last_season(desk.today()).ends_on + timedelta(1)
    last = add_months(first, 12) - timedelta(1)
    (days,) = evening.rows(f"SELECT DISTINCT entered_on, starts_on, ends_on FROM {OWN}")
    assert days == (str(desk.today()), str(first), str(last))
    assert evening.rows(BY_PLAN) == [
        ("Commune", 1, 150_00, "open", "open", 0),
        ("Individuelle", 152, 152 * 20_00, "open", "open", 0),
        ("Jeune", 50, 50 * 12_00, "open", "open", 0),
    ]
    assert evening.rows(NUMBERS) == [(203,)], "what was stopped left a gap in the numbers"
    left = [("Ancienne formule", 3), ("Individuelle", 3), ("Jeune", 1)]
    assert evening.rows(LATE_STILL) == left, "refused, or left out by hand"
    assert len(evening.rows(BY_PAYER)) == 153


def print_letters(evening: Evening, file: Path) -> list[str]:
    """What stands on each page of the file that was kept from the preview."""
    evening.dialog(RenewalDialog)
    evening.keys.tab_to("Courriers…")
    evening.keys.press(KEY.Key_Space)
    evening.dialog(PaperPreview)
    evening.keys.control(KEY.Key_S)
    evening.names_file(file)
    evening.keys.wait(file.exists)
    evening.dialog(PaperPreview)
    evening.keys.press(KEY.Key_Escape)
    evening.dialog(RenewalDialog)
    return [plain(page.extract_text()) for page in PdfReader(file).pages]


def write_mails(evening: Evening, folder: Path, by_payer: list[tuple[Any, ...]]) -> None:
    folder.mkdir()
    evening.keys.tab_to("E-mails…")
    evening.keys.press(KEY.Key_Space)
    evening.names_file(folder)
    wanted = {email: amount for _, email, amount in by_payer if email}
    evening.keys.wait(lambda: len(list(folder.glob("*.eml"))) == len(wanted))
    dialog = evening.dialog(RenewalDialog)
    evening.keys.wait(lambda: not dialog.is_working())
    for file in folder.glob("*.eml"):
        mail = message_from_bytes(file.read_bytes(), policy=policy.default)
        (paper,) = mail.iter_attachments()
        page, *more = PdfReader(BytesIO(paper.get_content())).pages
        assert not more
        assert totals_of([plain(page.extract_text())]) == Counter([wanted.pop(str(mail["To"]))])
    assert not wanted


def take_all_back(evening: Evening) -> None:
    evening.keys.press(KEY.Key_Escape)
    evening.keys.wait(lambda: QApplication.activeModalWidget() is None)
    evening.keys.control(KEY.Key_Z)
    evening.keys.wait(lambda: evening.count(OWN) == 0)
    assert evening.rows("SELECT DISTINCT state FROM charges") == [("cancelled",)]


def totals_of(pages: list[str]) -> Counter[int]:
    """In cents, of each page."""
    found = [re.findall(r"Total\s*(\d+),(\d\d) €", page) for page in pages]
    assert all(len(one) == 1 for one in found), pages[0]
    return Counter(int(euros) * 100 + int(cents) for ((euros, cents),) in found)


def plain(text: str) -> str:
    return " ".join(text.split())

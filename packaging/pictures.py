"""The pictures of docs/pictures: screens, dialogs and papers of a demo lab, without a screen.

packaging/pictures.py [DEMO.sqlite]   a demo lab of its own is made where none is given
"""

import os
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from PIL import Image
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from fablab_desk.care.backup import back_up
from fablab_desk.clock import utc_now
from fablab_desk.db.backup import take
from fablab_desk.db.opening import open_database
from fablab_desk.demo.making import make_demo_at
from fablab_desk.lab.queries import find_settings
from fablab_desk.overview.counter import load_drawer
from fablab_desk.overview.door import find_comers
from fablab_desk.overview.machines import MachineRow, load_board
from fablab_desk.overview.taking_in import Fate
from fablab_desk.overview.today import load_today
from fablab_desk.papers.models import PaperKind
from fablab_desk.papers.queries import list_last_of_each_kind
from fablab_desk.people.kinds import Medium, PeopleFilter
from fablab_desk.schema import BLUEPRINT
from fablab_desk.staff.login import built_in_seat, own_seat
from fablab_desk.staff.unit import Seat
from fablab_desk.ui import theme
from fablab_desk.ui.agenda.opening import OpeningDialog
from fablab_desk.ui.agenda.tab import DoorTab
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.machines.figures import FiguresDialog
from fablab_desk.ui.machines.sheet import SheetDialog
from fablab_desk.ui.machines.tab import MachinesTab
from fablab_desk.ui.main_window import MainWindow
from fablab_desk.ui.payments.cash import CashDialog
from fablab_desk.ui.payments.count import CountDialog
from fablab_desk.ui.payments.tab import PaymentsTab
from fablab_desk.ui.people.charge import ChargeDialog
from fablab_desk.ui.people.duplicates import DuplicatesDialog
from fablab_desk.ui.people.member_cards import CardsDialog
from fablab_desk.ui.people.piece_dialogs import AnswersDialog
from fablab_desk.ui.people.renewal import RenewalDialog
from fablab_desk.ui.people.tab import PeopleTab
from fablab_desk.ui.people.take_in import TakeInDialog
from fablab_desk.ui.preview import draw_pages
from fablab_desk.ui.scaffold import ListTab
from fablab_desk.ui.screen import pictured_on_a_usual_screen
from fablab_desk.ui.settings.assembly import AssemblyPage
from fablab_desk.ui.settings.pieces import PiecesPage
from fablab_desk.ui.settings.tab import MAKERS, SettingsTab
from fablab_desk.ui.setup.screen import SetupScreen
from fablab_desk.ui.state import State
from fablab_desk.ui.tabs import SPECS
from fablab_desk.ui.theme import Scheme
from fablab_desk.ui.trainings.tab import TrainingsTab

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
SIZE = (1320, 820)
PEOPLE, SEED = 160, 2026
SETTLED = 0.6  # seconds
NOTE, KEY = Decimal(50), Decimal(15)
MISSING = Decimal("0.50")
PAPERS = {
    PaperKind.MEMBERSHIP_ATTESTATION: "attestation",
    PaperKind.RECEIPT: "recu",
    PaperKind.TILL_CLOSING: "cloture-de-caisse",
}
SETTINGS = {  # by the act that leads to the page
    "lab_action": "labo",
    "plans_action": "adhesions",
    "accounts_action": "comptes",
    "journal_action": "journal",
    "hours_action": "horaires",
    "spaces_action": "espaces",
    "insurance_action": "assurance",
    "carriers_action": "structures",
}
PLAN = "Adhésion individuelle"
SHEET = (("=Classe de 4e 12", "9h", "1h30"), ("=Atelier du mercredi 6", "", "45 min"))
MEMBERS = f"""\
Nom;Prénom;Courriel;Téléphone;Né(e) le;Code postal;Ville;Formule;Date d’adhésion
Exemple;Zoé;zoe@example.org;06 12 34 56 01;14/02/1991;42000;Saint-Étienne;{PLAN};03/09/2026
Exemple;Noé;;;30/11/2012;42000;Saint-Étienne;{PLAN};03/09/2026
Modèle;Ana;ana@example;06 12 34;31/02/1988;4200;Firminy;;
Modèle;Ilan;ilan@example.org;06 12 34 56 03;02/05/1999;42700;Firminy;Adhésion famille;05/09/2026
"""


class Studio:
    """One demo lab, and a window on it for each colour scheme."""

    def __init__(self, app: QApplication, scratch: Path, given: str | None) -> None:
        self.app = app
        self.scratch = scratch
        base = Path(given) if given else scratch / "demo.sqlite"
        if given is None:
            make_demo_at(base, BLUEPRINT, people=PEOPLE, seed=SEED)
        original = open_database(base.absolute(), BLUEPRINT)
        copy = take(original, scratch, utc_now()).path.rename(scratch / "pictures.sqlite")
        original.close()
        self.database = open_database(copy, BLUEPRINT)
        self.seat = own_seat(self.database, Seat(UUID(int=0), "demo", scratch / "keys"))
        back_up(self.database, self.seat, utc_now, scratch)
        self.desk, self.window = self._make_window()

    def dress(self, scheme: Scheme) -> None:
        theme.dress(self.app, scheme, 1.0)
        self.desk.close()
        self.window.deleteLater()
        self.desk, self.window = self._make_window()

    def show(self, tab: str, record: UUID | None = None) -> QWidget:
        self.window.open_tab(tab)
        self.settle()
        self.window.open_tab(tab, record)
        self.settle()
        shown = self.window.tab(tab)
        assert shown is not None
        return shown

    def keep(self, name: str, picture: QWidget | None = None) -> None:
        self.settle()
        file = FOLDER / f"{name}.png"
        (picture or self.window).grab().save(str(file))
        slim(file)

    def keep_dialog(self, name: str, prepare: Callable[[QDialog], None] | None = None) -> None:
        """The dialog that was opened last, then closed without a question."""
        self.settle()
        *_, dialog = (one for one in self.window.findChildren(QDialog) if one.isVisible())
        if prepare:
            prepare(dialog)
        self.window.toasts.forget()
        self.keep(name, dialog)
        dialog.done(0)
        dialog.deleteLater()
        self.settle()

    def settle(self) -> None:
        until = time.monotonic() + SETTLED
        while (waiting := self.desk.is_waiting()) or time.monotonic() < until:
            if waiting:
                until = time.monotonic() + SETTLED
            self.app.processEvents()
            time.sleep(0.005)

    def _make_window(self) -> tuple[Desk, MainWindow]:
        with self.database.reading() as session:
            lab = find_settings(session)
        desk = Desk(self.database, self.seat, utc_now, State())
        desk.zone, desk.day_ends_at = lab.zone, lab.day_ends_at
        window = MainWindow(SPECS, State(), lab.name)
        window.resize(*SIZE)
        window.show()
        window.take(desk)
        return desk, window

    def draw(self) -> None:
        self._draw_screens()
        self._draw_door()
        self._draw_machines()
        self._draw_trainings()
        self._draw_dialogs()
        self._draw_many()
        self._draw_assembly()
        self._draw_papers()
        self._draw_first_start()
        self.dress(Scheme.DARK)
        self.show("today")
        self.keep("aujourdhui-sombre")

    def _draw_screens(self) -> None:
        self.show("today")
        self.keep("aujourdhui")
        with self.database.reading() as session:
            today = load_today(session, self.desk.today())
        self.show("people", today.enrolled_rows[0].party_id)
        self.keep("adherents")
        payments = self.show("payments")
        assert isinstance(payments, ListTab)
        payments.table.selectRow(1)
        self.keep("paiements")
        settings = self.show("settings")
        assert isinstance(settings, SettingsTab)
        for act, name in SETTINGS.items():
            settings.show_filter(act)
            self.keep(f"reglages-{name}")
        self.show("today")
        self.window.command.open_with("martin")
        self.settle()
        self.keep("recherche")
        self.window.command.hide()

    def _draw_dialogs(self) -> None:
        people = self.show("people")
        assert isinstance(people, PeopleTab)
        people.admit_action.trigger()
        self.keep_dialog("nouvelle-personne")
        people.table.selectRow(0)
        self.settle()
        people.enrol_action.trigger()
        self.keep_dialog("adhesion")
        with self.database.reading() as session:
            owed = load_today(session, self.desk.today()).owed_rows
        owing = max((row for row in owed if row.id), key=lambda row: row.due)
        CashDialog(self.desk, people, owing.id).open_when_read()
        self.keep_dialog("encaisser", two_methods)
        people.charge_action.trigger()
        self.keep_dialog("somme-due", something_lost)
        self._draw_import(people)
        payments = self.show("payments")
        assert isinstance(payments, PaymentsTab)
        with self.database.reading() as session:
            drawer = load_drawer(session)
        assert drawer.session is not None
        payments.owed_action.trigger()
        self.keep_dialog("a-regler")
        payments.close_action.trigger()
        self.keep_dialog("cloture", partial(counted, cash=drawer.session.cash))

    def _draw_many(self) -> None:
        """What is done to the list of members, or to a record of it."""
        people = self.show("people")
        assert isinstance(people, PeopleTab)
        people.renew_action.trigger()
        self.settle()
        (renewal,) = people.findChildren(RenewalDialog)
        renewal.letters_button.click()
        self.keep_dialog("appel-de-cotisation")
        self.keep_dialog("renouveler")
        people.duplicates_action.trigger()
        self.settle()
        (duplicates,) = people.findChildren(DuplicatesDialog)
        duplicates.merge.click()
        self.keep_dialog("fusion")
        self.keep_dialog("doublons")
        people.sending.letters_action.trigger()
        self.keep_dialog("lettre")
        people.sending.mailing_action.trigger()
        self.keep_dialog("liste-d-envoi")
        people.pills.choose(PeopleFilter.CURRENT.value)
        self.settle()
        people.sending.cards_action.trigger()
        self.settle()
        (cards,) = people.findChildren(CardsDialog)
        cards.whom.setCurrentIndex(1)
        self.settle()
        cards.verb.click()
        self.keep_dialog("cartes")
        people.pills.choose(PeopleFilter.MINORS.value)
        self.settle()
        people.table.selectRow(0)
        self.settle()
        people.pieces.print_action.trigger()
        self.keep_dialog("bulletin")
        people.pieces.answer_action.trigger()
        self.keep_dialog("droit-a-l-image", in_some_places)
        people.pieces.no_photo_action.trigger()
        self.keep_dialog("pas-de-photo")

    def _draw_assembly(self) -> None:
        settings = self.show("settings")
        assert isinstance(settings, SettingsTab)
        page = settings.page(MAKERS.index(AssemblyPage))
        assert isinstance(page, AssemblyPage)
        self.settle()
        page.list.table.selectRow(0)
        self.keep("reglages-assemblee")
        for act, name in (
            (page.attendance_action, "votants"),
            (page.post_action, "convocation"),
            (page.sheet_action, "feuille-d-emargement"),
        ):
            act.trigger()
            self.keep_dialog(name)
        settings.page(MAKERS.index(PiecesPage))
        self.keep("reglages-pieces")

    def _draw_import(self, people: PeopleTab) -> None:
        file = self.scratch / "adherents.csv"
        file.write_text(MEMBERS, encoding="utf-8")
        dialog = TakeInDialog(self.desk, people, file)
        dialog.open()
        self.settle()
        self.keep("import-colonnes", dialog)
        dialog.look.click()
        self.settle()
        dialog.preview.pills.button(len(Fate) - 1).click()
        dialog.preview.table.selectRow(0)
        self.keep_dialog("import-apercu")

    def _draw_door(self) -> None:
        """A Wednesday that has begun, and somebody whose name is being typed."""
        door = self.show("agenda")
        assert isinstance(door, DoorTab)
        if door.open_action.isVisible():
            door.open_action.trigger()
            self.settle()
            next(iter(door.findChildren(OpeningDialog))).accept()
        with self.database.reading() as session:
            people = find_comers(session, "ma", self.desk.today())
        for one in people:
            door.let_in(one.id, one.name)
        for typed in ("+3 grand public dont 2 nouveaux", "+2 étudiants"):
            door.field.setText(typed)
            door.field.entered.emit()
        self.settle()
        self.window.toasts.forget()
        self.keep("permanence")
        door.field.insert("mar")
        self.keep("permanence-recherche")
        door.field.empty()
        door.page_action.trigger()
        self.keep_dialog("la-journee-en-une-page")

    def _draw_machines(self) -> None:
        machines = self.show("machines")
        assert isinstance(machines, MachinesTab)
        rows = {row.code: row for row in self._machines()}
        machines.open_record(rows["LASER1"].id)
        self.keep("machines")
        machines.sheet_action.trigger()
        self.keep_dialog("feuille-machines", sheet_begun)
        machines.log_action.trigger()
        self.keep_dialog("carnet-de-bord")
        machines.upkeep_action.trigger()
        self.keep_dialog("entretien")
        FiguresDialog(self.desk, machines).open()
        self.keep_dialog("chiffres-machines")
        stock = self.show("stock")
        assert isinstance(stock, ListTab)
        stock.table.selectRow(1)
        self.keep("stock")

    def _draw_trainings(self) -> None:
        trainings = self.show("trainings")
        assert isinstance(trainings, TrainingsTab)
        trainings.table.selectRow(0)
        self.keep("formations")
        trainings.open_action.trigger()
        self.keep_dialog("session")
        trainings.matrix_action.trigger()
        self.keep_dialog("qui-peut-quoi")

    def _machines(self) -> list[MachineRow]:
        with self.database.reading() as session:
            return load_board(session, utc_now())

    def _draw_papers(self) -> None:
        with self.database.reading() as session:
            papers = list_last_of_each_kind(session)
        for kind, pdf in papers:
            if name := PAPERS.get(kind):
                file = FOLDER / f"{name}.png"
                draw_pages(pdf)[0].save(str(file))
                slim(file, colours=64)

    def _draw_first_start(self) -> None:
        empty = open_database(self.scratch / "empty.sqlite", BLUEPRINT)
        seat = built_in_seat(empty, "demo", self.scratch / "keys")
        desk = Desk(empty, seat, utc_now, State())
        screen = SetupScreen(desk, nobody_sits_down, self.scratch / "demo.sqlite")
        self.window.cover(screen)
        self.keep("premiere-question")
        screen.skip_it()
        self.keep("deuxieme-question")
        desk.close()


def nobody_sits_down(*_: object) -> None:
    """The questions are only looked at."""


def sheet_begun(dialog: QDialog) -> None:
    assert isinstance(dialog, SheetDialog)
    for line, (who, start, lasted) in zip(dialog.lines, SHEET, strict=False):
        line.user.setText(who)
        line.start.setText(start)
        line.lasted.setText(lasted)


def two_methods(dialog: QDialog) -> None:
    assert isinstance(dialog, CashDialog)
    half = dialog.total() / 2
    dialog.other.click()
    first, second = dialog.lines[:2]
    first.amount.set_value(half)
    second.amount.set_value(half)
    second.method.setCurrentIndex(2)
    first.tendered.set_value((half // NOTE + 1) * NOTE)


def something_lost(dialog: QDialog) -> None:
    assert isinstance(dialog, ChargeDialog)
    dialog.label.set_value("Clé de l’atelier, perdue")
    dialog.price.set_value(KEY)


def counted(dialog: QDialog, cash: Decimal) -> None:
    """A drawer that lacks one coin, and why."""
    assert isinstance(dialog, CountDialog)
    left = int((cash - MISSING) * 100)
    for cents, field in sorted(dialog.counts.items(), reverse=True):
        many, left = divmod(left, cents)
        if many:
            field.set_value(str(many))
    dialog.reason.set_value("une pièce rendue en trop")


def in_some_places(dialog: QDialog) -> None:
    assert isinstance(dialog, AnswersDialog)
    dialog.asked[0].given.set_value(True)
    dialog.asked[0].media.boxes[Medium.SITE].click()


def slim(file: Path, colours: int = 256) -> None:
    """As few bytes as a page of documentation can bear."""
    with Image.open(file) as picture:
        plain = picture.convert("RGB")
    plain.quantize(colours, dither=Image.Dither.NONE).save(file, optimize=True)


def own_letters_alone(scratch: Path) -> Path:
    """Settings without a folder of fonts: another Inter of this machine is not drawn."""
    file = scratch / "fonts.conf"
    file.write_text(f"<fontconfig><cachedir>{scratch}</cachedir></fontconfig>")
    return file


def main(given: str | None) -> None:
    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory() as scratch:
        os.environ["FONTCONFIG_FILE"] = str(own_letters_alone(Path(scratch)))
        os.environ["QT_QPA_PLATFORM"] = pictured_on_a_usual_screen(Path(scratch))
        app = QApplication(sys.argv[:1])
        theme.dress(app, Scheme.LIGHT, 1.0)
        Studio(app, Path(scratch), given).draw()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None)

"""A file of members at the import, and what its dialog shows."""

from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fablab_desk.overview.taking_in import Fate
from fablab_desk.people.kinds import PeopleFilter
from fablab_desk.people.queries import list_people
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.people.take_in import TakeInDialog

HEADER = "Nom;Prénom;E-mail;Formule;Date d’adhésion;Mot de passe"
LINES = (
    "Neuve;Camille;camille@example.org;Plein tarif;01/02/2026;secret",
    "Exemple;Ada;ada@example.org;;;secret",
    "Fausse;Jeanne;no address;;;secret",
)


def a_file(folder: Path, *lines: str, header: str = HEADER) -> Path:
    file = folder / "members.csv"
    file.write_text("\n".join((header, *lines)), "utf-8")
    return file


def opened(desk: Desk, qtbot: QtBot, file: Path) -> TakeInDialog:
    dialog = TakeInDialog(desk, None, file)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.columns.isVisible() or bool(dialog.problem.text()))
    return dialog


def looked_at(desk: Desk, qtbot: QtBot, file: Path) -> TakeInDialog:
    dialog = opened(desk, qtbot, file)
    look(dialog, qtbot)
    return dialog


def look(dialog: TakeInDialog, qtbot: QtBot) -> None:
    dialog.look.click()
    qtbot.waitUntil(lambda: dialog.look.isHidden() or bool(dialog.problem.text()), timeout=30_000)
    QApplication.sendPostedEvents()  # the buttons take their new widths


def counts(dialog: TakeInDialog) -> list[str]:
    pills = [dialog.preview.pills.button(place) for place in range(len(Fate))]
    return [pill.text() for pill in pills]


def show(dialog: TakeInDialog, fate: Fate) -> None:
    dialog.preview.pills.button(list(Fate).index(fate)).click()


def people(desk: Desk) -> list[str]:
    with desk.database.reading() as session:
        rows = list_people(PeopleFilter.ALL, desk.today(), "").every(session)
    return sorted(row.name for row in rows)

"""A picture of every tab, main dialog and paper, drawn without a screen."""

import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from operator import attrgetter
from pathlib import Path
from uuid import UUID

from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

from fablab_desk.care.listed import ListKind
from fablab_desk.clock import utc_now
from fablab_desk.db.backup import take
from fablab_desk.db.database import Database
from fablab_desk.db.opening import open_database
from fablab_desk.db.refusals import make_folder
from fablab_desk.db.server_copy import twin
from fablab_desk.demo.lab import make_demo
from fablab_desk.files import AttachmentsFolder
from fablab_desk.lab.queries import USUAL_ZONE, find_settings
from fablab_desk.papers.errors import UnwritableFileError
from fablab_desk.papers.queries import list_last_of_each_kind
from fablab_desk.people.exchange.columns import match_columns
from fablab_desk.people.exchange.leaving import list_for_export, write_export
from fablab_desk.people.exchange.making import open_file, preview_members
from fablab_desk.people.kinds import PeopleFilter
from fablab_desk.people.queries import list_people
from fablab_desk.people.service_import import import_people
from fablab_desk.schema import BLUEPRINT
from fablab_desk.staff.login import own_seat
from fablab_desk.staff.unit import Seat, perform
from fablab_desk.ui import theme
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.main_window import MainWindow
from fablab_desk.ui.people.list_import import ListImportDialog
from fablab_desk.ui.people.take_in import TakeInDialog
from fablab_desk.ui.preview import draw_pages
from fablab_desk.ui.scaffold import ListTab
from fablab_desk.ui.screen import pictured_on_a_usual_screen
from fablab_desk.ui.settings.page import SettingsPage
from fablab_desk.ui.setup.screen import SetupScreen
from fablab_desk.ui.staff.lock import LockScreen
from fablab_desk.ui.state import State
from fablab_desk.ui.tabs import SPECS
from fablab_desk.ui.theme import Scheme
from fablab_desk.ui.tour_stops import DIALOGS, LEADS_ON, NARROWED, PAGES

SIZES = ((1320, 820), (1024, 700))
PEOPLE, SEED = 160, 2026
COPIES = "copies"  # of what is drawn: this computer's own are nobody else's to see
QUESTIONS = 3
FORMER = ("Nom;Prénom;Ville", "Ancienne;Odette;Firminy", "Ancien;Marcel;Firminy")
SETTLED = 0.35  # seconds without anything left to read or to paint


def tour(folder: str, database: str | None = None) -> int:
    """Draw everything into the folder; a base that is given is copied first, never written."""
    target = make_folder(Path(folder).expanduser().absolute())
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["QT_QPA_PLATFORM"] = pictured_on_a_usual_screen(Path(scratch))
        app = QApplication.instance() or QApplication(sys.argv[:1])
        assert isinstance(app, QApplication)
        made = _visit(app, Path(scratch), target, database)
    sys.stdout.write(f"{made} · {target}\n")
    return 0


def _visit(app: QApplication, scratch: Path, target: Path, given: str | None) -> int:
    drawn = 0
    with _base(scratch, given) as database:
        take_a_file_in(database, scratch)
        for scheme in (Scheme.LIGHT, Scheme.DARK):
            theme.dress(app, scheme, 1.0)
            for size in SIZES:
                for name, picture in walk(app, database, scratch / "keys", size, scratch):
                    wide, high = size
                    keep(picture.grab(), target / f"{name}-{scheme.value}-{wide}x{high}.png")
                    drawn += 1
        drawn += _papers(database, target)
    return drawn


def walk(
    app: QApplication, database: Database, keys: Path, size: tuple[int, int], scratch: Path
) -> Iterator[tuple[str, QWidget]]:
    """Stop at every tab, main dialog and question, each under the name of its picture."""
    seat = own_seat(database, Seat(UUID(int=0), "tour", keys))
    with database.reading() as session:
        lab = find_settings(session)
    desk = Desk(database, seat, utc_now, State(), scratch / COPIES)
    desk.zone, desk.day_ends_at = lab.zone, lab.day_ends_at  # or its night is another day
    window = MainWindow(SPECS, State(), lab.name)
    window.resize(*size)
    window.show()
    window.take(desk)
    for place, spec in enumerate(SPECS, 1):
        window.open_tab(spec.key)
        _settle(app, desk)
        while (tab := window.tab(spec.key)) is None:  # its code is loaded when it is opened
            _settle(app, desk)
        _stand_on_first(tab)
        _settle(app, desk)
        yield f"{place:02}-{spec.key}", window
        for stop, show in getattr(tab, "stops", list)():
            show()
            _settle(app, desk)
            yield f"{place:02}-{spec.key}-{stop}", window
            if size == SIZES[0]:
                yield from _of_page(app, desk, window, f"{place:02}-{spec.key}-{stop}")
        if size == SIZES[0]:
            yield from _of_tab(app, desk, window, tab, f"{place:02}-{spec.key}", spec.key)
    yield from _import(app, desk, window, scratch)
    window.cover(LockScreen(lab.name, _nobody, "camille"))
    _settle(app, desk)
    yield "00-lock", window
    window.uncover()
    questions = SetupScreen(desk, _nobody, scratch / "demo.sqlite")
    window.cover(questions)
    for number in range(1, QUESTIONS + 1):
        questions.stand_on(number)
        _settle(app, desk)
        yield f"00-question-{number}", window
    desk.close()
    window.deleteLater()


def _nobody(*_: object) -> None:
    """Nobody logs in during a tour."""


def _import(
    app: QApplication, desk: Desk, window: MainWindow, scratch: Path
) -> Iterator[tuple[str, QWidget]]:
    """The preview of a file that says what is known already, and of a list with unsure names."""
    file = scratch / "adherents.csv"
    if not file.exists():
        with desk.database.reading() as session:
            write_export(file, list_for_export(session)[:60])
    yield from _dialog_of_file(app, desk, TakeInDialog(desk, window, file), "02-people-import")
    with desk.database.reading() as session:
        known = list_people(PeopleFilter.ALL, desk.today(), "").every(session)[:6]
    day = f"{desk.today() - timedelta(days=2):%d/%m/%Y}"
    names = [row.name.partition(" ")[::2] for row in known]
    lines = [f"{day};{first};{last}{'e' * (n % 2)};" for n, (first, last) in enumerate(names)]
    table = scratch / "arrivees.csv"
    table.write_text("\n".join(("Date;Prénom;Nom;Comptage", *lines, f"{day};;;+3")), "utf-8")
    arrivals = ListImportDialog(desk, window, ListKind.ARRIVALS, table)
    yield from _dialog_of_file(app, desk, arrivals, "03-agenda-import")


def take_a_file_in(database: Database, scratch: Path) -> None:
    """So that the list of past imports has something to show."""
    file = scratch / "anciens-adherents.csv"
    file.write_text("\n".join(FORMER), "utf-8")
    sheet, source = open_file(file)
    with database.reading() as session:
        columns = match_columns(session, sheet).columns
        zone = find_settings(session).zone
        today = utc_now().astimezone(zone).date()
        preview = preview_members(session, sheet, source, columns, today)
    seat = own_seat(database, Seat(UUID(int=0), "tour", scratch / "keys"))
    perform(database, seat, utc_now, lambda act: import_people(act, preview))


def _dialog_of_file(
    app: QApplication, desk: Desk, dialog: TakeInDialog | ListImportDialog, name: str
) -> Iterator[tuple[str, QWidget]]:
    dialog.open()
    _settle(app, desk)
    _settle(app, desk)
    yield name, dialog
    dialog.done(0)
    dialog.deleteLater()
    _settle(app, desk)


def _of_tab(
    app: QApplication, desk: Desk, window: MainWindow, tab: object, prefix: str, key: str
) -> Iterator[tuple[str, QWidget]]:
    """The dialogs of a tab, then those that only fit what its list may be narrowed to."""
    yield from _dialogs(app, desk, window, tab, prefix, DIALOGS.get(key, ()))
    for narrowed, actions in NARROWED.get(key, {}).items():
        assert isinstance(tab, ListTab)
        tab.pills.choose(narrowed)
        _settle(app, desk)
        _stand_on_first(tab)
        _settle(app, desk)
        yield from _dialogs(app, desk, window, tab, f"{prefix}-{narrowed}", actions)


def _of_page(
    app: QApplication, desk: Desk, window: MainWindow, prefix: str
) -> Iterator[tuple[str, QWidget]]:
    """The dialogs of the page of the settings that is shown, from the first line of its list."""
    for page in window.findChildren(SettingsPage):
        actions = PAGES.get(type(page).__name__)
        if actions and page.isVisible():
            _stand_on_first(getattr(page, "list", None))
            _settle(app, desk)
            yield from _dialogs(app, desk, window, page, prefix, actions)


def _dialogs(
    app: QApplication,
    desk: Desk,
    window: MainWindow,
    owner: object,
    prefix: str,
    actions: Sequence[str],
) -> Iterator[tuple[str, QWidget]]:
    for name in actions:
        act = attrgetter(name)(owner)
        if not act.isEnabled():
            continue
        act.trigger()
        _settle(app, desk)
        said = name.rpartition(".")[2].removesuffix("_action").replace("_", "-")
        yield from _opened_dialogs(app, desk, window, f"{prefix}-{said}")
        _settle(app, desk)


def _opened_dialogs(
    app: QApplication, desk: Desk, window: MainWindow, name: str
) -> Iterator[tuple[str, QWidget]]:
    """What is open, and what its button leads to; closed again."""
    for dialog in _shown_dialogs(window):
        yield name, dialog
        leads_on = getattr(dialog, LEADS_ON.get(type(dialog).__name__, ""), None)
        if leads_on is not None and leads_on.isEnabled():
            leads_on.click()
            _settle(app, desk)
            for further in _shown_dialogs(window):
                if further is not dialog:
                    yield f"{name}-then", further
                    _leave(further)
        _leave(dialog)
    window.toasts.forget()


def _shown_dialogs(window: MainWindow) -> list[QDialog]:
    return [one for one in window.findChildren(QDialog) if one.isVisible()]


def _leave(dialog: QDialog) -> None:
    """Unless it went by itself."""
    if isValid(dialog):
        dialog.done(0)
        dialog.deleteLater()


def _papers(database: Database, target: Path) -> int:
    with database.reading() as session:
        papers = list_last_of_each_kind(session)
    for kind, pdf in papers:
        for number, page in enumerate(draw_pages(pdf), 1):
            keep(page, target / f"paper-{kind}-{number}.png")
    return len(papers)


def keep(picture: QPixmap | QImage, file: Path) -> None:
    if not picture.save(str(file)):
        raise UnwritableFileError(file)


@contextmanager
def _base(scratch: Path, given: str | None) -> Iterator[Database]:
    """A demo lab, or a copy of the base that was given, which stays as it is."""
    if given is None:
        with _opened(scratch / "tour.sqlite") as database:
            today = utc_now().astimezone(USUAL_ZONE).date()
            make_demo(database, scratch / "keys", people=PEOPLE, seed=SEED, today=today)
            take(database, scratch / COPIES, utc_now())
            yield database
        return
    with ExitStack() as copied:
        place: Path | str = given if "://" in given else Path(given).absolute()
        original = copied.enter_context(_opened(place))
        if original.engine.dialect.name == "sqlite":
            place = take(original, scratch, utc_now()).path.rename(scratch / "tour.sqlite")
            original.attachments.copy_into(AttachmentsFolder(Path(f"{place}.files")))
        else:
            url = copied.enter_context(twin(original, scratch))
            place = url.render_as_string(hide_password=False)
        with _opened(place) as database:
            yield database


@contextmanager
def _opened(place: Path | str) -> Iterator[Database]:
    database = open_database(place, BLUEPRINT)
    try:
        yield database
    finally:
        database.close()


def _stand_on_first(tab: object) -> None:
    table = getattr(tab, "table", None)
    if table is not None and table.model().rowCount():
        table.selectRow(0)


def _settle(app: QApplication, desk: Desk) -> None:
    until = time.monotonic() + SETTLED
    while (waiting := desk.is_waiting()) or time.monotonic() < until:
        if waiting:
            until = time.monotonic() + SETTLED
        app.processEvents()
        time.sleep(0.005)

"""A picture of every tab, main dialog and paper, drawn without a screen."""

import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from uuid import UUID

from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

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
from fablab_desk.people.exchange.leaving import list_for_export, write_export
from fablab_desk.schema import BLUEPRINT
from fablab_desk.staff.login import own_seat
from fablab_desk.staff.unit import Seat
from fablab_desk.ui import theme
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.main_window import MainWindow
from fablab_desk.ui.people.take_in import TakeInDialog
from fablab_desk.ui.preview import draw_pages
from fablab_desk.ui.screen import pictured_on_a_usual_screen
from fablab_desk.ui.setup.screen import SetupScreen
from fablab_desk.ui.staff.lock import LockScreen
from fablab_desk.ui.state import State
from fablab_desk.ui.tabs import SPECS
from fablab_desk.ui.theme import Scheme

SIZES = ((1320, 820), (1024, 700))
PEOPLE, SEED = 160, 2026
COPIES = "copies"  # of what is drawn: this computer's own are nobody else's to see
QUESTIONS = 3
SETTLED = 0.35  # seconds without anything left to read or to paint
# The actions whose dialogs are drawn, by tab; each tab stands on its first record.
DIALOGS: dict[str, Sequence[str]] = {
    "today": ("cash_action", "admit_action"),
    "people": (
        "attest_action",
        "admit_action",
        "admit_organisation_action",
        "correct_action",
        "enrol_action",
        "charge_action",
        "cash_action",
        "household_action",
        "merge_action",
        "duplicates_action",
    ),
    "agenda": ("open_action", "close_action", "group_action", "day_action", "page_action"),
    "payments": ("owed_action", "close_action", "receipt_action"),
}


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
        lab = find_settings(session).name
    desk = Desk(database, seat, utc_now, State(), scratch / COPIES)
    window = MainWindow(SPECS, State(), lab)
    window.resize(*size)
    window.show()
    window.take(desk)
    for place, spec in enumerate(SPECS, 1):
        window.open_tab(spec.key)
        _settle(app, desk)
        tab = window.tab(spec.key)
        _stand_on_first(tab)
        _settle(app, desk)
        yield f"{place:02}-{spec.key}", window
        for stop, show in getattr(tab, "stops", list)():
            show()
            _settle(app, desk)
            yield f"{place:02}-{spec.key}-{stop}", window
        if size == SIZES[0]:
            actions = DIALOGS.get(spec.key, ())
            yield from _dialogs(app, desk, window, tab, f"{place:02}-{spec.key}", actions)
    yield from _import(app, desk, window, scratch)
    window.cover(LockScreen(lab, _nobody, "camille"))
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
    """The preview of a file that says what is known already."""
    file = scratch / "adherents.csv"
    if not file.exists():
        with desk.database.reading() as session:
            write_export(file, list_for_export(session)[:60])
    dialog = TakeInDialog(desk, window, file)
    dialog.open()
    _settle(app, desk)
    _settle(app, desk)
    yield "02-people-import", dialog
    dialog.done(0)
    dialog.deleteLater()
    _settle(app, desk)


def _dialogs(
    app: QApplication,
    desk: Desk,
    window: MainWindow,
    tab: object,
    prefix: str,
    actions: Sequence[str],
) -> Iterator[tuple[str, QWidget]]:
    for name in actions:
        act = getattr(tab, name)
        if not act.isEnabled():
            continue
        act.trigger()
        _settle(app, desk)
        for dialog in window.findChildren(QDialog):
            if dialog.isVisible():
                yield f"{prefix}-{name.removesuffix('_action').replace('_', '-')}", dialog
                dialog.done(0)
                dialog.deleteLater()
        _settle(app, desk)


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

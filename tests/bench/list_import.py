"""A long list taken in by its dialog, stopped, written and undone: the loop, and how long it is."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget
from shiboken6 import isValid
from sqlalchemy import select

from bench.figures import Figure
from bench.held import Heart
from bench.stage import Stage, staged
from fablab_desk.care.listed import ListKind
from fablab_desk.people.models import Person
from fablab_desk.ui.late import when_loaded

if TYPE_CHECKING:
    from fablab_desk.ui.people.list_import import ListImportDialog

HELD = 50
LONG = 900  # seconds
OWN = 97  # of a hundred lines, those that can be taken


class Watched:
    """Each step is a figure of its own: the longest hold of the loop while it lasted."""

    def __init__(self) -> None:
        self.found: list[Figure] = []

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        with Heart() as heart:
            began = time.perf_counter()
            yield
            took = time.perf_counter() - began
        held = heart.longest()
        note = f"waited for a processor {held.waited:.0f} ms; {took:.1f} s in all"
        self.found.append(Figure(part="list", name=name, value=held.own, limit=HELD, note=note))


def measure(lab: Path, count: int = 100_000) -> list[Figure]:
    watched = Watched()
    with staged(lab) as stage:
        for kind, lines in (
            (ListKind.ARRIVALS, _arrivals(stage, count)),
            (ListKind.FIRST_VISITS, _first_visits(stage, count)),
        ):
            file = stage.home / f"{kind.value}.csv"
            file.write_text("\r\n".join(lines), "utf-8")
            _whole(stage, watched, kind, file)
    return watched.found


def _arrivals(stage: Stage, count: int) -> Iterator[str]:
    assert stage.window.desk
    today = stage.window.desk.today()
    yield "Date;Numéro;Nom"
    for number in range(1, count + 1):
        day = today - timedelta(1 + number % 90)
        who = f"M-{number:05}" if number % 100 < OWN else f"X-{number}"
        yield f"{day:%d/%m/%Y};{who};"


def _first_visits(stage: Stage, count: int) -> Iterator[str]:
    assert stage.window.desk
    wanted = select(Person.number, Person.last_name, Person.first_name).limit(count)
    with stage.window.desk.database.reading() as session:
        people = session.execute(wanted).all()
    yield "Numéro;Nom;Prénom;Première visite"
    for number, last, first in people:
        who = f"M-{number:05}" if number % 100 < OWN else f"X-{number}"
        yield f"{who};{last};{first};{date(2001, 1, 1) + timedelta(number % 300):%d/%m/%Y}"


def _whole(stage: Stage, watched: Watched, kind: ListKind, file: Path) -> None:
    said = kind.value
    with watched.step(f"{said}: read, compared and shown"):
        dialog = _opened(stage, kind, file)
        _until_offered(stage, lambda: dialog.write)
    with watched.step(f"{said}: back to the columns"):
        _press(stage, dialog.back)
        stage.rest(2)
    with watched.step(f"{said}: another file"):
        dialog._read(file)  # noqa: SLF001  (as its button does, without the system's own window)
        _until_offered(stage, lambda: dialog.write)
    with watched.step(f"{said}: stopped"):
        _press(stage, dialog.write)
        stage.rest(3)
        dialog.reject()
        _until_offered(stage, lambda: dialog.write)
    with watched.step(f"{said}: written"):
        _press(stage, dialog.write)
        stage.until(lambda: not isValid(dialog), LONG)
        stage.rest(3)
    if kind is ListKind.FIRST_VISITS:
        with watched.step(f"{said}: undone among past imports"):
            _undo_past(stage)
    else:
        with watched.step(f"{said}: Ctrl+Z"):
            _undo(stage)


def _undo(stage: Stage) -> None:
    desk = stage.window.desk
    assert desk
    told: list[Any] = []
    desk.told.connect(told.append)
    desk.undo()
    stage.until(lambda: bool(told), LONG)
    desk.told.disconnect(told.append)
    stage.rest(3)


def _undo_past(stage: Stage) -> None:
    from fablab_desk.ui.people.past_imports import PastImportsDialog

    desk = stage.window.desk
    assert desk
    dialog = PastImportsDialog(desk, stage.tab)
    dialog.open()
    _press(stage, dialog.undo)
    stage.until(lambda: bool(_questions(dialog)), LONG)
    box = _questions(dialog)[0]
    accept = QMessageBox.ButtonRole.AcceptRole
    next(one for one in box.buttons() if box.buttonRole(one) is accept).click()
    stage.until(dialog.is_working, LONG)
    stage.until(lambda: not dialog.is_working(), LONG)
    stage.rest(3)
    dialog.reject()


def _questions(dialog: QWidget) -> list[QMessageBox]:
    return [one for one in dialog.findChildren(QMessageBox) if one.isVisible()]


def _opened(stage: Stage, kind: ListKind, file: Path) -> "ListImportDialog":
    opened: list[ListImportDialog] = []

    def open_it() -> None:
        from fablab_desk.ui.people.list_import import ListImportDialog

        assert stage.window.desk
        opened.append(ListImportDialog(stage.window.desk, stage.tab, kind, file))
        opened[0].open()

    when_loaded("people.list_import", stage.tab, open_it)
    stage.until(lambda: bool(opened))
    return opened[0]


def _until_offered(stage: Stage, button: Callable[[], Any]) -> None:
    stage.until(lambda: button().isVisible() and button().isEnabled(), LONG)


def _press(stage: Stage, button: Any) -> None:
    _until_offered(stage, lambda: button)
    stage.press(button, Qt.Key.Key_Space, " ")

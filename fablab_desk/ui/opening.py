"""Opening the base behind the window, once it is painted: nothing here is imported before."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, Signal

from fablab_desk.errors import DeskError
from fablab_desk.paths import copies_folder, data_folder, default_database, keys_folder
from fablab_desk.ui.tab_loading import load_dialogs
from fablab_desk.ui.tab_spec import TabSpec

if TYPE_CHECKING:
    from fablab_desk.db.database import Database
    from fablab_desk.lab.queries import Settings
    from fablab_desk.staff.unit import Seat


@dataclass(frozen=True)
class Opened:
    """A base, what the lab has set, and the seat of a lab that asks for no login."""

    database: "Database"
    settings: "Settings"
    seat: "Seat | None"
    workstation: str
    keys: Path


OpenLab: TypeAlias = Callable[[], Opened]


def place_of(database: str | None, *, demo: bool = False) -> Path | str:
    """The base asked for: a path, a server's URL, or the user's own."""
    given = database or os.environ.get("FABLAB_DESK_DATABASE")
    if given is None:
        return demo_place() if demo else default_database()
    return given if "://" in given else Path(given).expanduser().absolute()


def demo_place() -> Path:
    return data_folder() / "demo.sqlite"


def new_demo(place: Path | str, *, demo: bool) -> Path | None:
    """Where a demo lab is to be made first: one was asked for, and no base is there yet."""
    if isinstance(place, str) or place.exists():
        return None
    return place if demo or place == demo_place() else None


def open_lab(place: Path | str) -> Opened:
    """May wait for locks and for the network. A DeskError says why the base cannot be opened."""
    import socket

    from fablab_desk.db.opening import open_database
    from fablab_desk.db.refusals import make_folder
    from fablab_desk.lab.queries import find_settings
    from fablab_desk.schema import BLUEPRINT
    from fablab_desk.staff.login import built_in_seat

    if isinstance(place, Path) and place.parent == data_folder():
        make_folder(data_folder())
    database = open_database(place, BLUEPRINT, copies=copies_folder())
    with database.reading() as session:
        settings = find_settings(session)
    workstation, keys = socket.gethostname(), keys_folder()
    seat = None if settings.asks_login else built_in_seat(database, workstation, keys)
    return Opened(database, settings, seat, workstation, keys)


class Opening(QObject):
    """One attempt at opening, in a thread of its own."""

    opened = Signal(object)
    refused = Signal(object)

    def __init__(
        self, call: OpenLab, specs: Sequence[TabSpec], first: str, load: Callable[[], object]
    ) -> None:
        """`load` imports whoever the opened base is handed to, not on the window's time."""
        super().__init__()
        self._call = call
        self._load = load
        self._specs = sorted(specs, key=lambda spec: spec.key != first)

    def begin(self) -> None:
        Thread(target=self._run, name="desk-opening", daemon=True).start()

    def _run(self) -> None:
        self._load()
        try:
            opened = self._call()
        except DeskError as refusal:
            self.refused.emit(refusal)
            return
        self._specs[0].load()
        for spec in self._specs:
            if spec.find:
                spec.find()
        self.opened.emit(opened)
        load_dialogs(self._specs[0])

"""Where a command works: the base it was given, and the seat its login has there."""

import os
import socket
import warnings
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from getpass import GetPassWarning, getpass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from fablab_desk.cli.output import warn
from fablab_desk.clock import local_day, utc_now
from fablab_desk.db.database import Database, Query
from fablab_desk.db.errors import DatabaseError
from fablab_desk.db.opening import open_database
from fablab_desk.db.refusals import make_folder, stands
from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark, say, translate
from fablab_desk.lab.queries import find_settings
from fablab_desk.paths import copies_folder, default_database, keys_folder
from fablab_desk.schema import BLUEPRINT
from fablab_desk.staff.act import Act
from fablab_desk.staff.login import built_in_seat, log_in, own_seat
from fablab_desk.staff.unit import Seat, perform

T = TypeVar("T")


class NoBaseError(DeskError):
    def __init__(self, place: Path) -> None:
        super().__init__(
            mark("There is no base at {place}: check the path, or set the lab up in the window."),
            place=place,
        )


class DescriptorError(DeskError):
    def __init__(self, descriptor: int) -> None:
        super().__init__(
            mark("No password can be read on descriptor {descriptor}."), descriptor=descriptor
        )


class NoTerminalError(DeskError):
    def __init__(self) -> None:
        super().__init__(
            mark(
                "There is no terminal to ask the password on."
                " Give it on a descriptor, with --password-fd."
            )
        )


def place_of(arguments: Namespace) -> Path | str:
    """The base asked for: a path, a server's URL, or the user's own."""
    given: str | None = arguments.database or os.environ.get("FABLAB_DESK_DATABASE")
    if given is None:
        return default_database()
    return given if "://" in given else Path(given).expanduser().absolute()


@dataclass(frozen=True)
class Station:
    database: Database
    seat: Seat

    def does(self, call: Callable[[Act], T], reason: str = "") -> T:
        return perform(self.database, self.seat, utc_now, call, reason).result

    def asks(self, query: Query[T]) -> T:
        with self.database.reading() as session:
            return query(session)


@contextmanager
def opened(arguments: Namespace, *, make: bool, trial: bool) -> Iterator[Database]:
    """The base asked for; where none is, `make` begins one, and a `trial` leaves nothing behind."""
    place = place_of(arguments)
    with TemporaryDirectory() as nowhere:
        if isinstance(place, Path) and not stands(place) and _could_begin(place):
            if not make:
                raise NoBaseError(place)
            if trial:
                place = Path(nowhere) / "trial.sqlite"
        database = open_place(place)
        for notice in database.notices:
            warn(say(notice))
        try:
            yield database
        finally:
            database.close()


def _could_begin(place: Path) -> bool:
    """The user's own folder is made with the first base; any other has to be there."""
    return place.parent.is_dir() or place == default_database()


def open_place(place: Path | str) -> Database:
    if isinstance(place, Path) and place == default_database():
        make_folder(place.parent)
    return open_database(place, BLUEPRINT, copies=copies_folder())


def open_if_any(place: Path | str) -> Database | None:
    """The base, or None where there is none; one that cannot be opened is told."""
    try:
        if isinstance(place, Path) and not stands(place):
            return None
        return open_place(place)
    except DatabaseError as refusal:
        warn(say(refusal))
        return None


def sit_down(arguments: Namespace, database: Database) -> Station:
    """The seat of `--as`, its password asked or read, or the lab's own account without login."""
    if arguments.login is None:
        return Station(database, built_in_seat(database, _workstation(), keys_folder()))
    password = _password(arguments)
    seat = log_in(database, arguments.login, password, utc_now, _workstation(), keys_folder())
    return Station(database, seat)


def desk_seat(database: Database) -> Seat:
    """The desk's own: for putting a copy where no base was, and nobody to ask."""
    return own_seat(database, Seat(UUID(int=0), _workstation(), keys_folder()))


def _workstation() -> str:
    return f"{socket.gethostname()} (cli)"


def _asked() -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("error", GetPassWarning)  # it would be seen while it is typed
        try:
            return getpass(translate(mark("Password: ")))
        except GetPassWarning:
            raise NoTerminalError from None
        except EOFError:
            return ""


def _password(arguments: Namespace) -> str:
    if arguments.password_fd is None:
        return _asked()
    try:
        with os.fdopen(arguments.password_fd, encoding="utf-8", closefd=False) as given:
            return given.readline().rstrip("\r\n")
    except (OSError, ValueError) as error:
        raise DescriptorError(arguments.password_fd) from error


def today_of(session: Session) -> date:
    """The lab's working day."""
    settings = find_settings(session)
    return local_day(utc_now(), settings.zone, settings.day_ends_at)

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from builders.setup import a_set_up
from fablab_desk.__main__ import main
from fablab_desk.care.service_setup import set_up
from fablab_desk.clock import utc_now
from fablab_desk.db.database import Database
from fablab_desk.paths import database_url
from fablab_desk.staff.login import built_in_seat
from fablab_desk.staff.unit import perform


@dataclass(frozen=True)
class Told:
    """What a command told, and its exit status."""

    status: int
    out: str
    err: str


class Commands:
    """The command line on one base; a password goes through a pipe, as `--password-fd` reads it."""

    def __init__(self, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.place: Path | str = place
        self._capsys = capsys

    def __call__(self, *words: object, login: str = "", password: str = "") -> Told:
        options = ["--database", str(self.place)]
        if login:
            reading, writing = os.pipe()
            os.write(writing, f"{password}\n".encode())
            os.close(writing)
            options += ["--as", login, "--password-fd", str(reading)]
        self._capsys.readouterr()
        try:
            status = main([*options, *map(str, words)])
        finally:
            if login:
                os.close(reading)
        said = self._capsys.readouterr()
        assert "Traceback" not in said.err
        return Told(status, said.out, said.err)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user of their own: keys, copies and logs lie here."""
    folder = tmp_path / "home"
    monkeypatch.setenv("XDG_DATA_HOME", str(folder / "data"))
    monkeypatch.setenv("XDG_STATE_HOME", str(folder / "state"))
    monkeypatch.delenv("FABLAB_DESK_DATABASE", raising=False)
    return folder


def set_up_at(url: str) -> None:
    database = Database(url)
    seat = built_in_seat(database, "cli", None)
    perform(database, seat, utc_now, lambda act: set_up(act, a_set_up()))
    database.close()


@pytest.fixture(scope="session")
def lab_folder(empty_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lab")
    shutil.copytree(empty_folder, folder, dirs_exist_ok=True)
    set_up_at(database_url(folder))
    return folder


@pytest.fixture
def commands(lab_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Commands:
    """On a lab that was just set up and asks for no login."""
    folder = tmp_path / "lab"
    shutil.copytree(lab_folder, folder)
    return Commands(folder / "desk.sqlite", capsys)


@pytest.fixture
def elsewhere(capsys: pytest.CaptureFixture[str]) -> Callable[[Path], Commands]:
    return lambda place: Commands(place, capsys)

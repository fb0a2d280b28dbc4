"""Bases that cannot be worked with: one sentence, exit status 1, the file as it was."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from builders.sheets import DATA
from cli.conftest import Commands
from fablab_desk.db.database import Database
from fablab_desk.db.opening import url_of
from fablab_desk.paths import default_database

FILE = DATA / "members-helloasso.csv"


def newer(place: Path) -> None:
    database = Database(url_of(place))
    with database.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()


def foreign(place: Path) -> None:
    place.unlink()
    with sqlite3.connect(place) as other:
        other.execute("CREATE TABLE moz_places (id INTEGER)")
    other.close()


def damaged(place: Path) -> None:
    place.write_bytes(place.read_bytes()[: place.stat().st_size // 2])


def no_base(place: Path) -> None:
    place.write_text("Nom;Prénom\n" * 500)


def a_folder(place: Path) -> None:
    place.unlink()
    place.mkdir()


def no_folder(place: Path) -> None:
    shutil.rmtree(place.parent)


PLACES: dict[Callable[[Path], None], str] = {
    newer: "by a later version",
    foreign: "of another program",
    damaged: "is damaged",
    no_base: "is not a database of this program",
    a_folder: "is a folder",
    no_folder: "is not there",
}
WORDS = [("import", "members", FILE), ("export", "members", "out.csv"), ("check",), ("backup",)]


@pytest.mark.parametrize("harm", PLACES)
@pytest.mark.parametrize("words", WORDS, ids=lambda words: words[0])
def test_what_cannot_be_opened_is_told(
    commands: Commands, harm: Callable[[Path], None], words: tuple[object, ...]
) -> None:
    place = Path(commands.place)
    harm(place)
    before = place.read_bytes() if place.is_file() else None
    told = commands(*words)
    assert (told.status, told.out) == (1, "")
    assert PLACES[harm] in told.err
    assert len(told.err.splitlines()) == 1
    assert (place.read_bytes() if place.is_file() else None) == before


@pytest.mark.parametrize("words", WORDS[1:], ids=lambda words: words[0])
def test_a_path_without_base_is_told_and_stays_empty(
    commands: Commands, tmp_path: Path, words: tuple[object, ...]
) -> None:
    commands.place = tmp_path / "mistyped.sqlite"
    told = commands(*words)
    assert (told.status, told.out) == (1, "")
    assert "There is no base" in told.err
    assert not commands.place.exists()


@pytest.mark.parametrize("words", WORDS[1:], ids=lambda words: words[0])
def test_who_never_opened_the_desk_has_no_base_made_by_a_question(
    commands: Commands, home: Path, words: tuple[object, ...]
) -> None:
    commands.place = default_database()
    assert "There is no base" in commands(*words).err
    assert not home.exists()


@pytest.mark.parametrize("denied", ["desk.sqlite", "lab"])
def test_a_base_that_may_only_be_read_is_told(
    commands: Commands, monkeypatch: pytest.MonkeyPatch, denied: str
) -> None:
    monkeypatch.setattr(  # the tests may run as root, to whom everything is allowed
        os, "access", lambda asked, wanted: (asked.name, wanted) != (denied, os.W_OK)
    )
    told = commands("import", "members", FILE)
    assert (told.status, told.out) == (1, "")
    assert "may only be read" in told.err


def test_a_lock_held_by_another_program_is_told(
    commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fablab_desk.db.engine.BUSY_SECONDS", 0.2)
    holder = Database(url_of(commands.place))
    with holder.writing():
        told = commands("import", "members", FILE)
    holder.close()
    assert (told.status, told.out) == (1, "")
    assert "desk.sqlite" in told.err
    assert commands("import", "members", FILE).status == 0


def test_a_full_disk_is_told_and_nothing_is_half_written(
    commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Path(commands.place)
    program = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (40960, 40960));"
        "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "from fablab_desk.__main__ import main; sys.exit(main(sys.argv[1:]))"
    )
    words = ["--language", "en", "--database", str(place), "import", "members", str(FILE)]
    done = subprocess.run(
        [sys.executable, "-c", program, *words], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert commands("check").status == 0
    assert commands("import", "members", FILE).status == 0


def test_a_fault_of_the_program_is_a_sentence_and_a_log_without_names(
    commands: Commands, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    def fault(*_arguments: object) -> None:
        raise ValueError("Marie Curie")

    monkeypatch.setattr("fablab_desk.cli.members.plan_intake", fault)
    told = commands("import", "members", FILE)
    assert told.status == 1
    assert "ValueError" in told.err
    assert "Curie" not in told.err
    (log,) = home.rglob("fablab-desk.log")
    assert "cli/members.py" in log.read_text()
    assert "Curie" not in log.read_text()


@pytest.mark.parametrize(
    "words", [["import"], ["import", "members"], ["attest", "membership", "1"], ["nothing"]]
)
def test_a_command_called_wrongly_says_how(commands: Commands, words: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        commands(*words)
    assert left.value.code == 2

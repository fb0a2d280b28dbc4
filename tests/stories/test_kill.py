"""Pulling the plug while somebody works: whatever was confirmed is there, and the file is whole."""

import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import func, select

from builders.setup import a_set_up
from fablab_desk.__main__ import main
from fablab_desk.care.service_setup import set_up
from fablab_desk.clock import utc_now
from fablab_desk.db.database import Database
from fablab_desk.db.opening import url_of
from fablab_desk.paths import keys_folder
from fablab_desk.people.models import Party
from fablab_desk.schema import BLUEPRINT
from fablab_desk.staff.login import built_in_seat
from fablab_desk.staff.unit import perform
from stories.sheet_lab import fill

KILLS = int(os.environ.get("FABLAB_DESK_KILLS", "3"))  # 200 before a release
LINES = 1500
WORKER = Path(__file__).with_name("worker.py")


@pytest.fixture
def place(empty_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A lab that was just set up and asks for no login."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    place = tmp_path / "lab.sqlite"
    shutil.copy(empty_folder / "desk.sqlite", place)
    database = Database(url_of(place))
    seat = built_in_seat(database, "desk", keys_folder())
    perform(database, seat, utc_now, lambda act: set_up(act, a_set_up()))
    database.close()
    return place


def run(place: Path, *words: object) -> int:
    return main(["--database", str(place), *map(str, words)])


def work_until_killed(place: Path, chance: random.Random) -> list[tuple[str, UUID]]:
    """What was confirmed before the plug was pulled, in the middle of some act."""
    seed = str(chance.randrange(10**9))
    command = [sys.executable, str(WORKER), str(place), str(keys_folder()), seed]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None
        said = "".join(worker.stdout.readline() for _ in range(chance.randint(1, 40)))
        time.sleep(chance.uniform(0, 0.03))
        worker.kill()
        said += worker.stdout.read()
    told = [line.split() for line in said.splitlines(keepends=True) if line.endswith("\n")]
    return [(table, UUID(key)) for table, key in told]


def machines_in(place: Path) -> None:
    database = Database(url_of(place))
    perform(database, built_in_seat(database, "desk", keys_folder()), utc_now, fill)
    database.close()


def lost(place: Path, confirmed: list[tuple[str, UUID]]) -> list[tuple[str, UUID]]:
    database = Database(url_of(place))
    with database.reading() as session:
        there = {
            (name, key)
            for name in {name for name, _ in confirmed}
            for key in session.scalars(select(BLUEPRINT.metadata.tables[name].c.id))
        }
    database.close()
    return [one for one in confirmed if one not in there]


def test_nothing_confirmed_is_lost_when_the_desk_is_killed_at_work(place: Path) -> None:
    """Sheets of paper are typed too, each in one act."""
    machines_in(place)
    chance = random.Random(20)
    confirmed: list[tuple[str, UUID]] = []
    for number in range(1, KILLS + 1):
        confirmed += work_until_killed(place, chance)
        assert lost(place, confirmed) == []
        if number % 10 == 0 or number == KILLS:
            assert run(place, "check") == 0
    assert {table for table, _ in confirmed} == {"parties", "memberships", "cashings", "uses"}


@pytest.fixture(scope="module")
def people_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("people") / "people.csv"
    lines = (f"Personne {n};Ada;ada{n}@example.org;Saint-Étienne" for n in range(LINES))
    file.write_text("\r\n".join(["Nom;Prénom;E-mail;Ville", *lines]), "utf-8")
    return file


def test_an_import_that_is_killed_is_whole_or_was_never_there(
    place: Path, people_file: Path, tmp_path: Path
) -> None:
    chance = random.Random(21)
    command = [sys.executable, "-m", "fablab_desk", "--database"]
    words = ["import", "members", str(people_file)]
    trial = tmp_path / "trial.sqlite"
    shutil.copy(place, trial)
    began = time.monotonic()
    subprocess.run([*command, str(trial), *words], check=True, capture_output=True)
    whole = time.monotonic() - began
    for number in range(KILLS):
        base = tmp_path / f"{number}.sqlite"
        shutil.copy(place, base)
        with subprocess.Popen([*command, str(base), *words], stdout=subprocess.DEVNULL) as importer:
            time.sleep(chance.uniform(0.3, 1.1) * whole)
            importer.kill()
        assert count_people(base) in (0, LINES)
        assert run(base, "check") == 0
        assert run(base, *words) == 0
        assert count_people(base) == LINES


def count_people(place: Path) -> int:
    database = Database(url_of(place))
    with database.reading() as session:
        many = session.scalar(select(func.count()).select_from(Party)) or 0
    database.close()
    return many

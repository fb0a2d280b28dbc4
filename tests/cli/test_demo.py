import re
from pathlib import Path

import pytest
from sqlalchemy import select

from cli.bases import rows_of
from cli.conftest import Commands
from fablab_desk.db.database import Database
from fablab_desk.db.opening import url_of
from fablab_desk.paths import keys_folder
from fablab_desk.people.models import Party


def contents(commands: Commands, tmp_path: Path) -> tuple[str, list[object]]:
    """What goes out of it, and the keys of everybody."""
    out = tmp_path / "out.csv"
    assert commands("export", "members", out).status == 0
    database = Database(url_of(commands.place))
    with database.reading() as session:
        keys: list[object] = list(session.scalars(select(Party.id).order_by(Party.number)))
    database.close()
    return out.read_text("utf-8-sig"), keys


def test_the_same_seed_makes_the_same_lab(commands: Commands, tmp_path: Path) -> None:
    found = []
    for name, seed in (("one", 7), ("two", 7), ("three", 8)):
        commands.place = tmp_path / f"{name}.sqlite"
        told = commands("demo", commands.place, "--people", 15, "--seed", seed)
        assert (told.status, told.err) == (0, "")
        found.append((*contents(commands, tmp_path), rows_of(commands.place)))
    one, two, three = found
    assert one == two
    assert one[0] != three[0]


def test_a_demo_lab_is_in_order_full_and_nobodys(commands: Commands, tmp_path: Path) -> None:
    commands.place = tmp_path / "demo.sqlite"
    commands("demo", commands.place, "--people", 40)
    assert commands("check").status == 0
    rows = rows_of(commands.place)
    assert 40 <= rows["people"] <= 60
    for table in ("memberships", "organisations", "guardians", "cashings", "papers", "consents"):
        assert rows[table] > 0, table
    text, _ = contents(commands, tmp_path)
    hosts = set(re.findall(r"@([\w.-]+)", text))
    assert hosts <= {"example.org", "example.com", "example.net"}


@pytest.mark.parametrize("people", [1, 2, 3])
def test_a_lab_may_be_tiny(commands: Commands, tmp_path: Path, people: int) -> None:
    commands.place = tmp_path / "demo.sqlite"
    told = commands("demo", commands.place, "--people", people, "--seed", people)
    assert (told.status, told.err) == (0, "")
    assert commands("check").status == 0


def test_a_demo_lab_signs_with_no_key_of_the_users(commands: Commands, tmp_path: Path) -> None:
    commands("demo", tmp_path / "demo.sqlite", "--people", 5)
    assert not keys_folder().exists()


@pytest.mark.parametrize("place", ["desk.sqlite", "nowhere/demo.sqlite"])
def test_a_demo_lab_takes_nobodys_place(commands: Commands, place: str) -> None:
    there = Path(commands.place).parent / place
    before = there.read_bytes() if there.exists() else None
    told = commands("demo", there, "--people", 5)
    assert (told.status, told.out) == (1, "")
    assert (there.read_bytes() if there.exists() else None) == before


def test_a_demo_lab_that_is_stopped_leaves_nothing(
    commands: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_arguments: object, **_named: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("fablab_desk.demo.making.make_demo", stop)
    folder = tmp_path / "empty"
    folder.mkdir()
    assert commands("demo", folder / "demo.sqlite").status == 130
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("many", ["0", "-3", "x"])
def test_a_number_of_people_that_cannot_be_is_told(
    commands: Commands, tmp_path: Path, many: str
) -> None:
    with pytest.raises(SystemExit) as left:
        commands("demo", tmp_path / "demo.sqlite", "--people", many)
    assert left.value.code == 2

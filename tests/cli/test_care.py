"""Copies and putting one back, by the command line."""

import errno
import os
from pathlib import Path

import pytest

from builders.sheets import DATA
from cli.bases import rows_of
from cli.conftest import Commands
from fablab_desk.paths import copies_folder


@pytest.fixture
def copy(commands: Commands, tmp_path: Path) -> Path:
    """A copy made before a list of members was taken in."""
    told = commands("backup", tmp_path / "copies")
    assert told.status == 0
    (made,) = (tmp_path / "copies").glob("*.db")
    assert str(made) in told.out
    commands("import", "members", DATA / "members-helloasso.csv")
    return made


def test_a_copy_lies_in_the_users_folder_when_none_is_given(commands: Commands) -> None:
    assert commands("backup").status == 0
    assert len(list(copies_folder().glob("*.db"))) == 1


def test_a_copy_put_back_brings_the_day_back_and_keeps_what_was_there(
    commands: Commands, copy: Path
) -> None:
    told = commands("restore", copy)
    assert told.status == 0
    assert rows_of(commands.place)["parties"] == 0
    assert commands("check").status == 0
    (before,) = copies_folder().glob("*before-restore.db")
    assert str(before) in told.out
    assert commands("restore", before).status == 0
    assert rows_of(commands.place)["parties"] > 0
    assert commands("check").status == 0


def test_a_copy_becomes_the_base_of_a_machine_that_has_none(
    commands: Commands, copy: Path, tmp_path: Path
) -> None:
    commands.place = tmp_path / "moved.sqlite"
    assert commands("restore", copy).status == 0
    assert commands("check").status == 0


def test_a_damaged_base_is_kept_beside_the_copy_put_back(commands: Commands, copy: Path) -> None:
    place = Path(commands.place)
    place.write_bytes(place.read_bytes()[:5000])
    told = commands("restore", copy)
    assert told.status == 0, told.err
    assert commands("check").status == 0
    assert list(place.parent.glob("*.damaged"))


@pytest.mark.parametrize("harm", ["missing", "byte", "text", "short"])
def test_what_is_no_whole_copy_is_refused_and_the_base_stays(
    commands: Commands, copy: Path, harm: str
) -> None:
    content = bytearray(copy.read_bytes())
    content[len(content) // 2] ^= 1
    match harm:
        case "missing":
            copy.unlink()
        case "byte":
            copy.write_bytes(content)
        case "text":
            copy.write_text("Nom;Prénom\n")
        case "short":
            copy.write_bytes(content[:9000])
    before = rows_of(commands.place)
    told = commands("restore", copy)
    assert (told.status, told.out) == (1, "")
    assert told.err.strip()
    assert rows_of(commands.place) == before
    assert commands("check").status == 0


@pytest.mark.parametrize(
    ("folder", "sentence"),
    [
        ("a/b/c", "/a/b is not there"),
        ("file", "file is a file. Choose a folder."),
        ("file/c", "file is a file. Choose a folder."),
        ("c" * 300, "is too long for this disk"),
        ("/proc/copies", "Nothing can be kept in /proc"),
        ("closed", "You may not write in"),
    ],
)
def test_a_copy_into_no_folder_says_what_is_the_matter_with_it(
    commands: Commands,
    tmp_path: Path,
    folder: str,
    sentence: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(  # the tests may run as root, to whom everything is allowed
        os, "access", lambda asked, _wanted: Path(asked).name != "closed"
    )
    told = commands("backup", tmp_path / folder)
    assert (told.status, told.out) == (1, "")
    assert sentence in told.err
    assert len(told.err.splitlines()) == 1


def test_a_full_disk_is_told_and_leaves_no_half_copy(
    commands: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("fablab_desk.db.backup._vacuum", full)
    told = commands("backup", tmp_path / "copies")
    assert told.status == 1
    assert "full" in told.err
    assert list((tmp_path / "copies").iterdir()) == []

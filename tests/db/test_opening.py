import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from fablab_desk.db import opening, shape, where
from fablab_desk.db.backup import list_backups, take, verify
from fablab_desk.db.counters import take_numbers
from fablab_desk.db.database import Database
from fablab_desk.db.errors import (
    DamagedError,
    DatabaseError,
    ForeignError,
    IsACopyError,
    IsAFolderError,
    MissingFolderError,
    NewerError,
    NoRightError,
    NotADatabaseError,
    ReadOnlyError,
    ServerError,
    ServerRightError,
    UnfinishedVersionError,
)
from fablab_desk.db.file import APPLICATION_ID
from fablab_desk.db.opening import check_place, open_database
from fablab_desk.db.where import file_system, is_network, synchronised_by
from fablab_desk.i18n import say
from fablab_desk.schema import BLUEPRINT
from pgserver import PgServer

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def test_a_new_file_is_made_and_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "with spaces & ümlauts.sqlite"
    database = open_database(path, BLUEPRINT)
    with database.writing() as session:
        take_numbers(session, "visits")
    database.close()
    again = open_database(str(path), BLUEPRINT)
    with again.reading() as session:
        assert session.scalar(text("PRAGMA application_id")) == APPLICATION_ID
        assert session.scalar(text("SELECT last FROM counters")) == 1
    assert not again.changed_elsewhere()
    again.close()


def test_a_file_needs_neither_the_migrations_nor_what_a_server_speaks(empty_folder: Path) -> None:
    code = (
        "import sys\n"
        "from fablab_desk.db.opening import open_database\n"
        "from fablab_desk.schema import BLUEPRINT\n"
        "open_database(sys.argv[1], BLUEPRINT).close()\n"
        "print({'alembic', 'sqlalchemy.dialects.postgresql'} & set(sys.modules))"
    )
    command = [sys.executable, "-c", code, str(empty_folder / "desk.sqlite")]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "set()\n"


def write_revision(path: Path, revision: str) -> None:
    database = Database(f"sqlite:///{path}")
    with database.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = :new"), {"new": revision})
    database.close()


def a_text(path: Path) -> None:
    path.write_text("Nom;Prénom\n" * 500)


def a_folder(path: Path) -> None:
    path.mkdir()


def a_foreign_one(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE moz_places (id INTEGER)")
    other.close()


def a_newer_one(path: Path) -> None:
    open_database(path, BLUEPRINT).close()
    write_revision(path, "9999")


def another_history(path: Path) -> None:
    open_database(path, BLUEPRINT).close()
    write_revision(path, "ae1027a6acf")


def a_truncated_one(path: Path) -> None:
    open_database(path, BLUEPRINT).close()
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)


def an_unfinished_one(path: Path) -> None:
    open_database(path, BLUEPRINT).close()
    with closing(sqlite3.connect(path)) as other:
        other.execute("ALTER TABLE backup_records DROP COLUMN strays")


def one_in_no_folder(path: Path) -> None:
    path.parent.rmdir()


@pytest.mark.parametrize(
    ("make", "refusal"),
    [
        (a_text, NotADatabaseError),
        (a_folder, IsAFolderError),
        (a_foreign_one, ForeignError),
        (another_history, ForeignError),
        (a_newer_one, NewerError),
        (an_unfinished_one, UnfinishedVersionError),
        (a_truncated_one, DamagedError),
        (one_in_no_folder, MissingFolderError),
    ],
)
def test_what_cannot_be_opened_is_told_and_left_as_it_is(
    tmp_path: Path, make: Callable[[Path], None], refusal: type[DatabaseError]
) -> None:
    path = tmp_path / "folder" / "desk.sqlite"
    path.parent.mkdir()
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(refusal) as refused:
        open_database(path, BLUEPRINT)
    assert "folder" in say(refused.value)
    assert (path.read_bytes() if path.is_file() else None) == before


@pytest.mark.parametrize(
    ("denied", "mode", "refusal"),
    [
        ("desk.sqlite", os.R_OK, NoRightError),
        ("desk.sqlite", os.W_OK, ReadOnlyError),
        ("folder", os.W_OK, ReadOnlyError),
    ],
)
def test_a_file_without_rights_is_told(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    denied: str,
    mode: int,
    refusal: type[DatabaseError],
) -> None:
    path = tmp_path / "folder" / "desk.sqlite"
    path.parent.mkdir()
    open_database(path, BLUEPRINT).close()
    monkeypatch.setattr(  # the tests may run as root, to whom everything is allowed
        os, "access", lambda asked, wanted: (asked.name, wanted) != (denied, mode)
    )
    with pytest.raises(refusal):
        open_database(path, BLUEPRINT)


def test_a_file_that_could_not_be_made_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
        raise DamagedError("here")

    monkeypatch.setattr(opening, "migrate", fail)
    with pytest.raises(DamagedError):
        open_database(tmp_path / "desk.sqlite", BLUEPRINT)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE backup_records DROP COLUMN strays",
        "ALTER TABLE backup_records ADD COLUMN other INTEGER",
        "DROP TABLE backup_records",
    ],
)
def test_tables_of_an_unfinished_version_are_told_before_they_are_read(
    either_database: Database, change: str
) -> None:
    with either_database.writing() as session:
        session.execute(text(change))
    url = either_database.engine.url.render_as_string(hide_password=False)
    with pytest.raises(UnfinishedVersionError) as refused:
        open_database(url, BLUEPRINT)
    assert "(backup_records)" in say(refused.value)


def test_guards_that_were_taken_away_are_back_and_it_is_told(database: Database) -> None:
    with database.writing() as session:
        session.execute(text("DROP TRIGGER audit_entries_no_delete"))
        session.execute(text("DROP TABLE parties_words"))
    again = open_database(Path(database.place), BLUEPRINT)
    (notice,) = again.notices
    assert "audit_entries_no_delete, parties_words" in say(notice)
    with again.reading() as session:
        assert BLUEPRINT.missing(session.connection()) == set()
    again.close()


def test_an_older_database_is_copied_before_it_is_brought_forward(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shape, "REVISIONS", ("0001", "0002"))
    migrated: list[str] = []
    monkeypatch.setattr(opening, "migrate", lambda found, _blueprint: migrated.append(found.place))
    open_database(Path(database.place), BLUEPRINT, copies=tmp_path / "copies").close()
    assert migrated == [database.place]
    (copy,) = list_backups(tmp_path / "copies")
    assert copy.path.name.endswith("-before-update.db")


@pytest.mark.parametrize("folder", ["copies", "elsewhere"])
def test_a_copy_is_not_worked_with_but_stays_good_to_restore(
    database: Database, tmp_path: Path, folder: str
) -> None:
    copy = take(database, tmp_path / folder, NOW).path
    link = tmp_path / "desk-of-yesterday.sqlite"
    link.symlink_to(copy)
    for place in (copy, link):
        with pytest.raises(IsACopyError) as refused:
            open_database(place, BLUEPRINT, copies=tmp_path / "copies")
        assert "restore the copy" in say(refused.value)
    verify(copy)
    assert sorted(path.suffix for path in copy.parent.iterdir()) == [".db", ".json"]


def test_a_copy_is_looked_at_under_another_name_outside_the_folder_of_copies(
    database: Database, tmp_path: Path
) -> None:
    copies = tmp_path / "copies"
    copy = take(database, copies, NOW).path
    for folder in (copies, tmp_path):
        shutil.copy(copy, folder / "trial.db")
    with pytest.raises(IsACopyError):
        open_database(copies / "trial.db", BLUEPRINT, copies=copies)
    open_database(tmp_path / "trial.db", BLUEPRINT, copies=copies).close()


def test_a_server_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ServerError):
        open_database(f"postgresql://lab@/desk?host={tmp_path}", BLUEPRINT)


def test_a_database_the_server_does_not_have_is_told(server: PgServer) -> None:
    with pytest.raises(ServerRightError):
        open_database(server.url("nowhere"), BLUEPRINT)


@pytest.mark.parametrize(
    "address",
    ["mysql://lab:secret@nas/desk", "postgresql://lab:secret@nas:port/desk", "://lab:secret@nas"],
)
def test_an_address_that_is_none_is_refused_without_its_password(address: str) -> None:
    with pytest.raises(DatabaseError) as refusal:
        open_database(address, BLUEPRINT)
    assert "secret" not in say(refusal.value)


MOUNTS = """\
40 22 0:35 / /mnt/lab\\040share rw - cifs //nas/lab rw
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
41 40 0:36 / /mnt/lab\\040share/inner rw - ext4 /dev/sdb1 rw
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/lab/desk.sqlite", "ext4"),
        ("/mnt/lab share/desk.sqlite", "cifs"),
        ("/mnt/lab share/inner/desk.sqlite", "ext4"),
    ],
)
def test_the_deepest_mount_tells_the_file_system(path: str, kind: str) -> None:
    assert file_system(Path(path), MOUNTS) == kind


def test_a_network_folder_is_warned_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"40 22 0:35 / {tmp_path} rw - nfs4 nas:/lab rw\n")
    monkeypatch.setattr(where, "MOUNTS", mounts)
    assert is_network(tmp_path)
    database = open_database(tmp_path / "desk.sqlite", BLUEPRINT)
    assert ["on the network" in say(notice) for notice in database.notices] == [True]
    with database.reading() as session:
        assert session.scalar(text("PRAGMA journal_mode")) == "delete"
    database.close()


@pytest.mark.parametrize("folder", ["OneDrive - Fablab", "Nextcloud", "kDrive"])
def test_a_synchronised_folder_is_warned_of(tmp_path: Path, folder: str) -> None:
    place = tmp_path / folder / "lab"
    place.mkdir(parents=True)
    assert synchronised_by(place) == folder.partition(" ")[0]
    (notice,) = check_place(place / "desk.sqlite")
    assert "copies" in say(notice)

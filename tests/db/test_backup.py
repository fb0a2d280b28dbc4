import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from builders.visits import visit, visits
from fablab_desk.db.backup import (
    Backup,
    kept,
    list_backups,
    rotate,
    take,
    verify,
)
from fablab_desk.db.counters import take_numbers
from fablab_desk.db.database import Database
from fablab_desk.db.errors import (
    DamagedCopyError,
    DatabaseError,
    DiskFullError,
    ForeignError,
    IsACopyError,
    MissingFolderError,
    NewerError,
    NoCopyError,
    NotADatabaseError,
    ServerProgramError,
    StoppedError,
)
from fablab_desk.db.restore import restore
from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark, say

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
NOTHING_TO_READ = b"not a database any more" * 1000


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    return tmp_path / "copies"


@pytest.fixture
def copy(either_database: Database, copies: Path) -> Backup:
    visit(either_database)
    return take(either_database, copies, NOW)


def test_a_copy_is_proved_named_and_listed(copy: Backup, copies: Path) -> None:
    assert copy.rows["counters"] == 1
    assert copy.path.stem == "fablab-20260302T093000Z"
    assert [(found.path, found.at) for found in list_backups(copies)] == [(copy.path, NOW)]
    verify(copy.path)
    assert copy.path.stat().st_mode & 0o077 == 0
    assert {path.suffix for path in copies.iterdir()} == {copy.path.suffix, ".json"}


def test_a_copy_put_back_undoes_what_came_after(
    either_database: Database, copy: Backup, copies: Path
) -> None:
    visit(either_database)
    place = either_database.engine.url.render_as_string(hide_password=False)
    later = NOW + timedelta(hours=1)
    aside = restore(copy.path, place, copies, later)
    assert visits(either_database) == 1
    assert aside is not None
    restore(aside, place, copies, later + timedelta(hours=1))
    assert visits(either_database) == 2
    visit(either_database)
    assert visits(either_database) == 3


def test_a_copy_is_put_where_nothing_stood(database: Database, tmp_path: Path) -> None:
    visit(database)
    copy = take(database, tmp_path / "copies", NOW)
    told: list[tuple[int, int]] = []
    fresh = tmp_path / "other" / "desk.sqlite"
    fresh.parent.mkdir()
    progress = lambda done, of: told.append((done, of))  # noqa: E731
    assert restore(copy.path, fresh, tmp_path / "copies", NOW, progress=progress) is None
    assert told[-1][0] == told[-1][1]
    restored = Database(f"sqlite:///{fresh}")
    assert visits(restored) == 1
    restored.close()


def test_a_copy_is_never_put_back_over_another_one(database: Database, tmp_path: Path) -> None:
    copies = tmp_path / "copies"
    first, second = (take(database, copies, NOW + timedelta(hours=hour)) for hour in (0, 1))
    with pytest.raises(IsACopyError):
        restore(first.path, second.path, copies, NOW)
    verify(second.path)


@pytest.fixture
def damaged(database: Database, copies: Path) -> Path:
    """A base of which there is a copy, and that nobody can read any more."""
    visit(database)
    take(database, copies, NOW)
    database.close()
    place = Path(database.place)
    place.write_bytes(NOTHING_TO_READ)
    return place


def the_copy(copies: Path) -> Path:
    (copy,) = list_backups(copies)
    return copy.path


def test_a_damaged_database_is_kept_aside_each_time(
    database: Database, damaged: Path, copies: Path
) -> None:
    for _ in range(2):
        damaged.write_bytes(NOTHING_TO_READ)
        aside = restore(the_copy(copies), damaged, copies, NOW)
        assert aside
        assert aside.read_bytes() == NOTHING_TO_READ
        assert visits(database) == 1
        database.close()
    assert len(list(damaged.parent.glob("*.damaged"))) == 2


@pytest.mark.parametrize("stood", [True, False])
def test_what_cannot_be_poured_leaves_the_place_as_it_was(
    damaged: Path, copies: Path, stood: bool
) -> None:
    def stopped(_done: int, _all: int) -> None:
        raise StoppedError

    if not stood:
        damaged.unlink()
    beside = sorted(damaged.parent.glob("desk*"))
    with pytest.raises(StoppedError):
        restore(the_copy(copies), damaged, copies, NOW, progress=stopped)
    assert sorted(damaged.parent.glob("desk*")) == beside
    assert not stood or damaged.read_bytes() == NOTHING_TO_READ


def test_a_disk_without_room_for_the_copy_is_told_before_anything_is_put_aside(
    damaged: Path, copies: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = shutil.disk_usage(copies)
    full = {copies: room, damaged.parent: room._replace(free=4096)}
    monkeypatch.setattr(shutil, "disk_usage", full.__getitem__)
    with pytest.raises(DiskFullError):
        restore(the_copy(copies), damaged, copies, NOW)
    assert damaged.read_bytes() == NOTHING_TO_READ


def a_flipped_byte(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    whole[len(whole) // 2] ^= 1
    path.write_bytes(whole)


def a_flipped_byte_without_a_manifest(path: Path) -> None:
    path.with_suffix(".json").unlink()
    whole = bytearray(path.read_bytes())
    whole[4096:4200] = b"\xff" * 104
    path.write_bytes(whole)


def half_of_it(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def change(path: Path, sql: str) -> None:
    other = Database(f"sqlite:///{path}")
    with other.writing() as session:
        session.execute(text(sql))
    other.close()


def a_manifest_nobody_can_read(path: Path) -> None:
    path.with_suffix(".json").write_bytes(b"{\x00")


def one_changed_by_hand(path: Path) -> None:
    change(path, "UPDATE counters SET last = 7")


def a_newer_one(path: Path) -> None:
    change(path, "UPDATE alembic_version SET version_num = '9999'")
    path.with_suffix(".json").unlink()


def one_of_another_history(path: Path) -> None:
    change(path, "UPDATE alembic_version SET version_num = 'ae1027a6acf'")
    path.with_suffix(".json").unlink()


def one_of_no_version(path: Path) -> None:
    change(path, "DELETE FROM alembic_version")
    path.with_suffix(".json").unlink()


def a_foreign_one(path: Path) -> None:
    change(path, "PRAGMA application_id = 7")
    path.with_suffix(".json").unlink()


def a_text(path: Path) -> None:
    path.with_suffix(".json").unlink()
    path.write_text("Bonjour\n" * 1000)


@pytest.mark.parametrize(
    ("spoil", "refusal"),
    [
        (a_flipped_byte, DamagedCopyError),
        (a_flipped_byte_without_a_manifest, DamagedCopyError),
        (half_of_it, DamagedCopyError),
        (a_manifest_nobody_can_read, DamagedCopyError),
        (one_changed_by_hand, DamagedCopyError),
        (a_newer_one, NewerError),
        (one_of_another_history, ForeignError),
        (one_of_no_version, ForeignError),
        (a_foreign_one, ForeignError),
        (a_text, NotADatabaseError),
        (Path.unlink, NoCopyError),
    ],
)
def test_a_copy_that_is_not_sound_is_refused(
    database: Database, tmp_path: Path, spoil: object, refusal: type[DatabaseError]
) -> None:
    visit(database)
    copy = take(database, tmp_path / "copies", NOW)
    assert callable(spoil)
    spoil(copy.path)
    with pytest.raises(refusal):
        restore(copy.path, Path(database.place), tmp_path / "copies", NOW)
    assert visits(database) == 1


def test_a_copy_whose_chain_is_broken_is_not_kept(database: Database, tmp_path: Path) -> None:
    def check(session: Session) -> list[DeskError]:
        assert session.scalar(text("SELECT count(*) FROM counters")) == 1
        return [DeskError(mark("The last papers are missing."))]

    visit(database)
    with pytest.raises(DamagedCopyError) as refused:
        take(database, tmp_path / "copies", NOW, [check])
    assert "The last papers are missing." in say(refused.value)
    assert list((tmp_path / "copies").iterdir()) == []


def test_a_full_disk_or_a_missing_folder_loses_nothing(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit(database)
    with pytest.raises(MissingFolderError):
        take(database, tmp_path / "no such" / "copies", NOW)
    full = shutil.disk_usage(tmp_path)._replace(free=0)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: full)
    with pytest.raises(DiskFullError):
        take(database, tmp_path / "copies", NOW)
    assert list((tmp_path / "copies").iterdir()) == []
    assert visits(database) == 1


def test_copies_are_made_while_somebody_writes(database: Database, tmp_path: Path) -> None:
    with database.writing() as session:
        take_numbers(session, "visits")
        copy = take(database, tmp_path / "copies", NOW)
    assert "counters" in copy.rows
    assert copy.rows["counters"] == 0
    assert visits(database) == 1


def test_a_server_without_its_programs_is_told(
    server_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    with pytest.raises(ServerProgramError):
        take(server_database, tmp_path / "copies", NOW)


@pytest.fixture
def poor_database(server_database: Database) -> Iterator[Database]:
    """The same database, as a user sees it who may not make another one."""
    with server_database.engine.begin() as connection:
        connection.execute(text("DROP ROLE IF EXISTS poor"))
        connection.execute(text("CREATE ROLE poor LOGIN"))
        connection.execute(text("GRANT SELECT ON ALL TABLES IN SCHEMA public TO poor"))
    poor = Database(server_database.engine.url.set(username="poor"))
    yield poor
    poor.close()
    with server_database.engine.begin() as connection:
        connection.execute(text("DROP OWNED BY poor"))
        connection.execute(text("DROP ROLE poor"))


def databases(server: Database) -> set[str]:
    with server.reading() as session:
        return set(session.scalars(text("SELECT datname FROM pg_database")))


def test_a_server_s_copy_is_proved_in_a_database_that_is_thrown_away(
    server_database: Database, copies: Path
) -> None:
    before = databases(server_database)
    visit(server_database)
    made = take(server_database, copies, NOW)
    assert (made.proved, made.rows["counters"]) == (True, 1)
    assert [found.proved for found in list_backups(copies)] == [True]
    assert databases(server_database) == before


def test_a_server_s_copy_whose_chain_is_broken_is_not_kept(
    server_database: Database, copies: Path
) -> None:
    before = databases(server_database)
    with pytest.raises(DamagedCopyError):
        take(server_database, copies, NOW, [lambda _session: [DeskError("The last act is gone.")]])
    assert list(copies.iterdir()) == []
    assert databases(server_database) == before


def test_a_server_s_copy_that_cannot_be_tried_says_so(
    poor_database: Database, copies: Path
) -> None:
    made = take(poor_database, copies, NOW)
    assert (made.proved, list_backups(copies)[0].proved) == (False, False)
    assert made.rows["counters"] == 0


def test_a_server_s_copy_with_a_broken_chain_is_not_put_back(
    server_database: Database, copies: Path
) -> None:
    made = take(server_database, copies, NOW)
    visit(server_database)
    url = server_database.engine.url.render_as_string(hide_password=False)
    with pytest.raises(DamagedCopyError):
        restore(made.path, url, copies, NOW, [lambda _session: [DeskError("An act is gone.")]])
    assert visits(server_database) == 1


def days(count: int) -> Iterator[datetime]:
    return (NOW - timedelta(days=day) for day in range(count))


def test_copies_are_thinned_out_to_days_weeks_and_months() -> None:
    ages = sorted((NOW - stamp).days for stamp in kept(days(800)))
    assert ages[:8] == list(range(8))
    assert ages[8:] == [8, 15, 22, 30, 61, 92, 122, 153, 183, 214, 245, 275, 306]


@pytest.mark.parametrize("age", [0, 500, 5000])
def test_the_newest_copy_is_always_kept(age: int) -> None:
    only = NOW - timedelta(days=age)
    assert kept([only]) == {only}


def test_rotation_takes_away_copies_with_their_manifests(
    database: Database, tmp_path: Path
) -> None:
    copies = tmp_path / "copies"
    for minutes in (0, 10, 20):
        take(database, copies, NOW + timedelta(minutes=minutes))
    assert len(rotate(copies)) == 2
    (left,) = list_backups(copies)
    assert left.at == NOW + timedelta(minutes=20)
    assert json.loads(left.path.with_suffix(".json").read_text())["rows"]["counters"] == 0
    assert len(list(copies.iterdir())) == 2


def test_rotation_leaves_other_bases_and_what_a_restore_put_aside(
    database: Database, server_database: Database, tmp_path: Path
) -> None:
    copies = tmp_path / "copies"
    aside = take(database, copies, NOW, mark="before-restore")
    other = tmp_path / "other.sqlite"
    shutil.copy(database.place, other)
    demo = Database(f"sqlite:///{other}")
    for minutes, base in ((10, demo), (20, server_database), (30, database), (40, database)):
        take(base, copies, NOW + timedelta(minutes=minutes))
    demo.close()
    (gone,) = rotate(copies)
    assert gone.stem == "fablab-20260302T100000Z"
    assert aside.path in [left.path for left in list_backups(copies)]

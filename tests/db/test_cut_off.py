import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import text

from builders import NOW
from builders.visits import visit, visits
from fablab_desk.db.backup import list_backups, take, verify
from fablab_desk.db.counters import take_numbers
from fablab_desk.db.cut_off import MARK
from fablab_desk.db.database import Database
from fablab_desk.db.errors import CutOffError, OverwrittenError, UnsavedCutOffError
from fablab_desk.db.file import sqlite_module
from fablab_desk.db.file_head import DESCRIPTORS
from fablab_desk.db.opening import open_database
from fablab_desk.db.restore import restore
from fablab_desk.schema import BLUEPRINT


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    return tmp_path / "data" / "copies"


@pytest.fixture
def opened(database: Database, copies: Path) -> Iterator[Database]:
    """A base that is worked with: three visits are confirmed, and still lie in its -wal."""
    place = Path(database.place)
    database.close()
    opened = open_database(place, BLUEPRINT, copies=copies)
    for _ in range(3):
        visit(opened)
    yield opened
    opened.close()


def wal_deleted(place: Path) -> None:
    by_another_process(f"rm {place}-wal")


def all_beside_deleted(place: Path) -> None:
    by_another_process(f"rm {place}-wal {place}-shm")


def base_deleted(place: Path) -> None:
    by_another_process(f"rm {place}")


def base_replaced(place: Path) -> None:
    by_another_process(f"cp {place} {place}.new && mv {place}.new {place}")


def by_another_process(command: str) -> None:
    subprocess.run(["sh", "-c", command], check=True)


@pytest.mark.parametrize("harm", [wal_deleted, all_beside_deleted, base_deleted, base_replaced])
def test_an_open_base_that_somebody_takes_away_is_told_and_all_confirmed_is_rescued(
    opened: Database, copies: Path, harm: Callable[[Path], None], tmp_path: Path
) -> None:
    harm(Path(opened.place))
    assert opened.is_cut_off()
    with pytest.raises(CutOffError) as refused:
        visit(opened)
    (rescued,) = list_backups(copies)
    assert rescued.path.stem.endswith(MARK)
    assert refused.value.params["copy"] == str(rescued.path)
    assert verify(rescued.path)["counters"] == 1
    elsewhere = tmp_path / "elsewhere.sqlite"
    restore(rescued.path, elsewhere, copies, NOW)
    again = Database(f"sqlite:///{elsewhere}")
    assert visits(again) == 3
    again.close()


def test_a_base_that_is_taken_away_during_an_act_confirms_nothing(
    opened: Database, copies: Path
) -> None:
    def act() -> None:
        with opened.writing() as session:
            take_numbers(session, "visits")
            session.flush()
            wal_deleted(Path(opened.place))

    with pytest.raises(CutOffError):
        act()
    assert len(list_backups(copies)) == 1


def test_it_is_rescued_once_and_refused_as_often_as_somebody_writes_or_copies(
    opened: Database, copies: Path
) -> None:
    wal_deleted(Path(opened.place))
    for _ in range(2):
        with pytest.raises(CutOffError):
            visit(opened)
    with pytest.raises(CutOffError):
        take(opened, copies, NOW)
    assert len(list_backups(copies)) == 1


def test_no_new_connection_lays_files_beside_those_that_are_held(
    opened: Database, copies: Path
) -> None:
    assert visits(opened) == 3
    wal_deleted(Path(opened.place))
    assert visits(opened) == 3
    with opened.reading() as first:
        first.execute(text("SELECT 1"))
        with pytest.raises(CutOffError), opened.reading():
            pass
    assert not Path(f"{opened.place}-wal").exists()
    assert len(list_backups(copies)) == 1


def test_a_rescue_that_fails_says_why_and_is_tried_again(opened: Database, copies: Path) -> None:
    copies.parent.write_text("no folder")
    wal_deleted(Path(opened.place))
    with pytest.raises(UnsavedCutOffError):
        visit(opened)
    copies.parent.unlink()
    with pytest.raises(CutOffError):
        visit(opened)
    assert len(list_backups(copies)) == 1


def a_copy_over_it(place: Path) -> None:
    by_another_process(f"cp {place.parent}/old-copy.db {place}")


def its_own_file_of_before_over_it(place: Path) -> None:
    by_another_process(f"cp {place.parent}/old-file.sqlite {place}")


def a_text_over_it(place: Path) -> None:
    by_another_process(f"seq 9999 > {place}")


def nothing_over_it(place: Path) -> None:
    by_another_process(f": > {place}")


@pytest.fixture
def grown(opened: Database) -> Database:
    """The same, with a file and a copy of before it grew; all is written into its file."""
    place = Path(opened.place)
    grow(opened)
    by_another_process(f"cp {place} {place.parent}/old-file.sqlite")
    take(opened, place.parent / "aside", NOW).path.rename(place.with_name("old-copy.db"))
    grow(opened)
    return opened


def grow(base: Database) -> None:
    """Another desk fills more pages of its file: the counter of its head rises."""
    other = Database(base.engine.url)
    with other.writing() as session:
        for _ in range(50):
            take_numbers(session, uuid4().hex * 60)
    other.close()
    with base.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    assert not base.is_cut_off()


@pytest.mark.skipif(not DESCRIPTORS.is_dir(), reason="noticed on Linux only")
@pytest.mark.parametrize(
    "harm", [a_copy_over_it, its_own_file_of_before_over_it, a_text_over_it, nothing_over_it]
)
def test_another_file_written_over_the_open_base_is_told_and_nothing_is_confirmed_any_more(
    grown: Database, copies: Path, harm: Callable[[Path], None]
) -> None:
    harm(Path(grown.place))
    assert grown.is_cut_off()
    for _ in range(2):
        with pytest.raises(OverwrittenError):
            visit(grown)
    with pytest.raises(OverwrittenError):
        take(grown, copies, NOW)
    Path(grown.place).unlink()
    with pytest.raises(OverwrittenError):
        visit(grown)
    assert list_backups(copies) == []  # nothing of it would be sound


def test_a_base_that_another_process_restores_or_packs_is_its_own_still(
    grown: Database, copies: Path
) -> None:
    place = Path(grown.place)
    copies.parent.mkdir()
    restore(place.with_name("old-copy.db"), place, copies, NOW)
    for _ in range(2):
        assert not grown.is_cut_off()
        with grown.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    with closing(sqlite_module().connect(place, isolation_level=None)) as other:
        other.execute("VACUUM")
    assert visits(grown) == 3
    assert not grown.is_cut_off()


def test_a_base_in_its_place_is_never_called_cut_off(opened: Database) -> None:
    writer = Path(__file__).with_name("writer.py")
    with subprocess.Popen(
        [sys.executable, writer, opened.place], stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout
        other.stdout.readline()
        other.kill()
    with opened.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    visit(opened)
    assert not opened.is_cut_off()


def test_a_base_that_is_replaced_on_purpose_is_not_told(opened: Database) -> None:
    with pytest.raises(OSError, match="given up"), opened.left():
        raise OSError("given up")
    with opened.left():
        base_replaced(Path(opened.place))
    assert not opened.is_cut_off()

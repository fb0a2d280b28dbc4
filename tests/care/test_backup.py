import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import text

from builders import NOW, Worker
from builders.money import a_cashing
from builders.papers import a_forger, a_paper
from builders.people import a_person, a_photo
from fablab_desk.care.backup import back_up, beside, bring_back, bring_back_here
from fablab_desk.care.check import check_everything
from fablab_desk.db.backup import Backup, list_backups, take
from fablab_desk.db.database import Database
from fablab_desk.db.errors import (
    DamagedCopyError,
    NoCopyError,
    StoppedError,
    UnfinishedVersionError,
)
from fablab_desk.files import AttachmentsFolder
from fablab_desk.i18n import say
from fablab_desk.people.queries import list_photos
from fablab_desk.people.service_photo import put_photo_back, remove_photo, set_photo
from fablab_desk.schema import BLUEPRINT
from fablab_desk.staff.login import own_seat
from fablab_desk.staff.rights import RightError, Role


@dataclass
class Care:
    """A lab with a person, her photo, a paper and money, and the folder of its copies."""

    worker: Worker
    folder: Path
    ada: UUID

    @property
    def base(self) -> Database:
        return self.worker.database

    def copies(self, later: int = 0) -> Backup:
        at = self.at(later)
        return back_up(self.base, self.worker.seat, lambda: at, self.folder)

    def puts_back(self, made: Path, later: int, worker: Worker | None = None) -> Path | None:
        at, seat = self.at(later), (worker or self.worker).seat
        return bring_back_here(made, self.base, seat, BLUEPRINT, self.folder, lambda: at)

    def at(self, later: int) -> datetime:
        return NOW + timedelta(hours=later)

    def said(self, sql: str) -> list[tuple[object, ...]]:
        with self.base.reading() as session:
            return [tuple(row) for row in session.execute(text(sql))]

    def runs(self, sql: str) -> None:
        with self.base.writing() as session:
            session.execute(text(sql))

    def photos(self) -> list[str]:
        with self.base.reading() as session:
            return list_photos(session)

    def ages(self, digest: str) -> None:
        """That file was kept years ago."""
        files = self.base.attachments
        if isinstance(files, AttachmentsFolder):
            os.utime(files.path(digest), (0, 0))
        with self.base.writing() as session:
            session.execute(text("UPDATE attached_files SET kept_at = '2020-01-01 00:00'"))

    def loses_its_files(self) -> None:
        files = self.base.attachments
        if isinstance(files, AttachmentsFolder):
            shutil.rmtree(files.folder)
        with self.base.writing() as session:
            session.execute(text("DELETE FROM attached_files"))

    def wrongs(self) -> dict[str, list[str]]:
        files, keys = self.base.attachments, self.worker.keys
        with self.base.reading() as session:
            parts = check_everything(session, BLUEPRINT, files, keys)
            return {part: [type(one).__name__ for one in found] for part, found in parts if found}


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


@pytest.fixture
def care(administrator: Worker, tmp_path: Path) -> Care:
    ada = a_person(administrator)
    care = Care(administrator, tmp_path / "copies", ada)
    files = administrator.database.attachments
    administrator.does(lambda act: set_photo(act, files, ada, a_photo()))
    a_cashing(administrator, ada)
    a_paper(administrator)
    assert care.wrongs() == {}
    return care


def test_a_copy_is_kept_with_its_files_and_the_journal_says_so(care: Care) -> None:
    made = care.copies()
    digest = sha256(made.path.read_bytes()).hexdigest()
    assert care.said("SELECT file_name, size, sha256 FROM backup_records") == [
        (made.path.name, made.path.stat().st_size, digest)
    ]
    last = "SELECT service, account_id FROM audit_entries ORDER BY seq DESC LIMIT 1"
    assert care.said(last)[0][0] == "care.record_backup"
    assert care.wrongs() == {}


def test_a_file_that_nobody_names_goes_with_the_copy_of_another_day_and_never_sooner(
    care: Care,
) -> None:
    files = care.base.attachments
    now = datetime.now(UTC)
    stray = files.keep(b"a photo of before")

    def copies(at: datetime) -> Backup:
        return back_up(care.base, care.worker.seat, lambda: at, care.folder)

    for later, gone in ((0, 0), (2, 0), (3, 1)):
        if gone:
            care.ages(stray)
        made = copies(now + timedelta(hours=later))
        counted = "SELECT strays FROM backup_records ORDER BY at DESC LIMIT 1"
        assert care.said(counted) == [(gone,)]
        assert len(files.wrong([stray])) == gone
    assert care.wrongs() == {}
    if isinstance(files, AttachmentsFolder):
        assert beside(made.path).read(stray) == b"a photo of before"


def test_a_photo_kept_long_ago_stays_a_day_from_when_it_is_removed(care: Care) -> None:
    files = care.base.attachments
    (photo,) = care.photos()
    care.ages(photo)
    care.worker.does(lambda act: remove_photo(act, files, care.ada))
    back_up(care.base, care.worker.seat, lambda: datetime.now(UTC), care.folder)
    care.worker.does(lambda act: put_photo_back(act, files, care.ada, photo, ""))
    assert care.photos() == [photo]
    assert care.wrongs() == {}


def test_the_copies_of_a_day_make_room_for_the_last(care: Care) -> None:
    for later in range(3):
        made = care.copies(later)
    assert [left.path for left in list_backups(care.folder)] == [made.path]
    assert len(care.said("SELECT 1 FROM backup_records")) == 3


def test_who_may_not_copy_or_put_back_is_refused_and_nothing_is_touched(care: Care) -> None:
    visitor = Worker(care.base, (), keys=care.worker.keys)
    with pytest.raises(RightError):
        back_up(care.base, visitor.seat, lambda: NOW, care.folder)
    assert not care.folder.exists()
    made = care.copies()
    treasurer = Worker(care.base, (Role.TREASURER,), keys=care.worker.keys)
    a_person(care.worker, "Bea")
    with pytest.raises(RightError):
        care.puts_back(made.path, 1, treasurer)
    assert len(care.said("SELECT 1 FROM parties")) == 2


def test_what_came_after_the_copy_is_gone_and_the_journal_goes_on(care: Care) -> None:
    made = care.copies()
    care.loses_its_files()
    a_person(care.worker, "Bea")
    assert "the attached files" in care.wrongs()
    before = care.puts_back(made.path, 1)
    assert before
    assert before in [kept.path for kept in list_backups(care.folder)]
    assert care.said("SELECT name FROM parties") == [("Ada Exemple",)]
    assert care.said("SELECT file_name FROM restore_records") == [(made.path.name,)]
    assert care.wrongs() == {}
    a_person(care.worker, "Cléo")
    assert care.wrongs() == {}
    care.puts_back(before, 2)
    assert care.said("SELECT name FROM parties ORDER BY number") == [
        ("Ada Exemple",),
        ("Bea Exemple",),
    ]
    assert set(care.wrongs()) <= {"the attached files"}  # a server's copy was made without them


def test_an_account_that_the_copy_does_not_know_leaves_the_act_to_the_desk(care: Care) -> None:
    made = care.copies()
    newcomer = Worker(care.base, keys=care.worker.keys)
    care.puts_back(made.path, 1, newcomer)
    last = "SELECT service, account_name FROM audit_entries ORDER BY seq DESC LIMIT 1"
    assert care.said(last) == [("care.record_restore", "fablab_desk")]
    assert care.wrongs() == {}


def test_another_base_of_the_folder_keeps_its_files_to_itself(care: Care, tmp_path: Path) -> None:
    made = care.copies()
    stray = beside(made.path).keep(b"of another lab")
    care.loses_its_files()
    care.puts_back(made.path, 1)
    assert care.wrongs() == {}
    assert len(care.base.attachments.wrong([stray])) == 1


@pytest.mark.parametrize("either_database", ["sqlite"], indirect=True)
def test_a_file_altered_among_the_copies_hinders_nothing_and_is_told_after(care: Care) -> None:
    made = care.copies()
    files = care.base.attachments
    assert isinstance(files, AttachmentsFolder)
    for folder in (beside(made.path).folder, files.folder):
        for path in folder.glob("*/*"):
            path.write_bytes(b"altered")
    care.copies(24)
    care.loses_its_files()
    care.puts_back(made.path, 25)
    assert care.wrongs() == {"the attached files": ["MissingAttachmentError"]}


def test_a_copy_of_an_unfinished_version_is_refused_before_anything_is_replaced(care: Care) -> None:
    care.runs("ALTER TABLE backup_records DROP COLUMN strays")
    made = take(care.base, care.folder, NOW)
    care.runs("ALTER TABLE backup_records ADD COLUMN strays INTEGER NOT NULL DEFAULT 0")
    a_person(care.worker, "Bea")
    with pytest.raises(UnfinishedVersionError) as refused:
        care.puts_back(made.path, 1)
    assert f"{made.path.name} was made by an unfinished version" in say(refused.value)
    assert len(care.said("SELECT 1 FROM parties")) == 2
    assert [kept.path for kept in list_backups(care.folder)] == [made.path]


def test_a_copy_that_is_not_there_changes_nothing(care: Care) -> None:
    made = care.copies()
    made.path.unlink()
    with pytest.raises(NoCopyError):
        care.puts_back(made.path, 1)
    assert care.said("SELECT name FROM parties") == [("Ada Exemple",)]
    assert care.said("SELECT 1 FROM restore_records") == []


@pytest.mark.parametrize(
    ("forgery", "part", "problem"),
    [
        ("UPDATE papers SET title = 'x'", "the papers", "AlteredPaperError"),
        ("UPDATE audit_entries SET reason = 'x'", "the journal of acts", "BrokenChainError"),
        ("UPDATE tills SET hash = 'x'", "the tills", "CutTillError"),
        ("UPDATE cashings SET total = total + 1", "the tills", "CashingSumError"),
    ],
)
def test_whatever_was_forged_is_found_by_its_part(
    care: Care, forgery: str, part: str, problem: str
) -> None:
    with a_forger(care.base) as session:
        session.execute(text(forgery))
    assert problem in care.wrongs()[part]


def garbage(place: Path) -> None:
    place.write_bytes(b"no base at all" * 3000)


def half(place: Path) -> None:
    place.write_bytes(place.read_bytes()[: place.stat().st_size // 2])


def nothing(_place: Path) -> None:
    """Its file is gone."""


@pytest.mark.parametrize("spoil", [garbage, half, nothing])
@pytest.mark.parametrize("either_database", ["sqlite"], indirect=True)
def test_a_copy_is_put_back_where_the_base_is_damaged_or_gone(
    care: Care, spoil: Callable[[Path], None]
) -> None:
    made, place = care.copies(), Path(care.base.place)
    a_person(care.worker, "Bea")
    care.base.close()
    whole = place.read_bytes()
    for suffix in ("", "-wal", "-shm"):
        place.with_name(place.name + suffix).unlink(missing_ok=True)
    if spoil is not nothing:
        place.write_bytes(whole)
    spoil(place)
    seat = care.worker.seat
    put = bring_back(
        made.path,
        place,
        BLUEPRINT,
        care.folder,
        lambda restored: own_seat(restored, seat),
        lambda: datetime(2026, 3, 3, 9, tzinfo=UTC),
    )
    assert put == next(place.parent.glob("*.damaged"), None)
    assert care.said("SELECT name FROM parties") == [("Ada Exemple",)]
    assert care.wrongs() == {}
    assert len(list(place.parent.glob("*.damaged"))) == (spoil is not nothing)


@pytest.mark.parametrize("either_database", ["sqlite"], indirect=True)
def test_a_forged_base_is_neither_copied_nor_recorded(care: Care) -> None:
    with a_forger(care.base) as session:
        session.execute(text("UPDATE papers SET title = 'x'"))
    with pytest.raises(DamagedCopyError):
        care.copies()
    assert list_backups(care.folder) == []
    assert care.said("SELECT 1 FROM backup_records") == []


@pytest.mark.parametrize("steps", [1, 1_000_000_000])
@pytest.mark.parametrize("either_database", ["sqlite"], indirect=True)
def test_a_copy_that_is_stopped_leaves_nothing(
    care: Care, steps: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(_done: int, _all: int) -> None:
        raise StoppedError

    monkeypatch.setattr("fablab_desk.db.backup.STEP", steps)  # while it is written, or after
    with pytest.raises(StoppedError):
        back_up(care.base, care.worker.seat, lambda: NOW, care.folder, stopped)
    assert list(care.folder.iterdir()) == []
    assert care.said("SELECT 1 FROM backup_records") == []

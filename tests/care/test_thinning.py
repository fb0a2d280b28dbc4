"""Attached files leave the folder of copies with the last copy that named them, never sooner."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from builders import Worker
from builders.people import a_person, a_photo
from fablab_desk.care.backup import STRAY_FOR, back_up, beside
from fablab_desk.care.thinning import drop_unneeded, thin_out
from fablab_desk.db.backup import list_backups, take
from fablab_desk.db.proof import looking_into
from fablab_desk.files import AttachmentsFolder
from fablab_desk.people.queries import list_photos
from fablab_desk.people.service_photo import set_photo

NOW = datetime.now(UTC).replace(hour=12)  # an hour later is the same day
PLAIN = b"no base at all, but a list of thumbnails"


@dataclass
class Shelf:
    """The copies of a lab whose Ada changes her photo, and their files."""

    worker: Worker
    folder: Path
    ada: UUID

    @property
    def files(self) -> AttachmentsFolder:
        return beside(self.folder / "any")

    @property
    def live(self) -> AttachmentsFolder:
        live = self.worker.database.attachments
        assert isinstance(live, AttachmentsFolder)
        return live

    def photo(self, width: int) -> str:
        """Ada's from now on, of so many pixels."""
        live = self.live
        self.worker.does(lambda act: set_photo(act, live, self.ada, a_photo(width)))
        with self.worker.database.reading() as session:
            (digest,) = list_photos(session)
        return digest

    def copied(self, at: datetime) -> Path:
        """A copy with its files, which were brought long ago."""
        made = take(self.worker.database, self.folder, at)
        self.live.copy_into(self.files)
        self.age()
        return made.path

    def age(self) -> None:
        for path in self.files.folder.glob("*/*"):
            os.utime(path, (0, 0))

    def there(self) -> set[str]:
        return {path.name for path in self.files.folder.glob("*/*")}


@pytest.fixture
def shelf(administrator: Worker, tmp_path: Path) -> Shelf:
    return Shelf(administrator, tmp_path / "copies", a_person(administrator))


def needed(folder: Path) -> set[str]:
    """What the copies that are left name."""
    found: set[str] = set()
    for copy in list_backups(folder):
        with looking_into(copy.path) as session:
            found.update(list_photos(session))
    return found


def test_whatever_a_kept_copy_needs_is_there_through_a_year_of_thinning(shelf: Shelf) -> None:
    photos, days = set[str](), [0, 1, 2, 3, 5, 9, 10, 17, 30, 31, 61, 100, 200, 201, 380, 381]
    for place, day in enumerate(days):
        photos.add(shelf.photo(40 + place))
        at = NOW + timedelta(days=day)
        shelf.copied(at)
        shelf.copied(at + timedelta(hours=1))  # the first of the day always goes
        shutil.rmtree(shelf.live.folder)
        thin_out(shelf.folder, shelf.files, at)
        assert shelf.there() == needed(shelf.folder)
        assert shelf.files.wrong(needed(shelf.folder)) == []
    assert len(shelf.there()) < len(photos)


def renamed(copy: Path) -> None:
    copy.with_suffix(".json").unlink()
    copy.rename(copy.with_name("before the assembly.db"))


def put_aside(copy: Path) -> None:
    copy.rename(copy.with_name(f"{copy.stem}-rescued.db"))


def damaged(copy: Path) -> None:
    copy.write_bytes(copy.read_bytes()[:5000])


def not_a_base(copy: Path) -> None:
    copy.write_bytes(PLAIN)


@pytest.mark.parametrize("harm", [renamed, put_aside, damaged, not_a_base])
def test_what_a_copy_names_stays_whatever_became_of_the_copy(
    shelf: Shelf, harm: Callable[[Path], None]
) -> None:
    shelf.photo(40)
    harm(shelf.copied(NOW - timedelta(days=3)))
    shelf.photo(41)
    shelf.copied(NOW)
    assert drop_unneeded(shelf.folder, shelf.files, NOW) == 0
    assert len(shelf.there()) == 2


def test_other_programs_files_and_the_open_base_hinder_nothing(shelf: Shelf) -> None:
    shelf.photo(40)
    shelf.copied(NOW).unlink()
    (shelf.folder / "Thumbs.db").write_bytes(PLAIN)
    (shelf.folder / "lab.db").symlink_to(shelf.worker.database.place)
    assert drop_unneeded(shelf.folder, shelf.files, NOW) == 1


def test_what_another_desk_has_just_brought_stays_until_its_copy_is_there(shelf: Shelf) -> None:
    photo = shelf.photo(40)
    shelf.copied(NOW).unlink()
    assert shelf.live.copy_into(shelf.files) == 0  # it was there, and is in use again
    before = datetime.now(UTC) - STRAY_FOR
    assert drop_unneeded(shelf.folder, shelf.files, before) == 0
    assert shelf.there() == {photo}


def test_a_backup_that_thins_nothing_out_takes_no_file_away(shelf: Shelf) -> None:
    stray = shelf.files.keep(b"a photo of another folder")
    shelf.age()
    worker = shelf.worker
    for at, left in ((NOW, True), (NOW + timedelta(hours=1), False)):
        back_up(worker.database, worker.seat, lambda at=at: at, shelf.folder)  # type: ignore[misc]
        assert (stray in shelf.there()) is left

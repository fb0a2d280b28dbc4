import struct
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from uuid import UUID

import pytest
from PIL import Image

from builders import Worker
from builders.people import a_person, a_photo
from fablab_desk.db.database import Database
from fablab_desk.errors import DeskError
from fablab_desk.files import Attachments, MissingAttachmentError
from fablab_desk.people import errors
from fablab_desk.people.models import Person
from fablab_desk.people.photo import MOST_BYTES, SIDE, kept_photo
from fablab_desk.people.service_photo import put_photo_back, remove_photo, set_photo
from fablab_desk.staff.errors import StaleError


def a_png_that_claims(width: int, height: int) -> bytes:
    def chunk(name: bytes, content: bytes) -> bytes:
        check = zlib.crc32(name + content)
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(b"\0" * 64))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + body + chunk(b"IEND", b"")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_kept_as_a_small_jpeg(form: str) -> None:
    with Image.open(BytesIO(kept_photo(a_photo(2000, 1000, form)))) as kept:
        assert (kept.format, kept.size) == ("JPEG", (SIDE, SIDE // 2))


def test_what_the_camera_wrote_is_left_out_and_the_picture_is_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "a camera"
    data = BytesIO()
    Image.new("RGB", (60, 40)).save(data, "JPEG", exif=exif)
    with Image.open(BytesIO(kept_photo(data.getvalue()))) as kept:
        assert kept.size == (40, 60)
        assert not kept.getexif()


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", errors.UnreadablePhotoError),
        (b"%PDF-1.7 nothing to see", errors.UnreadablePhotoError),
        (a_photo()[:60], errors.UnreadablePhotoError),
        (a_png_that_claims(4000, 3000), errors.UnreadablePhotoError),
        (a_png_that_claims(9_000, 8_000), errors.VastPhotoError),
        (a_png_that_claims(400_000, 300_000), errors.UnreadablePhotoError),
        (b"x" * (MOST_BYTES + 1), errors.HeavyPhotoError),
        (a_photo(form="GIF"), errors.UnreadablePhotoError),
    ],
)
def test_what_is_no_honest_photo_is_refused(data: bytes, problem: type[DeskError]) -> None:
    with pytest.raises(problem):
        kept_photo(data)


@dataclass
class Pictured:
    """Ada and her photos."""

    worker: Worker
    key: UUID
    attachments: Attachments

    def gets(self, data: bytes) -> str:
        files = self.attachments
        return self.worker.does(lambda act: set_photo(act, files, self.key, data)).result

    def loses(self) -> None:
        self.worker.does(lambda act: remove_photo(act, self.attachments, self.key))

    def takes_back(self, before: str, after: str) -> None:
        files = self.attachments
        self.worker.does(lambda act: put_photo_back(act, files, self.key, before, after))

    def shown(self) -> str:
        with self.worker.database.reading() as session:
            return session.get_one(Person, self.key).photo


@pytest.fixture
def ada(database: Database, administrator: Worker) -> Pictured:
    return Pictured(administrator, a_person(administrator), database.attachments)


def test_the_record_names_the_photo_kept_beside_the_base(ada: Pictured) -> None:
    ada.gets(a_photo())
    assert ada.attachments.read(ada.shown()) == kept_photo(a_photo())
    ada.loses()
    assert ada.shown() == ""


def test_a_removed_photo_comes_back_byte_by_byte(ada: Pictured) -> None:
    first = ada.gets(a_photo())
    ada.loses()
    ada.takes_back(first, "")
    ada.takes_back(first, "")
    assert ada.shown() == first


def test_a_photo_set_meanwhile_is_not_taken_back(ada: Pictured) -> None:
    first = ada.gets(a_photo())
    ada.loses()
    second = ada.gets(a_photo(80))
    with pytest.raises(StaleError):
        ada.takes_back(first, "")
    with pytest.raises(StaleError):
        ada.takes_back("", first)
    assert ada.shown() == second


def test_a_photo_whose_file_is_gone_is_told_and_the_record_stays(ada: Pictured) -> None:
    first = ada.gets(a_photo())
    ada.loses()
    soon = datetime.now(UTC) + timedelta(minutes=1)
    for stray in ada.attachments.strays([], soon):
        ada.attachments.drop(stray, soon)
    with pytest.raises(MissingAttachmentError):
        ada.takes_back(first, "")
    assert ada.shown() == ""

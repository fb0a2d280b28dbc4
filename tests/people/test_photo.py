import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from builders import Worker
from builders.people import a_person, a_photo, an_attachments_folder
from fablab_desk.errors import DeskError
from fablab_desk.people import errors
from fablab_desk.people.models import Person
from fablab_desk.people.photo import MOST_BYTES, SIDE, kept_photo
from fablab_desk.people.service_photo import remove_photo, set_photo


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


def test_the_record_names_the_photo_kept_beside_the_base(administrator: Worker) -> None:
    key, attachments = a_person(administrator), an_attachments_folder(administrator)
    administrator.does(lambda act: set_photo(act, attachments, key, a_photo()))
    with administrator.database.reading() as session:
        digest = session.get_one(Person, key).photo
    assert attachments.read(digest) == kept_photo(a_photo())
    administrator.does(lambda act: remove_photo(act, key))
    with administrator.database.reading() as session:
        assert session.get_one(Person, key).photo == ""

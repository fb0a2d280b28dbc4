import os
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from fablab_desk.files import (
    AlteredAttachmentError,
    AttachmentsFolder,
    MissingAttachmentError,
    UnwrittenAttachmentError,
)

PHOTO = b"\x89PNG photo"
DIGEST = sha256(PHOTO).hexdigest()
SOON = datetime.now(UTC) + timedelta(hours=1)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def attachments(tmp_path: Path) -> AttachmentsFolder:
    return AttachmentsFolder(tmp_path / "desk.files")


def test_a_file_is_kept_once_under_its_content(attachments: AttachmentsFolder) -> None:
    assert attachments.keep(PHOTO) == attachments.keep(PHOTO) == DIGEST
    assert attachments.read(DIGEST) == PHOTO
    assert [path.name for path in attachments.folder.glob("*/*")] == [DIGEST]


def test_a_missing_file_is_told(attachments: AttachmentsFolder) -> None:
    with pytest.raises(MissingAttachmentError):
        attachments.read(DIGEST)


def test_an_altered_file_is_told(attachments: AttachmentsFolder) -> None:
    attachments.keep(PHOTO)
    attachments.path(DIGEST).write_bytes(b"another")
    with pytest.raises(AlteredAttachmentError):
        attachments.read(DIGEST)
    missing = sha256(b"").hexdigest()
    kinds = {type(error) for error in attachments.wrong([DIGEST, missing])}
    assert kinds == {AlteredAttachmentError, MissingAttachmentError}


def test_a_digest_is_no_path(attachments: AttachmentsFolder) -> None:
    with pytest.raises(ValueError, match="etc"):
        attachments.path("../../etc/passwd")
    (told,) = attachments.wrong(["../../etc/passwd"])
    assert isinstance(told, MissingAttachmentError)


def test_files_that_no_row_names_are_listed_and_go(attachments: AttachmentsFolder) -> None:
    attachments.keep(PHOTO)
    stray = attachments.path(attachments.keep(b"stray"))
    cut_short = stray.with_name("part-x")
    cut_short.touch()
    found = attachments.strays([DIGEST], SOON)
    assert found == sorted(f"{path.parent.name}/{path.name}" for path in (stray, cut_short))
    assert attachments.strays([DIGEST], LONG_AGO) == []
    assert [attachments.drop(one, SOON) for one in found] == [True, True]
    assert attachments.strays([], SOON) == [f"{DIGEST[:2]}/{DIGEST}"]
    assert attachments.wrong([DIGEST]) == []


def test_a_file_that_is_kept_again_meanwhile_does_not_go(attachments: AttachmentsFolder) -> None:
    path = attachments.path(attachments.keep(PHOTO))
    os.utime(path, (0, 0))
    (stray,) = attachments.strays([], LONG_AGO)
    attachments.keep(PHOTO)
    assert not attachments.drop(stray, LONG_AGO)
    assert attachments.read(DIGEST) == PHOTO


def test_only_what_the_other_folder_lacks_is_brought(
    attachments: AttachmentsFolder, tmp_path: Path
) -> None:
    other = AttachmentsFolder(tmp_path / "copies" / "files")
    attachments.keep(PHOTO)
    attachments.copy_into(other)
    os.utime(other.path(DIGEST), (0, 0))
    assert attachments.copy_into(other) == 0
    assert other.read(DIGEST) == PHOTO
    assert other.strays([], LONG_AGO) == []  # it is in use again


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "taken").touch()
    with pytest.raises(UnwrittenAttachmentError):
        AttachmentsFolder(tmp_path / "taken").keep(PHOTO)

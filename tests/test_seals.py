from pathlib import Path

import pytest

from fablab_desk.seals import (
    DamagedKeyError,
    KeyFolderError,
    KeyStore,
    NoKeyFolderError,
    is_signed,
    public_keys_in,
    public_pem,
)


def test_the_first_signature_makes_a_key_that_only_its_owner_may_read(tmp_path: Path) -> None:
    keys = KeyStore(tmp_path / "keys")
    signature = keys.sign(b"payload")
    (file,) = (tmp_path / "keys").iterdir()
    assert file.name == f"{keys.key_id}.pem"
    assert (file.stat().st_mode & 0o777, (tmp_path / "keys").stat().st_mode & 0o777) == (
        0o600,
        0o700,
    )
    assert is_signed(keys.public_key, b"payload", signature)
    assert not is_signed(keys.public_key, b"Payload", signature)
    assert not is_signed(b"no key", b"payload", signature)


def test_the_key_is_found_again(tmp_path: Path) -> None:
    assert KeyStore(tmp_path).key_id == KeyStore(tmp_path).key_id


def test_public_keys_are_read_from_folders_and_from_published_files(tmp_path: Path) -> None:
    keys = KeyStore(tmp_path / "keys")
    published = tmp_path / "lab.pem"
    published.write_text(public_pem(keys.public_key))
    expected = {keys.key_id: keys.public_key}
    assert public_keys_in(published) == public_keys_in(tmp_path / "keys") == expected


def test_one_file_holds_every_key_a_lab_ever_had(tmp_path: Path) -> None:
    first, second = KeyStore(tmp_path / "1"), KeyStore(tmp_path / "2")
    published = tmp_path / "lab.pem"
    published.write_text(public_pem(first.public_key) + "\n" + public_pem(second.public_key))
    assert set(public_keys_in(published)) == {first.key_id, second.key_id}


def test_a_machine_that_never_signed_knows_no_key_and_a_file_that_is_missing_is_told(
    tmp_path: Path,
) -> None:
    assert public_keys_in(tmp_path / "keys") == {}
    with pytest.raises(DamagedKeyError):
        public_keys_in(tmp_path / "lab.pem")


@pytest.mark.parametrize("content", ["", "hello", "-----BEGIN PRIVATE KEY-----\nAA\n"])
def test_a_damaged_key_is_told_and_not_written_over(tmp_path: Path, content: str) -> None:
    file = tmp_path / "0123abcd.pem"
    file.write_text(content)
    with pytest.raises(DamagedKeyError):
        KeyStore(tmp_path).sign(b"payload")
    with pytest.raises(DamagedKeyError):
        public_keys_in(file)
    assert file.read_text() == content


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("a file stands here")
    with pytest.raises(KeyFolderError):
        KeyStore(tmp_path / "keys" / "of the lab").sign(b"payload")


def test_a_desk_needs_a_folder_for_its_key() -> None:
    with pytest.raises(NoKeyFolderError):
        KeyStore(None)

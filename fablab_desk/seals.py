"""The lab's signing key: Ed25519, kept in a folder outside the base, never in it."""

import os
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


END = b"-----END PUBLIC KEY-----"


class NoKeyFolderError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This desk has no folder for the lab's signing key."))


class KeyFolderError(DeskError):
    def __init__(self, folder: Path) -> None:
        super().__init__(
            mark("The lab's signing key cannot be kept in {folder}. Allow writing there."),
            folder=folder,
        )


class DamagedKeyError(DeskError):
    def __init__(self, file: Path) -> None:
        super().__init__(
            mark("{file} is no signing key. Put its copy back, or take it away."), file=file
        )


class KeyStore:
    """The newest key of the folder; a folder without any gets one at its first signature."""

    def __init__(self, folder: Path | None) -> None:
        if folder is None:
            raise NoKeyFolderError
        self.folder = folder

    @property
    def key_id(self) -> str:
        return key_id_of(self.public_key)

    @cached_property
    def public_key(self) -> bytes:
        """Its 32 raw bytes."""
        return self._private.public_key().public_bytes_raw()

    def sign(self, payload: bytes) -> bytes:
        """The 64 bytes of the signature."""
        return self._private.sign(payload)

    @cached_property
    def _private(self) -> "Ed25519PrivateKey":
        try:
            files = [(file.stat().st_mtime_ns, file) for file in self.folder.glob("*.pem")]
            return _read(max(files)[1]) if files else self._make()
        except OSError:
            raise KeyFolderError(self.folder) from None

    def _make(self) -> "Ed25519PrivateKey":
        from cryptography.hazmat.primitives import serialization as form
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        private = Ed25519PrivateKey.generate()
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = self.folder / f"{key_id_of(private.public_key().public_bytes_raw())}.pem"
        pem = private.private_bytes(
            form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption()
        )
        part = file.with_suffix(".part")
        with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as out:
            out.write(pem)
            out.flush()
            os.fsync(out.fileno())  # papers signed with a key that is lost cannot be replaced alike
        part.replace(file)
        return private


def key_id_of(public_key: bytes) -> str:
    """Eight hexadecimal digits that name a key; the signature proves it, not its name."""
    return sha256(public_key).hexdigest()[:8]


def is_signed(public_key: bytes, payload: bytes, signature: bytes) -> bool:
    """No key at all proves nothing either, as one that was changed in the base."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, payload)
    except (InvalidSignature, ValueError):
        return False
    return True


def public_pem(public_key: bytes) -> str:
    """The public key as text, to publish for those who verify without the base."""
    from cryptography.hazmat.primitives import serialization as form
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    key = Ed25519PublicKey.from_public_bytes(public_key)
    return key.public_bytes(form.Encoding.PEM, form.PublicFormat.SubjectPublicKeyInfo).decode()


def public_keys_in(*places: Path) -> dict[str, bytes]:
    """The public keys, by their names, of PEM files and of folders of them, however deep."""
    files = [file for place in places for file in _files(place)]
    keys = [key for file in files for key in _public(file)]
    return {key_id_of(key): key for key in keys}


def _files(place: Path) -> list[Path]:
    """A folder may be missing, as on a machine that never signed; a file may not."""
    is_folder = place.is_dir() or not (place.suffix or place.exists())
    return sorted(place.rglob("*.pem")) if is_folder else [place]


def _public(file: Path) -> list[bytes]:
    """A lab that had several keys publishes them in one file, one after the other."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    try:
        text = file.read_bytes()
        if b"PRIVATE" in text:
            return [_read(file).public_key().public_bytes_raw()]
        keys = [load_pem_public_key(block + END) for block in text.split(END)[:-1]]
    except (OSError, ValueError):
        raise DamagedKeyError(file) from None
    known = [key.public_bytes_raw() for key in keys if isinstance(key, Ed25519PublicKey)]
    if not known or len(known) < len(keys):
        raise DamagedKeyError(file)
    return known


def _read(file: Path) -> "Ed25519PrivateKey":
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        key = load_pem_private_key(file.read_bytes(), password=None)
    except (ValueError, TypeError):
        raise DamagedKeyError(file) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise DamagedKeyError(file)
    return key

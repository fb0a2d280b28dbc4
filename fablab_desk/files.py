"""Attachments: files kept by their content in a folder beside the database.

A row keeps the SHA-256. The file is on the disk for certain before the unit that names it commits,
so a crash may leave a file nobody names, never a name without its file.
"""

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark

DIGEST = re.compile(r"[0-9a-f]{64}")


class AttachmentError(DeskError):
    pass


class MissingAttachmentError(AttachmentError):
    def __init__(self, digest: str) -> None:
        super().__init__(
            mark("The attached file {digest}… is no longer in the folder. Restore a backup."),
            digest=digest[:8],
        )


class AlteredAttachmentError(AttachmentError):
    def __init__(self, digest: str) -> None:
        super().__init__(
            mark("The attached file {digest}… was changed by somebody. Restore a backup."),
            digest=digest[:8],
        )


class UnwrittenAttachmentError(AttachmentError):
    def __init__(self, folder: Path) -> None:
        super().__init__(
            mark("The file could not be kept in {folder}: check the room left and your rights."),
            folder=str(folder),
        )


@dataclass(frozen=True)
class Attachments:
    folder: Path

    def keep(self, content: bytes) -> str:
        """Store the content and give its digest; the same content is stored once."""
        digest = sha256(content).hexdigest()
        path = self.path(digest)
        if not path.exists():
            try:
                self._write(path, content)
            except OSError as error:
                raise UnwrittenAttachmentError(self.folder) from error
        return digest

    def path(self, digest: str) -> Path:
        if not DIGEST.fullmatch(digest):
            raise ValueError(digest)
        return self.folder / digest[:2] / digest

    def read(self, digest: str) -> bytes:
        try:
            content = self.path(digest).read_bytes()
        except FileNotFoundError as error:
            raise MissingAttachmentError(digest) from error
        if sha256(content).hexdigest() != digest:
            raise AlteredAttachmentError(digest)
        return content

    def wrong(self, named: Iterable[str]) -> list[AttachmentError]:
        """What is missing or altered among the files that rows name."""
        found: list[AttachmentError] = []
        for digest in sorted(set(named)):
            try:
                self.read(digest)
            except AttachmentError as error:
                found.append(error)
            except ValueError:  # a row was changed by hand: it names no file of ours
                found.append(MissingAttachmentError(digest))
        return found

    def orphans(self, named: Iterable[str]) -> list[Path]:
        """The files that no row names, those cut short by a crash among them."""
        known = set(named)
        return sorted(path for path in self._all() if path.name not in known)

    def copy_into(self, other: "Attachments") -> int:
        """Bring to `other` what it has not yet, sound files only; how many were brought."""
        brought = 0
        for path in self._all():
            if DIGEST.fullmatch(path.name) and not other.path(path.name).exists():
                with suppress(AlteredAttachmentError):
                    other.keep(self.read(path.name))
                    brought += 1
        return brought

    def _all(self) -> Iterator[Path]:
        return (path for path in self.folder.glob("??/*") if path.is_file())

    def _write(self, path: Path, content: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, prefix="part-", delete=False) as part:
            try:
                part.write(content)
                part.flush()
                os.fsync(part.fileno())
                part.close()
                Path(part.name).replace(path)
            except BaseException:
                with suppress(OSError):
                    Path(part.name).unlink()
                raise
        for folder in (path.parent, self.folder):
            _sync(folder)


def _sync(folder: Path) -> None:
    """A new name is safe once its folder is written too; Windows does so by itself."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

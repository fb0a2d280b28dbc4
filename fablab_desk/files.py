"""Attachments: files kept by their content, in a folder beside the database or in the server's.

A row keeps the SHA-256. The file is kept for certain before the unit that names it commits, so a
crash may leave a file nobody names, never a name without its file.
"""

import os
import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark

DIGEST = re.compile(r"[0-9a-f]{64}")


class AttachmentError(DeskError):
    """Something is the matter with one attached file."""


class MissingAttachmentError(AttachmentError):
    def __init__(self, digest: str) -> None:
        super().__init__(
            mark("The attached file {digest}… is no longer there. Restore a backup."),
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


class Attachments(ABC):
    @abstractmethod
    def keep(self, content: bytes) -> str:
        """Store the content and give its digest; the same content is stored once."""

    @abstractmethod
    def read(self, digest: str) -> bytes:
        """The content, or an AttachmentError that says what became of it."""

    @abstractmethod
    def spare(self, digest: str) -> None:
        """A row has just let go of it: to be told before, so that `strays` leaves it a while."""

    @abstractmethod
    def strays(self, named: Iterable[str], before: datetime) -> list[str]:
        """What no row names and nobody has kept since: an act may be about to name the others."""

    @abstractmethod
    def drop(self, stray: str, before: datetime) -> bool:
        """Take a stray away, unless it was kept again meanwhile."""

    @abstractmethod
    def copy_into(self, other: "AttachmentsFolder") -> int:
        """Bring to `other` what a copy of the base does not hold itself; how many were brought."""

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


@dataclass(frozen=True)
class AttachmentsFolder(Attachments):
    folder: Path

    def keep(self, content: bytes) -> str:
        digest = sha256(content).hexdigest()
        path = self.path(digest)
        try:
            try:
                os.utime(path)  # it is in use again
            except FileNotFoundError:
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
        return unaltered(content, digest)

    def spare(self, digest: str) -> None:
        with suppress(OSError):  # lost, or another program holds it: there is nothing to spare
            os.utime(self.path(digest))

    def strays(self, named: Iterable[str], before: datetime) -> list[str]:
        """Paths below the folder, those of files cut short by a crash among them."""
        known = set(named)
        found = (path for path in self._all() if path.name not in known)
        return sorted(str(path.relative_to(self.folder)) for path in found if _older(path, before))

    def drop(self, stray: str, before: datetime) -> bool:
        path = self.folder / stray
        aside = path.with_name(f"part-{path.name}")
        try:
            path.rename(aside)  # whoever keeps it from now on writes it anew
            if not _older(aside, before):
                aside.rename(path)
                return False
            aside.unlink()
        except OSError:  # tried again with the next copy
            return False
        return True

    def copy_into(self, other: "AttachmentsFolder") -> int:
        """Sound files only, those it has not yet; those it has are in use there again."""
        brought = 0
        for path in self._all():
            if DIGEST.fullmatch(path.name) and not _used_again(other.path(path.name)):
                with suppress(AlteredAttachmentError):
                    other.keep(self.read(path.name))
                    brought += 1
        return brought

    def bring_back(self, named: Iterable[str], to: Attachments) -> None:
        """Give `to` the files that rows name, as far as they are here and sound."""
        for digest in set(named):
            with suppress(MissingAttachmentError, AlteredAttachmentError, ValueError):
                to.keep(self.read(digest))

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


def unaltered(content: bytes, digest: str) -> bytes:
    """The content itself, or an AlteredAttachmentError."""
    if sha256(content).hexdigest() != digest:
        raise AlteredAttachmentError(digest)
    return content


def _used_again(path: Path) -> bool:
    try:
        os.utime(path)
    except FileNotFoundError:
        return False
    except OSError:  # somebody else's: it is there all the same
        return True
    return True


def _older(path: Path, than: datetime) -> bool:
    return path.stat().st_mtime < than.timestamp()


def _sync(folder: Path) -> None:
    """A new name is safe once its folder is written too; Windows does so by itself."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

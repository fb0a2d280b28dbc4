"""What leaves the lab of its papers: the files themselves, the public keys, what was revoked."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from sqlalchemy.orm import Session

from fablab_desk.documents.mail import file_name
from fablab_desk.live import refuse_live
from fablab_desk.papers.errors import AmongKeysError, NoKeyYetError, UnwritableFileError
from fablab_desk.papers.queries import load_with_bytes, public_keys
from fablab_desk.seals import public_pem


def load_published_keys(session: Session) -> str:
    """Every key that signed papers here, as the text of one PEM file (NoKeyYetError)."""
    keys = public_keys(session)
    if not keys:
        raise NoKeyYetError
    return "".join(public_pem(key) for key in keys.values())


def write_published(text: str, file: Path, private: Path | None) -> None:
    """Whole or not at all, and never where the private keys lie: it could take one's place."""
    refuse_live(file)
    if private and private.resolve() in file.resolve().parents:
        raise AmongKeysError(file)
    try:
        with TemporaryDirectory(prefix=".key-", dir=file.parent) as folder:
            part = Path(folder) / "part"
            part.write_text(text, "utf-8")
            part.replace(file)
    except OSError as error:
        raise UnwritableFileError(file) from error


def read_papers(session: Session, keys: Sequence[UUID]) -> list[tuple[str, bytes]]:
    """A file's name and the bytes of each, as they were issued."""
    found = [load_with_bytes(session, key) for key in keys]
    return [(file_name(paper.number, paper.about, ending=".pdf"), pdf) for paper, pdf in found]


def write_papers(papers: Sequence[tuple[str, bytes]], folder: Path) -> int:
    """All of them or none, each whole; how many there are (UnwritableFileError)."""
    try:
        with TemporaryDirectory(prefix=".papers-", dir=folder) as nowhere:
            parts = [(Path(nowhere) / f"{at}.part", name) for at, (name, _) in enumerate(papers)]
            for (part, _), (_, pdf) in zip(parts, papers, strict=True):
                part.write_bytes(pdf)
            for part, name in parts:
                refuse_live(folder / name)
                part.replace(folder / name)
    except OSError as error:
        raise UnwritableFileError(folder) from error
    return len(papers)

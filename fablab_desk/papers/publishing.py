"""The public keys and the list of revoked papers, for whoever verifies without the base."""

from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy.orm import Session

from fablab_desk.live import refuse_live
from fablab_desk.papers.errors import AmongKeysError, NoKeyYetError, UnwritableFileError
from fablab_desk.papers.queries import public_keys
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

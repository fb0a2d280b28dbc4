"""Attachments of a server's database: in a table of it, so that every desk sees them."""

from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256

from sqlalchemy import Engine, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from fablab_desk.db.base import Base
from fablab_desk.files import Attachments, AttachmentsFolder, MissingAttachmentError, unaltered


class AttachedFile(Base, kw_only=True):
    """Empty on SQLite, whose files lie in a folder beside the base."""

    __tablename__ = "attached_files"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[bytes]
    kept_at: Mapped[datetime]


class AttachmentsTable(Attachments):
    def __init__(self, writing: Engine, reading: Engine) -> None:
        self._writing = writing
        self._reading = reading

    def keep(self, content: bytes) -> str:
        """In a transaction of its own: an act that is given up leaves what nobody names."""
        from sqlalchemy.dialects.postgresql import insert

        digest = sha256(content).hexdigest()
        now = datetime.now(UTC)
        kept = insert(AttachedFile).values(sha256=digest, content=content, kept_at=now)
        again = kept.on_conflict_do_update(
            index_elements=[AttachedFile.sha256], set_={"kept_at": now}
        )
        with self._writing.begin() as connection:
            connection.execute(again)
        return digest

    def read(self, digest: str) -> bytes:
        wanted = select(AttachedFile.content).where(AttachedFile.sha256 == digest)
        with self._reading.connect() as connection:
            content = connection.scalar(wanted)
        if content is None:
            raise MissingAttachmentError(digest)
        return unaltered(bytes(content), digest)

    def spare(self, digest: str) -> None:
        again = update(AttachedFile).where(AttachedFile.sha256 == digest)
        with self._writing.begin() as connection:
            connection.execute(again.values(kept_at=datetime.now(UTC)))

    def strays(self, named: Iterable[str], before: datetime) -> list[str]:
        wanted = select(AttachedFile.sha256).where(AttachedFile.kept_at < before)
        with self._reading.connect() as connection:
            found = set(connection.scalars(wanted))
        return sorted(found - set(named))

    def drop(self, stray: str, before: datetime) -> bool:
        gone = delete(AttachedFile).where(
            AttachedFile.sha256 == stray, AttachedFile.kept_at < before
        )
        with self._writing.begin() as connection:
            return connection.execute(gone).rowcount == 1

    def copy_into(self, _other: AttachmentsFolder) -> int:
        """None: a copy of the base holds them."""
        return 0

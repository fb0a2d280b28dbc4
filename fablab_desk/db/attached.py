"""Attachments of a server's database: in a table of it, so that every desk sees them."""

from hashlib import sha256

from sqlalchemy import Engine, select
from sqlalchemy.orm import Mapped, mapped_column

from fablab_desk.db.base import Base
from fablab_desk.files import Attachments, AttachmentsFolder, MissingAttachmentError, unaltered


class AttachedFile(Base, kw_only=True):
    """Empty on SQLite, whose files lie in a folder beside the base."""

    __tablename__ = "attached_files"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[bytes]


class AttachmentsTable(Attachments):
    def __init__(self, writing: Engine, reading: Engine) -> None:
        self._writing = writing
        self._reading = reading

    def keep(self, content: bytes) -> str:
        """In a transaction of its own: an act that is given up leaves what nobody names."""
        from sqlalchemy.dialects.postgresql import insert

        digest = sha256(content).hexdigest()
        kept = insert(AttachedFile).values(sha256=digest, content=content)
        with self._writing.begin() as connection:
            connection.execute(kept.on_conflict_do_nothing())
        return digest

    def read(self, digest: str) -> bytes:
        wanted = select(AttachedFile.content).where(AttachedFile.sha256 == digest)
        with self._reading.connect() as connection:
            content = connection.scalar(wanted)
        if content is None:
            raise MissingAttachmentError(digest)
        return unaltered(bytes(content), digest)

    def copy_into(self, _other: AttachmentsFolder) -> int:
        """None: a copy of the base holds them."""
        return 0

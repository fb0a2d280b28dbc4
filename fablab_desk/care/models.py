"""The copies that were made of this base, and what is remembered of imports and look-alikes."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from fablab_desk.db.base import Base, Key
from fablab_desk.keys import new_key


class BackupRecord(Base, kw_only=True):
    """A copy that was made, and proved where it could be. Where it lies now, nobody here knows."""

    __tablename__ = "backup_records"

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    at: Mapped[datetime] = mapped_column(index=True)
    file_name: Mapped[str]
    size: Mapped[int] = mapped_column(BigInteger)  # bytes
    sha256: Mapped[str]
    proved: Mapped[bool]
    strays: Mapped[int] = mapped_column(default=0)  # files taken away, as no row named them


class RestoreRecord(Base, kw_only=True):
    """The base was put back to a copy: what was done between the two is not in it."""

    __tablename__ = "restore_records"

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    at: Mapped[datetime]
    file_name: Mapped[str]


class PlanMatching(Base, kw_only=True):
    """Which plan a name in a file means, as chosen for files with the same header.

    It refers to no plan: one that is only remembered here may still be removed.
    """

    __tablename__ = "import_plans"

    header_digest: Mapped[str] = mapped_column(primary_key=True)
    label: Mapped[str] = mapped_column(primary_key=True)  # normalised
    plan_id: Mapped[UUID | None]  # None: its memberships are left out


class ToldApart(Base, kw_only=True):
    """Two records that look alike and are two people all the same, as somebody said."""

    __tablename__ = "told_apart"

    first_id: Mapped[UUID] = mapped_column(ForeignKey("parties.id"), primary_key=True)
    second_id: Mapped[UUID] = mapped_column(ForeignKey("parties.id"), primary_key=True, index=True)

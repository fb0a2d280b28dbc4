"""Copies of this base, what is remembered of imports and look-alikes, and personal data kept."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from fablab_desk.db.base import Base, Key, Lines
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


class RetentionTerm(Base, kw_only=True):
    """After how many years without membership nor visit a record is proposed for the archive."""

    __tablename__ = "retention_terms"
    __table_args__ = (CheckConstraint("years BETWEEN 1 AND 10", name="years_sensible"),)

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    valid_from: Mapped[date] = mapped_column(unique=True)
    years: Mapped[int]


class Processing(Base, kw_only=True):
    """One treatment of personal data, as the lab's register tells it."""

    __tablename__ = "processings"

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    label: Mapped[str] = mapped_column(unique=True)
    purpose: Mapped[Lines]
    basis: Mapped[Lines]  # why it is lawful
    people_told: Mapped[Lines]  # categories of people
    data_told: Mapped[Lines]  # categories of data
    recipients: Mapped[Lines]
    kept_for: Mapped[Lines]
    security: Mapped[Lines]
    valid_from: Mapped[date]  # since when it is so
    position: Mapped[int] = mapped_column(default=0)
    archived_on: Mapped[date | None] = mapped_column(default=None)  # it takes place no more
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (the mapper's own attribute)

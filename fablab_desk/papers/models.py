"""Issued papers, kept byte for byte, and the counters of their numbers."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from fablab_desk.db.base import Base, Key
from fablab_desk.keys import new_key


class Series(StrEnum):
    INVOICE = "F"


class PaperCounter(Base, kw_only=True):
    __tablename__ = "paper_counters"

    series: Mapped[Series] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]


class Paper(Base, kw_only=True):
    __tablename__ = "papers"

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    number: Mapped[str] = mapped_column(unique=True)
    subject_id: Mapped[UUID] = mapped_column(unique=True)  # a record of any room to the right
    issued_at: Mapped[datetime]
    issued_on: Mapped[date]
    sha256: Mapped[str]
    pdf: Mapped[bytes]

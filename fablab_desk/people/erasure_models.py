"""Records put out of reach, and those erased: what stays of them names nobody any more."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from fablab_desk.db.base import Base


class SealedRecord(Base, kw_only=True):
    """What a record of the restricted archive says, where no search, list nor export reads it."""

    __tablename__ = "sealed_records"

    party_id: Mapped[UUID] = mapped_column(ForeignKey("parties.id"), primary_key=True)
    at: Mapped[datetime]
    ended_on: Mapped[date]  # the last day of a membership or a visit
    was: Mapped[dict[str, Any]] = mapped_column(JSON)  # its columns, and the lab's own fields


class PartyErasure(Base, kw_only=True):
    """A record that was blanked; what a legal term keeps of it goes after `kept_until`."""

    __tablename__ = "party_erasures"

    party_id: Mapped[UUID] = mapped_column(ForeignKey("parties.id"), primary_key=True)
    at: Mapped[datetime]
    kept_until: Mapped[date | None] = mapped_column(default=None)  # None: nothing was kept

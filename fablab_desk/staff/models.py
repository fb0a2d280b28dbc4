"""Accounts at the desk, and the journal of what they did."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from fablab_desk.db.base import Base, Key
from fablab_desk.keys import new_key
from fablab_desk.staff.rights import RIGHTS, Right, Role


class Account(Base, kw_only=True):
    __tablename__ = "accounts"

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    login: Mapped[str] = mapped_column(unique=True)
    role: Mapped[Role]
    # No foreign key: people stand to the right of staff.
    person_id: Mapped[UUID | None] = mapped_column(default=None)

    def may(self, right: Right) -> bool:
        return right in RIGHTS[self.role]


class AuditEntry(Base, kw_only=True):
    __tablename__ = "audit_entries"

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    at: Mapped[datetime]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    workstation: Mapped[str]
    service: Mapped[str]
    reason: Mapped[str]
    records: Mapped[list[str]] = mapped_column(JSON)
    changes: Mapped[dict[str, Any]] = mapped_column(JSON)

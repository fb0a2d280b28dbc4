"""Accounts at the desk, and the journal of what they did."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fablab_desk.db.base import Base, Key, Lines
from fablab_desk.keys import new_key
from fablab_desk.staff.rights import RIGHTS, Right, Role

BUILT_IN = "desk"  # the login of the account of a lab that asks for none


class Account(Base, kw_only=True):
    """Who works at the desk. A closed account keeps its acts and can no longer open."""

    __tablename__ = "accounts"

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    login: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    roles: Mapped[list[str]] = mapped_column(JSON, default_factory=list)
    password_hash: Mapped[str | None] = mapped_column(default=None)  # argon2id
    # No foreign key: people stand to the right of staff.
    person_id: Mapped[UUID | None] = mapped_column(default=None)
    built_in: Mapped[bool] = mapped_column(default=False)
    closed_on: Mapped[date | None] = mapped_column(default=None)
    wrong_passwords: Mapped[int] = mapped_column(default=0)
    wait_until: Mapped[datetime | None] = mapped_column(default=None)
    preferences: Mapped[dict[str, Any]] = mapped_column(JSON, default_factory=dict)
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (the mapper's own attribute)

    def may(self, right: Right) -> bool:
        """Nothing more once it is closed, even where it still sits at a desk."""
        return self.closed_on is None and any(right in RIGHTS[Role(role)] for role in self.roles)


class AuditEntry(Base, kw_only=True):
    """One act. The chain runs over `digest`, so that what was said of a person can be erased."""

    __tablename__ = "audit_entries"
    __table_args__ = (CheckConstraint("seq > 0", name="seq_positive"),)

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    seq: Mapped[int] = mapped_column(unique=True)
    at: Mapped[datetime] = mapped_column(index=True)
    day: Mapped[date]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), index=True)
    account_name: Mapped[str]
    workstation: Mapped[str]
    service: Mapped[str]
    reason: Mapped[Lines]
    digest: Mapped[str]
    previous: Mapped[str]
    hash: Mapped[str] = mapped_column(unique=True)


class AuditDetail(Base, kw_only=True):
    """What an act changed, before and after; the only part of the journal that can be erased."""

    __tablename__ = "audit_details"

    seq: Mapped[int] = mapped_column(ForeignKey("audit_entries.seq"), primary_key=True)
    changes: Mapped[dict[str, Any]] = mapped_column(JSON)
    erased_at: Mapped[datetime | None] = mapped_column(default=None)


class AuditSubject(Base, kw_only=True):
    """Which records an act was about, to find the history of one."""

    __tablename__ = "audit_subjects"
    __table_args__ = (Index("ix_audit_subjects_record_id_seq", "record_id", "seq"),)

    seq: Mapped[int] = mapped_column(ForeignKey("audit_entries.seq"), primary_key=True)
    record_id: Mapped[UUID] = mapped_column(primary_key=True)


class AuditHead(Base, kw_only=True):
    """The last link of the chain; its row is what two desks queue on."""

    __tablename__ = "audit_heads"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int]
    hash: Mapped[str]


class SelfAct(Base, kw_only=True):
    """Something done for oneself, alone, until somebody else signs it (À viser)."""

    __tablename__ = "self_acts"

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime]
    service: Mapped[str]
    record_id: Mapped[UUID]
    reason: Mapped[Lines]
    signed_by: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"), default=None)
    signed_at: Mapped[datetime | None] = mapped_column(default=None)

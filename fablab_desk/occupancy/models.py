"""Who or what is taken from when to when, and by which record."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from fablab_desk.db.base import Base, Key
from fablab_desk.keys import new_key
from fablab_desk.occupancy.kinds import ResourceKind, TakenBy


class Occupancy(Base, kw_only=True):
    """Half-open: what ends at noon is free at noon. No two of one resource overlap: see guards.

    `resource_id` and `fact_id` are keys of records that stand to the right.
    """

    __tablename__ = "occupancies"
    __table_args__ = (
        CheckConstraint("ends_at IS NULL OR ends_at > starts_at", name="ends_after_it_begins"),
        CheckConstraint("(ends_at IS NULL) = (open_resource_id IS NOT NULL)", name="open_or_not"),
        Index("ix_occupancies_resource_id_starts_at", "resource_id", "starts_at", "ends_at"),
    )

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    resource_id: Mapped[UUID]
    resource_kind: Mapped[ResourceKind]
    fact_id: Mapped[UUID] = mapped_column(index=True)
    taken_by: Mapped[TakenBy]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None] = mapped_column(default=None)
    # One open end per resource: NULLs do not collide, so what runs holds the key here.
    open_resource_id: Mapped[UUID | None] = mapped_column(unique=True, default=None)

"""The fields that a lab adds to its records, and what stands in them."""

from datetime import date
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fablab_desk.db.base import Base, Key
from fablab_desk.keys import new_key
from fablab_desk.people.custom import CustomKind, CustomWhom


class CustomField(Base, kw_only=True):
    """One question of the lab's own; retired, its answers stay."""

    __tablename__ = "custom_fields"

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    label: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[CustomKind]
    whom: Mapped[CustomWhom]
    hint: Mapped[str] = mapped_column(default="")
    choices: Mapped[list[str]] = mapped_column(JSON, default_factory=list)
    required: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)
    archived_on: Mapped[date | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (the mapper's own attribute)


class CustomValue(Base, kw_only=True):
    """What one record says; a blank one has no row."""

    __tablename__ = "custom_values"
    __table_args__ = (Index("ix_custom_values_field_id_value", "field_id", "value", "party_id"),)

    party_id: Mapped[UUID] = mapped_column(ForeignKey("parties.id"), primary_key=True)
    field_id: Mapped[UUID] = mapped_column(ForeignKey("custom_fields.id"), primary_key=True)
    value: Mapped[str]  # as `custom.kept` writes it

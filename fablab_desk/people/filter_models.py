"""The filters of the people that were kept under a name."""

from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from fablab_desk.db.base import Base, Key
from fablab_desk.keys import new_key


class SavedFilter(Base, kw_only=True):
    """For every desk, or for one account alone."""

    __tablename__ = "saved_filters"

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    label: Mapped[str]
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"), default=None)
    conditions: Mapped[dict[str, Any]] = mapped_column(JSON, default_factory=dict)
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (the mapper's own attribute)

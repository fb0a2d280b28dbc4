"""Where and when the lab receives: its spaces, hours and closures, its insurance, its own lists."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fablab_desk.db.base import Base, Key, Lines
from fablab_desk.keys import new_key
from fablab_desk.lab.kinds import ListKind


class Space(Base, kw_only=True):
    """A room or an area of the lab."""

    __tablename__ = "spaces"

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    label: Mapped[str] = mapped_column(unique=True)
    carrier_id: Mapped[UUID | None] = mapped_column(ForeignKey("carriers.id"), default=None)
    remark: Mapped[Lines] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)
    archived_on: Mapped[date | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (the mapper's own attribute)


class OpeningHours(Base, kw_only=True):
    """The week's hours from a day on; a weekday reads `10:00-12:00 14:00-18:00`."""

    __tablename__ = "opening_hours"

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    valid_from: Mapped[date] = mapped_column(unique=True)
    label: Mapped[str] = mapped_column(default="")
    monday: Mapped[str] = mapped_column(default="")
    tuesday: Mapped[str] = mapped_column(default="")
    wednesday: Mapped[str] = mapped_column(default="")
    thursday: Mapped[str] = mapped_column(default="")
    friday: Mapped[str] = mapped_column(default="")
    saturday: Mapped[str] = mapped_column(default="")
    sunday: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (the mapper's own attribute)


class Closure(Base, kw_only=True):
    """Days on which the lab stays closed, the first and the last included."""

    __tablename__ = "closures"
    __table_args__ = (CheckConstraint("ends_on >= starts_on", name="ends_after_it_begins"),)

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    label: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date] = mapped_column(index=True)
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (the mapper's own attribute)


class Insurance(Base, kw_only=True):
    """A liability policy of one carrier, or of the whole lab where none is named."""

    __tablename__ = "insurances"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="ends_after_it_begins"),
        CheckConstraint("warn_days >= 0", name="warned_before"),
    )

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    carrier_id: Mapped[UUID | None] = mapped_column(ForeignKey("carriers.id"), default=None)
    insurer: Mapped[str]
    policy_number: Mapped[str] = mapped_column(default="")
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    warn_days: Mapped[int] = mapped_column(default=60)  # before the last day
    contract: Mapped[str] = mapped_column(default="")  # SHA-256 of an attachment
    contract_name: Mapped[str] = mapped_column(default="")  # of the file it was taken from
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (the mapper's own attribute)


class ListEntry(Base, kw_only=True):
    """One line of a list the lab edits."""

    __tablename__ = "list_entries"
    __table_args__ = (UniqueConstraint("kind", "label"),)

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    kind: Mapped[ListKind]
    label: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)
    archived_on: Mapped[date | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (the mapper's own attribute)
